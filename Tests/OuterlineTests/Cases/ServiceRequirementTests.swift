import Coordinator
import Foundation
import Outerline
import PermitPolicy
import Testing
import Vocabulary

@Suite("Requirements: acceptance, documents, notices, service")
struct ServiceCaseTests {
    private let city: DrawnCity

    init() throws { city = try DrawnCity() }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func accept(
        _ id: String, pending: Bool, _ owed: [PendingDocument] = [], on date: String = "2026-11-03"
    ) throws -> JSONValue {
        let project = try city.open()
        let document = try project.accept(id, pending: pending, also: owed, on: try day(date))
        try project.close()
        return try JSONValue(document)
    }

    private func codes(_ id: String, today: String) throws -> [String?] {
        try city.detail(id, today: today)["findings"].list.map { $0["code"].text }
    }

    @Test(
        "R04 visits of the applicant are counted; R05 the case shows items, documents, steps, days and fees")
    func counts() throws {
        try city.file("A1,2026-11-02,Jane,resident,road,water,,,")
        let none = try city.detail("A1-W")["counts"]
        #expect(none["visits"].number == 0 && none["steps"].number == 3 && none["working_days"].number == 3)
        #expect(none["documents"].number == 1 && none["fees"].number == 0)
        let permits = try city.detail("A1-W")["permits"].list.filter { $0["verdict"].text == "required" }
            .count
        #expect(permits > 0 && none["items"].number == Double(permits))
        try city.run(.recordVisit(note: "签字"), "A1-W", on: "2026-11-04")
        try city.run(.recordVisit(), "A1-W", on: "2026-11-05")
        #expect(try city.detail("A1-W")["counts"]["visits"].number == 2)
        try city.file("A2,2026-11-02,Jane,resident,direct,heat,,,")
        let heat = try city.detail("A2-H")["counts"]
        #expect(heat["working_days"] == .null && heat["steps"].number == 2, "no limit given for heat")
    }

    @Test("R08 a commitment is checked later, on its day and with a result")
    func commitments() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,")
        #expect(
            refusal {
                try city.run(
                    .makeCommitment("补交图纸", checkOn: try day("2026-11-02")), "A1-W", on: "2026-11-03")
            } == "CAS-103", "the check comes later")
        try city.run(.makeCommitment("补交图纸", checkOn: try day("2026-11-10")), "A1-W", on: "2026-11-03")
        let due = try city.worklist(today: "2026-11-05").filter { $0.action == .checkCommitment }
        #expect(due.map(\.due) == [try day("2026-11-10")])
        #expect(try !codes("A1-W", today: "2026-11-10").contains("CAS-210"))
        #expect(try codes("A1-W", today: "2026-11-11").contains("CAS-210"))
        try city.run(.checkCommitment("补交图纸", kept: false), "A1-W", on: "2026-11-12")
        let record = try city.detail("A1-W")["commitments"][0]
        #expect(record["check_on"].text == "2026-11-10" && record["checked_on"].text == "2026-11-12")
        #expect(record["kept"].bool == false)
        #expect(try codes("A1-W", today: "2026-11-20").contains("CAS-211"))
        #expect(
            refusal { try city.run(.checkCommitment("补交图纸", kept: true), "A1-W", on: "2026-11-13") }
                == "CAS-105")
    }

    @Test(
        "R11 every document on file has its origin and validity; R14 what a department has is not asked for")
    func origins() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,", accept: true)
        let form = try city.detail("A1-W")["documents"]
        #expect(form.list.count == 1 && form[0]["origin"].text == "user")
        #expect(form[0]["material"].text == "application" && form[0]["reference"].text == "A1")
        try city.file("A2,2026-11-02,Jane,resident,direct,heat,,,", accept: false)
        #expect(try city.detail("A2-H")["documents"].list.isEmpty)
        let shared = DocumentOnFile(
            material: "application", origin: .dataSharing, filedOn: try day("2026-11-02"),
            validUntil: try day("2027-11-01"), reference: "数据共享平台 88")
        try city.run(.fileDocument(shared), "A2-H", on: "2026-11-02")
        let detail = try city.detail("A2-H")
        #expect(detail["documents"][0]["origin"].text == "data_sharing")
        #expect(detail["documents"][0]["valid_until"].text == "2027-11-01")
        #expect(
            detail["materials"][0]["verdict"].text == "WAIVED" && detail["materials"][0]["rule"].text == "R14"
        )
        #expect(detail["counts"]["documents"].number == 0)
        #expect(try accept("A2-H", pending: false)["accepted_on"].text == "2026-11-03")
    }

    @Test(
        "R15 a missing document that may follow: accepted as pending, with deadline, consequence and worklist entry"
    )
    func pending() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,", accept: false)
        #expect(try city.detail("A1-W")["stage"].text == "filed")
        #expect(refusal { _ = try accept("A1-W", pending: false) } == "CLI-115")
        let accepted = try accept("A1-W", pending: true, on: "2026-11-03")
        #expect(accepted["accepted_pending"].bool == true && accepted["accepted_on"].text == "2026-11-03")
        let owed = try city.detail("A1-W")["documents_pending"]
        // Five working days after Tuesday, 3 November, or the site survey, whichever is later.
        #expect(owed.list.count == 1 && owed[0]["document"].text == "application")
        #expect(owed[0]["due_on"].text == "2026-11-10" && owed[0]["or_at_survey"].bool == true)
        #expect(owed[0]["consequence"].text == "remind")
        let item = try #require(try city.worklist().first { $0.action == .supplyDocument })
        let due = try day("2026-11-10")
        #expect(item.caseID.rawValue == "A1-W" && item.due == due && item.light == .red)
        #expect(try codes("A1-W", today: "2026-11-10").contains("CAS-204") == false)
        #expect(try codes("A1-W", today: "2026-11-11").contains("CAS-204"))
        try city.run(.recordSurvey(), "A1-W", on: "2026-11-12")
        #expect(try codes("A1-W", today: "2026-11-12").contains("CAS-204") == false, "in time at the survey")
        #expect(try codes("A1-W", today: "2026-11-13").contains("CAS-204"))
        try city.run(.supplyDocument("application"), "A1-W", on: "2026-11-13")
        #expect(try codes("A1-W", today: "2026-11-20").contains("CAS-204") == false)
        #expect(try city.worklist().contains { $0.action == .supplyDocument } == false)
    }

    @Test("R15 a document held back keeps the case from its next stage once it is late")
    func held() throws {
        try city.file("A1,2026-11-02,Jane,resident,road,water,,,", accept: false)
        let owed = PendingDocument(
            document: "授权书", dueOn: try day("2026-11-05"), consequence: .hold)
        _ = try accept("A1-W", pending: true, [owed])
        #expect(refusal { try city.run(.confirmScheme(), "A1-W", on: "2026-11-06") } == "CAS-105")
        try city.run(.supplyDocument("授权书"), "A1-W", on: "2026-11-06")
        #expect(
            try city.run(.confirmScheme(), "A1-W", on: "2026-11-06")["stage"].text == "waiting_conditions")
    }

    @Test("R16 one notice at acceptance names all that is missing; a second for the stage is a finding")
    func notices() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,授权书;总平面图@2026-11-09,in_plot_accepted")
        let notices = try city.detail("A1-W")["notices"]
        #expect(notices.list.count == 1 && notices[0]["stage"].text == "acceptance")
        #expect(notices[0]["items"].list.map(\.text) == ["授权书", "总平面图", "equipment_installed"])
        #expect(try codes("A1-W", today: "2026-11-03").contains("CAS-203") == false)
        // What a person forgets to list is added: all items at once.
        try city.run(.issueNotice(stage: "acceptance", items: ["身份证"]), "A1-W", on: "2026-11-04")
        let second = try city.detail("A1-W")["notices"][1]["items"].list.map(\.text)
        #expect(second == ["身份证", "授权书", "总平面图", "equipment_installed"])
        #expect(try codes("A1-W", today: "2026-11-04").contains("CAS-203"))
        try city.file("A2,2026-11-02,Jane,resident,direct,heat,,,in_plot_accepted;equipment_installed")
        #expect(try city.detail("A2-H")["notices"].list.isEmpty, "nothing is missing, nothing is told")
        #expect(
            refusal { try city.run(.issueNotice(stage: "acceptance", items: []), "A2-H", on: "2026-11-04") }
                == "CAS-114")
    }

    @Test("R17 application and handling fees are refused; R18 every other line has tariff and formula")
    func fees() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,")
        func charge(_ kind: FeeKind, _ tariff: String?, _ formula: String?) throws {
            let project = try city.open()
            let line = FeeLine(
                id: "x", title: Wording(zh: "费", en: "fee"), kind: kind, payer: .applicant, tariff: tariff,
                formula: formula, amountYuan: 120)
            _ = try project.charge(line, to: "A1-W", on: try day("2026-11-03"))
            try project.close()
        }
        for kind in [FeeKind.application, .handling] {
            #expect(refusal { try charge(kind, "T1", "1 × 120") } == "POL-105")
        }
        #expect(refusal { try charge(.extensionService, nil, "1 × 120") } == "POL-106")
        #expect(refusal { try charge(.extensionService, "T1", " ") } == "POL-106")
        #expect(try city.detail("A1-W")["fees"].list.isEmpty, "a refusal leaves no trace")
        try charge(.extensionService, "鲁价 1 号", "4 m × 30 元/m")
        let counts = try city.detail("A1-W")["counts"]
        #expect(counts["fees"].number == 1 && counts["fees_yuan"].number == 120)
        #expect(try city.detail("A1-W")["fees"][0]["fee"]["tariff"].text == "鲁价 1 号")
    }

    @Test("R28 the note to the user is made from the case in two languages, kept and dated")
    func information() throws {
        try city.file("A1,2026-11-02,Jane,resident,road,water,,授权书,in_plot_accepted")
        let project = try city.open()
        _ = try project.inform("A1-W", on: try day("2026-11-04"))
        try project.close()
        let note = try city.detail("A1-W")["information_notes"][0]
        #expect(note["on"].text == "2026-11-04")
        let zh = try #require(note["zh"].text)
        for words in ["A1-W", "Jane", "road", "授权书", "用能设备安装到位", "3 个工作日", "李代表", "Water Co"] {
            #expect(zh.contains(words), "\(words) is missing in: \(zh)")
        }
        #expect(!zh.contains("红线内工程验收合格"), "what holds is not asked for")
        let en = try #require(note["en"].text)
        #expect(en.contains("3 working days") && en.contains("user equipment installed"))
        let history = try city.detail("A1-W")["history"].list.last
        #expect(history?["event"].text == "userInformed")
    }

    @Test(
        "R39 the five activities are logged; after the connection a follow-up visit is due until it is made")
    func activities() throws {
        try city.file("A1,2026-11-02,Jane,resident,direct,water,,,in_plot_accepted;equipment_installed")
        for (index, activity) in Activity.allCases.enumerated() {
            try city.run(.logActivity(activity, note: "n\(index)"), "A1-W", on: "2026-11-03")
        }
        #expect(try city.detail("A1-W")["activities"].list.count == 5)
        try city.run(.openValve, "A1-W", on: "2026-11-04")
        #expect(
            try city.worklist().filter { $0.caseID.rawValue == "A1-W" }.map(\.action) == [.followUp],
            "a visit before the connection is no follow-up")
        try city.run(.logActivity(.followUpVisit), "A1-W", on: "2026-11-10")
        #expect(try city.worklist().isEmpty)
    }

    @Test(
        "R43 R44 R45 conditions keep the valve shut, both open it, and supply is that of the utility",
        arguments: [("water", "W", "water_on"), ("gas", "G", "gas_on"), ("heat", "H", "heat_on")])
    func supply(_ utility: String, _ letter: String, _ word: String) throws {
        let id = "A1-\(letter)"
        let filed = try city.file("A1,2026-11-02,Jane,resident,direct,\(utility),,,").cases
        #expect(filed[0]["stage"].text == "waiting_conditions" && filed[0]["accepted_pending"].bool == true)
        #expect(filed[0]["supply"] == .null)
        #expect(refusal { try city.run(.openValve, id, on: "2026-11-03") } == "CAS-110")
        let one = try city.run(.recordCondition(.inPlotAccepted), id, on: "2026-11-03")
        #expect(one["stage"].text == "waiting_conditions", "not before both hold")
        do {
            try city.run(.openValve, id, on: "2026-11-03")
            Issue.record("the valve was opened")
        } catch let problem as Problem {
            #expect(problem.message.contains("equipment_installed") && !problem.message.contains("in_plot"))
        }
        let both = try city.run(.recordCondition(.equipmentInstalled), id, on: "2026-11-04")
        #expect(both["stage"].text == "valve_opening")
        let open = try city.run(.openValve, id, on: "2026-11-05")
        #expect(open["stage"].text == "supplied" && open["supply"].text == word)
    }
}
