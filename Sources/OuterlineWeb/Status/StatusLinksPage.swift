import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

/// The links of a case's applicant: made, shown once, revoked.
struct StatusLinksPage: PageModel {
    static let template = "status-links"
    var title: String
    var caseID: String
    var caseAddress: String
    var action: String
    var days: String
    /// The utilities a new link shows: those of the application that the account may see.
    var shown: String
    /// The whole address of the link that was made just now; it is told this once.
    var made: String?
    var links: [Line]
    var hasLinks: Bool
    var problems: [ShownProblem] = []
    var hasProblems = false

    struct Line: Sendable, Hashable {
        var id: String
        var made: String
        var by: String
        var until: String
        var state: String
        var isValid: Bool
        var action: String
    }

    // MARK: - Handlers

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        desk.page(try await model(desk))
    }

    @Sendable static func make(_ desk: DeskRequest) async throws -> Response {
        let (host, id, session) = (desk.site.host, desk.parameter("case"), desk.session)
        let days = desk.form.text("days").flatMap { Int($0) } ?? 0
        let cases = try await cases(desk).map(\.id.rawValue)
        do {
            let link = try await host.block {
                try host.accounts.addStatusLink(
                    id, cases: cases, days: days, by: session?.account.person ?? "",
                    account: session?.account.name ?? "")
            }
            var page = try await model(desk)
            page.made = desk.origin + StatusPage.folder + link.secret
            return desk.page(page)
        } catch let problem as Problem where problem.code == ErrorCode.formInvalid.id {
            var page = try await model(desk)
            page.problems = [ShownProblem(problem, desk.phrases, labels: ["days": desk.phrases["link_days"]])]
            page.hasProblems = true
            return desk.page(page, status: ErrorAnswer(problem).status)
        }
    }

    @Sendable static func revoke(_ desk: DeskRequest) async throws -> Response {
        let (host, id, link) = (desk.site.host, desk.parameter("case"), desk.parameter("link"))
        let account = desk.session?.account.name ?? ""
        try await host.block { try host.accounts.revokeStatusLink(link, of: id, account: account) }
        return .seeOther("\(Links.caseAddress(id))/status-links")
    }

    // MARK: - Model

    private static func cases(_ desk: DeskRequest) async throws -> [CaseWhereabouts] {
        let (id, scope) = (desk.parameter("case"), desk.scope)
        return try await desk.project { project in
            let known = try project.knownScope(scope)
            return try project.casesBeside(id).filter { known.admits($0.utility, district: $0.district) }
        }
    }

    private static func model(_ desk: DeskRequest) async throws -> StatusLinksPage {
        let (host, id) = (desk.site.host, desk.parameter("case"))
        let (cases, phrases) = (try await cases(desk), desk.phrases)
        let links = try await host.block { try host.accounts.statusLinks(of: id) }
        let now = Int(host.accounts.now().timeIntervalSince1970)
        let address = Links.caseAddress(id)
        let lines = links.map { link in
            let state = link.revoked ? "revoked" : link.expiresAt <= now ? "over" : "valid"
            return Line(
                id: link.id, made: Clocks.minute(link.madeAt), by: link.by,
                until: Clocks.minute(link.expiresAt), state: phrases["link_\(state)"],
                isValid: state == "valid",
                action: "\(address)/status-links/\(FormValues.encoded(link.id))")
        }
        return StatusLinksPage(
            title: "\(id) \(phrases["status_links"])", caseID: id, caseAddress: address,
            action: "\(address)/status-links", days: desk.form.text("days") ?? "180",
            shown: cases.map { phrases.say($0.utility.spoken) }.joined(separator: phrases["list_comma"]),
            links: lines, hasLinks: !lines.isEmpty)
    }
}

extension DeskRequest {
    /// What stands before paths in the address of this desk, as the visitor wrote it.
    var origin: String {
        "\(site.settings.isBehindTLS ? "https" : "http")://\(head.authority ?? "")"
    }
}
