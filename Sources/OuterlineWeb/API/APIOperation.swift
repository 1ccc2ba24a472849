import HTTPTypes

/// What the description of the API tells about an endpoint beside what guards it.
struct APIOperation: Sendable {
    /// The chapter of the description an operation stands in.
    enum Chapter: String, Sendable, CaseIterable {
        case works, cases, steps, routes, map, views, changes, account, webhooks, operation
    }

    var chapter: Chapter
    /// One line.
    var summary: String
    var detail: String?
    var query: [APIParameter] = []
    /// Nil for an operation that takes none.
    var body: APIContent?
    var answer: APIContent
    /// The status of success.
    var status = HTTPResponse.Status.ok
    /// Statuses of refusals that follow from nothing else.
    var refusals: Set<Int> = []
    /// It records something: takes an `Idempotency-Key`.
    var isCommand = false
    /// It works on one case in a known state: takes `If-Match`.
    var isConditional = false

    init(
        _ chapter: Chapter, _ summary: String, detail: String? = nil, query: [APIParameter] = [],
        body: APIContent? = nil, answer: APIContent, status: HTTPResponse.Status = .ok,
        refusals: Set<Int> = []
    ) {
        self.chapter = chapter
        self.summary = summary
        self.detail = detail
        self.query = query
        self.body = body
        self.answer = answer
        self.status = status
        self.refusals = refusals
    }
}

/// A body: of which type, and which of the named schemas it follows.
struct APIContent: Sendable {
    var type: String
    /// The name of a schema; nil for content that is no JSON.
    var schema: String?

    static func json(_ schema: String) -> APIContent { APIContent(type: "application/json", schema: schema) }
    static func geoJSON(_ schema: String) -> APIContent {
        APIContent(type: "application/geo+json", schema: schema)
    }
    /// Nothing is answered but the status.
    static let nothing = APIContent(type: "", schema: nil)
}

/// A parameter of the query.
struct APIParameter: Sendable {
    var name: String
    var meaning: String
    var schema: JSONValue
    var isRequired = false

    static func text(_ name: String, _ meaning: String) -> APIParameter {
        APIParameter(name: name, meaning: meaning, schema: ["type": "string"])
    }

    static func integer(_ name: String, _ range: ClosedRange<Int>, initial: Int? = nil, _ meaning: String)
        -> APIParameter
    {
        var schema: [String: JSONValue] = [
            "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        ]
        if let initial { schema["default"] = .integer(initial) }
        return APIParameter(name: name, meaning: meaning, schema: .object(schema))
    }

    static func word(_ name: String, _ words: [String], _ meaning: String) -> APIParameter {
        APIParameter(
            name: name, meaning: meaning,
            schema: ["type": "string", "enum": .array(words.map(JSONValue.string))])
    }

    static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Word.Type, _ meaning: String
    ) -> APIParameter {
        word(name, type.allCases.map(\.rawValue), meaning)
    }

    var required: APIParameter {
        var copy = self
        copy.isRequired = true
        return copy
    }
}

extension Endpoint {
    /// An operation of the API that changes nothing.
    static func api(
        _ name: String, _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        followsLog: Bool = false, _ operation: APIOperation, _ handler: @escaping Handler
    ) -> Endpoint {
        var endpoint = Endpoint(name, method, path, .api, access, followsLog: followsLog, handler)
        endpoint.operation = operation
        return endpoint
    }

    /// An operation that records something: it takes an `Idempotency-Key`, and its answer is kept under it.
    ///
    /// - Parameter repeatable: whether doing it once more after the desk was killed in the midst of it is safe.
    static func command(
        _ name: String, _ path: String, _ access: Access, bodyLimit: Int? = nil, conditional: Bool = false,
        _ operation: APIOperation, repeatable: @escaping @Sendable (DeskRequest) -> Bool,
        _ handler: @escaping @Sendable (DeskRequest) async throws -> CommandAnswer
    ) -> Endpoint {
        var endpoint = Endpoint(
            name, .post, path, .api, access, bodyLimit: bodyLimit,
            Idempotency.once(repeatable: repeatable, handler))
        var operation = operation
        operation.isCommand = true
        operation.isConditional = conditional
        endpoint.operation = operation
        return endpoint
    }
}
