import Coordinator
import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Board, calendar, what is due, indicators")
struct ViewTests {
    @Test("every view is there in both languages, for every role, without script and without raw keys")
    func languages() async throws {
        let city = try DeskCity()
        let client = try await city.client("supervisor")
        for path in ["/board", "/calendar", "/calendar?day=2026-11-24", "/due?days=20", "/indicators"] {
            for language in ["zh", "en"] {
                let mark = path.contains("?") ? "&" : "?"
                let page = try await client.get("\(path)\(mark)lang=\(language)")
                #expect(page.status == 200, "\(path)")
                #expect(!page.body.contains("{{") && !page.body.contains("Optional("), "\(path)")
                #expect(!page.body.contains("month_") && !page.body.contains("weekday_"), "\(path)")
            }
        }
    }

    @Test("the board counts all cases by stage and shows only what the account may see")
    func board() async throws {
        let city = try DeskCity()
        let all = try await city.client("officer").get("/board")
        for id in ["A1-W", "A1-G", "B1-W"] { #expect(all.body.contains("/cases/\(id)\""), "\(id)") }
        let gas = try await city.client("gas").get("/board")
        #expect(gas.body.contains("/cases/A1-G\"") && !gas.body.contains("A1-W"))
        let filtered = try await city.client("officer").get("/board?utility=gas")
        #expect(filtered.body.contains("A1-G") && !filtered.body.contains("B1-W"))
        let wrong = try await city.client("officer").get("/board?utility=steam")
        #expect(wrong.status == 422 && wrong.body.contains("WEB-614"))
    }

    @Test("the calendar marks days off and make-up days, and leads from a day to its items")
    func calendar() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let october = try await client.get("/calendar?month=2026-10&lang=zh")
        #expect(october.body.contains("休 国庆"), "the National Day")
        #expect(october.body.contains("2026年10月") && october.body.contains("month=2026-09"))
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        let due = try project.due(within: 20).items.compactMap(\.due)
        let day = try #require(due.min())
        let page = try await client.get("/calendar?day=\(day)")
        #expect(page.body.contains("/cases/"))
        let month = try await client.get("/calendar?month=\(day.description.prefix(7))")
        #expect(month.body.contains("day=\(day)"))
        for wrong in ["month=2026-13", "month=x", "day=soon"] {
            #expect(try await client.get("/calendar?\(wrong)").status == 422, "\(wrong)")
        }
    }

    @Test("a month of the calendar is whole weeks from Monday to Sunday")
    func month() throws {
        for text in ["2026-02", "2026-11", "2024-02", "2026-12"] {
            let month = try #require(Month(text))
            #expect(month.grid.lowerBound.weekday == 1 && month.grid.upperBound.weekday == 7)
            #expect(month.grid.contains(month.first) && month.grid.count % 7 == 0)
            #expect(month.moved(by: 1).moved(by: -1) == month && month.text == text)
        }
        #expect(Month("2026-12")?.moved(by: 1).text == "2027-01")
        #expect(Month("0000-00") == nil)
    }

    @Test("the indicators agree with the report, and come as charts and files")
    func indicators() async throws {
        let city = try DeskCity()
        let client = try await city.client("supervisor")
        for number in 0..<4 {
            let chart = try await client.get("/indicators/charts/\(number).svg")
            #expect(chart.status == 200 && chart.body.contains("<svg"))
        }
        #expect(try await client.get("/indicators/charts/4.svg").status == 404)
        let csv = try await client.get("/indicators/files/report.csv?lang=en")
        #expect(csv.status == 200 && csv.headers[.contentDisposition]?.hasPrefix("attachment") == true)
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        let document = try project.indicators()
        #expect(
            csv.body
                == String(
                    decoding: try project.data(document, .csv, city.site.words[.en].report), as: UTF8.self))
        #expect(try await client.get("/indicators/files/report.exe").status == 404)
        let gas = try await city.client("gas").get("/indicators/files/report.csv?lang=en")
        #expect(gas.body != csv.body, "within the scope of the account")
    }

    @Test("the pictures of a case are drawn, and its Chinese page holds no English of ours")
    func casePictures() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let graph = try await client.get("/cases/B1-W/permits.svg")
        #expect(graph.status == 200 && graph.body.contains("<svg"))
        let page = try await client.get("/cases/B1-W?lang=zh")
        for word in ["three-stage", "two-stage", "（cheapest）", " art. "] {
            #expect(!page.body.contains(word), "\(word)")
        }
        #expect(page.body.contains("条") && page.body.contains("费用最低"))
    }

    @Test("the history comes in pages with what was recorded")
    func history() async throws {
        let city = try DeskCity()
        for number in 0..<60 { try city.take("record_visit", on: "B1-W", ["note": "<\(number)>"]) }
        let client = try await city.client("officer")
        let first = try await client.get("/cases/B1-W/history")
        #expect(first.body.contains("&lt;59&gt;") && !first.body.contains("&lt;1&gt;"))
        let next = try #require(first.body.firstMatch(of: /\/cases\/B1-W\/history\?before=\d+/)).0
        let second = try await client.get(String(next))
        #expect(second.body.contains("&lt;1&gt;") && !second.body.contains("&lt;59&gt;"))
        #expect(try await client.get("/cases/B1-W/history?before=x").status == 422)
    }

    @Test("a paper is issued from the page of the case and read again word for word")
    func papers() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let form = try await client.get("/cases/B1-W/steps/issue_paper")
        #expect(form.body.contains("value=\"acceptance\"") && !form.body.contains("value=\"completion\""))
        let sent = try await client.post(
            "/cases/B1-W/steps/issue_paper", [("kind", "acceptance"), ("on", DeskCity.today)])
        #expect(sent.status == 303, "\(sent.body.prefix(2000))")
        let page = try await client.get("/cases/B1-W")
        let address = try #require(page.body.firstMatch(of: /\/cases\/B1-W\/papers\/[A-Za-z0-9_%-]+/)).0
        let file = try await client.get("\(address)?language=en")
        #expect(file.status == 200 && file.headers[.contentType] == "application/pdf")
        let again = try await client.post(
            "/cases/B1-W/steps/issue_paper", [("kind", "acceptance"), ("on", DeskCity.today)])
        #expect(again.status == 409 && again.body.contains("CAS-104"))
    }
}
