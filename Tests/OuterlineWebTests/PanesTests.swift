import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("List, map and detail on one screen")
struct PanesTests {
    private let city: DeskCity

    init() throws { city = try DeskCity() }

    /// What the detail says, without the list.
    private func detail(_ body: String) -> String {
        body.firstMatch(of: /(?s)<section id="detail".*?<\/section>/).map { String($0.output) } ?? ""
    }

    @Test("a line of the list leads to the same list with the case beside it, without script")
    func selects() async throws {
        let client = try await city.client("officer")
        let list = try await client.get("/works?utility=water&lang=en")
        #expect(detail(list.body).contains("class=\"hint\"") && !list.body.contains("data-selected"))
        let link = try #require(list.body.firstMatch(of: /<a href="([^"]+)" data-select="B1-W"/)).1
        #expect(link == "/works?utility=water&amp;case=B1-W")
        let page = try await client.get(link.replacingOccurrences(of: "&amp;", with: "&"))
        #expect(page.status == 200)
        #expect(page.body.contains("<tr id=\"B1-W\" aria-current=\"true\" data-selected>"))
        let shown = detail(page.body)
        for part in [
            "B1-W", "张三&lt;b&gt;", "href=\"/cases/B1-W\"", "/cases/B1-W/steps/", "/cases/B1-W/route",
        ] {
            #expect(shown.contains(part), "\(part)")
        }
        #expect(shown.contains("href=\"/works?utility=water\""), "the way back keeps the filter")
        #expect(page.body.contains("data-pane=\"detail\"") && list.body.contains("data-pane=\"list\""))
    }

    @Test(
        "a case outside the scope of the account, or none at all, is told in its place and nothing else of it"
    )
    func scope() async throws {
        let client = try await city.client("zhifu")
        for (id, code) in [("B1-W", "WEB-603"), ("NONE", "CAS-101"), ("%3Cscript%3E", "CAS-101")] {
            let page = try await client.get("/works?case=\(id)")
            #expect(page.status == 200, "the list is still there")
            let shown = detail(page.body)
            #expect(shown.contains(code) && !shown.contains("张三") && !shown.contains("<script"), "\(id)")
        }
        #expect(try await client.get("/works?case=A1-W").body.contains("/cases/A1-W/steps/"))
    }

    @Test("a supervisor is offered nothing to change")
    func supervisor() async throws {
        let page = try await city.client("supervisor").get("/works?case=B1-W")
        #expect(detail(page.body).contains("B1-W") && !page.body.contains("/steps/"))
    }

    @Test("table and map are other ways to lay out the same works; the table leads to pages of cases")
    func views() async throws {
        let client = try await city.client("officer")
        let table = try await client.get("/works?view=table&utility=water")
        #expect(table.body.contains("href=\"/cases/B1-W\"") && !table.body.contains("data-map"))
        #expect(!table.body.contains("id=\"detail\""))
        let map = try await client.get("/works?view=map")
        #expect(map.body.contains("data-view=\"map\"") && map.body.contains("data-pane=\"map\""))
        let old = try await client.get("/map?utility=gas")
        #expect(old.status == 303 && old.location == "/works?utility=gas&view=map")
        #expect(try await client.get("/works?view=globe").status == 422)
        #expect(try await client.get("/works?pane=globe").status == 422)
    }

    @Test("pages of the list keep the case that is looked at")
    func pages() async throws {
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        _ = try project.inventCases(60, seed: 3, through: try #require(Day(DeskCity.today)))
        let page = try await city.client("officer").get("/works?standing=all&case=B1-W")
        let next = try #require(page.body.firstMatch(of: /<a rel="next" href="([^"]+)"/)).1
        #expect(next.contains("case=B1-W"))
    }

    @Test("the page carries no script and no style of its own, and works where the map library is missing")
    func policy() async throws {
        let client = try await city.client("officer")
        for path in ["/works?case=B1-W", "/cases/B1-W/route"] {
            let body = try await client.get(path).body
            #expect(!body.contains("<script>") && !body.contains(" onclick=") && !body.contains("style="))
            #expect(body.contains("<noscript>") && body.contains("data-words=\"{&quot;"))
        }
        let bare = DeskSite.withoutLibrary(city.site)
        let other = DeskClient(bare)
        try await other.signIn("officer")
        let page = try await other.get("/works?case=B1-W&lang=en")
        #expect(page.status == 200 && page.body.contains("libjs-leaflet"))
        #expect(!page.body.contains("works.js") && page.body.contains("<tr id=\"B1-W\""))
    }
}

enum DeskSite {
    /// The same desk on a machine without the map library.
    static func withoutLibrary(_ site: Site) -> Site {
        var site = site
        site.map.library = nil
        return site
    }
}
