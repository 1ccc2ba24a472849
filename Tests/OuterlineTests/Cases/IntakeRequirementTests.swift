import Coordinator
import Foundation
import Outerline
import ProjectFile
import Testing
import Vocabulary

@Suite("Requirements: leads, intake, assignment")
struct IntakeCaseTests {
    private let city: DrawnCity

    init() throws { city = try DrawnCity() }

    private func count(_ today: String = "2026-11-20") throws -> Int {
        var count = 0
        try Project.open(city.path, mode: .read, desk: DrawnCity.desk(today)).cases { _ in count += 1 }
        return count
    }

    @Test("R01 R02 what is out of scope is refused with its reason, and nothing is filed")
    func scope() throws {
        let columns =
            "number,filed_on,applicant,user_type,plot,utilities,installation,commercial_facility\n"
        for (row, word) in [
            ("A1,2026-11-02,Jane,resident,direct,water,relocation,no", "relocation"),
            ("A1,2026-11-02,Jane,resident,direct,water,,yes", "commercial"),
        ] {
            let file = try city.folder.write("scope.csv", columns + row + "\n")
            let project = try city.open()
            do {
                _ = try project.file(try ApplicationFile.read(file)) { _ in }
                Issue.record("it was filed: \(row)")
            } catch let problems as Problems {
                #expect(problems.kept.map(\.code) == ["CAS-106"])
                #expect(problems.kept[0].message.contains(word), "\(problems.kept[0].message)")
            }
        }
        let alien = try city.folder.write(
            "alien.csv", columns + "A1,2026-11-02,Jane,alien,direct,water,,no\n")
        #expect(refusal { _ = try ApplicationFile.read(alien) } == "CLI-103")
        #expect(try count() == 0)
        #expect(try city.file("A2,2026-11-02,Jane,resident,direct,water;gas;heat,,,").cases.count == 3)
    }

    @Test(
        "R23 R37 two applications of one file cannot take up the same pre-construction case: told before anything is written"
    )
    func twoForOneLead() throws {
        try city.leads("R1,2026-11-02,Owner,non_resident,direct,water;gas,,2026-12-01,")
        do {
            try city.file(
                "A1,2026-11-10,Owner,non_resident,direct,water;heat,R1,,",
                "A2,2026-11-11,Owner,non_resident,direct,water,R1,,")
            Issue.record("both were filed")
        } catch let problems as Problems {
            #expect(problems.kept.map(\.code) == ["CAS-108"])
            #expect(problems.kept.first?.place.line == 3)
            #expect(problems.kept.first?.message.contains("R1-W") == true)
        }
        #expect(try city.detail("R1-W")["stage"].text == "early_works", "nothing was written")
        // Different utilities of one lead in two applications are no clash.
        let filed = try city.file(
            "A1,2026-11-10,Owner,non_resident,direct,water,R1,,",
            "A2,2026-11-11,Owner,non_resident,direct,gas,R1,,")
        #expect(filed.cases.map { $0["case"].text } == ["R1-W", "R1-G"])
    }

    @Test("a number that stands twice is told also where something else is wrong with the record")
    func duplicateWithMissingField() throws {
        let text =
            "number,filed_on,applicant,user_type,plot,utilities\n"
            + "A1,2026-11-02,,resident,direct,water\nA1,2026-11-02,Jane,resident,direct,water\n"
        let file = try city.folder.write("twice.csv", text)
        do {
            _ = try ApplicationFile.read(file)
            Issue.record("it was read")
        } catch let problems as Problems {
            #expect(problems.kept.map(\.place.line) == [3, 2])
            #expect(
                problems.kept[0].message.contains("twice") && problems.kept[1].message.contains("missing"))
        }
        let leads =
            "number,received_on,applicant,user_type,plot,utilities\n"
            + "R1,2026-11-02,Owner,non_resident,,water\nR1,2026-11-02,Owner,non_resident,direct,water\n"
        let other = try city.folder.write("twice-leads.csv", leads)
        #expect(refusal { _ = try LeadFile.read(other) } == "CLI-103 CLI-103")
    }

    @Test(
        "R26 R34 records of non-residents make a lead per utility, due at the planning permit; the same file twice changes nothing"
    )
    func leads() throws {
        let row = "R1,2026-11-02,Owner,non_resident,road,water;gas,,2026-12-01,2027-06-01"
        let first = try city.leads(row)
        #expect(first.cases.map { $0["case"].text } == ["R1-W", "R1-G"])
        let tasks = try city.worklist().filter { $0.action == .contactUser }
        #expect(tasks.map(\.due) == [Day("2026-12-01"), Day("2026-12-01")])
        let before = try city.detail("R1-W")
        let again = try city.leads(row, today: "2026-11-21")
        #expect(again.cases.count == 2 && again.findings.filter { $0.code == "CAS-208" }.isEmpty)
        #expect(try city.detail("R1-W") == before)
        // JSON says the same as CSV.
        let json = try city.folder.write(
            "leads.json",
            """
            [{"number":"R1","received_on":"2026-11-02","applicant":"Owner","user_type":"non_resident","plot":"road",
              "utilities":["water","gas"],"planning_permit_on":"2026-12-01","construction_permit_on":"2027-06-01"}]
            """)
        _ = try city.leads(file: json)
        #expect(try city.detail("R1-W") == before)
        #expect(
            refusal { try city.leads("R2,2026-11-02,Jane,resident,direct,water,,,") } == "CAS-109",
            "residents are not created this way")
        #expect(try count() == 2)
    }

    @Test("R26 late and conflicting records are told; a newer version updates the dates")
    func lateAndConflicting() throws {
        try city.leads("R1,2026-11-02,Owner,non_resident,road,water,,,")
        #expect(try city.detail("R1-W")["early"]["lead_due"] == .null)
        try city.leads("R1,2026-11-05,Owner,non_resident,road,water,,2026-12-15,")
        #expect(try city.detail("R1-W")["early"]["lead_due"].text == "2026-12-15")
        let settled = try city.detail("R1-W")
        let older = try city.leads("R1,2026-11-03,Owner,non_resident,road,water,,2026-12-01,")
        #expect(older.findings.map(\.code).contains("CAS-208"))
        let other = try city.leads("R1,2026-11-06,Somebody,non_resident,direct,water,,2026-12-01,")
        let conflict = try #require(other.findings.first { $0.code == "CAS-209" })
        #expect(conflict.message.contains("applicant, plot"))
        #expect(try city.detail("R1-W") == settled, "the record received first stands")
        let late = try city.leads("R2,2026-11-10,Owner,non_resident,far,water,,2026-11-09,")
        #expect(late.findings.map(\.code).contains("CAS-208") && late.cases.count == 1)
        // Who has applied already needs no first contact.
        try city.file("A1,2026-11-10,Owner,non_resident,direct,water,,,")
        let applied = try city.leads("R3,2026-11-12,Owner,non_resident,direct,water;gas,,2026-12-01,")
        #expect(applied.cases.map { $0["case"].text } == ["R3-G"])
        let finding = try #require(applied.findings.first { $0.code == "CAS-208" })
        #expect(finding.subjects == ["R3", "A1-W"])
    }

    @Test(
        "R35 R36 after the notice each utility's tasks are tracked in order: contact, need, interface, design, permits, built"
    )
    func earlyWorks() throws {
        try city.leads("N1,2026-11-02,Jane,resident,road,water;gas,advance_notice,2026-12-01,")
        #expect(try city.detail("N1-G")["early"]["notice"].text == "N1")
        #expect(refusal { try city.run(.recordTask(.design), "N1-W", on: "2026-11-03") } == "CAS-111")
        try city.run(.recordTask(.contacted), "N1-W", on: "2026-11-03")
        func next() throws -> [WorkAction] {
            try city.worklist().filter { $0.caseID.rawValue == "N1-W" }.map(\.action)
        }
        #expect(try next().contains(.learnNeed))
        try city.run(.recordTask(.needKnown), "N1-W", on: "2026-11-04")
        #expect(try next().contains(.design))
        try city.run(.recordTask(.design), "N1-W", on: "2026-11-05")
        #expect(
            refusal { try city.run(.recordTask(.permits), "N1-W", on: "2026-11-06") } == "PRM-102",
            "neither permits nor works before the user knows the interface (R30)")
        try city.run(.tellInterface(position: "北门"), "N1-W", on: "2026-11-06")
        #expect(refusal { try city.run(.recordTask(.permits), "N1-W", on: "2026-11-09") } == "CAS-111")
        let permits = try city.detail("N1-W")["permits"].list.compactMap { $0["permit"].text }
        #expect(permits.count >= 2)
        for name in permits {
            let id = try #require(PermitID(name))
            try city.run(.submitPermit(id), "N1-W", on: "2026-11-09")
            try city.run(.acceptPermit(id), "N1-W", on: "2026-11-09")
        }
        // In the order of their ids some stand before their prerequisites: these are named until all can be granted.
        var open = permits
        for _ in permits {
            open = try open.filter { name in
                let id = try #require(PermitID(name))
                return refusal { try city.run(.grantPermit(id), "N1-W", on: "2026-11-16") } != nil
            }
        }
        #expect(open.isEmpty)
        try city.run(.recordTask(.permits), "N1-W", on: "2026-11-17")
        #expect(try next().contains(.build))
        try city.run(.recordTask(.built), "N1-W", on: "2026-11-20")
        let tasks = try city.detail("N1-W")["early"]["tasks"]
        #expect(tasks["built"].text == "2026-11-20" && tasks["contacted"].text == "2026-11-03")
        #expect(try city.detail("N1-G")["early"]["tasks"] == .object([:]), "each utility for itself")
    }

    @Test(
        "R38 territory × utility decides; the unassigned and the ambiguous are listed with their candidates")
    func unassigned() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water;gas;heat,,,")
        var listed: [JSONValue] = []
        try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-20")).cases(unassigned: true) {
            listed.append(try JSONValue($0))
        }
        try #require(listed.map { $0["case"].text } == ["A1-G", "A1-H"])
        #expect(listed[0]["franchise_utility_open"].text == "several_territories")
        #expect(listed[0]["candidates"].list.map { $0["company"].text } == ["Gas One", "Gas Two"])
        #expect(listed[1]["franchise_utility_open"].text == "no_territory")
        #expect(listed[0]["representative_open"].text == "no_match")
        try city.run(.assignUtilityByHand(company: "Gas Two"), "A1-G", on: "2026-11-03")
        try city.run(.assignRepresentativeByHand(name: "钱代表"), "A1-G", on: "2026-11-03")
        try city.run(.assignRepresentativeByHand(name: "孙代表"), "A1-G", on: "2026-11-05")
        let after = try city.detail("A1-G")
        #expect(after["representative"].text == "孙代表" && after["franchise_utility"].text == "Gas Two")
        #expect(after["hand_overs"].list.map { $0["name"].text } == ["钱代表", "孙代表"])
    }
}
