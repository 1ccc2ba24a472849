import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Testing
import Vocabulary

@testable import OuterlineWeb

/// A browser without pictures: keeps cookies, follows nothing by itself.
final class DeskClient: Sendable {
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPFields
        var body: String

        var location: String? { headers[.location] }

        /// The token of the first form of the page.
        var formToken: String? {
            guard let start = body.range(of: "name=\"_token\" value=\"") else { return nil }
            return String(body[start.upperBound...].prefix { $0 != "\"" })
        }

        /// The value of a hidden field.
        func field(_ name: String) -> String? {
            guard let start = body.range(of: "name=\"\(name)\" value=\"") else { return nil }
            return String(body[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    private let responder: RouterResponder<DeskContext>
    private let jar = Guarded<[String: String]>([:])
    let address: String

    init(_ site: Site, address: String = "10.0.0.1", table: [Endpoint] = RouteTable.all) {
        responder = site.router(table).buildResponder()
        self.address = address
    }

    var cookies: [String: String] {
        get { jar.withLock { $0 } }
        set { jar.withLock { $0 = newValue } }
    }

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send(.get, path, headers)
    }

    /// Sends a form with the token of this client's session.
    func post(_ path: String, _ fields: [(String, String)]) async throws -> Answer {
        let key = cookies[Cookies.session] ?? cookies[Cookies.browser] ?? ""
        let token = FormToken.of(key) ?? ""
        return try await post(path, fields + [(FormToken.field, token)], withoutToken: true)
    }

    func post(_ path: String, _ fields: [(String, String)], withoutToken: Bool) async throws -> Answer {
        let body = FormValues(fields.map { ($0.0, $0.1) }).encoded
        return try await send(
            .post, path, ["Content-Type": "application/x-www-form-urlencoded"], body: body)
    }

    /// Sends a form with a file and the token of this client's session.
    func upload(
        _ path: String, _ fields: [(String, String)], field: String = "file", name: String, _ content: String
    ) async throws -> Answer {
        let token = FormToken.of(cookies[Cookies.session] ?? "") ?? ""
        var body = ""
        for (key, value) in fields + [(FormToken.field, token)] {
            body += "--XyZ\r\nContent-Disposition: form-data; name=\"\(key)\"\r\n\r\n\(value)\r\n"
        }
        body += "--XyZ\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\n"
        body += "Content-Type: text/html\r\n\r\n\(content)\r\n--XyZ--\r\n"
        return try await send(
            .post, path, ["Content-Type": "multipart/form-data; boundary=XyZ"], body: body)
    }

    func signIn(_ name: String, password: String = DeskCity.password) async throws {
        _ = try await get("/sign-in")
        let answer = try await post("/sign-in", [("name", name), ("password", password)])
        try #require(answer.status == 303, "\(name) should be able to sign in")
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], body: String = ""
    ) async throws -> Answer {
        let response = try await respond(method, path, headers, body: body)
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(
            status: response.status.code, headers: response.headers,
            body: String(decoding: collector.bytes.withLock { $0 }, as: UTF8.self))
    }

    /// The answer before its body is written, for streams.
    func respond(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], body: String = ""
    ) async throws -> Response {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let cookies = cookies.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }
        if !cookies.isEmpty { fields[.cookie] = cookies.sorted().joined(separator: "; ") }
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "desk", path: path, headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(string: body)))
        var logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        logger[metadataKey: "hb.request.id"] = "1"
        let response = try await responder.respond(
            to: request, context: DeskContext(address: address, logger: logger))
        for cookie in response.headers[values: .setCookie] {
            let parts = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
            let name = String(parts[0])
            jar.withLock { $0[name] = parts.count > 1 ? String(parts[1]) : nil }
        }
        return response
    }
}

/// Collects what a body writes.
final class Collector: ResponseBodyWriter, Sendable {
    let bytes = Guarded<[UInt8]>([])
    let isFinished = Guarded(false)

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws { isFinished.withLock { $0 = true } }

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}
