import Digest
import Foundation
import Outerline
import Vocabulary

/// An address that is told what was recorded.
struct Webhook: Sendable, Hashable {
    var id: String
    var url: String
    /// Signs what is sent; the receiver knows it, too.
    var secret: String
    var scope: Scope
    /// The last event it was told of, or that it need not be told of.
    var position: Int
    /// Failures since it last answered well.
    var failures: Int
    /// Seconds since 1970; nil while it answers.
    var failingSince: Int?
    var nextAt: Int
    var lastStatus: Int?
    var stopped: Bool
    var madeBy: String
    var madeAt: Int

    static let table = """
        CREATE TABLE webhooks (
            id TEXT PRIMARY KEY NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL, scope TEXT NOT NULL,
            position INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, failing_since INTEGER,
            next_at INTEGER NOT NULL DEFAULT 0, last_status INTEGER, stopped INTEGER NOT NULL DEFAULT 0,
            made_by TEXT NOT NULL, made_at INTEGER NOT NULL) WITHOUT ROWID;
        """
}

/// When a delivery that failed is tried again.
enum WebhookPatience {
    static let first = 5
    static let longest = 3600
    /// A receiver that failed so long is told nothing more until an administrator resumes it.
    static let end = 7 * 86_400

    /// Seconds to wait after so many failures in a row: 5, 10, 20 … an hour.
    static func delay(after failures: Int) -> Int {
        failures > 20 ? longest : min(longest, first << max(0, failures - 1))
    }
}

/// Where a webhook is told: plain HTTP to a host that was allowed.
struct WebhookAddress: Sendable, Hashable {
    var host: String
    var port: Int
    /// Path and query.
    var target: String

    /// - Parameter allowed: `host` or `host:port`.
    /// - Throws: ``Problem`` `API-109` for what is no such address, `API-108` for a host that is not allowed.
    init(_ text: String, allowed: [String]) throws {
        let parts = text.utf8.count <= 2000 ? URLComponents(string: text) : nil
        guard let parts, parts.scheme == "http", let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.password == nil, parts.fragment == nil, (1...65_535).contains(parts.port ?? 80)
        else {
            throw Problem(
                .webhookInvalid, "the address cannot be used", at: .init(field: "url"),
                help: "use http://host:port/path")
        }
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        port = parts.port ?? 80
        let path = parts.percentEncodedPath
        target = (path.isEmpty ? "/" : path) + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
        let isAllowed = allowed.contains { $0 == host || $0 == "\(host):\(port)" }
        guard isAllowed else {
            throw Problem(
                .webhooksOff, "webhooks may not call '\(host):\(port)'", at: .init(field: "url"),
                help: allowed.isEmpty
                    ? "webhooks are off; 'outerline-desk serve --webhook-host' names hosts"
                    : "allowed: \(allowed.joined(separator: ", "))")
        }
    }
}

/// The signature of a delivery, as its receiver checks it.
enum WebhookSignature {
    static let header = "Outerline-Signature"

    /// `t=SECONDS,v1=HEX`: HMAC-SHA256 over `SECONDS.BODY` with the webhook's secret.
    ///
    /// - Returns: nil only if OpenSSL fails; nothing is sent then.
    static func make(_ body: Data, secret: String, at seconds: Int) -> String? {
        let message = Array("\(seconds).".utf8) + Array(body)
        return HMAC.sha256(message, key: secret.utf8).map { code in
            "t=\(seconds),v1=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
