import Coordinator
import Foundation
import Ledger
import Outerline
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary
import WorkCalendar

@testable import OuterlineWeb

@Suite("One open project for many requests")
struct HostTests {
    @Test("each request's events carry its own actor, and all of them end up in one chain")
    func actors() async throws {
        let city = try DeskCity()
        let host = city.host
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...20 {
                group.addTask {
                    try await host.run("person \(number % 4)") { project in
                        for attempt in 1... {
                            do {
                                try project.take(
                                    "record_visit", on: number.isMultiple(of: 2) ? "A1-W" : "B1-W",
                                    values: [:])
                                return
                            } catch let conflict as CaseConflict {
                                // Somebody was faster between reading and writing.
                                if attempt > 50 { throw conflict }
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let project = host.project.project(actor: "t", today: Day(DeskCity.today))
        let visits = try ["A1-W", "B1-W"].flatMap {
            try project.dossier($0).detail.history.filter { $0.event == "applicantVisited" }
        }
        #expect(visits.count == 20 && Set(visits.map(\.actor)).count == 4)
        #expect(try project.verify().ok)
    }

    @Test("another process may write in between, and what it wrote is seen at once")
    func others() async throws {
        let city = try DeskCity()
        let before = try city.host.project.project(actor: "t").logPosition()
        let other = try Project.open(
            city.path, mode: .write, desk: Desk(today: Day(DeskCity.today), actor: "command line"))
        try other.take("record_visit", on: "A1-W", values: [:])
        try other.close()
        let after = try city.host.project.project(actor: "t").logPosition()
        #expect(after.sequence == before.sequence + 1)
        let page = try await city.client("officer").get("/cases/A1-W")
        #expect(page.body.contains("command line"))
    }

    @Test("a calendar another process takes in counts for the next request")
    func rules() throws {
        let city = try DeskCity()
        let project = city.host.project.project(actor: "t", today: Day(DeskCity.today))
        let due = try #require(try project.dossier("B1-W").clock.due)
        let root = try #require(ShippedPolicies.root)
        var text = try String(contentsOf: root.appendingPathComponent("calendar.yaml"), encoding: .utf8)
        let year = try #require(text.range(of: "  2026:"))
        let count = try #require(text.range(of: "248", range: year.upperBound..<text.endIndex))
        text.replaceSubrange(count, with: "247")
        let last = try #require(text.range(of: "{name: 国庆节, from: 2026-10-01, to: 2026-10-07}"))
        let more = "\(text[last])\n      - {name: 临时放假, from: \(due), to: \(due)}"
        text.replaceSubrange(last, with: more)
        let file = try city.folder.write("calendar.yaml", text)
        let other = try Project.open(
            city.path, mode: .write, desk: Desk(today: Day(DeskCity.today), actor: "command line"))
        #expect(try other.changeCalendar(file, reason: "notice").written)
        try other.close()
        let later = try #require(try project.dossier("B1-W").clock.due)
        #expect(later > due, "the decoded calendar was dropped")
    }
}
