import Coordinator
import Foundation
import Outerline
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary

@Suite("Duties after the permits, and the follow-up visit")
struct DutyTests {
    private let city: DrawnCity

    init() throws { city = try DrawnCity() }

    private func duties(_ today: String = "2026-11-20") throws -> [String: String] {
        let items = try city.worklist(today: today).filter { $0.action == .doDuty && $0.permit == nil }
        return Dictionary(
            items.map { ($0.with ?? "", $0.due?.description ?? "") }, uniquingKeysWith: { $1 })
    }

    /// A case whose line crosses the road, with every permit granted on 5 November.
    private func granted() throws -> [PermitID] {
        try city.file(
            "A1,2026-11-02,Jane,resident,road,water,,,in_plot_accepted;equipment_installed")
        #expect(try duties().isEmpty, "nothing is built before the permits are there")
        try city.run(.tellInterface(), "A1-W", on: "2026-11-03")
        let ids = try city.detail("A1-W")["permits"].list.filter { $0["verdict"].text == "required" }
            .compactMap { $0["permit"].text.flatMap { PermitID($0) } }
        for id in ids {
            for command in [CaseCommand.submitPermit(id), .acceptPermit(id)] {
                try city.run(command, "A1-W", on: "2026-11-04")
            }
        }
        for id in ids { try city.run(.grantPermit(id, evidence: "联合意见"), "A1-W", on: "2026-11-05") }
        return ids
    }

    @Test(
        "an outer line's duties stand on the worklist from the permits on, with their due day after completion"
    )
    func outerLine() throws {
        let ids = try granted()
        #expect(try duties() == ["开工前向管线权属单位查询既有管线": "", "分层回填、夯实，隐蔽前检查": ""])
        try city.run(.recordOuterDuty("line-enquiry"), "A1-W", on: "2026-11-06")
        // Recorded with a permit, as older logs have it, it counts as well.
        let dig = try #require(ids.first { $0.kind == .roadDig })
        try city.run(.recordDuty(dig, duty: "backfill"), "A1-W", on: "2026-11-07")
        #expect(try duties().isEmpty)
        #expect(refusal { try city.run(.recordOuterDuty("backfill"), "A1-W", on: "2026-11-08") } == "CAS-104")
        #expect(refusal { try city.run(.recordOuterDuty("backfil"), "A1-W", on: "2026-11-08") } == "CAS-105")
        for task in EarlyTask.allCases { try city.run(.recordTask(task), "A1-W", on: "2026-11-10") }
        #expect(try duties() == ["清理现场，恢复路面、绿地等": "2026-11-10"])
        let late = try city.worklist().first { $0.with == "清理现场，恢复路面、绿地等" }
        #expect(late?.light == .red, "it was due when the works were complete")
        let road = try city.worklist().filter { $0.action == .doDuty && $0.permit == dig }
        #expect(road.compactMap(\.due?.description) == ["2026-11-10", "2027-11-10"], "acceptance, guarantee")
        try city.run(.recordOuterDuty("reinstatement", note: "沥青"), "A1-W", on: "2026-11-11")
        let listed = try city.detail("A1-W")["duties"].list
        #expect(listed.map { $0["duty"].text } == ["line-enquiry", "backfill", "reinstatement"])
        #expect(listed.map { $0["done_on"].text } == ["2026-11-06", "2026-11-07", "2026-11-11"])
    }

    @Test(
        "R39 the follow-up visit is due five working days after supply, red on the sixth; a pack says otherwise"
    )
    func followUp() throws {
        _ = try granted()
        for command in [CaseCommand.confirmScheme(), .openValve] {
            try city.run(command, "A1-W", on: "2026-11-09")
        }
        let visit = try city.worklist(today: "2026-11-16").first { $0.action == .followUp }
        #expect(visit?.due?.description == "2026-11-16" && visit?.light == .green)
        #expect(try city.worklist(today: "2026-11-17").first { $0.action == .followUp }?.light == .red)
        let project = try Project.open(city.path, mode: .read, desk: DrawnCity.desk("2026-11-10"))
        #expect(try project.due(within: 5).items.contains { $0.action == .followUp })
        #expect(try project.due(within: 3).items.allSatisfy { $0.action != .followUp })
        try city.run(.logActivity(.followUpVisit), "A1-W", on: "2026-11-12")
        #expect(try city.worklist().allSatisfy { $0.action != .followUp })
    }
}
