import Coordinator
import GRDB
import Testing
import Vocabulary

@testable import Ledger

@Suite("Lists of cases are read from an index")
struct CasePagePlanTests {
    /// How SQLite would answer a page of the list.
    private func plans(_ query: CasePageQuery) throws -> [String] {
        let queue = try DatabaseQueue()
        return try queue.write { db in
            try TableSpec.cases.createBare(db)
            try TableSpec.cases.createIndexes(db)
            let today = try #require(Day("2026-11-20"))
            return try query.runs.indices.map { number in
                let request = query.request(number, count: 51, on: today)
                let (sql, arguments) = try sqlText(request, db)
                return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
                    .map { $0["detail"] as String }.joined(separator: "\n")
            }
        }
    }

    private func sqlText(_ request: SQLRequest<Row>, _ db: Database) throws -> (String, StatementArguments) {
        let statement = try request.makePreparedRequest(db, forSingleResult: false).statement
        return (statement.sql, statement.arguments)
    }

    @Test("in every order, with every filter, without sorting", arguments: CasePageQuery.Order.allCases)
    func ordered(_ order: CasePageQuery.Order) throws {
        var query = CasePageQuery()
        query.order = order
        for standing in CasePageQuery.Standing.allCases {
            query.standing = standing
            for filtered in [false, true] {
                query.filter = ViewFilter()
                if filtered {
                    query.filter.stage = .scheme
                    query.filter.utility = .water
                    query.filter.light = .red
                    query.filter.representative = "x"
                    query.filter.districts = ["a", "b"]
                    query.filter.within = ViewScope(utilities: [.water, .gas], districts: ["a"])
                }
                for after in [nil, CasePageCursor(run: 0, day: "2026-11-01", sort: "A", id: "A")] {
                    query.after = after
                    for plan in try plans(query) {
                        #expect(plan.contains("USING COVERING INDEX"), "\(plan)")
                        #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
                    }
                }
            }
        }
    }

    @Test("a page after a cursor begins there and not at the start")
    func seeks() throws {
        var query = CasePageQuery()
        query.after = CasePageCursor(run: 0, day: "2026-11-01", sort: "A", id: "A")
        let first = try #require(try plans(query).first)
        #expect(first.contains("SEARCH") && first.contains("due"), "\(first)")
    }

    @Test("words are looked for in an index that holds them")
    func words() throws {
        var query = CasePageQuery()
        query.words = ["50%_a\\"]
        for plan in try plans(query) {
            #expect(!plan.split(separator: "\n").contains { $0.hasSuffix("SCAN cases") }, "\(plan)")
        }
    }

    @Test("a cursor survives the address, and another text is none")
    func cursors() throws {
        let cursor = CasePageCursor(run: 2, day: nil, sort: "案\u{2}01", id: "案-W")
        #expect(CasePageCursor(text: cursor.text) == cursor)
        #expect(!cursor.text.contains { "+/= ".contains($0) })
        for text in ["", "x", "e30", "////"] { #expect(CasePageCursor(text: text) == nil) }
    }
}
