import HTTPTypes
import Hummingbird

/// One address of the desk: declared once, with everything that guards it.
///
/// The router, the tests that walk all addresses, and the description of the API are made from the same table.
struct Endpoint: Sendable {
    /// What it answers with, and so how its refusals look.
    enum Kind: String, Sendable, CaseIterable {
        /// HTML; a visitor without a session is led to the page to sign in.
        case page
        /// A form that was sent; it answers with a redirection, or with the page again.
        case form
        /// JSON; refusals are `application/problem+json`.
        case api
        /// A picture of works.
        case drawing
        /// Files of the desk itself.
        case asset
        /// A stream of events.
        case live
        /// For the machine that watches the desk.
        case probe
    }

    typealias Handler = @Sendable (DeskRequest) async throws -> Response

    /// Stable; names the endpoint in logs, tests and the description of the API.
    let name: String
    let method: HTTPRequest.Method
    /// As `/cases/:case`.
    let path: String
    let kind: Kind
    let access: Access
    /// The answer changes with the log, the day and the visitor only, so that a browser may ask whether it has.
    let followsLog: Bool
    /// Bytes of a body; nil for the site's usual limit.
    let bodyLimit: Int?
    /// The form carries files, as large as the site's settings allow.
    let takesFiles: Bool
    /// What the description of the API tells about it; nil outside the API.
    var operation: APIOperation?
    let handler: Handler

    init(
        _ name: String, _ method: HTTPRequest.Method, _ path: String, _ kind: Kind, _ access: Access,
        followsLog: Bool = false, bodyLimit: Int? = nil, takesFiles: Bool = false,
        _ handler: @escaping Handler
    ) {
        self.name = name
        self.method = method
        self.path = path
        self.kind = kind
        self.access = access
        self.followsLog = followsLog
        self.bodyLimit = bodyLimit
        self.takesFiles = takesFiles
        self.handler = handler
    }

    /// Whether it may change something: all methods but those that are safe by their definition (RFC 9110 §9.2.1).
    var changes: Bool { ![.get, .head, .options].contains(method) }

    /// Whether a request by a browser has to carry the token of its session.
    var needsFormToken: Bool { changes }
}
