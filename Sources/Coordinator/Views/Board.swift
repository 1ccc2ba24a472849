import PermitPolicy
import Vocabulary
import WorkCalendar

/// Cases by stage, as columns.
public struct Board: Codable, Sendable, Hashable {
    /// One column of the board; a stage without cases has an empty one.
    public struct Column: Codable, Sendable, Hashable {
        public var stage: CaseStage
        public var cards: [Card]
    }

    /// One case on the board.
    public struct Card: Codable, Sendable, Hashable {
        public var caseID: CaseID
        public var utility: Utility
        public var plot: String?
        public var applicant: String?
        public var company: String?
        public var representative: String?
        public var due: Day?
        public var dueProvisional: Bool
        public var light: TrafficLight
        /// Permits that are neither granted nor closed, of all of them.
        public var permitsOpen: Int
        public var permits: Int

        enum CodingKeys: String, CodingKey {
            case utility, plot, applicant, company, representative, due, light, permits
            case caseID = "case"
            case dueProvisional = "due_provisional"
            case permitsOpen = "permits_open"
        }
    }

    public var columns: [Column]

    /// Every stage in order; cards by lamp, due day and case.
    public init(_ cases: some Sequence<CaseState>, on today: Day, _ calendar: WorkCalendar) {
        let byStage = Dictionary(grouping: cases.filter(\.exists), by: \.stage)
        columns = CaseStage.allCases.map { stage in
            let cards = (byStage[stage] ?? []).map { $0.card(on: today, calendar) }
            return Column(stage: stage, cards: cards.sorted(by: Self.precedes))
        }
    }

    private static func precedes(_ a: Card, _ b: Card) -> Bool {
        if a.light.urgency != b.light.urgency { return a.light.urgency < b.light.urgency }
        let late = Day(number: Int.max)
        if a.due != b.due { return (a.due ?? late) < (b.due ?? late) }
        return a.caseID < b.caseID
    }
}

extension CaseState {
    public func card(on today: Day, _ calendar: WorkCalendar) -> Board.Card {
        let due = due(calendar)
        return Board.Card(
            caseID: id, utility: utility, plot: plot, applicant: applicant, company: company,
            representative: representative, due: due?.day, dueProvisional: due?.provisional ?? false,
            light: light(on: today, calendar), permitsOpen: permits.filter(\.isOpen).count,
            permits: permits.filter { $0.stage != .closed }.count)
    }
}
