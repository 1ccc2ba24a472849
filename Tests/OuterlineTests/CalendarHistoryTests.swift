import Coordinator
import Foundation
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
