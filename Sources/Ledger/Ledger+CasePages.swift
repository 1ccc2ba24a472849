import Coordinator
import Foundation
import GRDB
import PermitPolicy
import Vocabulary

/// A page of the desk's list of cases: which cases, in which order, from where on.
public struct CasePageQuery: Sendable, Hashable {
    /// The order of the list.
    public enum Order: String, Sendable, CaseIterable {
        /// Open cases first, by due day, those without one last.
        case due
        /// Open cases first, those changed last first.
        case changed
        /// By number of the case, runs of digits by value.
        case number
    }

    /// Whether there is still something to do.
    public enum Standing: String, Sendable, CaseIterable { case open, done, all }

    public var standing = Standing.open
    public var filter = ViewFilter()
    /// Words of which each must be part of number, applicant, plot or project; capitals do not matter.
    public var words: [String] = []
    public var order = Order.due
    /// Where the page before ended; nil for the first page.
    public var after: CasePageCursor?
    public var limit = 50

    public init() {}
}

/// The place of a case in a list; written as an opaque text in addresses.
public struct CasePageCursor: Sendable, Hashable, Codable {
    var run: Int
    var day: String?
    var sort: String
    var id: String

    public init?(text: String) {
        let padded = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let rest = String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded + rest),
            let cursor = try? JSONDecoder().decode(Self.self, from: data)
        else { return nil }
        self = cursor
    }

    init(run: Int, day: String?, sort: String, id: String) {
        self.run = run
        self.day = day
        self.sort = sort
        self.id = id
    }

    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = (try? encoder.encode(self)) ?? Data()
        return data.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}

/// A case of a list, with its lamp on the day asked for.
public struct ListedCase: Sendable, Hashable {
    public var row: CaseRow
    public var light: TrafficLight
    public var changedOn: Day?
}

extension CasePageQuery {
    /// A stretch of the list that one index gives in order.
    struct Run {
        /// The terms that hold all through it.
        var terms: [SQL]
        /// The day its order begins with; nil where it begins with the number.
        var day: String?
        var isDescending = false
        /// By number alone, whatever is open.
        var isNumbered = false

        /// The index that holds the order and all that is asked for; SQLite would take one for a filter and sort.
        var index: String {
            let columns = isNumbered ? ["sort", "id"] : ["is_open", day ?? "due"]
            return TableSpec.cases.index(beginningWith: columns)
        }
    }

    var runs: [Run] {
        let stands: [Int] = standing == .all ? [1, 0] : [standing == .open ? 1 : 0]
        switch order {
        case .due:
            return stands.flatMap { open in
                [
                    Run(terms: ["is_open = \(open)", "due IS NOT NULL"], day: "due"),
                    Run(terms: ["is_open = \(open)", "due IS NULL"]),
                ]
            }
        case .changed:
            return stands.map { Run(terms: ["is_open = \($0)"], day: "last_on", isDescending: true) }
        case .number:
            return [
                Run(
                    terms: standing == .all ? [] : ["is_open = \(standing == .open ? 1 : 0)"],
                    isNumbered: true)
            ]
        }
    }

    /// The rows of one run, at most `count`; all columns lie in an index.
    func request(_ number: Int, count: Int, on today: Day) -> SQLRequest<Row> {
        let run = runs[number]
        let columns = (run.day.map { [$0] } ?? []) + ["sort", "id"]
        var terms: [SQL] = run.terms + [filter.terms(on: today)] + textTerms
        if let after, after.run == number {
            let compare: SQL = run.isDescending ? "<" : ">"
            let list: SQL = "\(sql: columns.joined(separator: ", "))"
            let values: SQL =
                run.day == nil
                ? "\(after.sort), \(after.id)" : "\(after.day ?? ""), \(after.sort), \(after.id)"
            terms.append("(\(list)) \(compare) (\(values))")
        }
        let order = columns.map { "\($0)\(run.isDescending ? " DESC" : "")" }.joined(separator: ", ")
        return """
            SELECT fid, \(sql: run.day ?? "NULL") AS day, sort, id, \(Lamp.sql(on: today)) AS lamp
            FROM cases INDEXED BY \(sql: run.index)
            WHERE \(terms.joined(separator: " AND ")) ORDER BY \(sql: order) LIMIT \(count)
            """
    }

    /// The terms of a WHERE clause over `cases` alone, without an order.
    func terms(on today: Day) -> SQL {
        var terms = [filter.terms(on: today)] + textTerms
        if standing != .all { terms.append("is_open = \(standing == .open ? 1 : 0)") }
        return terms.joined(separator: " AND ")
    }

    /// Words are looked for in the index that holds them; what is found is few.
    private var textTerms: [SQL] {
        words.map { word in
            var plain = ""
            for character in word {
                if "%_\\".contains(character) { plain.append("\\") }
                plain.append(character)
            }
            let pattern = "%\(plain)%"
            let escape: SQL = "ESCAPE '\\'"
            let index = TableSpec.cases.index(beginningWith: ["sort", "id"])
            return """
                fid IN (SELECT fid FROM cases INDEXED BY \(sql: index) WHERE id LIKE \(pattern) \(escape)
                    OR applicant LIKE \(pattern) \(escape) OR plot LIKE \(pattern) \(escape)
                    OR project LIKE \(pattern) \(escape))
                """
        }
    }
}

extension Ledger {
    /// A page of the list of cases, and where the next one begins; nil on the last page.
    ///
    /// - Complexity: O(rows of the page) where few are filtered out; a cursor costs nothing more.
    public func casePage(
        _ query: CasePageQuery, on today: Day
    ) throws -> (cases: [ListedCase], next: CasePageCursor?) {
        let runs = query.runs
        var keys: [(fid: Int, light: TrafficLight, cursor: CasePageCursor)] = []
        let limit = max(1, query.limit)
        return try tables { db in
            let first = query.after.map { min(max($0.run, 0), runs.count - 1) } ?? 0
            for number in first..<runs.count where keys.count <= limit {
                for row in try query.request(number, count: limit + 1 - keys.count, on: today).fetchAll(db) {
                    let cursor = CasePageCursor(
                        run: number, day: row["day"], sort: row["sort"], id: row["id"])
                    let light = (row["lamp"] as String?).flatMap(TrafficLight.init) ?? .none
                    keys.append((row["fid"], light, cursor))
                }
            }
            let shown = keys.prefix(limit)
            let rows = try Self.rows(shown.map(\.fid), db)
            let cases = shown.compactMap { key in
                rows[key.fid].map { ListedCase(row: $0.0, light: key.light, changedOn: $0.1) }
            }
            return (cases, keys.count > limit ? shown.last?.cursor : nil)
        }
    }

    private static func rows(_ fids: [Int], _ db: Database) throws -> [Int: (CaseRow, Day?)] {
        let request: SQLRequest<Row> = "SELECT * FROM cases WHERE fid IN \(fids)"
        var rows: [Int: (CaseRow, Day?)] = [:]
        for row in try request.fetchAll(db) {
            if let own = CaseRow(row) { rows[row["fid"]] = (own, row.day("last_on")) }
        }
        return rows
    }

    /// The numbers of the cases that hold each of some words; all where there are none.
    ///
    /// - Complexity: O(cases), in one index.
    public func caseIDs(holding words: [String]) throws -> Set<String> {
        var query = CasePageQuery()
        query.standing = .all
        query.words = words
        let request: SQLRequest<String> = "SELECT id FROM cases WHERE \(query.terms(on: Day(number: 0)))"
        return try tables { Set(try request.fetchAll($0)) }
    }

    /// The open items of some cases on a day, in the order of the worklist.
    public func work(of ids: [CaseID], on today: Day, _ approval: ApprovalMode?) throws -> [CaseID:
        [WorkItem]]
    {
        let terms = ViewFilter().itemTerms(on: today, approval, dueThrough: nil)
        let request: SQLRequest<Row> = """
            SELECT *, \(Lamp.sql(on: today)) AS lamp FROM work_items
            WHERE "case" IN \(ids.map(\.rawValue)) AND \(terms)
            """
        let items = try tables { try request.fetchAll($0).compactMap(WorkItem.init) }
        return Dictionary(grouping: items.sorted(by: Worklist.precedes), by: \.caseID)
    }

    /// The row of one case; nil if there is none.
    public func caseRow(_ id: CaseID) throws -> CaseRow? {
        try tables { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM cases WHERE id = ?")
            return try Row.fetchOne(statement, arguments: [id.rawValue]).flatMap { CaseRow($0) }
        }
    }

    /// What a filter can be set to, in order: representatives and districts that cases have.
    public func listed(_ grouping: ViewGrouping, _ scope: ViewScope?) throws -> [String] {
        var filter = ViewFilter()
        filter.within = scope
        let column = grouping.column.name
        let request: SQLRequest<String> = """
            SELECT DISTINCT \(sql: column) FROM cases
            WHERE \(filter.terms(on: Day(number: 0))) AND \(sql: column) IS NOT NULL ORDER BY 1
            """
        return try tables { try request.fetchAll($0) }
    }
}
