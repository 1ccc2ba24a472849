import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Any sequence of commands")
struct PropertyTests {
    @Test("keeps the laws of a case, and replaying its events gives its state", arguments: 0..<60)
    func laws(_ seed: Int) throws {
        var generator = Seeded(UInt64(seed) &* 7919)
        var bench = try Fixture.accepted(met: seed % 2 == 0 ? ValveCondition.allCases : [])
        let approval: ApprovalMode = seed % 3 == 0 ? .serial : .parallel
        let context = try Fixture.context("2026-06-30", approval)
        var today = day("2026-03-02")
        var done = 0
        for turn in 0..<120 {
            // Mostly onwards, sometimes back: dates that go back must be refused, not recorded.
            today = today.advanced(by: Int.random(in: -2...4, using: &generator))
            let command =
                turn >= 100 && turn % 4 == 0 ? .openValve : try randomCommand(bench, today, &generator)
            let before = bench.state
            do {
                try bench.run(command, today.description, context)
                done += 1
            } catch let problem as Problem {
                #expect(bench.state == before, "refused, yet changed: \(problem)")
                #expect(!problem.message.isEmpty)
            }
            try checkLaws(bench, approval)
        }
        #expect(done > 15, "seed \(seed): the walk went nowhere")
        let own = bench.log.filter { $0.stream == .connection(bench.state.id) }
        #expect(CaseState(id: bench.state.id, own) == bench.state)
        let stored = try own.map { entry in
            var copy = entry
            copy.event = try EventRecord(entry.event).event()
            return copy
        }
        #expect(CaseState(id: bench.state.id, stored) == bench.state)
    }

    private func randomCommand(
        _ bench: Bench, _ today: Day, _ generator: inout Seeded
    ) throws -> CaseCommand {
        let permit = try bench.state.permits.randomElement(using: &generator)?.id ?? bench.permit("PLAN")
        let mark = UInt8.random(in: 1...3, using: &generator)
        let kinds = Fixture.chain.filter { _ in Bool.random(using: &generator) }
        let commands: [CaseCommand] = [
            .chooseRoute(Fixture.route(mark, from: "stubs", "S\(mark)"), Fixture.decision(kinds)),
            .withdrawRoute(reason: "x"), .tellInterface(), .preparePermit(permit), .submitPermit(permit),
            .submitPermit(permit), .acceptPermit(permit), .acceptPermit(permit),
            .requestSupplement(permit, items: []),
            .grantPermit(permit, until: today.advanced(by: 30)), .grantPermit(permit),
            .refusePermit(permit, reason: .other), .extendPermit(permit, until: today.advanced(by: 60)),
            .requireChange(permit, reason: "x"), .closePermit(permit, reason: .mergedIntoOther),
            .stopClock(.design, holder: "x"), .stopClock(.customer, holder: "y"), .resumeClock(),
            .resumeClock(stop: "1"), .confirmScheme(), .recordCondition(.inPlotAccepted),
            .recordCondition(.equipmentInstalled, met: Bool.random(using: &generator)),
            .recordTask(.contacted),
            .recordTask(.needKnown), .recordVisit(), .assignRepresentativeByHand(name: "王\(mark)"),
            .assignUtilityByHand(company: "水\(mark)"), .adoptDecision(Fixture.decision(kinds)),
        ]
        return commands.randomElement(using: &generator) ?? .recordVisit()
    }

    private func checkLaws(_ bench: Bench, _ approval: ApprovalMode) throws {
        let state = bench.state
        #expect(Set(state.permits.map(\.id)).count == state.permits.count)
        #expect(state.permits.map(\.id) == state.permits.map(\.id).sorted())
        for permit in state.permits {
            // R30: nothing was ever submitted before the user was told.
            for step in permit.steps where step.stage == .submitted {
                #expect(state.interfaceToldOn.map { $0 <= step.on } ?? false)
            }
            let days = permit.steps.map(\.on)
            #expect(days == days.sorted())
            if permit.stage == .granted { #expect(permit.acceptedOn != nil && permit.decidedOn != nil) }
        }
        // R43: an open valve had both conditions.
        if state.valveOpenedOn != nil { #expect(state.missingConditions.isEmpty && state.acceptedOn != nil) }
        // One cause stops the clock once at a time.
        let standing = state.stops.stops.filter { $0.resumedOn == nil }
        #expect(Set(standing.map(\.cause)).count == standing.count)
        if let reading = state.reading(on: day("2026-06-30"), Fixture.calendar) {
            #expect(reading.netDays >= 0 && reading.netDays + reading.stoppedDays == reading.grossDays)
        }
        // R24: the case holds at most the stub of its route.
        let held = bench.stubs.values.filter { $0.use.caseID == state.id }.map(\.id)
        #expect(held == (state.route?.stub).map { [$0] } ?? [])
        // What a list counts is what there is to do.
        let open = state.permits.filter(\.isOpen).count
        #expect(state.card(on: day("2026-06-30"), Fixture.calendar).permitsOpen == open)
    }
}
