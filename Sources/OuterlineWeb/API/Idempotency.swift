import Digest
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Outerline
import Vocabulary

/// What a command answers: held as bytes, so that it can be given again.
struct CommandAnswer: Sendable, Hashable {
    var status: Int
    var body: Data
    var type = "application/json"

    /// - Throws: `EncodingError` only for a document with numbers that are not finite.
    static func document(_ document: some Encodable, status: HTTPResponse.Status = .ok) throws
        -> CommandAnswer
    {
        CommandAnswer(status: status.code, body: try JSONText.line(document))
    }

    var response: Response { .data(body, type, status: HTTPResponse.Status(code: status)) }
}

/// Commands under an `Idempotency-Key` are done once: the same request again has the answer of the first.
enum Idempotency {
    static let header = HTTPField.Name("Idempotency-Key")
    /// Tells that an answer was given before.
    static let replayed = HTTPField.Name("Idempotency-Replayed")

    /// A handler around `body` that looks for the key.
    ///
    /// Refusals are kept as well, so that the same request has the same answer even when the state has changed; what
    /// was not decided (5xx, too many requests) is not kept.
    static func once(
        repeatable: @escaping @Sendable (DeskRequest) -> Bool,
        _ body: @escaping @Sendable (DeskRequest) async throws -> CommandAnswer
    ) -> Endpoint.Handler {
        { desk in
            guard let key = try key(of: desk), let account = desk.session?.account.name else {
                return try await body(desk).response
            }
            let (accounts, run) = (desk.site.host.accounts, desk.site.run)
            let claim = KeptAnswer.Claim(
                account: account, key: key, request: fingerprint(desk), run: run,
                seconds: desk.site.settings.idempotencyHours * 3600)
            let mayRepeat = repeatable(desk)
            let known = try await desk.site.host.block {
                try accounts.claim(claim, takingOver: mayRepeat)
            }
            if let known {
                var response = known.response
                if let replayed { response.headers[replayed] = "true" }
                return response
            }
            let answer: CommandAnswer
            do {
                answer = try await body(desk)
            } catch {
                try await keepRefusal(error, claim, desk)
                throw error
            }
            do {
                try await keep(answer, claim, desk)
            } catch {
                // What was done is done: whoever asked is told so, and the key stays taken.
                desk.logger.error("an answer was not kept", metadata: ["error": "\(error)"])
            }
            return answer.response
        }
    }

    /// Keeps what a refusal will be answered with; thrown on, it is logged as all errors are.
    private static func keepRefusal(
        _ error: any Error, _ claim: KeptAnswer.Claim, _ desk: DeskRequest
    ) async throws {
        let answer = ErrorAnswer(error)
        guard answer.status.code < 500, answer.status != .tooManyRequests else {
            let accounts = desk.site.host.accounts
            return try await desk.site.host.block { try accounts.release(claim) }
        }
        let kept = CommandAnswer(
            status: answer.status.code, body: try ProblemBody(answer).data(), type: "application/problem+json"
        )
        try await keep(kept, claim, desk)
    }

    private static func keep(_ answer: CommandAnswer, _ claim: KeptAnswer.Claim, _ desk: DeskRequest)
        async throws
    {
        let accounts = desk.site.host.accounts
        try await desk.site.host.block { try accounts.keep(answer, claim) }
    }

    private static func key(of desk: DeskRequest) throws -> String? {
        guard let header, let key = desk.head.headerFields[header] else { return nil }
        let isVisible = key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard (1...128).contains(key.utf8.count), isVisible else {
            throw Problem(
                .idempotencyKeyInvalid, "the Idempotency-Key is none",
                help: "send 1 to 128 visible ASCII characters, such as a UUID")
        }
        return key
    }

    /// Of everything that makes two requests the same.
    private static func fingerprint(_ desk: DeskRequest) -> String {
        let parts = [desk.head.method.rawValue, desk.target, desk.head.headerFields[.ifMatch] ?? ""]
        return SHA256.hex(of: Array(parts.joined(separator: "\n").utf8) + [0] + Array(desk.body))
    }
}

extension ProblemBody {
    func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
