import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import Vocabulary

/// One account as an administrator sees it: role, scope, lock, password, keys, and what happened to it.
struct AccountPage: PageModel {
    static let template = "account"
    var title: String
    var name: String
    var person: String
    var action: String
    var roles: [ShownChoice]
    var utilities: [ShownChoice]
    var districts: String
    var isLocked: Bool
    var isOwn: Bool
    var least: Int
    var tokens: [TokenLine]
    var hasTokens: Bool
    var audit: [AuditPage.Row]
    var problems: [ShownProblem] = []
    var hasProblems = false

    // MARK: - Handlers

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(try await model(desk))
    }

    @Sendable static func change(_ desk: DeskRequest) async throws -> Response {
        let administrator = try desk.person()
        let (host, form, name) = (desk.site.host, desk.form, desk.parameter("account"))
        return try await answered(desk) {
            let (role, scope) = (try AccountForm.role(form), try AccountForm.scope(form))
            let isLocked = form["locked"] == "yes"
            try await host.block {
                try host.accounts.change(
                    name, role: role, scope: scope, disabled: isLocked, by: administrator.name)
            }
        }
    }

    @Sendable static func reset(_ desk: DeskRequest) async throws -> Response {
        let administrator = try desk.person()
        let (host, name) = (desk.site.host, desk.parameter("account"))
        let password = desk.form["password"] ?? ""
        return try await answered(desk) {
            try await host.block {
                try host.accounts.setPassword(password, of: name, by: administrator.name)
            }
        }
    }

    @Sendable static func revokeToken(_ desk: DeskRequest) async throws -> Response {
        let administrator = try desk.person()
        let (host, name) = (desk.site.host, desk.parameter("account"))
        let id = desk.parameter("token")
        return try await answered(desk) {
            try await host.block {
                try host.accounts.revokeToken(id, of: name, by: administrator.name)
            }
        }
    }

    // MARK: - Model

    private static func answered(
        _ desk: DeskRequest, _ body: () async throws -> Void
    ) async throws -> Response {
        do {
            try await body()
            return .seeOther("/accounts/\(FormValues.encoded(desk.parameter("account")))")
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

    private static func model(_ desk: DeskRequest) async throws -> AccountPage {
        let (host, phrases, name) = (desk.site.host, desk.phrases, desk.parameter("account"))
        let (account, tokens, audit) = try await host.block {
            (
                try host.accounts.account(name), try host.accounts.tokens(of: name),
                try host.accounts.audit(limit: 30, of: name)
            )
        }
        let address = "/accounts/\(FormValues.encoded(name))"
        let lines = TokenLine.lines(tokens, "\(address)/tokens/", host, phrases)
        return AccountPage(
            title: "\(phrases["account_name"]) \(account.name)", name: account.name, person: account.person,
            action: address, roles: AccountForm.roles(account.role, phrases),
            utilities: AccountForm.utilities(account.scope.utilities ?? [], phrases),
            districts: account.scope.districts?.joined(separator: "\n") ?? "", isLocked: account.disabled,
            isOwn: desk.session?.account.name == account.name, least: PasswordRules.least, tokens: lines,
            hasTokens: !lines.isEmpty, audit: AuditPage(audit, phrases).rows)
    }
}
