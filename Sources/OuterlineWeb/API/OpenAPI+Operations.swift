import HTTPTypes
import Vocabulary

extension OpenAPI {
    static func describe(_ endpoint: Endpoint, _ operation: APIOperation) -> JSONValue {
        var entry: [String: JSONValue] = [
            "operationId": .string(endpoint.name.replacing(" ", with: "_")),
            "summary": .string(operation.summary), "tags": [.string(operation.chapter.rawValue)],
            "responses": .object(responses(endpoint, operation)),
        ]
        if let detail = operation.detail { entry["description"] = .string(detail) }
        let parameters =
            pathParameters(endpoint) + operation.query.map(queryParameter) + headers(endpoint, operation)
        if !parameters.isEmpty { entry["parameters"] = .array(parameters) }
        if let body = operation.body {
            entry["requestBody"] = ["required": true, "content": content(body)]
        }
        if case .accounts = endpoint.access {
            let session: JSONValue = endpoint.changes ? ["session": [], "form": []] : ["session": []]
            entry["security"] = [["token": []], session]
        } else {
            entry["security"] = .array([])
        }
        return .object(entry)
    }

    // MARK: - Parameters

    private static func pathParameters(_ endpoint: Endpoint) -> [JSONValue] {
        endpoint.path.split(separator: "/").filter { $0.hasPrefix(":") }.map { part in
            let name = String(part.dropFirst())
            let schema: JSONValue =
                switch name {
                case "step": ["$ref": "#/components/schemas/Step"]
                case "level", "column", "row": ["type": "integer"]
                default: ["type": "string", "minLength": 1]
                }
            return ["name": .string(name), "in": "path", "required": true, "schema": schema]
        }
    }

    private static func queryParameter(_ parameter: APIParameter) -> JSONValue {
        [
            "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
            "description": .string(parameter.meaning), "schema": parameter.schema,
        ]
    }

    private static func headers(_ endpoint: Endpoint, _ operation: APIOperation) -> [JSONValue] {
        func header(_ name: String, _ meaning: String, _ schema: JSONValue) -> JSONValue {
            [
                "name": .string(name), "in": "header", "required": false, "description": .string(meaning),
                "schema": schema,
            ]
        }
        var headers: [JSONValue] = []
        if endpoint.followsLog {
            headers.append(header("If-None-Match", "the `ETag` of an earlier answer", ["type": "string"]))
        }
        if operation.isCommand {
            headers.append(
                header(
                    "Idempotency-Key", "names the request, so that it is done once",
                    ["type": "string", "pattern": "^[!-~]{1,128}$"]))
        }
        if operation.isConditional {
            headers.append(
                header(
                    "If-Match", "the version of the case in quotation marks",
                    ["type": "string", "pattern": "^(\\*|\"[0-9]{1,9}\")$"]))
        }
        return headers
    }

    // MARK: - Answers

    private static func content(_ content: APIContent) -> JSONValue {
        let schema: JSONValue
        if let name = content.schema {
            schema = ["$ref": .string("#/components/schemas/\(name)")]
        } else if content.type.hasPrefix("image/") {
            schema = [:]
        } else {
            schema = ["type": "string"]
        }
        return [content.type: ["schema": schema]]
    }

    private static func responses(_ endpoint: Endpoint, _ operation: APIOperation) -> [String: JSONValue] {
        var good: [String: JSONValue] = ["description": .string(operation.summary)]
        if !operation.answer.type.isEmpty { good["content"] = content(operation.answer) }
        if endpoint.followsLog {
            good["headers"] = [
                "ETag": [
                    "description": "changes with the log", "required": true, "schema": ["type": "string"],
                ]
            ]
        }
        var responses = ["\(operation.status.code)": JSONValue.object(good)]
        if endpoint.followsLog { responses["304"] = ["description": "unchanged"] }
        for status in refusals(endpoint, operation) {
            responses["\(status)"] = ["$ref": .string("#/components/responses/Refusal\(status)")]
        }
        return responses
    }

    /// How an endpoint may refuse: follows from what guards it and what it takes.
    static func refusals(_ endpoint: Endpoint, _ operation: APIOperation) -> Set<Int> {
        var statuses: Set<Int> = [400, 429, 500, 503]
        if case .accounts = endpoint.access { statuses.formUnion([401, 403]) }
        if endpoint.path.contains(":") { statuses.formUnion([404, 422]) }
        if !operation.query.isEmpty { statuses.insert(422) }
        if endpoint.changes { statuses.insert(413) }
        if operation.body != nil { statuses.formUnion([404, 415, 422]) }
        if operation.isCommand { statuses.formUnion([409, 422]) }
        if operation.isConditional { statuses.insert(412) }
        return statuses.union(operation.refusals)
    }

    private static let refusalTexts: [Int: String] = [
        400: "The request cannot be understood", 401: "Nobody is signed in, or the token is not valid",
        403: "The role, the scope or a missing form token does not allow this",
        404: "There is no such thing", 409: "The state does not allow this, or the case has changed",
        412: "The case has changed since that version", 413: "More was sent than is taken",
        415: "The body is of another type", 422: "A value is not valid",
        429: "Too many requests; `Retry-After` tells when to go on", 500: "A fault of the desk",
        503: "Busy; `Retry-After` tells when to try again",
    ]

    static let refusalResponses: [String: JSONValue] = {
        var responses: [String: JSONValue] = [:]
        for (status, text) in refusalTexts {
            var entry: [String: JSONValue] = [
                "description": .string(text),
                "content": [
                    "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
                ],
            ]
            if status == 429 || status == 503 {
                let schema: JSONValue = ["type": "integer"]
                entry["headers"] = [
                    "Retry-After": ["description": "seconds", "required": true, "schema": schema]
                ]
            }
            responses["Refusal\(status)"] = .object(entry)
        }
        return responses
    }()
}
