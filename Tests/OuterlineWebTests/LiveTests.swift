import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Live changes")
struct LiveTests {
    /// Reads what a stream writes until it holds `text`; the test's time limit, long because all tests share few threads,
    /// ends a wait for nothing.
    private func wait(_ collector: Collector, for text: String) async throws {
        while !collector.text.contains(text) { try await Task.sleep(for: .milliseconds(5)) }
    }

    private func position(_ city: DeskCity) throws -> Int {
        try city.host.project.project(actor: "t").logPosition().sequence
    }

    @Test("what others record arrives with case, event and actor", .timeLimit(.minutes(30)))
    func news() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        try await city.site.changes.look()
        let response = try await client.respond(.get, "/live?after=\(try position(city))")
        #expect(response.headers[.contentType]?.hasPrefix("text/event-stream") == true)
        let collector = Collector()
        let stream = Task { try await response.body.write(collector) }
        try await wait(collector, for: "retry:")
        #expect(!collector.text.contains("event: change"))
        try city.take("record_visit", on: "A1-W")
        try await city.site.changes.look()
        try await wait(collector, for: "event: change")
        let end = try position(city)
        #expect(collector.text.contains("id: \(end)\n"))
        #expect(collector.text.contains("\"case\":\"A1-W\"") && collector.text.contains("\"actor\":\"王经办\""))
        stream.cancel()
        _ = await stream.result
        while city.site.changes.listeners > 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test("a page that was away is told what it missed, from its place in the log", .timeLimit(.minutes(30)))
    func catchUp() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let from = try position(city)
        try city.take("record_visit", on: "A1-W")
        try city.take("record_visit", on: "B1-W")
        for headers in [["Last-Event-ID": "\(from)"], [:]] {
            let path = headers.isEmpty ? "/live?after=\(from)" : "/live?after=0"
            let response = try await client.respond(.get, path, headers)
            let collector = Collector()
            let stream = Task { try await response.body.write(collector) }
            try await wait(collector, for: "event: change")
            #expect(collector.text.contains("A1-W") && collector.text.contains("B1-W"))
            let end = try position(city)
            #expect(collector.text.contains("\"through\":\(end)"))
            stream.cancel()
            _ = await stream.result
        }
    }

    @Test("an account hears of its own utilities and districts only")
    func scope() throws {
        let city = try DeskCity()
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        let (changes, through) = try project.changes(after: 0, limit: 1000)
        let gas = try project.viewScope(utilities: [.gas], districts: nil)
        let message = try #require(LiveStream.message(.changes(changes, through: through), gas))
        #expect(message.cases.map(\.case) == ["A1-G"] && message.through == through && !message.reload)
        let east = try project.viewScope(utilities: nil, districts: ["370613"])
        #expect(LiveStream.message(.changes(changes, through: through), east)?.cases.map(\.case) == ["B1-W"])
        let none = ViewScope(utilities: [], districts: nil)
        #expect(LiveStream.message(.changes(changes, through: through), none) == nil)
        #expect(LiveStream.message(.reload(through: 9), none)?.reload == true)
    }

    @Test("too much at once is told as one request to load again", .timeLimit(.minutes(30)))
    func reload() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        _ = try project.inventCases(60, seed: 1, through: try #require(Day(DeskCity.today)))
        #expect(try position(city) > ChangeFeed.most)
        let response = try await client.respond(.get, "/live?after=1")
        let collector = Collector()
        let stream = Task { try await response.body.write(collector) }
        try await wait(collector, for: "\"reload\":true")
        stream.cancel()
        _ = await stream.result
    }

    @Test("health and readiness answer without an account")
    func probes() async throws {
        let city = try DeskCity()
        let client = DeskClient(city.site)
        let health = try await client.get("/healthz")
        #expect(health.status == 200 && health.body.contains("\"status\":\"ok\""))
        let ready = try await client.get("/readyz")
        let end = try position(city)
        #expect(ready.status == 200 && ready.body.contains("\"log\":\(end)"))
        try await city.host.close()
        #expect(try await client.get("/readyz").status >= 500)
        #expect(try await client.get("/healthz").status == 200)
    }

    @Test("files of the desk are kept by browsers for good under their hash")
    func assets() async throws {
        let city = try DeskCity()
        let client = DeskClient(city.site)
        let address = city.site.assets.address("desk.css")
        let first = try await client.get(address)
        #expect(first.status == 200 && first.headers[.cacheControl]?.contains("immutable") == true)
        #expect(first.headers[.contentType] == "text/css; charset=utf-8")
        let tag = try #require(first.headers[.eTag])
        #expect(try await client.get("/static/desk.css", ["If-None-Match": tag]).status == 304)
        #expect(try await client.get("/static/desk.css").headers[.cacheControl] == "no-cache")
        for path in ["/static/none.css", "/static/..%2Flayout.mustache", "/static/%2e%2e%2ftexts%2fzh.json"] {
            #expect(try await client.get(path).status == 404, "\(path)")
        }
    }
}
