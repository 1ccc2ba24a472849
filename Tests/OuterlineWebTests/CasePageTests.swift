import Coordinator
import Foundation
import HTTPTypes
import Outerline
import PermitPolicy
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("The page of a case")
struct CasePageTests {
    private func model(_ city: DeskCity, _ id: String, _ language: Language = .en, mayWork: Bool = true)
        throws -> CasePage
    {
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        return CasePage(
            try project.dossier(id), city.site.words[language], mayWork: mayWork, city.site.documents)
    }

    @Test("tells stages, clock, permits, materials and the whole history")
    func content() throws {
        let city = try DeskCity()
        let page = try model(city, "B1-W")
        #expect(page.milestones.first?.isDone == true && page.milestones.last?.isDone == false)
        #expect(page.milestones.filter(\.isNext).count == 1)
        #expect(page.clock.isAccepted && page.clock.remaining.contains("working days"))
        #expect(page.permits.contains { $0.permit.contains("ROAD_DIG") }, "the route crosses a road")
        #expect(
            page.permits.allSatisfy { !$0.authority.isEmpty && !$0.basis.isEmpty && !$0.lamp.word.isEmpty })
        #expect(page.materials.contains { $0.isRequired } && page.materials.allSatisfy { !$0.reason.isEmpty })
        let events = page.history.map(\.sequence)
        #expect(events == events.sorted(by: >) && events.count >= 5)
        #expect(page.history.allSatisfy { !$0.event.hasPrefix("event_") && $0.actor == "tester" })
        #expect(page.programme?.bars.isEmpty == false)
    }

    @Test("every event of every case has its words")
    func eventWords() throws {
        let city = try DeskCity(cases: false)
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        _ = try project.inventCases(40, seed: 2, through: try #require(Day(DeskCity.today)))
        let phrases = city.site.words[.zh]
        let (changes, _) = try project.changes(after: 0, limit: 100_000)
        #expect(changes.count > 300)
        for type in Set(changes.map(\.event)) { #expect(phrases.texts["event_\(type)"] != nil, "\(type)") }
    }

    @Test("what is possible is offered as a form, what is not is explained")
    func steps() throws {
        let city = try DeskCity()
        let page = try model(city, "B1-W")
        let (possible, refused) = (page.steps.possible.map(\.name), page.steps.refused.map(\.name))
        #expect(Set(possible).isDisjoint(with: refused))
        #expect(possible.contains("tell_interface") && possible.contains("stop_clock"))
        #expect(
            refused.contains("accept") && refused.contains("resume_clock")
                && refused.contains("finish_repair"))
        let accept = try #require(page.steps.refused.first { $0.name == "accept" })
        #expect(accept.code == "CAS-104" && accept.message.contains("was accepted on"))
        let permit = try #require(page.permits.first { $0.permit.contains("ROAD_DIG") })
        let submit = try #require(permit.steps.refused.first { $0.name == "submit_permit" })
        #expect(submit.code == "PRM-102", "R30: the user was not told the interface position")
        try city.take("tell_interface", on: "B1-W")
        let later = try #require(try model(city, "B1-W").permits.first { $0.permit == permit.permit })
        #expect(later.steps.possible.contains { $0.name == "submit_permit" })
        let reader = try model(city, "B1-W", mayWork: false)
        #expect(reader.steps.possible.isEmpty && reader.steps.refused.isEmpty)
    }

    @Test("the rendered page has every part, in both languages and without script")
    func rendered() async throws {
        let city = try DeskCity()
        try city.take("tell_interface", on: "B1-W", ["position": "西侧阀井"])
        try city.take("stop_clock", on: "B1-W", ["cause": "customer", "holder": "张三", "evidence": "函 3"])
        try city.take("log_activity", on: "B1-W", ["activity": "advice_given", "note": "电话"])
        let client = try await city.client("officer")
        for language in ["zh", "en"] {
            let page = try await client.get("/cases/B1-W?lang=\(language)")
            #expect(page.status == 200)
            for part in [
                "西侧阀井", "函 3", "电话", "id=\"steps\"", "id=\"clock-title\"", "id=\"permits-title\"",
                "id=\"programme-title\"", "id=\"materials-title\"", "id=\"history-title\"",
                "/cases/B1-W/steps/resume_clock",
            ] {
                #expect(page.body.contains(part), "\(language): \(part)")
            }
            #expect(!page.body.contains("{{") && !page.body.contains("Optional("))
        }
        let chart = try await client.get("/cases/B1-W/programme.svg")
        #expect(
            chart.status == 200 && chart.body.contains("<svg")
                && chart.headers[.contentType] == "image/svg+xml")
        #expect(try await client.get("/cases/Z9-W").status == 404)
        #expect(try await client.get("/cases/%3Cscript%3E").status == 404)
    }

    @Test("a supervisor reads the case and is offered nothing to change")
    func supervisor() async throws {
        let city = try DeskCity()
        let client = try await city.client("supervisor")
        let page = try await client.get("/cases/B1-W")
        #expect(page.status == 200 && !page.body.contains("/steps/"))
        #expect(try await client.get("/cases/B1-W/steps/open_valve").status == 403)
    }
}
