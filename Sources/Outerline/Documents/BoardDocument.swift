import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The object of `board --json`.
public struct BoardDocument: Encodable, Sendable {
    public var schema = "outerline.board/1"
    public var today: Day
    public var asOf: Day?
    public var board: Board
    /// The first items, and how many there are.
    public var worklist: [WorkItem]
    public var worklistTotal: Int

    init(_ project: Project, _ board: Board, _ work: (items: [WorkItem], total: Int)) {
        today = project.desk.today
        asOf = project.asOf
        self.board = board
        worklist = work.items
        worklistTotal = work.total
    }

    private enum CodingKeys: String, CodingKey {
        case schema, today, board, worklist
        case asOf = "as_of"
        case worklistTotal = "worklist_total"
    }
}

/// The object of `case due --json`.
public struct DueDocument: Encodable, Sendable {
    public var schema = "outerline.due/1"
    public var today: Day
    public var asOf: Day?
    public var withinDays: Int
    /// The last due day that is shown.
    public var through: Day
    public var items: [WorkItem]
    public var total: Int

    init(_ project: Project, _ days: Int, _ through: Day, _ work: (items: [WorkItem], total: Int)) {
        today = project.desk.today
        asOf = project.asOf
        withinDays = days
        self.through = through
        items = work.items
        total = work.total
    }

    private enum CodingKeys: String, CodingKey {
        case schema, today, through, items, total
        case asOf = "as_of"
        case withinDays = "within_days"
    }
}

/// The object of `board --by district --json`.
public struct DistrictsDocument: Encodable, Sendable {
    public var schema = "outerline.districts/1"
    public var today: Day
    public var asOf: Day?
    public var districts: [DistrictRow]

    private enum CodingKeys: String, CodingKey {
        case schema, today, districts
        case asOf = "as_of"
    }
}

/// The object of `board --by … --json`: how many cases, or open items, have each lamp.
public struct GroupsDocument: Encodable, Sendable {
    public var schema = "outerline.groups/1"
    public var by: String
    public var today: Day
    public var asOf: Day?
    public var groups: [Group]

    public struct Group: Encodable, Sendable, Hashable {
        /// Nil for cases that have no such value.
        public var key: String?
        public var title: Wording?
        public var count: Int
        public var lights: [String: Int]
    }

    private enum CodingKeys: String, CodingKey {
        case schema, by, today, groups
        case asOf = "as_of"
    }

    init(
        by grouping: ViewGrouping, today: Day, asOf: Day?, _ counts: [LampCount], areas: AuthorityRules,
        _ calendar: WorkCalendar
    ) {
        by = grouping.rawValue
        self.today = today
        self.asOf = asOf
        var lights: [String?: [String: Int]] = [:]
        for count in counts {
            let key = Self.key(of: count, grouping, areas, today, calendar)
            lights[key, default: [:]][count.light.rawValue, default: 0] += count.count
        }
        groups = Self.order(of: Set(lights.keys), grouping, areas).map { key in
            let own = lights[key] ?? [:]
            let title = grouping == .district ? key.flatMap { areas.area($0)?.title } : nil
            return Group(key: key, title: title, count: own.values.reduce(0, +), lights: own)
        }
    }

    /// When something is due, in words that do not change with the length of the list.
    enum DueBucket: String, CaseIterable {
        case overdue, today
        case nextDay = "next_working_day"
        case twoDays = "two_working_days"
        case fiveDays = "five_working_days"
        case later
    }

    private static func key(
        of count: LampCount, _ grouping: ViewGrouping, _ areas: AuthorityRules, _ today: Day,
        _ calendar: WorkCalendar
    ) -> String? {
        switch grouping {
        case .light: count.light.rawValue
        case .district: count.key.map { areas.area($0)?.code ?? $0 }
        case .due: count.key.flatMap { Day($0) }.map { bucket($0, today, calendar).rawValue }
        default: count.key
        }
    }

    private static func bucket(_ due: Day, _ today: Day, _ calendar: WorkCalendar) -> DueBucket {
        if due < today { return .overdue }
        if due == today { return .today }
        for (days, bucket) in [(1, DueBucket.nextDay), (2, .twoDays), (5, .fiveDays)]
        where due <= calendar.working(days, after: today) {
            return bucket
        }
        return .later
    }

    /// Known words in their own order, others by name, nothing last.
    private static func order(
        of keys: Set<String?>, _ grouping: ViewGrouping, _ areas: AuthorityRules
    ) -> [String?] {
        let known: [String] =
            switch grouping {
            case .stage: CaseStage.allCases.map(\.rawValue)
            case .light: TrafficLight.allCases.sorted { $0.urgency < $1.urgency }.map(\.rawValue)
            case .holder: BallHolder.allCases.map(\.rawValue)
            case .utility: Utility.allCases.map(\.rawValue)
            case .due: DueBucket.allCases.map(\.rawValue)
            case .district: areas.areas.map(\.code)
            case .representative, .company: []
            }
        let others = keys.compactMap(\.self).filter { !known.contains($0) }.sorted()
        return known.filter(keys.contains) + others + (keys.contains(nil) ? [nil] : [])
    }
}
