import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

/// The works by stage, as columns of cards; each column is counted in full.
struct BoardPage: PageModel {
    static let template = "board"
    var title: String
    var filter: ViewFilterModel
    var columns: [Column]
    var isEmpty: Bool

    struct Column: Sendable, Hashable {
        var id: String
        var stage: String
        var cases: Int
        var lamps: [Lamp]
        var cards: [Card]
        /// The list of all of them; nil if all are shown.
        var rest: String?
        var restCount: Int
    }

    /// How many of a column have a lamp.
    struct Lamp: Sendable, Hashable {
        var lamp: ShownLamp
        var count: Int
    }

    struct Card: Sendable, Hashable {
        var caseID: String
        var address: String
        var utility: String
        var utilityName: String
        var applicant: String?
        var due: String?
        var isProvisional: Bool
        var lamp: ShownLamp
        var representative: String?
        /// How many permits are still open, of how many.
        var permits: String?
    }

    /// Cards of a column at most.
    private static let shown = 12

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let query = try ViewQuery(desk)
        let (scope, phrases, host) = (desk.scope, desk.phrases, desk.site.host)
        let model = try await desk.project { project in
            let within = try project.knownScope(scope)
            let request = query.request(within)
            let board = try host.memory.value(desk.viewState, "board \(request)") {
                try project.board(request, cards: shown, items: 0).board
            }
            return BoardPage(board, try desk.choices(project, within), query, within, phrases)
        }
        return desk.page(model)
    }

    private init(
        _ board: Board, _ choices: WorklistChoices, _ query: ViewQuery, _ scope: ViewScope,
        _ phrases: Phrases
    ) {
        title = phrases["board"]
        filter = ViewFilterModel(query, choices, scope, phrases, action: "/board")
        // Stages of repairs, and withdrawn cases, are shown where there are some.
        let rare: Set<CaseStage> = [.emergencyRepair, .repaired, .withdrawn, .earlyWorks]
        let shown = board.columns.filter { $0.cases > 0 || !rare.contains($0.stage) }
        columns = shown.map { column in
            let list = query.address(
                "/works",
                [("standing", column.stage.isOpen ? "open" : "done"), ("stage", column.stage.rawValue)])
            let lamps = TrafficLight.allCases.sorted { $0.urgency < $1.urgency }.compactMap { light in
                column.lights[light.rawValue].map { Lamp(lamp: ShownLamp(light, phrases), count: $0) }
            }
            let rest = column.cases - column.cards.count
            return Column(
                id: column.stage.rawValue, stage: phrases.say(column.stage.wording), cases: column.cases,
                lamps: lamps, cards: column.cards.map { Card($0, phrases) }, rest: rest > 0 ? list : nil,
                restCount: rest)
        }
        isEmpty = columns.allSatisfy { $0.cases == 0 }
    }
}

extension BoardPage.Card {
    init(_ card: Board.Card, _ phrases: Phrases) {
        caseID = card.caseID.rawValue
        address = Links.caseAddress(caseID)
        utility = card.utility.rawValue
        utilityName = phrases.say(card.utility.spoken)
        applicant = card.applicant
        due = card.due?.description
        isProvisional = card.dueProvisional
        lamp = ShownLamp(card.light, phrases)
        representative = card.representative
        permits =
            card.permits == 0
            ? nil
            : phrases.text("permits_of", ["open": "\(card.permitsOpen)", "all": "\(card.permits)"])
    }
}
