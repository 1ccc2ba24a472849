import Foundation
import HTTPTypes
import Testing

@testable import OuterlineWeb

/// A program that uses the desk with a token.
struct APIClient: Sendable {
    let client: DeskClient
    let token: String

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> DeskClient.Answer {
        try await send(.get, path, headers)
    }

    func post(_ path: String, _ body: String, _ headers: [String: String] = [:]) async throws
        -> DeskClient.Answer
    {
        try await send(.post, path, ["Content-Type": "application/json"].merging(headers) { $1 }, body: body)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], body: String = ""
    ) async throws -> DeskClient.Answer {
        try await client.send(
            method, path, ["Authorization": "Bearer \(token)"].merging(headers) { $1 }, body: body)
    }
}

extension DeskCity {
    func program(_ name: String, _ site: Site? = nil) throws -> APIClient {
        let token = try host.accounts.addToken(for: name, title: "tests", days: 1, by: "tests")
        return APIClient(client: DeskClient(site ?? self.site), token: token.secret)
    }
}

extension DeskClient.Answer {
    func json() throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)) }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

extension JSONValue {
    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var items: [JSONValue] { if case .array(let values) = self { values } else { [] } }
}
