import Coordinator
import GRDB
import PermitPolicy
import Vocabulary

/// How many cases or items of a group have a lamp.
public struct LampCount: Sendable, Hashable {
    /// The value of the column that was grouped by; nil where it has none.
    public var key: String?
    public var light: TrafficLight
    public var count: Int

    public init(key: String?, light: TrafficLight, count: Int) {
        self.key = key
        self.light = light
        self.count = count
    }
}

/// What cases or items are counted by.
public enum ViewGrouping: String, Sendable, CaseIterable {
    case stage, light, holder, due, district, utility, representative, company

    /// The column, and whether items are counted and not cases.
    var column: (name: String, ofItems: Bool) {
        switch self {
        case .holder, .due: (rawValue, true)
        case .company: ("franchise_utility", false)
        // The lamp is counted beside every key.
        case .light: ("NULL", false)
        default: (rawValue, false)
        }
    }
}

/// Views for a day on or after ``lastEffectiveDay()``; before it a lamp depends on what happened later, and the cases
/// have to be folded.
extension Ledger {
    /// The last day on which something took effect in a case; nil without cases.
    public func lastEffectiveDay() throws -> Day? {
        try tables { try String.fetchOne($0, sql: "SELECT max(last_on) FROM cases").flatMap { Day($0) } }
    }

    /// Cases, or open items, by a column and lamp.
    public func lampCounts(
        by grouping: ViewGrouping, _ filter: ViewFilter, on today: Day, _ approval: ApprovalMode?
    ) throws -> [LampCount] {
        let (column, ofItems) = grouping.column
        let terms =
            ofItems
            ? filter.itemTerms(on: today, approval, dueThrough: nil) : filter.terms(on: today)
        let day = today.description
        // Counted by the lamp of the tables and corrected for the day: by stage that is the order of the index.
        let request: SQLRequest<Row> = """
            SELECT \(sql: column), light, count(*), total(red_from <= \(day)),
                total(yellow_from <= \(day) AND (red_from IS NULL OR red_from > \(day)))
            FROM \(sql: ofItems ? "work_items" : "cases") WHERE \(terms) GROUP BY 1, 2 ORDER BY 1, 2
            """
        return try tables { db in
            try request.fetchAll(db).flatMap { row -> [LampCount] in
                guard let light = (row[1] as String?).flatMap(TrafficLight.init) else { return [] }
                let (all, red, yellow) = (row[2] as Int, Int(row[3] as Double), Int(row[4] as Double))
                return [(light, all - red - yellow), (.red, red), (.yellow, yellow)].filter { $0.1 > 0 }
                    .map { LampCount(key: row[0], light: $0.0, count: $0.1) }
            }
        }
    }

    /// The first cards of a stage, by lamp, due day and case.
    public func cards(
        of stage: CaseStage, _ filter: ViewFilter, limit: Int, on today: Day
    ) throws -> [Board.Card] {
        var filter = filter
        guard filter.stage == nil || filter.stage == stage else { return [] }
        filter.stage = stage
        // The inner query reads the index alone; whole rows are read for the first ones only.
        let order: SQL = "\(Lamp.urgency(on: today)), due IS NULL, due, sort, id"
        let request: SQLRequest<Row> = """
            SELECT *, \(Lamp.sql(on: today)) AS lamp FROM cases WHERE fid IN (
                SELECT fid FROM cases WHERE \(filter.terms(on: today)) ORDER BY \(order) LIMIT \(limit))
            ORDER BY \(order)
            """
        return try tables { db in
            try request.fetchAll(db).compactMap { row -> Board.Card? in
                guard let own = CaseRow(row), let light = TrafficLight(rawValue: row["lamp"]) else {
                    return nil
                }
                return Board.Card(
                    caseID: own.caseID, utility: own.utility, plot: own.plot, applicant: own.applicant,
                    company: own.company, representative: own.representative, due: own.due,
                    dueProvisional: own.dueProvisional, light: light, permitsOpen: own.permitsOpen,
                    permits: own.permits)
            }
        }
    }

    /// In which order items come.
    public enum WorkOrder: Sendable {
        /// Red first: what must be looked at.
        case urgency
        /// By due day.
        case due
    }

    /// The open items, most urgent or first due first.
    ///
    /// - Parameters:
    ///   - first: the first due day; nil for none.
    ///   - limit: the last due day; nil for items without a due day too.
    /// - Returns: at most `count` items, and how many there are.
    public func work(
        _ filter: ViewFilter = ViewFilter(), dueFrom first: Day? = nil, dueThrough limit: Day? = nil,
        order: WorkOrder = .urgency, count: Int, on today: Day, _ approval: ApprovalMode?
    ) throws -> (items: [WorkItem], total: Int) {
        var terms = filter.itemTerms(on: today, approval, dueThrough: limit)
        if let first { terms += " AND due >= \(first.description)" }
        let rest: SQL = "due IS NULL, due, sort, action, counterpart, fid"
        let urgency = Lamp.urgency(on: today)
        let by: SQL = order == .urgency ? "\(urgency), \(rest)" : "\(rest)"
        let total: SQLRequest<Int> = "SELECT count(*) FROM work_items WHERE \(terms)"
        let request: SQLRequest<Row> = """
            SELECT *, \(Lamp.sql(on: today)) AS lamp FROM work_items WHERE fid IN (
                SELECT fid FROM work_items WHERE \(terms) ORDER BY \(by) LIMIT \(max(0, count)))
            ORDER BY \(by)
            """
        return try tables { db in
            (try request.fetchAll(db).compactMap(WorkItem.init), try total.fetchOne(db) ?? 0)
        }
    }
}

extension WorkItem {
    init?(_ row: Row) {
        guard let caseID = (row["case"] as String?).flatMap({ CaseID($0) }),
            let action = (row["action"] as String?).flatMap(WorkAction.init),
            let holder = (row["holder"] as String?).flatMap(BallHolder.init),
            let light = (row["lamp"] as String?).flatMap(TrafficLight.init)
        else { return nil }
        self.init(
            action: action, caseID: caseID, permit: (row["permit"] as String?).flatMap { PermitID($0) },
            holder: holder, with: row["counterpart"], due: row.day("due"),
            dueProvisional: row["due_provisional"] ?? false, light: light,
            representative: row["representative"])
    }
}
