import Coordinator
import Foundation
import HTTPTypes
import Ledger
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("The list of works")
struct WorklistTests {
    /// The cases a page shows, in its order.
    private func cases(_ body: String) -> [String] {
        body.matches(of: /<tr id="([^"]+)"/).map { String($0.1) }
    }

    @Test("shows the cases with lamp, word and shape, what is next, and who holds the ball")
    func page() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let page = try await client.get("/works")
        #expect(cases(page.body) == ["A1-G", "A1-W", "B1-W"])
        #expect(page.body.contains("海港学校"))
        let english = try await client.get("/works?lang=en").body
        for holder in ["desk", "franchise utility", "authority", "user"] { #expect(english.contains(holder)) }
        let lamp = try #require(
            english.firstMatch(
                of: /<span class="lamp lamp-(\w+)"><span aria-hidden="true">(.)<\/span> ([^<]+)</))
        #expect(!lamp.3.isEmpty)
    }

    @Test(
        "filters by what the address says",
        arguments: [
            ("utility=gas", ["A1-G"]), ("q=A1", ["A1-G", "A1-W"]), ("q=a1-g", ["A1-G"]),
            ("q=%E6%B5%B7%E6%B8%AF", ["A1-G", "A1-W"]), ("q=%E6%95%99%E5%AD%A6%E6%A5%BC+A1-W", ["A1-W"]),
            ("q=100%25", []), ("district=370613", ["B1-W"]),
            ("district=%E8%8A%9D%E7%BD%98%E5%8C%BA", ["A1-G", "A1-W"]),
            ("standing=done", []), ("standing=all", ["A1-G", "A1-W", "B1-W"]), ("stage=supplied", []),
            ("mine=1", ["A1-W", "B1-W"]), ("representative=%E7%87%83%E6%B0%94%E5%91%98", ["A1-G"]),
            ("order=number", ["A1-G", "A1-W", "B1-W"]), ("utility=gas&district=370613", []),
        ])
    func filters(_ query: String, _ expected: [String]) async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let page = try await client.get("/works?\(query)")
        #expect(page.status == 200 && cases(page.body) == expected)
        #expect(page.body.contains("class=\"empty\"") == expected.isEmpty)
    }

    @Test("an account sees its utilities and districts only, in list and counts")
    func scope() async throws {
        let city = try DeskCity()
        let gas = try await city.client("gas").get("/works")
        #expect(cases(gas.body) == ["A1-G"])
        let zhifu = try await city.client("zhifu").get("/works")
        #expect(cases(zhifu.body) == ["A1-G", "A1-W"])
        #expect(!zhifu.body.contains("莱山"), "not even as a choice of the filter")
        let summary = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        let all = try summary.deskSummary(ViewFilter(), items: 5)
        var filter = ViewFilter()
        filter.within = try summary.viewScope(utilities: nil, districts: ["芝罘区"])
        let own = try summary.deskSummary(filter, items: 5)
        let (every, some) = (all.holders.map(\.items).reduce(0, +), own.holders.map(\.items).reduce(0, +))
        #expect(some > 0 && some < every)
    }

    @Test("a value that is none of its field is told, all of them at once")
    func wrongValues() async throws {
        let city = try DeskCity()
        let answer = try await city.client("officer").get("/works?stage=x&light=pink&after=zzz")
        #expect(answer.status == 422)
        #expect(answer.body.components(separatedBy: "WEB-614").count == 4)
    }

    @Test("pages follow one another by cursor, in every order, with no case twice and none left out")
    func paging() async throws {
        let city = try DeskCity()
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        _ = try project.inventCases(60, seed: 3, through: try #require(Day(DeskCity.today)))
        let client = try await city.client("officer")
        for order in CasePageQuery.Order.allCases {
            for standing in CasePageQuery.Standing.allCases {
                var query = CasePageQuery()
                query.order = order
                query.standing = standing
                query.limit = 1_000
                let whole = try project.caseLines(query).lines.map(\.listed.row.caseID)
                query.limit = 7
                var seen: [CaseID] = []
                var pages = 0
                repeat {
                    let page = try project.caseLines(query)
                    seen += page.lines.map(\.listed.row.caseID)
                    query.after = page.next
                    pages += 1
                } while query.after != nil && pages < 50
                #expect(seen == whole, "\(order) \(standing)")
                #expect(Set(seen).count == seen.count)
            }
        }
        let first = try await client.get("/works?standing=all")
        let next = try #require(first.body.firstMatch(of: /<a rel="next" href="([^"]+)"/)).1
        let second = try await client.get(next.replacingOccurrences(of: "&amp;", with: "&"))
        #expect(cases(first.body).count == 50 && Set(cases(first.body)).isDisjoint(with: cases(second.body)))
        #expect(second.body.contains("standing=all\""), "the filter goes on with the pages")
    }

    @Test("by due day, open cases come before done ones and those without a day come last")
    func dueOrder() throws {
        let city = try DeskCity(cases: false)
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        _ = try project.inventCases(80, seed: 5, through: try #require(Day(DeskCity.today)))
        var query = CasePageQuery()
        query.standing = .all
        query.limit = 1_000
        let rows = try project.caseLines(query).lines.map(\.listed.row)
        let late = try #require(Day("9999-12-31"))
        let keys = rows.map { ($0.stage.isOpen ? 0 : 1, $0.due ?? late) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.0 <= $1.0 })
        #expect(Set(keys.map { $0.0 }) == [0, 1] && keys.contains { $0.1 == late })
        let counted = try project.board(cards: 0, items: 0)
        query.standing = .open
        #expect(try project.caseLines(query).lines.allSatisfy { $0.listed.row.stage.isOpen })
        #expect(
            counted.board.columns.filter { $0.stage.isOpen }.map(\.cases).reduce(0, +)
                == rows.filter { $0.stage.isOpen }.count)
    }

    @Test("nothing changed means not modified, and anything recorded means a new page")
    func entityTags() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let first = try await client.get("/works")
        let tag = try #require(first.headers[.eTag])
        let again = try await client.get("/works", ["If-None-Match": tag])
        #expect(again.status == 304 && again.body.isEmpty)
        let other = try await city.client("admin").get("/works", ["If-None-Match": tag])
        #expect(other.status == 200, "another person's page is another page")
        try city.take("record_visit", on: "A1-W")
        #expect(try await client.get("/works", ["If-None-Match": tag]).status == 200)
    }
}
