import Coordinator
import Foundation
import Ledger
import Outerline
import ProjectFile
import Testing
import Vocabulary
import WorkCalendar

@Suite("Calendars a project has had")
struct CalendarHistoryTests {
    private func desk(_ today: String, _ moment: Double) -> Desk {
        Desk(today: Day(today), actor: "tester", now: { Date(timeIntervalSince1970: moment) })
    }

    @Test("each moment of the past has the calendar that was known then")
    func asOf() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("city.gpkg").path
        // 2026-11-01, -02 and -03, each at 08:00:00 UTC.
        let start = 1_793_520_000.0
        _ = try Project.create(path, crs: "EPSG:4549", desk: desk("2026-11-01", start))
        for (index, off) in ["2026-11-04", "2026-11-05"].enumerated() {
            let file = folder.appendingPathComponent("\(index).yaml")
            try Data(try calendar(off: off).utf8).write(to: file)
            let moment = start + Double(index + 1) * 86_400
            let project = try Project.open(
                path, mode: .write, desk: desk("2026-11-0\(index + 2)", moment))
            let change = try project.changeCalendar(file.path, reason: "notice \(index)")
            #expect(change.written && change.to.name == "\(index).yaml")
            try project.close()
        }
        let project = try Project.open(path, mode: .read)
        for (moment, off) in [
            ("2026-11-01T12:00:00Z", []), ("2026-11-02T07:59:59Z", []),
            ("2026-11-02T08:00:00Z", ["2026-11-04"]), ("2026-11-03T07:59:59Z", ["2026-11-04"]),
            ("2026-11-03T08:00:00Z", ["2026-11-05"]), ("2027-01-01T00:00:00Z", ["2026-11-05"]),
        ] as [(String, [String])] {
            let known = try project.calendar(asOf: try #require(Timestamp(moment)))
            let resting = try ["2026-11-04", "2026-11-05"].filter {
                !known.isWorking(try #require(Day($0)))
            }
            #expect(resting == off, "\(moment)")
        }
    }

    @Test("a change journalled later does not alter what a view showed the day before")
    func views() throws {
        let city = try DrawnCity()
        // Accepted on Tuesday, 1 December 2026: three working days end on Friday.
        try city.file("A1,2026-12-01,Jane,resident,road,water,,,", today: "2026-12-01", at: "2026-12-01")
        let dig = try #require(PermitID("A1-W-ROAD_DIG"))
        try city.run(.tellInterface(), "A1-W", on: "2026-12-01", today: "2026-12-01")
        for command in [CaseCommand.submitPermit(dig), .acceptPermit(dig)] {
            try city.run(command, "A1-W", on: "2026-12-01", today: "2026-12-01")
        }
        /// What every view with `--as-of` says of the due days at the end of that day.
        func known(asOf: String?) throws -> [String] {
            let project = try Project.open(
                city.path, mode: .read, desk: DrawnCity.desk("2026-12-02"), asOf: asOf.flatMap { Day($0) })
            let detail = try JSONValue(try project.caseDetail("A1-W"))
            let clock = try JSONValue(try project.clock("A1-W"))
            let programme = try JSONValue(try project.programme("A1-W"))
            var listed: [JSONValue] = []
            try project.cases { listed.append(try JSONValue($0)) }
            try project.permits { listed.append(try JSONValue($0)) }
            let board = try JSONValue(try project.board())
            let due = try JSONValue(try project.due(within: 30))
            let groups = try JSONValue(try project.groups(by: .due))
            let indicators = try JSONValue(try project.indicators())
            let documents = [detail, clock, programme, board, due, groups, indicators]
            return (documents + listed).map { "\($0.dates.sorted())" }
        }
        let before = try known(asOf: "2026-12-01")
        #expect(before.first?.contains("2026-12-04") == true)
        let file = try city.folder.write("calendar.yaml", try calendar(off: "2026-12-03"))
        let project = try Project.open(
            city.path, mode: .write, desk: DrawnCity.desk("2026-12-02", at: "2026-12-02"))
        #expect(try project.changeCalendar(file, reason: "notice").moved > 0)
        try project.close()
        #expect(try known(asOf: "2026-12-01") == before)
        let now = try known(asOf: "2026-12-02")
        #expect(now.first?.contains("2026-12-07") == true && now.first?.contains("2026-12-04") == false)
        #expect(try known(asOf: nil).first == now.first)
    }

    /// The shipped calendar with one more day off in 2026.
    private func calendar(off day: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let url = root.appendingPathComponent("Sources/PermitPolicy/Policies/calendar.yaml")
        var text = try String(contentsOf: url, encoding: .utf8)
        let year = try #require(text.range(of: "  2026:"))
        let count = try #require(text.range(of: "248", range: year.upperBound..<text.endIndex))
        text.replaceSubrange(count, with: "247")
        let last = try #require(text.range(of: "{name: 国庆节, from: 2026-10-01, to: 2026-10-07}"))
        text.replaceSubrange(last, with: "\(text[last])\n      - {name: 临时放假, from: \(day), to: \(day)}")
        return text
    }
}
