import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

/// What is to be done soon, by whoever holds the ball: overdue first.
struct DuePage: PageModel {
    static let template = "due"
    var title: String
    var filter: ViewFilterModel
    var spans: [Span]
    var items: [ItemLine]
    var isEmpty: Bool
    var total: Int
    var rest: Int
    var hasRest: Bool
    var through: String

    /// How many working days are looked ahead.
    struct Span: Sendable, Hashable {
        var name: String
        var address: String
        var isChosen: Bool
    }

    private static let spans = [0, 1, 5, 20]
    private static let shown = 300

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let query = try ViewQuery(desk, more: ["days"])
        let days = desk.query.text("days").flatMap { Int($0) } ?? 0
        guard spans.contains(days) else {
            throw Problem(
                .formInvalid, "so many days are not shown", at: .init(field: "days"),
                help: "one of: \(spans.map(String.init).joined(separator: ", "))")
        }
        let (scope, phrases, host) = (desk.scope, desk.phrases, desk.site.host)
        let model = try await desk.project { project in
            let within = try project.knownScope(scope)
            let request = query.request(within)
            let due = try host.memory.value(desk.viewState, "due list \(days) \(request)") {
                try project.due(within: days, request, items: shown)
            }
            let filter = ViewFilterModel(
                query, try desk.choices(project, within), within, phrases, action: "/due", withHolders: true)
            return DuePage(due, days, query, filter, phrases)
        }
        return desk.page(model)
    }

    private init(
        _ due: DueDocument, _ days: Int, _ query: ViewQuery, _ filter: ViewFilterModel, _ phrases: Phrases
    ) {
        title = phrases["due_list"]
        self.filter = filter
        spans = Self.spans.map {
            Span(
                name: phrases["due_within_\($0)"], address: query.address("/due", [("days", "\($0)")]),
                isChosen: $0 == days)
        }
        items = due.items.map { ItemLine($0, phrases) }
        isEmpty = items.isEmpty
        total = due.total
        rest = due.total - due.items.count
        hasRest = rest > 0
        through = due.through.description
    }
}
