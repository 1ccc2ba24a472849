import Configuration
import Testing
import Vocabulary
import WorkCalendar

@Suite("Edges of the clock")
struct EdgeTests {
    private let calendar: WorkCalendar

    init() throws { calendar = try WorkCalendar.shipped() }

    private func stop(_ id: String, _ from: String, _ until: String?) throws -> Stop {
        Stop(
            id: id, cause: .governmentApproval, holder: "authority", startedOn: try day(from),
            resumedOn: try until.map { try day($0) })
    }

    @Test(
        "submission at the cut-off minute belongs to the day, one minute later to the next",
        arguments: [
            ("16:59", "2026-11-02", "2026-11-05"), ("17:00", "2026-11-02", "2026-11-05"),
            ("17:01", "2026-11-03", "2026-11-06"),
        ])
    func cutOffMinute(at: String, accepted: String, due: String) throws {
        let time = try #require(TimeOfDay(at))
        let effective = CutOff.fivePM.effectiveDay(of: try day("2026-11-02"), at: time)
        #expect(effective == (try day(accepted)))
        #expect(Clock(acceptedOn: effective, budgetDays: 3).due(calendar)?.day == (try day(due)))
    }

    @Test("another cut-off is another answer, and without a time of day the day stands")
    func otherCutOff() throws {
        let monday = try day("2026-11-02")
        let noon = CutOff(minute: 12 * 60)
        #expect(noon.effectiveDay(of: monday, at: TimeOfDay("12:01")) == (try day("2026-11-03")))
        #expect(noon.effectiveDay(of: monday, at: TimeOfDay("12:00")) == monday)
        #expect(noon.effectiveDay(of: monday, at: nil) == monday)
    }

    @Test("a stop that starts on a make-up Sunday stops that Sunday")
    func makeUpSunday() throws {
        // Sunday 2026-09-20 is worked for the National Day; Friday 18th + 1 working day would be that Sunday.
        let plain = Clock(acceptedOn: try day("2026-09-18"), budgetDays: 1)
        #expect(plain.due(calendar)?.day == (try day("2026-09-20")))
        let stopped = Clock(
            acceptedOn: try day("2026-09-18"), budgetDays: 1,
            stops: try StopLedger([stop("1", "2026-09-20", "2026-09-21")]))
        #expect(stopped.due(calendar)?.day == (try day("2026-09-21")))
        let reading = stopped.reading(on: try day("2026-09-20"), calendar: calendar)
        #expect(reading.grossDays == 1 && reading.stoppedDays == 1 && reading.netDays == 0)
        // On an ordinary Sunday, 2026-09-13, the same stop stops nothing.
        let ordinary = Clock(
            acceptedOn: try day("2026-09-11"), budgetDays: 1,
            stops: try StopLedger([stop("1", "2026-09-13", "2026-09-14")]))
        #expect(ordinary.due(calendar)?.day == (try day("2026-09-14")))
    }

    @Test("a promise that would end in the National Day week ends after it, on the make-up Saturday")
    func nationalDay() throws {
        // Accepted Tuesday 29 September 2026: 30 September, then 1 to 7 October are off, 8, 9 October.
        let clock = Clock(acceptedOn: try day("2026-09-29"), budgetDays: 3)
        #expect(clock.due(calendar)?.day == (try day("2026-10-09")))
        let later = Clock(acceptedOn: try day("2026-09-30"), budgetDays: 3)
        #expect(later.due(calendar)?.day == (try day("2026-10-10")))
        // In the week itself nothing is used up and nothing is overdue.
        let inside = clock.reading(on: try day("2026-10-05"), calendar: calendar)
        #expect(inside.netDays == 1 && !inside.overdue && !inside.dueProvisional)
    }

    @Test("the light changes exactly on the due day")
    func lightOnDueDay() throws {
        // Ten working days from Monday 2 November 2026: due on Monday 16 November.
        let clock = Clock(acceptedOn: try day("2026-11-02"), budgetDays: 10)
        func reading(_ on: String) throws -> ClockReading {
            clock.reading(on: try day(on), calendar: calendar)
        }
        #expect(clock.due(calendar)?.day == (try day("2026-11-16")))
        #expect(try !reading("2026-11-11").nearDue, "three days left of ten")
        #expect(try reading("2026-11-12").nearDue, "two days left: a fifth of ten")
        #expect(
            try reading("2026-11-16").nearDue && !reading("2026-11-16").overdue, "yellow on the day itself")
        #expect(try reading("2026-11-17").overdue && !reading("2026-11-17").nearDue, "red from the day after")
    }

    @Test("the yellow light follows the calendar's rule")
    func lightRule() throws {
        var data = calendar.data
        data.lights = LightRule(yellowDays: 4, yellowShare: 0, source: "test", level: "assumption")
        let other = try WorkCalendar(data)
        let clock = Clock(acceptedOn: try day("2026-11-02"), budgetDays: 10)
        #expect(clock.reading(on: try day("2026-11-10"), calendar: other).nearDue)
        #expect(!clock.reading(on: try day("2026-11-10"), calendar: calendar).nearDue)
        data.lights.yellowShare = 1.5
        #expect(throws: Problems.self) { try WorkCalendar(data) }
    }

    @Test("a limit in calendar days counts rest days, and ends on a working day")
    func calendarDays() throws {
        // Seven days from Wednesday 23 September 2026 end on Wednesday the 30th; from the 25th in the holiday.
        func due(_ accepted: String, stops: [Stop] = []) throws -> Day? {
            Clock(
                acceptedOn: try day(accepted), budgetDays: 7, unit: .calendar, stops: try StopLedger(stops)
            ).due(calendar)?.day
        }
        #expect(try due("2026-09-23") == day("2026-09-30"))
        #expect(try due("2026-09-25") == day("2026-10-08"))
        #expect(try due("2026-09-23", stops: [stop("1", "2026-09-26", "2026-09-28")]) == day("2026-10-08"))
        let clock = Clock(acceptedOn: try day("2026-09-25"), budgetDays: 7, unit: .calendar)
        #expect(!clock.reading(on: try day("2026-10-08"), calendar: calendar).overdue)
        #expect(clock.reading(on: try day("2026-10-09"), calendar: calendar).overdue)
        #expect(clock.reading(on: try day("2026-10-01"), calendar: calendar).grossDays == 6)
    }

    @Test("a correction counts as if entered so from the beginning, and what was said before stays")
    func correction() throws {
        var ledger = try StopLedger([stop("1", "2026-11-04", "2026-11-06"), stop("2", "2026-11-09", nil)])
        func due() -> Day? {
            Clock(acceptedOn: Day(2026, 11, 2) ?? Day(number: 0), budgetDays: 3, stops: ledger).due(calendar)?
                .day
        }
        #expect(due() == nil)
        #expect(
            try ledger.correct(
                "2", startedOn: day("2026-11-09"), resumedOn: nil, cancelled: true, madeOn: day("2026-11-12"),
                reason: "entered twice"))
        #expect(due() == (try day("2026-11-09")))
        #expect(
            try ledger.correct(
                "1", startedOn: day("2026-11-03"), resumedOn: day("2026-11-09"), madeOn: day("2026-11-12"),
                reason: "letter"))
        #expect(due() == (try day("2026-11-11")))
        #expect(
            ledger.stops.first?.corrections == [
                StopCorrection(
                    madeOn: try day("2026-11-12"), reason: "letter", startedOn: try day("2026-11-04"),
                    resumedOn: try day("2026-11-06"))
            ])
        let before = ledger
        #expect(throws: Problem.self) {
            try ledger.correct(
                "1", startedOn: day("2026-11-09"), resumedOn: day("2026-11-06"), madeOn: day("2026-11-12"),
                reason: "x")
        }
        #expect(ledger == before)
        #expect(
            try !ledger.correct(
                "7", startedOn: day("2026-11-03"), resumedOn: nil, madeOn: day("2026-11-12"), reason: "x"))
        #expect(!ledger.isStopped(on: try day("2026-11-10")))
    }

    @Test(
        "times of day are written HH:MM and nothing else",
        arguments: [
            ("17:00", 1020), ("00:00", 0), ("23:59", 1439), ("24:00", nil), ("7:00", nil), ("17:60", nil),
            ("17:0a", nil), ("1７:00", nil), ("17.00", nil), ("", nil),
        ])
    func times(text: String, minute: Int?) {
        #expect(TimeOfDay(text)?.minute == minute)
        if minute != nil { #expect(TimeOfDay(text)?.description == text) }
    }
}
