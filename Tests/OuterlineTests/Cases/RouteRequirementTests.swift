import Coordinator
import Foundation
import Outerline
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary

@Suite("Requirements: routes, stubs, permits of a case, emergencies")
struct RouteCaseTests {
    private let city: DrawnCity

    init() throws { city = try DrawnCity() }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func draw(
        _ id: String, _ points: [(Double, Double)], on date: String = "2026-11-03"
    ) throws -> JSONValue {
        let project = try city.open()
        let line = try city.line(points)
        let document = try project.chooseRoute(id, line: line, effective: try day(date))
        try project.close()
        return try JSONValue(document)
    }

    private func stub(_ id: String) throws -> JSONValue {
        try JSONValue(
            try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-20")).stub(id))
    }

    @Test(
        "R29 a drawn route ends at its first contact with the red line; one that does not reach it is an error"
    )
    func drawn() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        // On through the plot and out of it again: what counts ends at x = 900.
        let route = try draw("A1-W", [(875, 20), (920, 20), (960, 20)])["route"]
        #expect(route["regime"].text == "drawn" && route["from"]["feature"].text == "water-far")
        #expect(abs((route["grid_length_m"].number ?? 0) - 25) < 1e-9)
        do {
            _ = try draw("A1-W", [(875, 20), (898, 20)])
            Issue.record("it was chosen")
        } catch let problem as Problem {
            #expect(problem.code == "RTE-311" && problem.message.contains("2.0 m"))
        }
        #expect(refusal { _ = try draw("A1-W", [(880, 60), (920, 20)]) } == "RTE-312")
        #expect(refusal { _ = try draw("A1-W", [(905, 20), (875, 60)]) } == "RTE-312")
        #expect(try city.detail("A1-W")["route"] == route, "what is refused changes nothing")
        // A millimetre on the red line reaches it; drawn from the plot it is turned round; a start 0.3 m off is snapped.
        #expect(try draw("A1-W", [(875, 20), (900, 20)])["route"]["grid_length_m"].number == 25)
        #expect(try draw("A1-W", [(910, 20), (875, 20)])["route"]["grid_length_m"].number == 25)
        let snapped = try draw("A1-W", [(874.7, 20), (910, 20)])["route"]
        #expect(abs((snapped["grid_length_m"].number ?? 0) - 25) < 1e-9)
        #expect(refusal { _ = try draw("A1-W", [(874.4, 20), (910, 20)]) } == "RTE-312")
    }

    @Test(
        "R03 R31 R33 the permits of a drawn route follow from what it touches; work in the plot stays apart")
    func derived() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        _ = try draw("A1-W", [(875, 20), (900, 20)])
        let kinds = try city.detail("A1-W")["permits"].list.filter { $0["state"].text != "closed" }
            .map { $0["kind"].text }
        #expect(kinds == ["GREEN_OCCUPY", "PLAN"])
        let before = try city.detail("A1-W")["route"]
        try city.run(
            .recordExtension(ExtensionService(work: "庭院管", lengthM: 80, cost: 9000, owner: "Jane")), "A1-W",
            on: "2026-11-04")
        let after = try city.detail("A1-W")
        #expect(after["route"] == before && after["extension_services"][0]["length_m"].number == 80)
        #expect(after["counts"]["fees_yuan"].number == 0, "its cost is no fee of the outer line")
        try city.file("A2,2026-11-02,Jane,resident,road,water,,,")
        let road = try city.detail("A2-W")["permits"].list.map { $0["kind"].text }
        #expect(road.contains("PLAN") && road.contains("ROAD_DIG"))
    }

    @Test("R24 choosing a route reserves its stub, another route or withdrawal frees it, the history is kept")
    func stubs() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        _ = try draw("A1-W", [(875, 20), (900, 20)])
        #expect(try stub("water-far")["state"].text == "reserved" && stub("water-far")["case"].text == "A1-W")
        #expect(try stub("water-far")["dn_mm"].number == 100 && stub("water-far")["utility"].text == "water")
        try city.file("A2,2026-11-02,Jim,resident,far,water,,,")
        #expect(
            refusal { _ = try draw("A2-W", [(875, 20), (900, 20)]) } == "RTE-312",
            "it qualifies for nobody else")
        _ = try draw("A2-W", [(875, 30), (900, 30)])
        #expect(refusal { _ = try draw("A1-W", [(875, 30), (900, 30)]) } == "RTE-312")
        try city.run(.withdraw(reason: "sold"), "A2-W", on: "2026-11-05")
        #expect(try stub("water-far-2")["state"].text == "free")
        _ = try draw("A1-W", [(875, 30), (900, 30)], on: "2026-11-06")
        #expect(try stub("water-far")["state"].text == "free" && stub("water-far-2")["case"].text == "A1-W")
        let events = try stub("water-far-2")["history"].list.map { $0["event"].text }
        // Filing A1 may have reserved it too: both stubs are equally near.
        #expect(Array(events.suffix(3)) == ["stubReserved", "stubReleased", "stubReserved"])
        try city.run(.withdrawRoute(reason: "replanned"), "A1-W", on: "2026-11-07")
        #expect(try stub("water-far-2")["state"].text == "free")
    }

    @Test("R27 for plot and utility the case says whether an outer line is needed, how long and why")
    func outerLine() throws {
        let near = try city.file("A1,2026-11-02,Jane,resident,direct,water,,,").cases[0]["outer_line"]
        #expect(near["needed"].bool == true && near["reason"].text?.contains("10.00 m") == true)
        let road = try city.file("A2,2026-11-02,Jane,resident,road,water,,,").cases[0]["outer_line"]
        #expect(
            road["reason"].text?.contains("water-road") == true && road["reason_zh"].text?.isEmpty == false)
    }

    @Test("R30 R32 permits wait for the interface, and are the utility's; a changed route asks for a change")
    func change() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        _ = try draw("A1-W", [(875, 20), (900, 20)])
        let plan = try #require(PermitID("A1-W-PLAN"))
        #expect(refusal { try city.run(.submitPermit(plan), "A1-W", on: "2026-11-04") } == "PRM-102")
        try city.run(.tellInterface(position: "西侧"), "A1-W", on: "2026-11-04")
        #expect(
            refusal {
                try city.run(
                    .assignPermit(plan, to: .franchiseUtility, name: "Jane"), "A1-W", on: "2026-11-04")
            } == "PRM-106")
        #expect(try city.detail("A1-W")["permits"].list.allSatisfy { $0["assignee"].text == "Water Co" })
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan)] {
            try city.run(command, "A1-W", on: "2026-11-05")
        }
        _ = try draw("A1-W", [(875, 30), (900, 30)], on: "2026-11-06")
        let states = try city.detail("A1-W")["permits"].list.map { [$0["kind"].text, $0["state"].text] }
        #expect(states == [["GREEN_OCCUPY", "required"], ["PLAN", "change_required"]])
        #expect(try city.worklist().contains { $0.action == .tellInterface }, "the interface has moved")
    }

    @Test("a permit that lapsed is applied for again, not extended; duties after the grant are recorded once")
    func lapsed() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        let plan = try #require(PermitID("A1-W-PLAN"))
        try city.run(.tellInterface(), "A1-W", on: "2026-11-03")
        for command in [
            CaseCommand.submitPermit(plan), .acceptPermit(plan),
            .grantPermit(plan, until: try day("2026-11-10")),
        ] {
            try city.run(command, "A1-W", on: "2026-11-04")
        }
        #expect(
            refusal { try city.run(.recordDuty(plan, duty: "dancing"), "A1-W", on: "2026-11-05") }
                == "CAS-105")
        try city.run(.recordDuty(plan, duty: "compliance-check"), "A1-W", on: "2026-11-05")
        #expect(
            refusal { try city.run(.recordDuty(plan, duty: "compliance-check"), "A1-W", on: "2026-11-06") }
                == "CAS-104")
        #expect(
            refusal {
                try city.run(.extendPermit(plan, until: try day("2026-12-01")), "A1-W", on: "2026-11-11")
            }
                == "PRM-104")
        try city.run(.extendPermit(plan, until: try day("2026-11-12")), "A1-W", on: "2026-11-10")
        try city.run(.submitPermit(plan), "A1-W", on: "2026-11-13")
        let permit = try city.detail("A1-W")["permits"].list.first { $0["kind"].text == "PLAN" }
        #expect(permit?["state"].text == "submitted" && permit?["valid_until"] == .null)
        #expect(permit?["duties"].list.first { $0["duty"].text == "compliance-check" }?["done_on"] == .null)
    }

    @Test("an emergency repair is dug first and reported within 24 hours; a later report is a finding")
    func emergency() throws {
        func open(_ number: String, _ started: String) throws {
            let project = try city.open()
            let record = EmergencyRecord(
                number: try #require(IntakeID(number)), utility: .water,
                startedAt: try #require(Timestamp(chinaTime: started)), place: "长江路", company: "Water Co")
            let line = try city.line([(565, 10), (575, 10)])
            let document = try JSONValue(try project.openEmergency(record, line: line))
            try project.close()
            #expect(document["stage"].text == "emergency_repair")
        }
        func late(_ id: String, today: String) throws -> Bool {
            try city.detail(id, today: today)["findings"].list.contains { $0["code"].text == "CAS-207" }
        }
        try open("E1", "2026-11-10T08:30")
        let dig = try #require(PermitID("E1-W-ROAD_DIG"))
        #expect(try city.detail("E1-W")["permits"].list.contains { $0["permit"].text == dig.rawValue })
        #expect(
            try city.worklist(today: "2026-11-10").first { $0.action == .reportEmergency }?.due
                == day("2026-11-11"))
        #expect(try late("E1-W", today: "2026-11-11") == false && late("E1-W", today: "2026-11-12"))
        let inTime = try #require(Timestamp(chinaTime: "2026-11-11T08:30"))
        try city.run(.reportEmergency(to: "公安交警", at: inTime), "E1-W", on: "2026-11-11")
        #expect(try late("E1-W", today: "2026-11-20") == false, "the 24th hour is in time")
        try open("E2", "2026-11-10T08:30")
        let after = try #require(Timestamp(chinaTime: "2026-11-11T08:31"))
        try city.run(.reportEmergency(to: "公安交警", at: after), "E2-W", on: "2026-11-11")
        #expect(try late("E2-W", today: "2026-11-11"))
        // No user is connected: no interface is told, and no application is accepted.
        try city.run(.submitPermit(dig), "E1-W", on: "2026-11-11")
        #expect(refusal { try city.run(.accept(), "E1-W", on: "2026-11-11") } == "CAS-105")
        try city.run(.finishRepair(), "E1-W", on: "2026-11-12")
        #expect(try city.detail("E1-W")["stage"].text == "repaired")
        #expect(try city.worklist().allSatisfy { $0.caseID.rawValue != "E1-W" })
    }

    @Test("a refused command leaves the file as it was")
    func refusedChangesNothing() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,")
        let before = try city.detail("A1-W")
        for command in [CaseCommand.openValve, .confirmScheme(), .accept(), .resumeClock()] {
            #expect(refusal { try city.run(command, "A1-W", on: "2026-11-03") } != nil)
        }
        #expect(try city.detail("A1-W") == before)
    }
}
