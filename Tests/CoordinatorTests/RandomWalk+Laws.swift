import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

extension RandomWalk {
    /// Every move is one the tables know.
    func checkMove(from before: CaseState, by command: CaseCommand) {
        let after = bench.state
        law(
            ConnectionStep.machine.allows(command.step, from: before.stage, to: after.stage),
            "\(before.stage) to \(after.stage) by \(command)")
        if let step = command.earlyStep {
            law(
                EarlyStep.machine.allows(step, from: before.earlyStage, to: after.earlyStage),
                "\(before.earlyStage) to \(after.earlyStage) by \(command)")
        } else {
            law(before.earlyStage == after.earlyStage, "\(command) moved the early works")
        }
        let follows: [PermitStep] = [
            .routeChanged, .leavesCorridor, .routeWithdrawn, .noLongerNeeded, .neededAgain,
        ]
        for permit in after.permits {
            guard let old = before.permit(permit.id) else {
                law(permit.stage == .required, "\(permit.id) began as \(permit.stage)")
                continue
            }
            guard old.stage != permit.stage else { continue }
            let own = command.permitStep.map { $0.permit == permit.id ? [$0.step] : [] } ?? follows
            let known = own.contains {
                PermitStep.machine.allows($0, from: old.stage(on: today), to: permit.stage)
                    || PermitStep.machine.allows($0, from: old.stage, to: permit.stage)
            }
            law(known, "\(old.stage) to \(permit.stage) by \(command)")
        }
    }

    func checkLaws() {
        let state = bench.state
        for permit in state.permits { check(permit, of: state) }
        law(state.permits.map(\.id) == Set(state.permits.map(\.id)).sorted(), "permits twice or out of order")
        // R43: an open valve had both conditions, and acceptance before it.
        if state.valveOpenedOn != nil {
            let met = ValveCondition.allCases.allSatisfy { state.conditions[$0] != nil }
            law(met && state.acceptedOn != nil, "R43: the valve is open without its conditions")
        }
        // R38: one representative, the last of those the case was handed to.
        law(state.handOvers.last?.name == state.representative, "R38: two representatives")
        // R30: nor is anything built before the user was told.
        law(state.tasks[.built] == nil || state.interfaceToldOn != nil, "R30: built before the user was told")
        let standing = state.stops.stops.filter(\.isOpen).map { [$0.cause.rawValue, $0.holder] }
        law(Set(standing).count == standing.count, "one holder stops the clock twice for one cause")
        // R24: the case holds at most the stub of its route.
        let held = bench.stubs.values.filter { $0.use.caseID == state.id }.map(\.id)
        let wanted = state.withdrawnOn == nil ? (state.route?.stub).map { [$0] } ?? [] : []
        law(held == wanted, "R24: holds \(held), its route starts at \(wanted)")
        let open = state.permits.filter(\.isOpen).count
        law(state.card(on: today, Fixture.calendar).permitsOpen == open, "the board counts otherwise")
    }

    private func check(_ permit: PermitState, of state: CaseState) {
        let steps = permit.steps
        law(zip(steps, steps.dropFirst()).allSatisfy { $0.on <= $1.on }, "\(permit.id): steps out of order")
        for (index, step) in steps.enumerated() {
            let before = index > 0 ? steps[index - 1].stage : .required
            switch step.stage {
            // R30: nothing is submitted before the user was told; a repair has no user to tell.
            case .submitted where before != .supplementRequested && state.emergency == nil:
                law(
                    state.interfaceToldOn.map { $0 <= step.on } ?? false,
                    "R30: \(permit.id) was submitted before the user was told")
            case .accepted:
                law(before == .submitted || before == .supplementRequested, "accepted unsubmitted")
            case .granted: law(before == .accepted, "granted unaccepted")
            default: break
            }
        }
        // R32: neither applicant nor contractor ever holds a permit.
        if let holder = state.assignee(of: permit) {
            law(holder != state.applicant && holder != state.contractor, "R32: \(holder) holds \(permit.id)")
        }
    }
}
