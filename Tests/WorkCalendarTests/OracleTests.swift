import Configuration
import Foundation
import Testing
import Vocabulary
import WorkCalendar

@Suite("The shipped calendar against an oracle")
struct CalendarOracleTests {
    /// Every day of the oracle with its answer; see Oracle/PROVENANCE.md.
    private static func oracle() throws -> [(day: Day, working: Bool)] {
        let url = try #require(Bundle.module.url(forResource: "workdays", withExtension: "csv"))
        let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.dropFirst()
        return try rows.flatMap { row in
            let cells = row.split(separator: ",")
            try #require(cells.count == 2, "\(row)")
            return try cells[1].enumerated().map { offset, digit in
                let first = try #require(Day("\(cells[0])-01"))
                return (first.advanced(by: offset), digit == "1")
            }
        }
    }

    @Test("every day from 2020-01-01 to 2026-12-31 agrees with chinesecalendar 1.11.0")
    func everyDay() throws {
        let oracle = try Self.oracle()
        #expect(oracle.first?.day == (try day("2020-01-01")))
        #expect(oracle.last?.day == (try day("2026-12-31")))
        #expect(oracle.count == 2557)
        let calendar = try WorkCalendar.shipped()
        let wrong = oracle.filter {
            calendar.isWorking($0.day) != $0.working || calendar.isProvisional($0.day)
        }
        #expect(wrong.map(\.day).isEmpty)
        #expect(oracle.count(where: \.working) == 249 + 250 + 249 + 249 + 251 + 248 + 248)
    }

    @Test("counting and finding by table agree with the oracle from any day on", arguments: 0..<50)
    func counting(seed: Int) throws {
        let oracle = try Self.oracle()
        let calendar = try WorkCalendar.shipped()
        let start = seed * 47 % 2400
        let length = 1 + seed * 31 % 150
        let window = oracle[(start + 1)...min(start + length, oracle.count - 1)]
        let count = window.count(where: \.working)
        let end = try #require(window.last?.day)
        #expect(calendar.workingDays(after: oracle[start].day, through: end) == count)
        if let last = window.last(where: \.working)?.day {
            #expect(calendar.working(count, after: oracle[start].day) == last)
        }
    }

    /// The ten vectors of the calendar's own research notes, computed with chinesecalendar 1.11.0.
    @Test(
        "due days over holidays and make-up days",
        arguments: [
            ("2020-03-20", 2, "2020-03-24"), ("2020-04-30", 3, "2020-05-08"), ("2021-02-10", 3, "2021-02-20"),
            ("2024-04-26", 3, "2024-04-30"), ("2025-09-30", 2, "2025-10-10"), ("2026-02-13", 2, "2026-02-24"),
            ("2026-09-18", 2, "2026-09-21"), ("2026-09-30", 3, "2026-10-10"),
            ("2026-01-05", 20, "2026-02-02"), ("2026-12-30", 3, "PROVISIONAL"),
        ])
    func vectors(accepted: String, budget: Int, due: String) throws {
        let clock = Clock(acceptedOn: try day(accepted), budgetDays: budget)
        let answer = try #require(clock.due(try WorkCalendar.shipped()))
        #expect(answer.provisional == (due == "PROVISIONAL"))
        if let expected = Day(due) { #expect(answer.day == expected) }
    }

    @Test("a calendar says where its yellow light comes from")
    func lights() throws {
        let lights = try WorkCalendar.shipped().data.lights
        #expect(lights.yellowDays == 1 && lights.yellowShare == 0.2)
        #expect(lights.level == "assumption" && !lights.source.isEmpty)
    }
}
