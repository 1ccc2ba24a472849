import Coordinator
import Foundation
import Ledger
import Outerline
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary

@Suite("What a person states about the works of a case")
struct StatedFactTests {
    private let city: DrawnCity

    init() throws { city = try DrawnCity() }

    private func state(
        _ id: String, _ facts: [FactStatement], _ evidence: String = "函7", on date: String = "2026-11-04"
    ) throws {
        let project = try city.open()
        _ = try project.stateFacts(id, facts, evidence: evidence, effective: try #require(Day(date)))
        try project.close()
    }

    private func permits(_ id: String) throws -> [String: String] {
        let rows = try city.detail(id)["permits"].list
        return Dictionary(
            rows.map { ($0["kind"].text ?? "", $0["state"].text ?? "") }, uniquingKeysWith: { $1 })
    }

    private func undecided(_ id: String) throws -> [String: [String?]] {
        let rows = try city.detail(id)["decision"]["undecided"].list
        return Dictionary(
            rows.map { ($0["kind"].text ?? "", $0["missing"].list.map(\.text)) }, uniquingKeysWith: { $1 })
    }

    @Test(
        "night work, temporary land and the investment decide permits at once; withdrawn they are open again")
    func decides() throws {
        try city.file("A1,2026-11-02,Jane,resident,road,water,,,")
        let open = try undecided("A1-W")
        #expect(open["NIGHT"] == ["works.night_work"] && open["TEMP_LAND"] == ["works.temporary_land"])
        #expect(open["BUILD"] == ["works.investment"])
        let before = try permits("A1-W")
        try state(
            "A1-W",
            [
                FactStatement("night_work", true), FactStatement("temporary_land", false),
                FactStatement("investment_yuan", .amount(100_000)),
            ])
        let stated = try city.detail("A1-W")["stated"].list
        #expect(stated.map { $0["field"].text } == ["investment_yuan", "night_work", "temporary_land"])
        #expect(stated[1]["value"].bool == true && stated[0]["value"].number == 100_000)
        #expect(stated[1]["by"].text == "tester" && stated[1]["on"].text == "2026-11-04")
        #expect(stated[1]["evidence"].text == "函7")
        #expect(try undecided("A1-W").keys.filter { ["NIGHT", "TEMP_LAND", "BUILD"].contains($0) }.isEmpty)
        #expect(try permits("A1-W") == before.merging(["NIGHT": "required"]) { $1 })
        let night = try city.detail("A1-W")["permits"].list.first { $0["kind"].text == "NIGHT" }
        #expect(night?["verdict"].text == "required")
        // Put right: the permit that nobody has submitted falls away, and nothing else moves.
        try state("A1-W", [FactStatement("night_work", false)], "更正", on: "2026-11-05")
        #expect(try permits("A1-W") == before.merging(["NIGHT": "closed"]) { $1 })
        try state("A1-W", [FactStatement("night_work", nil)], "撤回", on: "2026-11-06")
        #expect(try undecided("A1-W")["NIGHT"] == ["works.night_work"])
        #expect(try city.detail("A1-W")["stated"].list.count == 2)
        let events = try city.detail("A1-W")["history"].list.filter { $0["event"].text == "factsStated" }
        #expect(events.count == 3)
        try Project.open(city.path, mode: .write, desk: DrawnCity.desk("2026-11-20")).close()
    }

    @Test("what is stated counts for the next route too, and for a route that changes nothing else")
    func next() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        try state("A1-W", [FactStatement("temporary_land", true)])
        #expect(try permits("A1-W")["TEMP_LAND"] == "required")
        let project = try city.open()
        let line = try city.line([(875, 20), (890, 25), (900, 20)])
        _ = try project.chooseRoute("A1-W", line: line, effective: try #require(Day("2026-11-05")))
        try project.close()
        #expect(try permits("A1-W")["TEMP_LAND"] == "required")
        #expect(try undecided("A1-W")["TEMP_LAND"] == nil)
    }

    @Test("a stated direct connection changes class and stages, with or without an outer line")
    func direct() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,")
        #expect(try city.detail("A1-W")["class"].text == "two-stage")
        try state("A1-W", [FactStatement("direct_connect", false)], "现场勘查")
        let after = try city.detail("A1-W")
        #expect(after["class"].text == "three-stage" && after["stages"].list.count == 3)
        #expect(after["decision"]["promise"]["direct_connect"]["override"]["reason"].text == "现场勘查")
        try state("A1-W", [FactStatement("direct_connect", nil)], "撤回", on: "2026-11-05")
        #expect(try city.detail("A1-W")["class"].text == "two-stage")
    }

    @Test(
        "temporary land lasts two years in Shandong: a grant without an end takes it, one with an end keeps its own"
    )
    func validity() throws {
        try city.file("A1,2026-11-02,Jane,resident,far,water,,,")
        try state("A1-W", [FactStatement("temporary_land", true)])
        let id = try #require(PermitID("A1-W-TEMP_LAND"))
        try city.run(.tellInterface(), "A1-W", on: "2026-11-04")
        for command in [CaseCommand.submitPermit(id), .acceptPermit(id), .grantPermit(id)] {
            try city.run(command, "A1-W", on: "2026-11-05")
        }
        func permit(_ kind: String) throws -> JSONValue {
            try #require(try city.detail("A1-W")["permits"].list.first { $0["kind"].text == kind })
        }
        #expect(try permit("TEMP_LAND")["valid_until"].text == "2028-11-05")
        #expect(try permit("TEMP_LAND")["valid_until_derived"].bool == true)
        let plan = try #require(PermitID("A1-W-PLAN"))
        let until = try #require(Day("2027-01-01"))
        for command in [
            CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan, until: until),
        ] {
            try city.run(command, "A1-W", on: "2026-11-05")
        }
        #expect(try permit("PLAN")["valid_until"].text == "2027-01-01")
        #expect(try permit("PLAN")["valid_until_derived"].bool == false)
    }

    @Test(
        "a field the pack does not ask for, or a value of the wrong kind, is refused with all that is wrong")
    func refused() throws {
        try city.file("A1,2026-11-02,Jane,resident,road,water,,,")
        let before = try city.detail("A1-W")
        let facts = [
            FactStatement("nigth_work", true), FactStatement("investment_yuan", true),
            FactStatement("night_work", .amount(3)),
        ]
        do {
            try state("A1-W", facts)
            Issue.record("it was taken")
        } catch let problems as Problems {
            #expect(problems.kept.map(\.code) == ["CAS-115", "CAS-115", "CAS-115"])
            #expect(problems.kept.first?.help?.contains("night_work") == true)
        }
        #expect(refusal { try state("A1-W", [FactStatement("night_work", nil)]) } == "CAS-105")
        #expect(try city.detail("A1-W") == before)
    }

    @Test(
        "a project whose packs lack the approval mode opens; one with tables of another build says what to do"
    )
    func older() throws {
        try city.file("A1,2026-11-02,Jane,resident,road,water,,,")
        let file = try ProjectFile.open(city.path, mode: .write, migrations: Ledger.migrations)
        for stored in try file.storedFiles(under: "policies/") {
            let lines = String(decoding: stored.content, as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
            let kept = lines.filter { !$0.hasPrefix("  approval:") }.joined(separator: "\n")
            _ = try file.write { try ProjectFile.store(Data(kept.utf8), as: stored.name, $0) }
        }
        try file.close()
        try state("A1-W", [FactStatement("night_work", true)])
        #expect(try city.detail("A1-W")["decision"]["approval"].text == "parallel")
        let other = try ProjectFile.open(city.path, mode: .write, migrations: Ledger.migrations)
        try other.write { try ProjectFile.setValue("another", of: "read_tables", $0) }
        try other.close()
        do {
            _ = try city.detail("A1-W")
            Issue.record("it was read")
        } catch let problem as Problem {
            #expect(problem.code == "LOG-117")
            #expect(problem.help == "rebuild them: outerline project rebuild FILE")
        }
        try city.open().close()
        #expect(try city.detail("A1-W")["case"].text == "A1-W", "opened for writing it is rebuilt")
    }
}
