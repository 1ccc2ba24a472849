import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import Vocabulary

/// The account that asks, and its tokens.
enum AccountAPI {
    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let account = try account(desk)
        return try await desk.document { _ in AccountDocument(account) }
    }

    @Sendable static func tokens(_ desk: DeskRequest) async throws -> Response {
        let (name, host) = (try account(desk).name, desk.site.host)
        let tokens = try await host.block { try host.accounts.tokens(of: name) }
        return try await desk.document { _ in TokensDocument(tokens: tokens.map(TokensDocument.Token.init)) }
    }

    /// Makes a token; its secret is in this answer and nowhere else, so the answer is not kept under a key.
    @Sendable static func addToken(_ desk: DeskRequest) async throws -> Response {
        let account = try account(desk)
        var object = try desk.object(["title", "days", "utilities", "districts"])
        let (title, days) = (object.requiredText("title"), object.integer("days") ?? 90)
        let utilities: [Utility]? = object.words("utilities")
        let scope = Scope(utilities: utilities.map { Set($0) }, districts: object.texts("districts"))
        if title.count > 100 { object.add("the title is too long", "title", "use up to 100 characters") }
        try object.problems.throwIfAny()
        guard desk.browserKey != nil else {
            throw Problem(
                .tokenRefused, "a token cannot make another token", help: "sign in with name and password")
        }
        let host = desk.site.host
        let made = try await host.block {
            let made = try host.accounts.addToken(
                for: account.name, title: title, scope: scope, days: days, by: account.name)
            return (made, try host.accounts.tokens(of: account.name).first { $0.id == made.id })
        }
        guard let token = made.1 else {
            throw Problem(.noSuchAccount, "the token was revoked at once", help: "make another one")
        }
        return try await desk.document(status: .created) { _ in
            NewTokenDocument(token: TokensDocument.Token(token), secret: made.0.secret)
        }
    }

    @Sendable static func revokeToken(_ desk: DeskRequest) async throws -> Response {
        let (name, id, host) = (try account(desk).name, desk.parameter("token"), desk.site.host)
        try await host.block {
            // Somebody else's token is none.
            guard try host.accounts.tokens(of: name).contains(where: { $0.id == id }) else {
                throw Problem(
                    .noSuchAccount, "the account has no token '\(id.prefix(40))'",
                    help: "'GET /api/account/tokens' lists them")
            }
            try host.accounts.revokeToken(id, by: name)
        }
        return Response(status: .noContent)
    }

    /// Who did what to accounts, the latest first.
    @Sendable static func audit(_ desk: DeskRequest) async throws -> Response {
        let (limit, host) = (try desk.integer("limit", 1...1000) ?? 200, desk.site.host)
        let entries = try await host.block { try host.accounts.audit(limit: limit) }
        return try await desk.document { _ in AuditDocument(entries: entries.map(AuditDocument.Entry.init)) }
    }

    /// The gate lets nobody through without one.
    private static func account(_ desk: DeskRequest) throws -> Account {
        guard let account = desk.session?.account else {
            throw Problem(.signInNeeded, "nobody is signed in", help: "sign in and try again")
        }
        return account
    }
}

struct AccountDocument: Encodable, Sendable {
    var schema = "outerline.account/1"
    var name: String
    var person: String
    var role: Role
    /// Null for all.
    @OrNull var utilities: [Utility]?
    @OrNull var districts: [String]?

    init(_ account: Account) {
        name = account.name
        person = account.person
        role = account.role
        utilities = account.scope.utilities?.sorted()
        districts = account.scope.districts
    }
}

struct TokensDocument: Encodable, Sendable {
    var schema = "outerline.tokens/1"
    var tokens: [Token]

    struct Token: Encodable, Sendable {
        var token: String
        var title: String
        @OrNull var utilities: [Utility]?
        @OrNull var districts: [String]?
        var expiresAt: String
        var revoked: Bool

        private enum CodingKeys: String, CodingKey {
            case token, title, utilities, districts, revoked
            case expiresAt = "expires_at"
        }

        init(_ token: APIToken) {
            self.token = token.id
            title = token.title
            expiresAt = Moments.text(token.expiresAt)
            revoked = token.revoked
            utilities = token.scope.utilities?.sorted()
            districts = token.scope.districts
        }
    }
}

/// A token with its secret, shown once.
struct NewTokenDocument: Encodable, Sendable {
    var token: TokensDocument.Token
    var secret: String

    private enum Key: String, CodingKey { case schema, secret }

    func encode(to encoder: any Encoder) throws {
        try token.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("outerline.token/1", forKey: .schema)
        try container.encode(secret, forKey: .secret)
    }
}

struct AuditDocument: Encodable, Sendable {
    var schema = "outerline.audit/1"
    var entries: [Entry]

    struct Entry: Encodable, Sendable {
        var id: Int
        var at: String
        var action: AuditAction
        @OrNull var account: String?
        @OrNull var by: String?
        @OrNull var address: String?
        @OrNull var note: String?

        init(_ entry: AuditEntry) {
            id = entry.id
            at = Moments.text(entry.at)
            action = entry.action
            account = entry.account
            by = entry.by
            address = entry.address
            note = entry.note
        }
    }
}
