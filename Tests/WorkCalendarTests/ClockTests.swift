import Foundation
import Testing
import Vocabulary
import WorkCalendar

/// All days are of May 2030; Monday is the 6th, the 11th is a worked Saturday, 1–5 are off.
private func may(_ dayOfMonth: Int) -> Day { Day(2030, 5, dayOfMonth) ?? Day(number: 0) }

private func stop(
    _ id: String, _ from: Int, _ until: Int?, _ cause: StopCause = .governmentApproval
) -> Stop {
    Stop(id: id, cause: cause, holder: "authority", startedOn: may(from), resumedOn: until.map(may))
}

@Suite("Clock")
struct ClockTests {
    private func reading(
        _ accepted: Int, budget: Int?, stops: [Stop] = [], today: Int, ended: Int? = nil
    ) throws -> ClockReading {
        try Clock(
            acceptedOn: may(accepted), budgetDays: budget, stops: StopLedger(stops), endedOn: ended.map(may)
        ).reading(on: may(today), calendar: smallCalendar())
    }

    @Test("the acceptance day is not counted and overdue begins after the due day")
    func plain() throws {
        let onDue = try reading(6, budget: 3, today: 9)
        #expect(onDue.due == may(9))
        #expect(onDue.netDays == 3 && onDue.remainingDays == 0 && !onDue.overdue)
        #expect(try reading(6, budget: 3, today: 10).overdue)
        #expect(try reading(6, budget: 3, today: 6).netDays == 0)
    }

    @Test("a period that ended on Saturday is overdue on Sunday although no working day passed")
    func weekend() throws {
        #expect(try reading(6, budget: 5, today: 11).due == may(11))
        #expect(try !reading(6, budget: 5, today: 11).overdue)
        #expect(try reading(6, budget: 5, today: 12).overdue)
    }

    @Test("R21 a stop takes its start day but not its resume day; gross and net are shown")
    func stopped() throws {
        // 7 counts, 8 and 9 stand, 10 and 11 count.
        let reading = try reading(6, budget: 3, stops: [stop("a", 8, 10)], today: 11)
        #expect(reading.grossDays == 5 && reading.stoppedDays == 2 && reading.netDays == 3)
        #expect(reading.due == may(11) && !reading.overdue)
        #expect(reading.stoppedByCause == [StoppedDays(cause: .governmentApproval, days: 2)])
    }

    @Test("R21 an open stop leaves no due day, unless the budget was used up before it")
    func open() throws {
        let paused = try reading(6, budget: 3, stops: [stop("a", 8, nil)], today: 20)
        #expect(paused.due == nil && !paused.overdue && paused.state == .stopped && paused.netDays == 1)
        let late = try reading(6, budget: 1, stops: [stop("a", 8, nil)], today: 20)
        #expect(late.due == may(7) && late.overdue)
    }

    @Test("overlapping stops stop a day once, for the one that started first")
    func overlapping() throws {
        let stops = [stop("b", 8, 13, .construction), stop("a", 7, 9, .design), stop("c", 8, 9, .customer)]
        let reading = try reading(6, budget: 2, stops: stops, today: 14)
        #expect(reading.stoppedDays == 5)
        #expect(
            reading.stoppedByCause == [
                StoppedDays(cause: .design, days: 2), StoppedDays(cause: .construction, days: 3),
            ])
        #expect(reading.due == may(14))
    }

    @Test("a stop recorded late for an earlier day counts as if recorded then")
    func backdated() throws {
        var ledger = try StopLedger([stop("a", 10, 11)])
        try ledger.add(stop("b", 7, 9))
        let clock = Clock(acceptedOn: may(6), budgetDays: 3, stops: ledger)
        #expect(try clock.due(smallCalendar())?.day == may(13))
        let inOrder = Clock(
            acceptedOn: may(6), budgetDays: 3, stops: try StopLedger([stop("b", 7, 9), stop("a", 10, 11)]))
        #expect(try inOrder.due(smallCalendar()) == clock.due(smallCalendar()))
    }

    @Test("stops on days off, before acceptance and within one day stop nothing")
    func ineffective() throws {
        let stops = [stop("a", 1, 6), stop("b", 12, 13), stop("c", 8, 8)]
        let reading = try reading(6, budget: 6, stops: stops, today: 13)
        #expect(reading.stoppedDays == 0 && reading.due == may(13) && reading.stoppedByCause.isEmpty)
    }

    @Test("a stop before acceptance that ends after it stops only the days between")
    func acrossAcceptance() throws {
        let reading = try reading(6, budget: 1, stops: [stop("a", 2, 8)], today: 8)
        #expect(reading.stoppedDays == 1 && reading.due == may(8))
    }

    @Test("an ended clock stands at its end and is overdue only if it ended late")
    func ended() throws {
        let inTime = try reading(6, budget: 3, today: 30, ended: 9)
        #expect(inTime.state == .ended && inTime.netDays == 3 && !inTime.overdue)
        #expect(try reading(6, budget: 3, today: 30, ended: 10).overdue)
        #expect(try reading(6, budget: 3, today: 8, ended: 10).state == .running)
    }

    @Test("without a budget there is no due day and nothing is overdue")
    func noBudget() throws {
        let reading = try reading(6, budget: nil, today: 30)
        #expect(
            reading.due == nil && !reading.overdue && reading.remainingDays == nil && reading.grossDays == 19)
    }

    @Test("a stop that resumes before it starts is refused and changes nothing")
    func refused() throws {
        var ledger = try StopLedger([stop("a", 8, nil)])
        #expect(throws: Problem.self) { try ledger.add(stop("b", 8, 7)) }
        #expect(throws: Problem.self) { _ = try ledger.resume("a", on: may(7)) }
        #expect(ledger.stops == [stop("a", 8, nil)])
        #expect(try ledger.resume("a", on: may(9)))
        #expect(try !ledger.resume("z", on: may(9)))
        let bad = Data(
            #"[{"id":"x","cause":"design","holder":"","evidence":"","started_on":"2030-05-08","resumed_on":"2030-05-07"}]"#
                .utf8)
        #expect(throws: Problem.self) { try JSONDecoder().decode(StopLedger.self, from: bad) }
    }

    @Test("what happens at the cut-off belongs to the day, what happens after it to the next")
    func cutOff() {
        #expect(CutOff.fivePM.effectiveDay(of: may(8), minute: 17 * 60) == may(8))
        #expect(CutOff.fivePM.effectiveDay(of: may(8), minute: 17 * 60 + 1) == may(9))
    }

    @Test("due and net days agree with counting day by day", arguments: 0..<60)
    func property(seed: UInt64) throws {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let calendar = try smallCalendar()
        let stops = (0..<random(5)).map { index -> Stop in
            let from = 1 + random(25)
            return stop(
                "\(index)", from, random(6) == 0 ? nil : from + random(6), StopCause.allCases[random(5)])
        }
        let accepted = 1 + random(20)
        let clock = Clock(acceptedOn: may(accepted), budgetDays: random(6), stops: try StopLedger(stops))
        func counts(_ day: Day) -> Bool {
            calendar.isWorking(day)
                && !stops.contains { $0.startedOn <= day && ($0.resumedOn.map { day < $0 } ?? true) }
        }
        var net = 0
        var due: Day?
        if clock.budgetDays == 0, counts(may(accepted)) { due = may(accepted) }
        for offset in 1..<120 {
            let current = may(accepted).advanced(by: offset)
            if counts(current) { net += 1 }
            if due == nil, counts(current), net >= max(1, clock.budgetDays ?? 0) { due = current }
            #expect(clock.reading(on: current, calendar: calendar).netDays == net)
        }
        #expect(clock.due(calendar)?.day == due)
    }
}
