import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import Vocabulary

/// One's own account: password, and keys for programs.
struct OwnAccountPage: PageModel {
    static let template = "own-account"
    var title: String
    var name: String
    var person: String
    var role: String
    var scope: String
    var least: Int
    var tokens: [TokenLine]
    var hasTokens: Bool
    /// The secret of a key that was made just now; it is told this once.
    var secret: String?
    var tokenTitle: String
    var tokenDays: String
    /// The password was changed just now.
    var isChanged: Bool
    var problems: [ShownProblem] = []
    var hasProblems = false

    // MARK: - Handlers

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(try await model(desk))
    }

    /// Takes the present password first; all sessions end, and this one begins anew.
    @Sendable static func password(_ desk: DeskRequest) async throws -> Response {
        let account = try desk.person()
        let (host, address, form) = (desk.site.host, desk.address, desk.form)
        let (old, new) = (form["old"] ?? "", form["new"] ?? "")
        return try await answered(desk) {
            if new != form["again"] {
                throw Problem(
                    .accountInvalid, "the two new passwords differ", at: .init(field: "again"),
                    help: "type the same one twice")
            }
            // Counted like signing in, so that a session left open is no way to guess.
            let probe = try await host.block {
                try host.accounts.signIn(account.name, password: old, address: address)
            }
            let token = try await host.block { () -> String in
                do {
                    try host.accounts.setPassword(new, of: account.name, by: account.name)
                } catch {
                    try host.accounts.signOut(probe, address: address)
                    throw error
                }
                return try host.accounts.signIn(account.name, password: new, address: address)
            }
            var response = Response.seeOther("/account?changed=1")
            response.setCookie(Cookies.make(Cookies.session, token, seconds: nil, desk.site.settings))
            return response
        }
    }

    @Sendable static func addToken(_ desk: DeskRequest) async throws -> Response {
        let account = try desk.person()
        let (host, form) = (desk.site.host, desk.form)
        let (title, days) = (form.text("title") ?? "", form.text("days").flatMap { Int($0) } ?? 0)
        return try await answered(desk) {
            let made = try await host.block {
                try host.accounts.addToken(
                    for: account.name, title: String(title.prefix(100)), scope: account.scope, days: days,
                    by: account.name)
            }
            var page = try await model(desk)
            page.secret = made.secret
            (page.tokenTitle, page.tokenDays) = ("", "90")
            return desk.page(page)
        }
    }

    @Sendable static func revokeToken(_ desk: DeskRequest) async throws -> Response {
        let account = try desk.person()
        let (host, id) = (desk.site.host, desk.parameter("token"))
        try await host.block {
            try host.accounts.revokeToken(id, of: account.name, by: account.name)
        }
        return .seeOther("/account")
    }

    // MARK: - Model

    private static func answered(
        _ desk: DeskRequest, _ body: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await body()
        } catch let error where AccountForm.isShownOnPage(error) {
            let answer = ErrorAnswer(error)
            desk.notes["code"] = answer.problems.first?.code
            var page = try await model(desk)
            page.problems = answer.problems.map {
                ShownProblem($0, desk.phrases, labels: AccountForm.labels(desk.phrases))
            }
            page.hasProblems = true
            return desk.page(page, status: answer.status)
        }
    }

    private static func model(_ desk: DeskRequest) async throws -> OwnAccountPage {
        let account = try desk.person()
        let (host, phrases) = (desk.site.host, desk.phrases)
        let tokens = try await host.block { try host.accounts.tokens(of: account.name) }
        let lines = TokenLine.lines(tokens, "/account/tokens/", host, phrases)
        return OwnAccountPage(
            title: phrases["own_account"], name: account.name, person: account.person,
            role: phrases["role_\(account.role.rawValue)"], scope: AccountForm.scope(account.scope, phrases),
            least: PasswordRules.least, tokens: lines, hasTokens: !lines.isEmpty,
            tokenTitle: desk.form.text("title") ?? "", tokenDays: desk.form.text("days") ?? "90",
            isChanged: desk.query["changed"] == "1")
    }
}

/// A key for programs as pages show it.
struct TokenLine: Sendable, Hashable {
    var id: String
    var title: String
    var until: String
    var state: String
    var isValid: Bool
    var action: String

    static func lines(
        _ tokens: [APIToken], _ folder: String, _ host: DeskHost, _ phrases: Phrases
    ) -> [TokenLine] {
        let now = Int(host.accounts.now().timeIntervalSince1970)
        return tokens.reversed().map { token in
            let state = token.revoked ? "revoked" : token.expiresAt <= now ? "over" : "valid"
            return TokenLine(
                id: token.id, title: token.title, until: Clocks.minute(token.expiresAt),
                state: phrases["link_\(state)"], isValid: state == "valid",
                action: folder + FormValues.encoded(token.id))
        }
    }
}

extension DeskRequest {
    /// The account of a person at a browser: programs with a token change no accounts.
    ///
    /// - Throws: ``Problem`` `WEB-602` for a program.
    func person() throws -> Account {
        guard let account = session?.account, browserKey != nil else {
            throw Problem(
                .roleRefused, "accounts are changed in a browser, not with a token",
                help: "sign in with name and password")
        }
        return account
    }
}
