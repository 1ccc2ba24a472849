import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Stops and their corrections")
struct StopTests {
    private let calendar = Fixture.calendar

    /// Accepted Monday 2 March 2026 with three working days, a stop of the authority from the 4th to the 9th.
    private func stopped() throws -> Bench {
        var bench = try Fixture.routed()
        try bench.run(.stopClock(.governmentApproval, holder: "审批局", evidence: "受理通知书"), "2026-03-04")
        try bench.run(.resumeClock(), "2026-03-09")
        return bench
    }

    @Test("R21 a correction moves the due day, names its reason, and the log keeps both")
    func correction() throws {
        var bench = try stopped()
        // 3 March counts, 4 to 6 stand, 9 and 10 count.
        #expect(bench.state.due(calendar)?.day == day("2026-03-10"))
        let events = try bench.run(
            .correctStop("1", .days(start: day("2026-03-03"), end: nil), reason: "letter of 3 March"),
            "2026-03-12")
        #expect(
            events == [
                .stopCorrected(
                    stop: "1", startedOn: day("2026-03-03"), resumedOn: day("2026-03-09"), cancelled: false,
                    reason: "letter of 3 March")
            ])
        #expect(bench.state.due(calendar)?.day == day("2026-03-11"))
        let stop = try #require(bench.state.stops.stops.first)
        #expect(
            stop.corrections == [
                StopCorrection(
                    madeOn: day("2026-03-12"), reason: "letter of 3 March", startedOn: day("2026-03-04"),
                    resumedOn: day("2026-03-09"))
            ])
        // As known before the correction, the old days still stand in the log.
        let before = bench.log.filter { if case .stopCorrected = $0.event { false } else { true } }
        #expect(CaseState(id: bench.state.id, before).due(calendar)?.day == day("2026-03-10"))
    }

    @Test("a stop can be cancelled, reopened and corrected after the valve was opened")
    func changes() throws {
        var bench = try stopped()
        try bench.run(.correctStop("1", .reopen(start: nil), reason: "not decided yet"), "2026-03-10")
        #expect(bench.state.due(calendar) == nil)
        #expect(bench.state.light(on: day("2026-03-20"), calendar) == .grey)
        try bench.run(.correctStop("1", .cancel, reason: "another case"), "2026-03-11")
        #expect(bench.state.due(calendar)?.day == day("2026-03-05"))
        #expect(bench.state.stops.stops.first?.cancelled == true)
        #expect(refusal { _ = try bench.decide(.resumeClock(), "2026-03-12") } == "CAS-112")
        #expect(
            refusal {
                _ = try bench.decide(.correctStop("1", .reopen(start: nil), reason: "x"), "2026-03-12")
            }
                == "CAS-112")
        try bench.run(.confirmScheme(), "2026-03-12")
        try bench.run(
            .stopClock(.customer, holder: "业主", until: day("2026-03-12")), "2026-03-04")
        try bench.run(.openValve, "2026-03-13")
        // 3 March, 12 and 13 March count: just in time.
        #expect(bench.state.light(on: day("2026-03-20"), calendar) == .done)
        try bench.run(
            .correctStop("2", .days(start: day("2026-03-05"), end: nil), reason: "letter"), "2026-03-20")
        #expect(bench.state.light(on: day("2026-03-20"), calendar) == .late)
        #expect(
            refusal {
                _ = try bench.decide(.correctStop("2", .reopen(start: nil), reason: "x"), "2026-03-20")
            }
                == "CAS-112")
    }

    @Test(
        "a correction that cannot be is refused and changes nothing",
        arguments: [
            ("1", StopChange.days(start: day("2026-03-01"), end: nil), "x", "CAS-103"),
            ("1", .days(start: day("2026-03-10"), end: nil), "x", "CAS-103"),
            ("1", .days(start: nil, end: day("2026-03-03")), "x", "CAS-103"),
            ("1", .days(start: nil, end: day("2026-07-03")), "x", "CAS-102"),
            ("1", .days(start: day("2026-03-04"), end: day("2026-03-09")), "x", "CAS-104"),
            ("1", .days(start: day("2026-03-05"), end: nil), " ", "CAS-114"),
            ("9", .cancel, "x", "CAS-112"),
        ])
    func refused(stop: String, change: StopChange, reason: String, code: String) throws {
        let bench = try stopped()
        #expect(
            refusal { _ = try bench.decide(.correctStop(stop, change, reason: reason), "2026-03-12") } == code
        )
    }

    @Test("a stop that is over is entered with its end; one authority holds the ball once, two may at a time")
    func closed() throws {
        var bench = try Fixture.routed()
        try bench.run(.stopClock(.governmentApproval, holder: "规划局"), "2026-03-10")
        let late = CaseCommand.stopClock(.governmentApproval, holder: "规划局", until: day("2026-03-06"))
        #expect(
            try bench.run(late, "2026-03-04") == [
                .clockStopped(
                    stop: "2", cause: .governmentApproval, holder: "规划局", evidence: "",
                    until: day("2026-03-06"))
            ])
        #expect(
            refusal { _ = try bench.decide(.stopClock(.governmentApproval, holder: "规划局"), "2026-03-12") }
                == "CAS-112")
        try bench.run(.stopClock(.governmentApproval, holder: "交警"), "2026-03-12")
        let ambiguous = refusal {
            _ = try bench.decide(.resumeClock(stop: "government_approval"), "2026-03-16")
        }
        #expect(ambiguous == "CAS-112")
        try bench.run(.resumeClock(stop: "1"), "2026-03-16")
        try bench.run(.resumeClock(), "2026-03-17")
        let backwards = CaseCommand.stopClock(.customer, holder: "业主", until: day("2026-03-03"))
        #expect(refusal { _ = try bench.decide(backwards, "2026-03-04") } == "CAS-103")
        let reading = try #require(bench.state.reading(on: day("2026-03-17"), calendar))
        // 3, 6, 9 and 17 March count; 4, 5 and 10 to 16 stand.
        #expect((reading.grossDays, reading.stoppedDays, reading.netDays) == (11, 7, 4))
    }

    @Test("what happened today after the cut-off takes effect tomorrow, and not later than that")
    func cutOff() throws {
        var bench = try Fixture.routed()
        var context = try Fixture.context("2026-03-04")
        let stop = CaseCommand.stopClock(.design, holder: "院", at: TimeOfDay("17:01"))
        #expect(refusal { _ = try bench.decide(stop, "2026-03-05", context) } == "CAS-102")
        context.latest = day("2026-03-05")
        let events = try bench.run(stop, "2026-03-05", context)
        #expect(
            events == [
                .clockStopped(
                    stop: "1", cause: .design, holder: "院", evidence: "", at: TimeOfDay("17:01"))
            ])
        #expect(bench.state.stops.stops.first?.startedOn == day("2026-03-05"))
        #expect(refusal { _ = try bench.decide(.confirmScheme(), "2026-03-06", context) } == "CAS-102")
    }

    @Test(
        "2 000 cases with stops, overlaps and corrections: replayed from the log they read as a walk by day does"
    )
    func histories() throws {
        var compared = 0
        for seed in 0..<2_000 {
            var generator = Seeded(UInt64(seed) &* 104_729)
            var bench = Bench(id: try #require(CaseID("A1-W")))
            bench.absorb(
                try Intake.file(
                    try Fixture.application(), existing: ApplicationState(id: bench.state.id.intake),
                    cases: [], admissible: { _ in nil }, Fixture.context()))
            let budget = Int.random(in: 1...8, using: &generator)
            try bench.run(.adoptDecision(Fixture.decision([], budget: budget)), "2026-03-02")
            for _ in 0..<Int.random(in: 1...7, using: &generator) {
                let on = day("2026-03-02").advanced(by: Int.random(in: 0...30, using: &generator))
                // What the case refuses is no part of its history.
                _ = try? bench.run(command(on, &generator), on.description)
            }
            let replayed = CaseState(id: bench.state.id, bench.log)
            try compare(replayed, budget, seed)
            compared += replayed.stops.stops.count
        }
        #expect(compared > 2_000)
    }

    private func command(_ on: Day, _ generator: inout Seeded) -> CaseCommand {
        let cause = StopCause.allCases.randomElement(using: &generator) ?? .design
        let holder = ["a", "b"].randomElement(using: &generator) ?? "a"
        let stop = String(Int.random(in: 1...4, using: &generator))
        let end = on.advanced(by: Int.random(in: 0...6, using: &generator))
        return switch Int.random(in: 0..<8, using: &generator) {
        case 0...2: .stopClock(cause, holder: holder)
        case 3: .stopClock(cause, holder: holder, until: end)
        case 4: .resumeClock(stop: stop)
        case 5: .correctStop(stop, .days(start: on, end: end), reason: "x")
        case 6: .correctStop(stop, .reopen(start: on), reason: "x")
        default: .correctStop(stop, .cancel, reason: "x")
        }
    }

    /// The unit of the design, word for word: after acceptance, working, and no stop at the cut-off.
    private func compare(_ state: CaseState, _ budget: Int, _ seed: Int) throws {
        let accepted = day("2026-03-02")
        var (net, due): (Int, Day?) = (0, nil)
        for offset in 1...90 {
            let current = accepted.advanced(by: offset)
            let stands = state.stops.stops.contains { stop in
                guard !stop.cancelled, stop.startedOn <= current else { return false }
                guard let resumed = stop.resumedOn else { return true }
                return current < resumed
            }
            guard calendar.isWorking(current), !stands else { continue }
            net += 1
            if net == budget { due = current }
            if offset == 40 {
                let reading = state.reading(on: current, calendar)
                #expect(reading?.netDays == net && reading?.remainingDays == budget - net, "seed \(seed)")
            }
        }
        #expect(state.due(calendar)?.day == due, "seed \(seed)")
    }
}
