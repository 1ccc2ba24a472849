import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// What the desk shows at its head: what is due, and who holds the ball.
public struct DeskSummary: Sendable, Hashable {
    /// Open items by holder and lamp.
    public struct Holder: Sendable, Hashable {
        public var holder: BallHolder
        public var items: Int
        public var red: Int
        public var yellow: Int
    }

    /// Every holder, in their order.
    public var holders: [Holder]
    /// Open items due on the day itself, at most as many as asked for.
    public var dueToday: [WorkItem]
    public var dueTodayCount: Int
    /// Open items due before the day, the first due first, at most as many as asked for.
    public var overdue: [WorkItem]
    public var overdueCount: Int
}

/// One line of the list of cases.
public struct CaseLine: Sendable, Hashable {
    public var listed: ListedCase
    /// What is to be done next, by whoever holds the ball; nil where nothing is.
    public var next: WorkItem?
    /// How many open items the case has.
    public var items: Int
}

/// Where a case lies for those who may see some of them only.
public struct CaseWhereabouts: Sendable, Hashable {
    public var id: CaseID
    public var utility: Utility
    public var district: String?
}

extension Project {
    /// The day of the desk.
    public var today: Day { desk.today }

    /// The end of the log: it changes with everything that is recorded.
    public func logPosition() throws -> LogPosition { try ledger.position() }

    /// The scope of somebody who may see some utilities and districts only.
    ///
    /// - Parameter districts: codes, names or former names as the policy pack lists them.
    public func viewScope(utilities: Set<Utility>?, districts: [String]?) throws -> ViewScope {
        let names = try districts.map { names in
            let areas = try pack().authorities
            return Set(names.flatMap { areas.names(ofDistrict: $0) })
        }
        return ViewScope(utilities: utilities, districts: names)
    }

    /// Utility and district of a case, from the read tables.
    ///
    /// - Throws: ``Problem`` `CAS-101` if there is none; no other names are looked through.
    public func whereabouts(_ id: String) throws -> CaseWhereabouts {
        guard let caseID = CaseID(id), let row = try ledger.caseRow(caseID) else {
            throw Problem(.noSuchCase, "there is no case '\(id)'", help: "the list of works shows all cases")
        }
        return CaseWhereabouts(id: caseID, utility: row.utility, district: row.district)
    }

    /// A page of the list of cases with the next thing to do in each.
    ///
    /// - Returns: the lines, and where the next page begins; nil on the last.
    public func caseLines(_ query: CasePageQuery) throws -> (lines: [CaseLine], next: CasePageCursor?) {
        let page = try ledger.casePage(query, on: desk.today)
        let work = try ledger.work(of: page.cases.map(\.row.caseID), on: desk.today, desk.approval)
        let lines = page.cases.map { listed in
            let items = work[listed.row.caseID] ?? []
            return CaseLine(listed: listed, next: items.first, items: items.count)
        }
        return (lines, page.next)
    }

    /// What is due and who holds the ball, over all cases a filter lets through.
    ///
    /// - Complexity: O(open items); worth keeping while the log does not grow.
    public func deskSummary(_ filter: ViewFilter, items: Int) throws -> DeskSummary {
        let counts = try ledger.lampCounts(by: .holder, filter, on: desk.today, desk.approval)
        let holders = BallHolder.allCases.map { holder in
            let own = counts.filter { $0.key == holder.rawValue }
            func count(_ light: TrafficLight) -> Int {
                own.filter { $0.light == light }.reduce(0) { $0 + $1.count }
            }
            return DeskSummary.Holder(
                holder: holder, items: own.reduce(0) { $0 + $1.count }, red: count(.red),
                yellow: count(.yellow))
        }
        let before = try ledger.work(
            filter, dueThrough: desk.today.advanced(by: -1), order: .due, count: items, on: desk.today,
            desk.approval)
        let today = try ledger.work(
            filter, dueFrom: desk.today, dueThrough: desk.today, order: .due, count: items, on: desk.today,
            desk.approval)
        return DeskSummary(
            holders: holders, dueToday: today.items, dueTodayCount: today.total, overdue: before.items,
            overdueCount: before.total)
    }

    /// What the lists can be filtered by: names of representatives, texts of districts.
    public func listed(_ grouping: ViewGrouping, in scope: ViewScope) throws -> [String] {
        try ledger.listed(grouping, scope)
    }

    /// The title of a district in the policy pack; nil for one it does not list.
    public func areaTitle(_ district: String) throws -> Wording? {
        try pack().authorities.area(district)?.title
    }

    /// All texts a district is known by; itself alone where the pack does not list it.
    public func districtNames(_ district: String) throws -> [String] {
        try pack().authorities.names(ofDistrict: district)
    }
}
