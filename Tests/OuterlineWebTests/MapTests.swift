import Coordinator
import Foundation
import HTTPTypes
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("The map of the desk")
struct MapTests {
    private let city: DeskCity

    init() throws { city = try DeskCity() }

    private func json(_ answer: DeskClient.Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    private func features(_ answer: DeskClient.Answer) throws -> [String] {
        try #require(try json(answer)["features"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    }

    private static let box = "619000,4155000,622000,4157000"

    @Test(
        "the map is described, and its tiles are pictures that a browser may keep as long as the city stays")
    func tiles() async throws {
        let client = try await city.client("supervisor")
        let map = try json(try await client.get("/api/map"))
        let revision = try #require(map["revision"] as? String)
        let corner = try #require(map["corner"] as? [Double])
        let size = 256.0
        let (column, row) = (Int((620_010 - corner[0]) / size), Int((corner[1] - 4_156_010) / size))
        let address = "/api/map/tiles/ground+water/9/\(column)/\(row)"
        let answer = try await client.get("\(address)?v=\(revision)")
        #expect(answer.status == 200 && answer.headers[.contentType] == "image/png")
        #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
        let tag = try #require(answer.headers[.eTag])
        #expect(try await client.get(address, ["If-None-Match": tag]).status == 304)
        #expect(try await client.get(address).headers[.cacheControl] == "private, no-cache")
        for bad in ["ground/9/x/1", "ground/99/1/1", "ground/9/-1/1", "nothing/9/\(column)/\(row)"] {
            let refused = try await client.get("/api/map/tiles/\(bad)")
            #expect(refused.status == 404 && refused.body.contains("MAP-101"), "\(bad)")
        }
        #expect(try await client.get("\(address)?density=9").status == 404)
    }

    @Test("a window holds the cases of the account's scope and no others")
    func scope() async throws {
        let all = try await city.client("supervisor").get("/api/map/features?box=\(Self.box)")
        #expect(try features(all) == ["A1-G", "A1-W", "B1-W"])
        #expect(all.headers[.contentType] == "application/geo+json")
        let gas = try await city.client("gas").get("/api/map/features?box=\(Self.box)&layers=cases,routes")
        #expect(try features(gas) == ["A1-G", "route/A1-G"])
        let zhifu = try await city.client("zhifu").get(
            "/api/map/features?box=\(Self.box)&layers=cases,routes")
        #expect(try features(zhifu).allSatisfy { !$0.contains("B1") })
        let water = try await city.client("admin").get("/api/map/features?box=\(Self.box)&utility=water")
        #expect(try features(water) == ["A1-W", "B1-W"])
    }

    @Test(
        "a query that is none is refused with its field",
        arguments: [
            "", "box=1,2,3", "box=1,2,3,x", "box=3,2,1,4", "box=0,0,1,1&layers=secrets",
            "box=0,0,1,1&limit=0", "box=0,0,1,1&crs=mercator", "box=0,0,1,nan",
        ])
    func refused(query: String) async throws {
        let answer = try await city.client("admin").get("/api/map/features?\(query)")
        #expect(answer.status == 422 && answer.body.contains("MAP-102"), "\(query): \(answer.body)")
    }

    @Test("a place is told in both systems")
    func coordinates() async throws {
        let client = try await city.client("admin")
        let place = try json(try await client.get("/api/map/coordinates?x=620000&y=4156000"))
        let longitude = try #require(place["longitude"] as? Double)
        #expect(longitude > 121 && longitude < 122)
        #expect(try await client.get("/api/map/coordinates?x=1&y=many").status == 422)
    }

    @Test("a window shows the works the same query lists")
    func sameAsList() async throws {
        let client = try await city.client("officer")
        for (query, expected) in [
            ("utility=gas", ["A1-G"]), ("q=a1+%E6%B5%B7", ["A1-G", "A1-W"]), ("standing=done", []),
            ("mine=1", ["A1-W", "B1-W"]), ("district=370613", ["B1-W"]),
        ] {
            let found = try await client.get("/api/map/features?box=\(Self.box)&\(query)")
            #expect(try features(found) == expected, "\(query)")
            let routes = try await client.get("/api/map/features?box=\(Self.box)&layers=routes&\(query)")
            #expect(try features(routes) == expected.map { "route/\($0)" }, "\(query)")
        }
        let wrong = try await client.get("/api/map/features?box=\(Self.box)&utility=oil")
        #expect(wrong.status == 422 && wrong.body.contains("WEB-614"))
    }

    @Test("the files of the map are served, those of the library from the system's folder and no others")
    func files() async throws {
        let client = try await city.client("admin")
        for name in [
            "works.js", "map-frame.js", "map-adapter.js", "map-sketch.js", "map-geometry.js", "route.js",
            "map.css",
            "works.css",
        ] {
            #expect(try await client.get("/static/\(name)").status == 200, "\(name)")
        }
        for name in [MapDesk.libraryScript, MapDesk.libraryStyle] {
            let status = try await client.get("/leaflet/\(name)").status
            #expect(status == (city.site.map.library == nil ? 404 : 200))
        }
        #expect(try await client.get("/leaflet/passwd").status == 404)
        #expect(try await client.get("/leaflet/..%2F..%2Fpasswd").status == 404)
        let nowhere = try MapDesk(
            project: city.path, words: city.site.words, library: "\(city.folder.path)/nothing")
        #expect(nowhere.library == nil)
    }

    @Test("the routes of a case stand side by side; one is chosen, and a stale one is refused on the page")
    func routes() async throws {
        let client = try await city.client("engineer")
        let page = try await client.get("/cases/B1-W/route?lang=en")
        #expect(page.status == 200)
        #expect(page.body.contains("data-route=\"cheapest\""))
        let shown = try json(try await client.get("/api/cases/B1-W/map"))
        #expect((shown["features"] as? [[String: Any]])?.isEmpty == false)
        let list = try json(try await client.get("/api/cases/B1-W/routes"))
        let routes = try #require(list["routes"] as? [[String: Any]])
        let route = try #require(routes.first { ($0["chosen"] as? Bool) == false } ?? routes.first)
        let name = try #require(route["name"] as? String)
        let stale = try await client.post("/cases/B1-W/route", [("route", name), ("line", "0000")])
        #expect(stale.status == 409 || stale.status == 422)
        #expect(stale.body.contains("RTE-314"))
        let hash = try #require(route["line_sha256"] as? String)
        let chosen = try await client.post("/cases/B1-W/route", [("route", name), ("line", hash)])
        #expect(chosen.status == 303 && chosen.location == "/cases/B1-W/route")
        let after = try json(try await client.get("/api/cases/B1-W/routes"))
        let again = try #require(after["routes"] as? [[String: Any]])
        #expect(again.contains { ($0["name"] as? String) == name && ($0["chosen"] as? Bool) == true })
        let supervisor = try await city.client("supervisor").get("/cases/B1-W/route")
        #expect(supervisor.status == 200 && !supervisor.body.contains("name=\"take\""))
    }

    @Test("a case without a plot in the project has a page that says so", arguments: ["nowhere", nil])
    func withoutPlot(plot: String?) async throws {
        let project = city.host.project.project(actor: "王经办", today: Day(DeskCity.today))
        let start = try #require(Timestamp(chinaTime: "2026-11-19T22:00"))
        let id = try project.openEmergency(
            EmergencyRecord(
                number: try #require(IntakeID("Q1")), utility: .water, startedAt: start, place: "长江路",
                plot: plot)
        ).caseID
        let client = try await city.client("engineer")
        let page = try await client.get("/cases/\(id)/route?lang=en")
        #expect(page.status == 200 && page.body.contains("data-no-plot"))
        #expect(page.body.contains(plot.map { "no plot &#39;\($0)&#39;" } ?? "names no plot"))
        #expect(!page.body.contains("name=\"take\"") && !page.body.contains("route.pdf"))
        #expect(try await client.get("/cases/\(id)/route?lang=zh").body.contains("地块"))
        #expect(try await client.get("/cases/none/route").status == 404)
    }

    @Test("a drawn line is surveyed without being kept, and chosen when it fits")
    func drawn() async throws {
        let client = try await city.client("engineer")
        func line(_ points: [(Double, Double)]) -> String {
            let pairs = points.map { "[\(620_000 + $0.0),\(4_156_000 + $0.1)]" }.joined(separator: ",")
            return "{\"type\":\"LineString\",\"coordinates\":[\(pairs)]}"
        }
        let good = line([(570, 10), (595, 12), (605, 12)])
        let session = try #require(client.cookies[Cookies.session])
        let token = try #require(FormToken.of(session))
        let sent = ["Content-Type": "application/geo+json", "X-Form-Token": token]
        let survey = try await client.send(.post, "/api/cases/B1-W/survey", sent, body: good)
        #expect(survey.status == 200)
        let document = try json(survey)
        #expect(document["problem"] == nil)
        #expect((document["survey"] as? [String: Any])?["crossings"] != nil)
        let bad = try await client.send(.post, "/api/cases/B1-W/survey", sent, body: "[]")
        #expect(bad.status == 422 && bad.body.contains("RTE-306"))

        let page = try await client.post(
            "/cases/B1-W/drawn-route", [("text", line([(570, 10), (580, 10)])), ("take", "survey")])
        #expect(page.status == 200 && page.body.contains("RTE-311") && page.body.contains("data-route="))
        let part = try await client.post(
            "/cases/B1-W/drawn-route?lang=zh", [("text", good), ("take", "survey"), ("part", "survey")])
        #expect(part.status == 200 && part.body.contains("data-survey-part"))
        #expect(part.body.contains("长江路") && part.body.contains("道路") && !part.body.contains("ROAD_DIG"))
        let poor = try await client.post(
            "/cases/B1-W/drawn-route", [("text", "[]"), ("take", "survey"), ("part", "survey")])
        #expect(poor.status == 422 && poor.body.contains("RTE-306"))
        let large = "[" + String(repeating: " ", count: DrawnLineForm.most) + "]"
        let refused = try await client.post(
            "/cases/B1-W/drawn-route", [("text", large), ("take", "survey"), ("part", "survey")])
        #expect(refused.status == 413 && refused.body.contains("WEB-605"))
        let hostile = try await client.post(
            "/cases/B1-W/drawn-route", [("text", "</textarea><script>alert(1)</script>"), ("take", "survey")])
        #expect(hostile.status == 422 && !hostile.body.contains("<script>alert"))
        let chosen = try await client.post("/cases/B1-W/drawn-route", [("text", good), ("take", "choose")])
        #expect(chosen.status == 303)
        let present = try await client.get("/cases/B1-W/route?lang=en")
        #expect(present.body.contains("drawn by hand"))
        let report = try await client.get("/cases/B1-W/route.pdf")
        #expect(report.status == 200 && report.body.hasPrefix("%PDF-"))
        let sheets = try await client.get("/cases/B1-W/sheets.pdf")
        #expect(sheets.status == 200 && sheets.body.hasPrefix("%PDF-"))
    }

    @Test("the address says which route and which crossing are looked at")
    func crossings() async throws {
        let client = try await city.client("engineer")
        let page = try await client.get("/cases/B1-W/route?lang=en&crossing=1")
        #expect(page.body.contains("id=\"crossing-1\" data-crossing=\"1\""))
        #expect(page.body.contains("crossing=1#crossing-1"))
        #expect(page.body.firstMatch(of: /data-crossing="1"[^>]*data-selected/) != nil)
        let other = try await client.get("/cases/B1-W/route?crossing=x&route=%3Cscript%3E")
        #expect(other.status == 200 && !other.body.contains("<script>"))
        #expect(other.body.firstMatch(of: /data-crossing="\d+"[^>]*data-selected/) == nil)
    }
}
