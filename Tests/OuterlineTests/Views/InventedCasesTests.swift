import Coordinator
import Foundation
import Ledger
import Outerline
import ProjectFile
import Testing
import Vocabulary

/// Cases invented for measurements behave as real ones; with `OUTERLINE_LONG=1` there are many.
@Suite("Invented cases")
struct InventedCasesTests {
    private static let isLong = ProcessInfo.processInfo.environment["OUTERLINE_LONG"] == "1"

    private func project(_ folder: Folder, _ name: String, _ count: Int, seed: UInt64) throws -> Project {
        let path = "\(folder.path)/\(name).gpkg"
        let desk = try DrawnCity.desk("2026-11-20")
        _ = try Project.create(path, crs: "EPSG:4549", desk: desk)
        let project = try Project.open(path, mode: .write, desk: desk)
        let end = try #require(Day("2026-11-20"))
        let result = try project.inventCases(count, seed: seed, through: end)
        #expect(result.cases == count && result.events > 10 * count)
        return project
    }

    @Test("the same seed gives the same log, and its tables are what the log says")
    func deterministic() throws {
        let folders = try (0..<3).map { _ in try Folder() }
        let one = try project(folders[0], "same", 60, seed: 3)
        let two = try project(folders[1], "same", 60, seed: 3)
        let other = try project(folders[2], "same", 60, seed: 4)
        #expect(try one.info().log == two.info().log && one.info().log != other.info().log)
        #expect(try one.verify().findings == [])
    }

    @Test("board, groups and due list count the same cases and items")
    func counts() throws {
        let folder = try Folder()
        let count = Self.isLong ? 3000 : 120
        let project = try project(folder, "many", count, seed: 5)
        let board = try project.board(items: 100_000)
        #expect(board.board.columns.reduce(0) { $0 + $1.cases } == count)
        #expect(board.worklist.count == board.worklistTotal)
        for grouping in ViewGrouping.allCases {
            let groups = try project.groups(by: grouping).groups
            let ofItems = grouping == .holder || grouping == .due
            #expect(
                groups.reduce(0) { $0 + $1.count } == (ofItems ? board.worklistTotal : count), "\(grouping)")
        }
        let today = try #require(Day("2026-11-20"))
        let due = try project.due(within: 2, items: 100_000)
        #expect(due.through == Day("2026-11-24") && due.total == due.items.count && due.total > 0)
        let expected = board.worklist.filter { $0.due.map { $0 <= due.through } ?? false }
        #expect(Set(due.items) == Set(expected))
        var red = ViewRequest()
        red.light = .red
        let overdue = try project.board(red, items: 100_000)
        #expect(overdue.worklist.allSatisfy { $0.light == .red && ($0.due.map { $0 < today } ?? true) })
        // A day on which something had not happened yet is folded from the events, and counts the same cases.
        let earlier = try Project.open(
            "\(folder.path)/many.gpkg", mode: .read, desk: try DrawnCity.desk("2026-11-10"))
        #expect(try earlier.board().board.columns.map(\.cases) == board.board.columns.map(\.cases))
    }

    @Test("a name of a district stands for its code, in filters and in groups")
    func districts() throws {
        let folder = try Folder()
        let project = try project(folder, "districts", 90, seed: 6)
        let rows = try project.districts().districts
        #expect(rows.count == 14 && rows.reduce(0) { $0 + $1.cases } == 90)
        var request = ViewRequest()
        request.district = "芝罘区"
        let own = try project.board(request).board.columns.reduce(0) { $0 + $1.cases }
        #expect(own > 0 && own == rows.first { $0.district == "370602" }?.cases)
        #expect(try project.groups(by: .district).groups.map(\.count).reduce(0, +) == 90)
        #expect(try project.indicators(request).indicators.total.cases == own)
    }
}
