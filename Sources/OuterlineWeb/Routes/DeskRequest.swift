import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Logging
import Outerline
import Vocabulary

/// A request that has passed the gate: who asks, for what, in which language.
struct DeskRequest: Sendable {
    let site: Site
    let endpoint: Endpoint
    let head: HTTPRequest
    /// The path and query as they were sent, always beginning with `/`.
    let target: String
    let parameters: [String: String]
    let query: FormValues
    /// The fields of a form that was sent; empty otherwise.
    let form: FormValues
    /// The files of a form that was sent; empty otherwise.
    let files: [UploadedFile]
    /// The body of an API request; empty otherwise.
    let body: Data
    /// Nil at endpoints for everyone, where nobody is signed in.
    let session: Session?
    let language: Language
    let address: String
    /// The browser's secret that forms are bound to; nil for programs with a token.
    let browserKey: String?
    /// The end of the log when the request came in.
    let position: LogPosition
    let notes: RequestNotes
    let logger: Logger

    var phrases: Phrases { site.words[language] }
    var today: Day { site.host.today }
    var scope: Scope { session?.account.scope ?? .all }

    /// The token a form of this visitor has to carry.
    var formToken: String { browserKey.flatMap(FormToken.of) ?? "" }

    /// A part of the path; empty only if the endpoint's path does not have it.
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// Reads or changes the project on a thread that may block, in the name of the visitor.
    func project<T: Sendable>(_ body: @escaping @Sendable (Project) throws -> T) async throws -> T {
        try await site.host.run(session?.account.person ?? "public", body)
    }

    /// For endpoints whose form names what is to be worked on.
    ///
    /// - Throws: ``Problem`` `WEB-603`.
    func requireScope(_ utilities: [Utility], district: String?) async throws {
        let scope = scope
        let admitted = try await project { project in
            let known = try project.knownScope(scope)
            return utilities.allSatisfy { known.admits($0, district: district) }
        }
        if !admitted { throw Gate.outsideScope }
    }
}

/// The token that binds a form to the browser it was made for.
enum FormToken {
    static let field = "_token"
    static let header = HTTPField.Name("X-Form-Token")

    /// Nil only if OpenSSL fails; nothing is admitted then.
    static func of(_ browserKey: String) -> String? {
        HMACText.make("form", key: browserKey)
    }

    static func matches(_ token: String, _ browserKey: String) -> Bool {
        of(browserKey).map { HMACText.equal($0, token) } ?? false
    }
}
