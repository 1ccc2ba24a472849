import Coordinator
import Foundation
import Outerline
import PermitPolicy
import Testing
import Vocabulary

@Suite("Leaving the corridor of a permit")
struct CorridorTests {
    private let city: DrawnCity

    init() throws { city = try DrawnCity() }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// A case at the green whose planning permit is granted and whose other permits are submitted or not.
    private func granted(submitting other: Bool = false) throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        try draw([(875, 20), (900, 20)], on: "2026-11-03")
        try city.run(.tellInterface(), "A1-W", on: "2026-11-03")
        let (plan, green) = (try permit("PLAN"), try permit("GREEN_OCCUPY"))
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan)] {
            try city.run(command, "A1-W", on: "2026-11-04")
        }
        if other { try city.run(.submitPermit(green), "A1-W", on: "2026-11-04") }
    }

    private func permit(_ kind: String) throws -> PermitID { try #require(PermitID("A1-W-\(kind)")) }

    private func draw(_ points: [(Double, Double)], on date: String) throws {
        let project = try city.open()
        _ = try project.chooseRoute("A1-W", line: try city.line(points), effective: try day(date))
        try project.close()
    }

    private func build(_ points: [(Double, Double)], on date: String) throws {
        let project = try city.open()
        _ = try project.recordAsBuilt("A1-W", line: try city.line(points), effective: try day(date))
        try project.close()
    }

    private func states() throws -> [String: String] {
        let rows = try city.detail("A1-W")["permits"].list
        return Dictionary(
            rows.map { ($0["kind"].text ?? "", $0["state"].text ?? "") }, uniquingKeysWith: { $1 })
    }

    private func findings() throws -> [String] {
        try city.detail("A1-W")["findings"].list.filter { $0["code"].text == "PRM-206" }
            .compactMap { $0["message"].text }
    }

    @Test("a change of route within the corridor leaves the permits; one beyond it says how long and how far")
    func route() throws {
        try granted(submitting: true)
        // Bent by 0.9 m: another line, within the metre of the pack.
        try draw([(875, 20), (887, 20.9), (900, 20)], on: "2026-11-05")
        #expect(try states() == ["PLAN": "granted", "GREEN_OCCUPY": "submitted"] && findings().isEmpty)
        // The corridor is that of the line the permit was applied for, not of the last one: 0.9 + 0.9 m are beyond.
        try draw([(875, 20), (887, 21.8), (900, 20)], on: "2026-11-06")
        #expect(try states() == ["PLAN": "change_required", "GREEN_OCCUPY": "change_required"])
        let found = try findings()
        #expect(found.count == 2)
        let plan = try #require(found.first { $0.contains("'A1-W-PLAN'") })
        // Similar triangles: of 12.13 and 13.12 m the part above 1 of 1.8 m is outside.
        #expect(plan.contains("the route leaves the corridor") && plan.contains("(1.0 m to each side)"))
        #expect(plan.contains("over 11.23 m, at most 1.8 m away"))
        let row = try city.detail("A1-W")["permits"].list.first { $0["kind"].text == "PLAN" }
        #expect(row?["change_reason"].text == "route_changed")
        #expect(abs((row?["departure"]["outside_m"].number ?? 0) - 11.226) < 0.001)
        // Applied for again with the new line, its corridor is the new one.
        let again = try permit("PLAN")
        for command in [CaseCommand.submitPermit(again), .acceptPermit(again), .grantPermit(again)] {
            try city.run(command, "A1-W", on: "2026-11-07")
        }
        #expect(try findings().count == 1)
        try draw([(875, 20), (887, 22.5), (900, 20)], on: "2026-11-08")
        #expect(try states()["PLAN"] == "granted")
    }

    @Test("a line as built that leaves the corridor of a granted permit raises the change by itself")
    func asBuilt() throws {
        try granted()
        try build([(875, 20), (900, 20.8), (930, 20)], on: "2026-11-08")
        #expect(
            try states() == ["PLAN": "granted", "GREEN_OCCUPY": "required"],
            "what lies in the plot is no matter")
        try build([(930, 20), (890, 24), (875, 20)], on: "2026-11-09")
        #expect(try states() == ["PLAN": "change_required", "GREEN_OCCUPY": "required"])
        let found = try findings()
        #expect(found.count == 1 && found.first?.hasPrefix("the line as built leaves the corridor") == true)
        #expect(found.first?.contains("at most 4.0 m away") == true)
        #expect(try city.worklist().contains { $0.action == .submitAgain && $0.permit?.kind == .plan })
        let history = try city.detail("A1-W")["history"].list.map { $0["event"].text }
        #expect(history.filter { $0 == "asBuiltRecorded" }.count == 2)
        #expect(history.filter { $0 == "permitChangeRequired" }.count == 1)
    }

    @Test("without a route there is nothing to compare with: refused")
    func refused() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        try city.run(.withdrawRoute(reason: "x"), "A1-W", on: "2026-11-03")
        #expect(refusal { try build([(875, 20), (900, 20)], on: "2026-11-04") } == "CAS-105")
    }
}
