import Coordinator
import HTTPTypes
import Hummingbird
import Outerline
import PermitPolicy
import Vocabulary

/// How far an application has come, for whoever holds its link: no name, no place, no number, nothing to search for.
struct StatusPage: PageModel {
    static let template = "status"
    /// What stands before the secret; the log of requests is cut off behind it.
    static let folder = "/status/"
    var title: String
    var connections: [Connection]

    struct Connection: Sendable, Hashable {
        var utility: String
        var utilityName: String
        var stage: String
        var milestones: [CasePage.Milestone]
        var next: String?
        var holder: String?
        var changed: String?
    }

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let (host, secret, phrases) = (desk.site.host, desk.parameter("secret"), desk.phrases)
        guard let link = try await host.block({ try host.accounts.statusLink(secret) }) else {
            throw Problem(
                .noSuchPage, "there is no such link, or it is over",
                help: "ask your representative for another")
        }
        let all = try await desk.project { try $0.publicStatus(link.cases) }
        // The same for everybody who has the link, signed in or not.
        var response = desk.site.page(StatusPage(all, phrases), PageFrame(public: desk))
        for (name, value) in [
            ("X-Robots-Tag", "noindex, nofollow, noarchive"), ("Referrer-Policy", "no-referrer"),
        ] {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    init(_ all: [PublicStatus], _ phrases: Phrases) {
        title = phrases["status"]
        connections = all.map { status in
            let next = status.milestones.firstIndex { $0.on == nil }
            let isOpen = status.stage.isOpen
            return Connection(
                utility: status.utility.rawValue, utilityName: phrases.say(status.utility.spoken),
                stage: phrases.say(status.stage.wording),
                milestones: status.milestones.enumerated().map { index, stop in
                    CasePage.Milestone(
                        name: phrases.say(stop.wording), on: stop.on?.description, isDone: stop.on != nil,
                        isNext: index == next && isOpen)
                },
                next: isOpen ? status.next.map { phrases.say($0.wording) } : nil,
                holder: isOpen ? status.holder.map { phrases["status_by_\($0.rawValue)"] } : nil,
                changed: status.changedOn?.description)
        }
    }
}
