import Coordinator
import Foundation
import Outerline
import Testing
import Vocabulary

@testable import OuterlineWeb

@Suite("Taking steps")
struct StepTests {
    private func history(_ city: DeskCity, _ id: String) throws -> [String] {
        try city.host.project.project(actor: "t", today: Day(DeskCity.today)).dossier(id).detail.history
            .map { "\($0.event) \($0.actor)" }
    }

    private func version(_ city: DeskCity, _ id: String) throws -> String {
        "\(try city.host.project.project(actor: "t").steps(of: id).version)"
    }

    @Test("every step of the state machines that a person takes has a form")
    func coverage() throws {
        let city = try DeskCity()
        try city.take("tell_interface", on: "B1-W")
        // The form of an application has a page of its own.
        let elsewhere: Set<ConnectionStep> = [.apply]
        let names = Set(StepKind.all.map(\.name))
        let aliases: [ConnectionStep: String] = [
            .surveySite: "survey_site", .earlyWorks: "record_task", .permitStep: "submit_permit",
            .permitUpkeep: "extend_permit", .recordDuty: "record_outer_duty", .inform: "inform_user",
            .serve: "log_activity", .commit: "make_commitment", .decide: "choose_route",
        ]
        for step in ConnectionStep.allCases where !elsewhere.contains(step) {
            #expect(names.contains(aliases[step] ?? step.rawValue), "\(step)")
        }
        let derived: Set<PermitStep> = [
            .routeChanged, .leavesCorridor, .routeWithdrawn, .noLongerNeeded, .neededAgain, .validityEnds,
        ]
        let permitAliases: [PermitStep: String] = [
            .requestSupplement: "request_supplement", .requireChange: "require_change",
            .recordDuty: "record_duty",
        ]
        for step in PermitStep.allCases where !derived.contains(step) {
            #expect(names.contains(permitAliases[step] ?? "\(step.rawValue)_permit"), "\(step)")
        }
        #expect(names.count == StepKind.all.count)
    }

    @Test("a form that is sent is recorded under the account's person, and leads back to the case")
    func records() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let form = try await client.get("/cases/B1-W/steps/tell_interface")
        #expect(
            form.status == 200 && form.body.contains("name=\"position\"") && form.body.contains("name=\"on\"")
        )
        let sent = try await client.post(
            "/cases/B1-W/steps/tell_interface",
            [("position", "西侧阀井"), ("on", "2026-11-19"), ("version", try #require(form.field("version")))])
        #expect(sent.status == 303 && sent.location == "/cases/B1-W#steps")
        #expect(try history(city, "B1-W").last == "interfaceTold 李代表")
        let permit = try #require(
            try await client.get("/cases/B1-W").body.firstMatch(of: /steps\/submit_permit\?permit=([^"]+)"/)
        ).1
        let submitted = try await client.post(
            "/cases/B1-W/steps/submit_permit",
            [("permit", String(permit)), ("number", "2026-17"), ("on", "2026-11-20")])
        #expect(submitted.status == 303)
        #expect(try history(city, "B1-W").last == "permitSubmitted 李代表")
    }

    @Test("what is wrong comes back on the page with everything that was entered")
    func keepsValues() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let answer = try await client.post(
            "/cases/B1-W/steps/stop_clock",
            [
                ("cause", "weather"), ("holder", ""), ("evidence", "函 <7>"), ("until", "soon"),
                ("on", "20 Nov"),
            ])
        #expect(answer.status == 422)
        #expect(answer.body.components(separatedBy: "<code>WEB-614</code>").count == 5, "all four at once")
        #expect(answer.body.contains("value=\"函 &lt;7&gt;\"") && answer.body.contains("value=\"soon\""))
        #expect(try !history(city, "B1-W").contains { $0.hasPrefix("clockStopped") })
        let refused = try await client.post(
            "/cases/B1-W/steps/tell_interface", [("position", "西侧"), ("on", "2026-12-24")])
        #expect(refused.status == 422 && refused.body.contains("CAS-102"))
        #expect(refused.body.contains("value=\"西侧\"") && refused.body.contains("value=\"2026-12-24\""))
        let state = try await client.post("/cases/B1-W/steps/open_valve", [])
        #expect(state.status == 409 && state.body.contains("class=\"problems\""))
        #expect(try await client.get("/cases/B1-W/steps/dance").status == 404)
        #expect(try await client.get("/cases/B1-W/steps/submit_permit?permit=none").status == 404)
    }

    @Test("two people at one case: the second is told what changed, loses nothing, and may insist")
    func conflict() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let form = try await client.get("/cases/A1-W/steps/stop_clock")
        let seen = try #require(form.field("version"))
        try city.take("record_visit", on: "A1-W", ["note": "签字"])
        let fields = [("cause", "customer"), ("holder", "海港学校"), ("evidence", "来函"), ("on", "2026-11-20")]
        let conflict = try await client.post("/cases/A1-W/steps/stop_clock", fields + [("version", seen)])
        #expect(conflict.status == 409 && conflict.body.contains("WEB-607"))
        #expect(conflict.body.contains("王经办") && conflict.body.contains("用户到场"), "who changed what")
        #expect(conflict.body.contains("value=\"海港学校\"") && conflict.body.contains("value=\"来函\""))
        #expect(try !history(city, "A1-W").contains { $0.hasPrefix("clockStopped") })
        let now = try #require(conflict.field("version"))
        #expect(now != seen)
        let insisted = try await client.post("/cases/A1-W/steps/stop_clock", fields + [("version", now)])
        #expect(insisted.status == 303)
        #expect(try history(city, "A1-W").suffix(2) == ["applicantVisited 王经办", "clockStopped 李代表"])
        try city.take("record_visit", on: "A1-G")
        let other = try await client.post(
            "/cases/A1-W/steps/record_visit", [("version", try version(city, "A1-W"))])
        #expect(other.status == 303, "a change of another case is no conflict")
    }

    @Test("many at once on one case: each is recorded once or told of the conflict, none is lost")
    func race() async throws {
        let city = try DeskCity()
        let client = try await city.client("officer")
        let seen = try version(city, "A1-W")
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...8 {
                group.addTask {
                    try await client.post(
                        "/cases/A1-W/steps/record_visit", [("note", "\(number)"), ("version", seen)]
                    ).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 303 }.count == 1 && statuses.filter { $0 == 409 }.count == 7)
        #expect(try history(city, "A1-W").filter { $0 == "applicantVisited 李代表" }.count == 1)
    }

    @Test("every offered form of a case can be shown, and what it shows can be sent back")
    func allForms() async throws {
        let city = try DeskCity()
        let client = try await city.client("engineer")
        let page = try await client.get("/cases/B1-W").body
        let links = page.matches(of: /href="(\/cases\/B1-W\/steps\/[^"]+)"/).map { String($0.1) }
        #expect(links.count > 12)
        for link in links {
            let form = try await client.get(link)
            #expect(form.status == 200 && form.formToken != nil && form.field("version") != nil, "\(link)")
            let empty = try await client.post(
                String(link.prefix { $0 != "?" }),
                [("on", "not a day"), ("permit", link.components(separatedBy: "permit=").last ?? "")])
            #expect(empty.status == 422, "\(link): \(empty.status)")
        }
    }
}
