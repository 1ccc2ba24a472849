import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// What a view shows, as a user says it.
public struct ViewRequest: Sendable, Hashable {
    /// The code, a name or a former name of the district.
    public var district: String?
    public var utility: Utility?
    public var company: String?
    public var representative: String?
    public var stage: CaseStage?
    public var light: TrafficLight?
    public var holder: BallHolder?
    /// What whoever asks may see at all; nil for everything.
    public var within: ViewScope?

    public init() {}
}

extension Project {
    /// The board: cases by stage and lamp, the first cards of each stage, and what is to be done next.
    ///
    /// - Parameters:
    ///   - cards: at most so many a stage.
    ///   - items: at most so many of the worklist; both are counted in full.
    public func board(
        _ request: ViewRequest = ViewRequest(), cards: Int = 50, items: Int = 1000
    ) throws -> BoardDocument {
        let filter = try filter(request)
        let today = desk.today
        guard try isPresent() else {
            let (calendar, states) = (try calendar(), try states(filter))
            let board = Board(states, on: today, calendar, limit: cards, light: filter.light)
            let work = openItems(of: states, filter, calendar)
            return BoardDocument(self, board, (Array(work.prefix(items)), work.count))
        }
        let counts = try ledger.lampCounts(by: .stage, filter, on: today, desk.approval)
        let columns = try CaseStage.allCases.map { stage in
            let own = counts.filter { $0.key == stage.rawValue }
            return Board.Column(
                stage: stage, lights: Dictionary(own.map { ($0.light, $0.count) }, uniquingKeysWith: +),
                cards: own.isEmpty ? [] : try ledger.cards(of: stage, filter, limit: cards, on: today))
        }
        let work = try ledger.work(filter, count: items, on: today, desk.approval)
        return BoardDocument(self, Board(columns: columns), work)
    }

    /// All that is to be done, most urgent first.
    public func worklist() throws -> [WorkItem] { try board(cards: 0, items: .max).worklist }

    /// Cases, or open items, in numbers by something, with their lamps.
    public func groups(
        by grouping: ViewGrouping, _ request: ViewRequest = ViewRequest()
    ) throws -> GroupsDocument {
        let filter = try filter(request)
        let calendar = try calendar()
        let counts: [LampCount]
        if try isPresent() {
            counts = try ledger.lampCounts(by: grouping, filter, on: desk.today, desk.approval)
        } else {
            counts = try foldedCounts(by: grouping, filter, calendar)
        }
        return GroupsDocument(
            by: grouping, today: desk.today, asOf: asOf, counts, areas: try pack().authorities, calendar)
    }

    /// Open items that are due by a day, the first due first; overdue ones are among them.
    ///
    /// - Parameter days: working days after today; 0 for what is due today.
    public func due(
        within days: Int, _ request: ViewRequest = ViewRequest(), items: Int = 1000
    ) throws -> DueDocument {
        let calendar = try calendar()
        let limit = days > 0 ? calendar.working(days, after: desk.today) : desk.today
        let filter = try filter(request)
        guard try isPresent() else {
            let all = openItems(of: try states(filter), filter, calendar).filter {
                $0.due.map { $0 <= limit } ?? false
            }
            let sorted = Worklist.byDue(all)
            return DueDocument(self, days, limit, (Array(sorted.prefix(items)), sorted.count))
        }
        let work = try ledger.work(
            filter, dueThrough: limit, order: .due, count: items, on: desk.today, desk.approval)
        return DueDocument(self, days, limit, work)
    }

    /// The cases in numbers, by the service areas of the policy pack (R40).
    public func districts(_ request: ViewRequest = ViewRequest()) throws -> DistrictsDocument {
        DistrictsDocument(
            today: desk.today, asOf: asOf,
            districts: DistrictStatistics.rows(
                of: try measures(try filter(request)), areas: try pack().authorities, on: desk.today,
                try calendar()))
    }

    // MARK: - Parts

    func filter(_ request: ViewRequest) throws -> ViewFilter {
        var filter = ViewFilter()
        filter.districts = try request.district.map { try pack().authorities.names(ofDistrict: $0) }
        filter.utility = request.utility
        filter.company = request.company
        filter.representative = request.representative
        filter.stage = request.stage
        filter.light = request.light
        filter.holder = request.holder
        filter.within = request.within
        return filter
    }

    /// True if nothing took effect after the day of the desk, so that the tables show it as it is.
    private func isPresent() throws -> Bool { try ledger.lastEffectiveDay().map { $0 <= desk.today } ?? true }

    private func states(_ filter: ViewFilter) throws -> [CaseState] {
        try allStates().filter(filter.admits)
    }

    func measures(_ filter: ViewFilter) throws -> [CaseMeasure] { try ledger.measures(filter) }

    private func openItems(of states: [CaseState], _ filter: ViewFilter, _ calendar: WorkCalendar)
        -> [WorkItem]
    {
        Worklist.items(of: states, on: desk.today, calendar, desk.approval).filter(filter.admits)
    }

    private func foldedCounts(
        by grouping: ViewGrouping, _ filter: ViewFilter, _ calendar: WorkCalendar
    ) throws -> [LampCount] {
        let states = try states(filter)
        var counts: [String?: [TrafficLight: Int]] = [:]
        switch grouping {
        case .holder, .due:
            for item in openItems(of: states, filter, calendar) {
                let key = grouping == .holder ? item.holder.rawValue : item.due?.description
                counts[key, default: [:]][item.light, default: 0] += 1
            }
        default:
            for state in states {
                let light = state.light(on: desk.today, calendar)
                guard filter.light == nil || filter.light == light else { continue }
                let key: String? =
                    switch grouping {
                    case .stage: state.stage.rawValue
                    case .district: state.district
                    case .utility: state.utility.rawValue
                    case .representative: state.representative
                    case .company: state.company
                    default: nil
                    }
                counts[key, default: [:]][light, default: 0] += 1
            }
        }
        return counts.flatMap { key, lights in
            lights.map { LampCount(key: key, light: $0.key, count: $0.value) }
        }
    }
}
