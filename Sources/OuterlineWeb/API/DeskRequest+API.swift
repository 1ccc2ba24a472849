import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Outerline
import Vocabulary

extension DeskRequest {
    /// Answers with a document, made and written on a thread that may block.
    func document<Document: Encodable & Sendable>(
        status: HTTPResponse.Status = .ok, _ make: @escaping @Sendable (Project) throws -> Document
    ) async throws -> Response {
        let data = try await project { try JSONText.line(try make($0)) }
        return Response.data(data, "application/json", status: status)
    }

    // MARK: - Body

    /// The body as one JSON object.
    ///
    /// - Parameter known: the members it may have.
    /// - Throws: ``Problem`` `API-101` for no object, `API-102` for another type; ``Problems`` `WEB-614` for members
    ///   there are none of.
    func object(_ known: [String]) throws -> JSONObject {
        try requireType(["application/json"])
        let value: JSONValue
        do {
            value = try JSONDecoder().decode(JSONValue.self, from: body)
        } catch {
            throw Problem(
                .bodyUnreadable, "the body is no JSON", help: "send one JSON object in UTF-8")
        }
        guard case .object(let members) = value else {
            throw Problem(.bodyUnreadable, "the body is no JSON object", help: "send one JSON object")
        }
        var object = JSONObject(members)
        object.requireKnown(known)
        return object
    }

    /// - Throws: ``Problem`` `API-102` if the body is declared to be of none of the types.
    func requireType(_ types: [String]) throws {
        let sent = head.headerFields[.contentType] ?? ""
        let type = sent.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        guard types.contains(type) else {
            throw Problem(
                .mediaTypeRefused, type.isEmpty ? "the type of the body is missing" : "the body is '\(type)'",
                help: "send 'Content-Type: \(types.joined(separator: "' or '"))'")
        }
    }

    // MARK: - Query

    /// A number of the query within a range; nil where it is missing.
    ///
    /// - Throws: ``Problem`` `WEB-614`.
    func integer(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        try query.text(name).map { text in
            guard let number = Int(text), range.contains(number) else {
                throw Problem(
                    .formInvalid, "'\(text.prefix(40))' is no \(name)", at: .init(field: name),
                    help: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    /// A word of the query; nil where it is missing.
    ///
    /// - Throws: ``Problem`` `WEB-614`.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Word? {
        try query.text(name).map { text in
            guard let word = Word(rawValue: text) else {
                throw Problem(
                    .formInvalid, "'\(text.prefix(40))' is no \(name)", at: .init(field: name),
                    help: "one of: \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return word
        }
    }

    // MARK: - Precondition

    /// The version of the case that `If-Match` names; nil without one, and for any version.
    ///
    /// - Throws: ``Problem`` `WEB-614` for a header that names none.
    func expectedVersion() throws -> Int? {
        guard let text = head.headerFields[.ifMatch]?.trimmingCharacters(in: .whitespaces), text != "*" else {
            return nil
        }
        let bare =
            text.hasPrefix("\"") && text.hasSuffix("\"") && text.count > 2 ? text.dropFirst().dropLast() : ""
        guard let version = Int(bare), version >= 0 else {
            throw Problem(
                .formInvalid, "'If-Match' names no version of a case", at: .init(field: "If-Match"),
                help: "the version in quotation marks, such as \"12\"")
        }
        return version
    }
}

extension Response {
    static func data(_ data: Data, _ type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}

/// Moments as documents write them: ISO 8601 in UTC.
enum Moments {
    static func text(_ secondsSinceEpoch: Int) -> String {
        Date(timeIntervalSince1970: Double(secondsSinceEpoch)).formatted(.iso8601)
    }
}
