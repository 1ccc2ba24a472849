import Configuration
import Foundation
import Testing
import Vocabulary
import WorkCalendar

private func day(_ text: String) throws -> Day { try #require(Day(text)) }

@Suite("The shipped calendar")
struct ShippedCalendarTests {
    /// Computed with PyPI chinesecalendar 1.11.0.
    @Test(
        "due days over holidays and make-up days",
        arguments: [
            ("2020-03-20", 2, "2020-03-24"), ("2020-04-30", 3, "2020-05-08"), ("2021-02-10", 3, "2021-02-20"),
            ("2024-04-26", 3, "2024-04-30"), ("2025-09-30", 2, "2025-10-10"), ("2026-02-13", 2, "2026-02-24"),
            ("2026-09-18", 2, "2026-09-21"), ("2026-09-30", 3, "2026-10-10"),
            ("2026-01-05", 20, "2026-02-02"),
        ])
    func due(accepted: String, budget: Int, due: String) throws {
        let result = try WorkCalendar.shipped().due(acceptedOn: day(accepted), budget: budget)
        #expect(result == DueDay(day: try day(due), provisional: false))
    }

    @Test("beyond the announced calendar a due day is provisional")
    func provisional() throws {
        let calendar = try WorkCalendar.shipped()
        let due = try calendar.due(acceptedOn: day("2026-12-30"), budget: 3)
        #expect(due.provisional)
        // 31 December works, 1 January is a statutory day, then a weekend.
        #expect(due.day == (try day("2027-01-05")))
        #expect(try !calendar.due(acceptedOn: day("2026-12-30"), budget: 1).provisional)
        #expect(try calendar.name(day("2027-02-06")) == "春节")
    }

    @Test(
        "working days of a year as counted by two independent data sets",
        arguments: [
            (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248),
        ])
    func years(year: Int, days: Int) throws {
        let before = try #require(Day(year - 1, 12, 31))
        let last = try #require(Day(year, 12, 31))
        #expect(try WorkCalendar.shipped().workingDays(after: before, through: last) == days)
    }

    @Test("make-up days are named after their holiday")
    func names() throws {
        let calendar = try WorkCalendar.shipped()
        #expect(try calendar.name(day("2026-02-14")) == "春节调休上班")
        #expect(try calendar.isWorking(day("2026-02-14")))
        #expect(try calendar.name(day("2026-10-01")) == "国庆节")
    }

    @Test("a calendar file with wrong days is refused with their lines")
    func refused() throws {
        let text = """
            schema: outerline-calendar-1
            coverage: {first: 2030-01-01, announced_until: 2030-12-31}
            statutory: {source: x, level: unverified, fixed: [{name: 元旦, month: 13, day: 1, days: 1}]}
            years:
              2030:
                notice: n
                holidays:
                  - {name: 元旦, from: 2030-01-01, to: 2030-01-31x}
            """
        let found = try #require(throws: Problems.self) {
            try WorkCalendar(yaml: Data(text.utf8), file: "c.yaml")
        }
        #expect(found.kept.map(\.place.line).sorted { ($0 ?? 0) < ($1 ?? 0) } == [8])
        let counted = """
            schema: outerline-calendar-1
            coverage: {first: 2030-01-01, announced_until: 2030-12-31}
            statutory: {source: x, level: unverified}
            years:
              2030:
                notice: n
                working_days: 1
                holidays: [{name: 元旦, from: 2030-01-01, to: 2030-01-01}]
            """
        let wrong = try #require(throws: Problems.self) {
            try WorkCalendar(yaml: Data(counted.utf8), file: "c.yaml")
        }
        #expect(wrong.kept.map(\.code) == ["CAL-102"])
    }
}
