import PermitPolicy
import Vocabulary
import WorkCalendar

/// Cases by stage, as columns.
public struct Board: Codable, Sendable, Hashable {
    /// One column of the board; a stage without cases has an empty one.
    public struct Column: Codable, Sendable, Hashable {
        public var stage: CaseStage
        /// How many cases stand there, and how many of them have each lamp.
        public var cases: Int
        public var lights: [String: Int]
        /// The first of them.
        public var cards: [Card]

        public init(stage: CaseStage, lights: [TrafficLight: Int], cards: [Card]) {
            self.stage = stage
            self.cards = cards
            cases = lights.values.reduce(0, +)
            self.lights = Dictionary(
                lights.filter { $0.value > 0 }.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
        }
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

        public init(
            caseID: CaseID, utility: Utility, plot: String?, applicant: String?, company: String?,
            representative: String?, due: Day?, dueProvisional: Bool, light: TrafficLight, permitsOpen: Int,
            permits: Int
        ) {
            self.caseID = caseID
            self.utility = utility
            self.plot = plot
            self.applicant = applicant
            self.company = company
            self.representative = representative
            self.due = due
            self.dueProvisional = dueProvisional
            self.light = light
            self.permitsOpen = permitsOpen
            self.permits = permits
        }

        enum CodingKeys: String, CodingKey {
            case utility, plot, applicant, company, representative, due, light, permits
            case caseID = "case"
            case dueProvisional = "due_provisional"
            case permitsOpen = "permits_open"
        }
    }

    public var columns: [Column]

    public init(columns: [Column]) { self.columns = columns }

    /// Every stage in order; cards by lamp, due day and case, at most `limit` a stage.
    public init(
        _ cases: some Sequence<CaseState>, on today: Day, _ calendar: WorkCalendar, limit: Int = .max,
        light: TrafficLight? = nil
    ) {
        let byStage = Dictionary(grouping: cases.filter(\.exists), by: \.stage)
        columns = CaseStage.allCases.map { stage in
            let cards = (byStage[stage] ?? []).map { $0.card(on: today, calendar) }
                .filter { light == nil || $0.light == light }
            let lights = Dictionary(cards.map { ($0.light, 1) }, uniquingKeysWith: +)
            return Column(
                stage: stage, lights: lights, cards: Array(cards.sorted(by: Self.precedes).prefix(limit)))
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
