import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import Vocabulary

/// All accounts, and the form to make one; for administrators.
struct AccountsPage: PageModel {
    static let template = "accounts"
    var title: String
    var accounts: [Line]
    var form: Fields
    var problems: [ShownProblem] = []
    var hasProblems = false

    struct Line: Sendable, Hashable {
        var name: String
        var person: String
        var role: String
        var scope: String
        var state: String
        var isLocked: Bool
        var address: String
    }

    /// What is entered for a new account.
    struct Fields: Sendable, Hashable {
        var name: String
        var person: String
        var roles: [ShownChoice]
        var utilities: [ShownChoice]
        var districts: String
        var least: Int
    }

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(try await model(desk))
    }

    @Sendable static func add(_ desk: DeskRequest) async throws -> Response {
        let administrator = try desk.person()
        let (host, form) = (desk.site.host, desk.form)
        do {
            let name = form.text("name") ?? ""
            let account = Account(
                name: name, person: form.text("person") ?? name, role: try AccountForm.role(form),
                scope: try AccountForm.scope(form))
            let password = form["password"] ?? ""
            try await host.block {
                try host.accounts.add(account, password: password, by: administrator.name)
            }
            return .seeOther("/accounts/\(FormValues.encoded(account.name))")
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

    private static func model(_ desk: DeskRequest) async throws -> AccountsPage {
        let (host, phrases, form) = (desk.site.host, desk.phrases, desk.form)
        let accounts = try await host.block { try host.accounts.accounts() }
        let chosen = Set(form.all("utilities").compactMap(Utility.init))
        return AccountsPage(
            title: phrases["accounts"],
            accounts: accounts.map { account in
                Line(
                    name: account.name, person: account.person,
                    role: phrases["role_\(account.role.rawValue)"],
                    scope: AccountForm.scope(account.scope, phrases),
                    state: phrases[account.disabled ? "account_locked" : "account_open"],
                    isLocked: account.disabled, address: "/accounts/\(FormValues.encoded(account.name))")
            },
            form: Fields(
                name: form.text("name") ?? "", person: form.text("person") ?? "",
                roles: AccountForm.roles(form.text("role").flatMap(Role.init) ?? .liaisonOfficer, phrases),
                utilities: AccountForm.utilities(chosen, phrases), districts: form["districts"] ?? "",
                least: PasswordRules.least))
    }
}
