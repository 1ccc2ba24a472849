import Coordinator
import Foundation
import HTTPTypes
import Outerline
import PermitPolicy
import Vocabulary

/// The description of the API (OpenAPI 3.1), made from the route table: what guards an endpoint says how it refuses.
public enum OpenAPI {
    /// `Documentation/openapi.json`, exactly.
    public static func text() throws -> String { String(decoding: try data(RouteTable.all), as: UTF8.self) }

    static func data(_ table: [Endpoint]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(try document(table)) + Data("\n".utf8)
    }

    static func document(_ table: [Endpoint]) throws -> JSONValue {
        let described = table.filter { Self.operation(of: $0) != nil }
        var paths: [String: JSONValue] = [:]
        for endpoint in described {
            guard let operation = Self.operation(of: endpoint) else { continue }
            let path = address(endpoint)
            let entry = JSONValue.object([
                endpoint.method.rawValue.lowercased(): describe(endpoint, operation)
            ])
            paths[path] = paths[path].map { $0.merging(entry) } ?? entry
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Outerline desk", "version": .string(Version.number),
                "description": .string(introduction),
            ],
            "servers": [["url": "/"]],
            "tags": .array(APIOperation.Chapter.allCases.map { ["name": .string($0.rawValue)] }),
            "security": [["token": []]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(try schemas()), "responses": .object(refusalResponses),
                "securitySchemes": securitySchemes,
            ],
        ]
    }

    /// What is told of an endpoint; endpoints of the API that tell nothing are told of by their name.
    static func operation(of endpoint: Endpoint) -> APIOperation? {
        if let own = endpoint.operation ?? MapOperations.all[endpoint.name] { return own }
        guard endpoint.kind == .api, endpoint.path.hasPrefix("/api/") else { return nil }
        return APIOperation(.operation, endpoint.name, answer: .json("Object"))
    }

    private static let introduction = """
        What the pages of the desk do, for programs. Documents are those the command line prints under `--json` \
        (Documentation/JSON.md); errors are `application/problem+json` with the codes of Documentation/Errors.md. Answers \
        about works carry an `ETag` made from the end of the log: send it as `If-None-Match` and an unchanged answer is \
        304. Commands take an `Idempotency-Key`: the same request again has the answer of the first. Works outside the \
        account's utilities and districts are not shown.
        """

    private static let securitySchemes: JSONValue = [
        "token": [
            "type": "http", "scheme": "bearer",
            "description": "A token of an account: 'outerline-desk account token add'.",
        ],
        "session": [
            "type": "apiKey", "in": "cookie", "name": .string(Cookies.session),
            "description": "The session of a browser.",
        ],
        "form": [
            "type": "apiKey", "in": "header", "name": "X-Form-Token",
            "description": "Whatever changes something within a session carries the token of its forms.",
        ],
    ]

    /// `/api/cases/{case}`.
    private static func address(_ endpoint: Endpoint) -> String {
        endpoint.path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }
            .joined()
    }

    // MARK: - Schemas

    private static func schemas() throws -> [String: JSONValue] {
        let file = try Resources.folder("api").appendingPathComponent("schemas.json")
        var schemas = try JSONDecoder().decode([String: JSONValue].self, from: try Data(contentsOf: file))
        schemas["Object"] = ["type": "object"]
        for (name, words) in words {
            schemas[name] = ["type": "string", "enum": .array(words.map(JSONValue.string))]
        }
        return schemas
    }

    /// Closed lists, as the code has them.
    private static let words: [String: [String]] = [
        "Utility": Utility.allCases.map(\.rawValue), "Stage": CaseStage.allCases.map(\.rawValue),
        "Light": TrafficLight.allCases.map(\.rawValue), "Holder": BallHolder.allCases.map(\.rawValue),
        "PermitState": PermitStage.allCases.map(\.rawValue), "Role": Role.allCases.map(\.rawValue),
        "Step": StepKind.all.map(\.name), "StepInput": StepsDocument.Field.inputs,
        "UserType": UserType.allCases.map(\.rawValue),
        "ValveCondition": ValveCondition.allCases.map(\.rawValue),
        "AuditAction": AuditAction.allCases.map(\.rawValue),
    ]
}
