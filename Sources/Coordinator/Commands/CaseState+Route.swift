import PermitPolicy
import Vocabulary

extension CaseState {
    func routeEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        switch command {
        case .chooseRoute(let route, let decision, let measured):
            let changed = self.route.map { $0.sha256 != route.sha256 } ?? false
            return [.routeChosen(route: route), .decisionMade(decision: decision)]
                + (try permitEvents(for: decision, routeChanged: changed, measured))
        case .adoptDecision(let decision):
            return [.decisionMade(decision: decision)]
                + (try permitEvents(for: decision, routeChanged: false))
        case .recordAsBuilt(let line, let measured): return asBuiltEvents(line, measured)
        case .withdrawRoute(let reason):
            try requireText(reason, "reason")
            return [.routeWithdrawn(reason: reason)] + permits.compactMap(eventOnWithdrawal)
        case .stateFacts(let facts, let evidence, let decision):
            try requireText(evidence, "evidence")
            let stated = Event.factsStated(facts: facts.sorted { $0.field < $1.field }, evidence: evidence)
            guard let decision else { return [stated] }
            return [stated, .decisionMade(decision: decision)]
                + (try permitEvents(for: decision, routeChanged: false))
        default: return []
        }
    }

    private func asBuiltEvents(
        _ line: AsBuiltRecord, _ measured: [PermitID: CorridorDeparture]
    ) -> [Event] {
        [.asBuiltRecorded(line: line)]
            + permits.compactMap { permit in
                guard let departure = measured[permit.id], departure.leaves,
                    PermitStep.machine.row(.leavesCorridor, from: permit.stage) != nil
                else { return nil }
                return .permitChangeRequired(
                    permit: permit.id, reason: "as_built_left_corridor", departure: departure)
            }
    }

    /// What becomes of a permit whose route is gone, by the machine of permits.
    private func eventOnWithdrawal(of permit: PermitState) -> Event? {
        guard let row = PermitStep.machine.row(.routeWithdrawn, from: permit.stage) else { return nil }
        return row.to == [.closed]
            ? .permitClosed(permit: permit.id, reason: .notNeeded)
            : .permitChangeRequired(permit: permit.id, reason: "route_withdrawn")
    }

    /// What a decision changes in the permits: new ones, changed ones, those no longer needed.
    ///
    /// A permit that an authority has needs a change if the route leaves its corridor, or if that was not measured.
    ///
    /// A permit is the same if kind and authority are; it keeps its id. Ordinals
    /// follow the order of the decision, so the same decisions give the same ids.
    private func permitEvents(
        for decision: PolicyDecision, routeChanged: Bool,
        _ measured: [PermitID: CorridorDeparture] = [:]
    ) throws(Problem) -> [Event] {
        var unmatched = permits
        var ordinals: [PermitKind: Int] = [:]
        for permit in permits {
            ordinals[permit.id.kind] = max(ordinals[permit.id.kind] ?? 0, permit.id.ordinal)
        }
        var events: [Event] = []
        for requirement in decision.permits
        where requirement.verdict == .required || requirement.verdict == .review {
            if let index = unmatched.firstIndex(where: { $0.isFor(requirement) }) {
                let permit = unmatched.remove(at: index)
                events += permit.events(
                    for: requirement, routeChanged: routeChanged, measured[permit.id])
                continue
            }
            let ordinal = (ordinals[requirement.kind] ?? 0) + 1
            ordinals[requirement.kind] = ordinal
            guard let permit = PermitID(id, kind: requirement.kind, ordinal: ordinal) else {
                throw Problem(
                    .permitKindInvalid, "'\(requirement.kind)' is no kind a permit can have",
                    help: "kinds of a policy pack are capitals, digits and '_'")
            }
            events.append(.permitRequired(permit: permit, requirement: requirement))
        }
        let leftOver = unmatched.filter { PermitStep.machine.row(.noLongerNeeded, from: $0.stage) != nil }
        return events + leftOver.map { .permitClosed(permit: $0.id, reason: .notNeeded) }
    }
}

extension PermitState {
    fileprivate func isFor(_ requirement: PermitRequirement) -> Bool {
        id.kind == requirement.kind && self.requirement.authority.id == requirement.authority.id
    }

    /// What a new requirement for the same permit means for it.
    fileprivate func events(
        for requirement: PermitRequirement, routeChanged: Bool, _ departure: CorridorDeparture?
    ) -> [Event] {
        var events: [Event] = []
        let reopened = stage == .closed && closingReason == .notNeeded
        if reopened || requirement != self.requirement {
            events.append(.permitRequired(permit: id, requirement: requirement))
        }
        if routeChanged, departure?.leaves ?? true,
            PermitStep.machine.row(.routeChanged, from: stage) != nil
        {
            events.append(
                .permitChangeRequired(permit: id, reason: "route_changed", departure: departure))
        }
        return events
    }
}

extension CaseState {
    /// The stubs whose states ``decide(_:on:stubs:_:)`` needs for a command, in order.
    public func stubs(for command: CaseCommand) -> [String] {
        let own = route?.stub
        let names: [String?] =
            switch command {
            case .chooseRoute(let route, _, _): [route.stub, own]
            case .withdrawRoute, .withdraw, .openValve: [own]
            default: []
            }
        return Set(names.compactMap(\.self)).sorted(by: inOrder)
    }

    /// A chosen route reserves its stub, withdrawal or another choice frees it, the open valve uses it (R24).
    func stubChanges(_ attempt: Attempt) -> [Change] {
        stubs(for: attempt.command).compactMap { name in
            let stub = attempt.stub(name)
            guard let event = stubEvent(attempt.command, stub) else { return nil }
            return attempt.context.change(
                .stub(name), expecting: stub.version, [event], on: attempt.day)
        }
    }

    /// The stub a route starts from serves no other case.
    func requireFreeStub(_ attempt: Attempt) throws(Problem) {
        guard case .chooseRoute(let route, _, _) = attempt.command, let name = route.stub else { return }
        let stub = attempt.stub(name)
        guard stub.use != .free, stub.use != .reserved(by: id) else { return }
        let holder = stub.use.caseID.map { " by case '\($0)'" } ?? ""
        throw Problem(
            .stubNotFree, "stub '\(stub.id)' is \(stub.use.word)\(holder)",
            at: .init(layer: "stubs", feature: stub.id), help: "plan the route again")
    }

    func requireSameUtility(_ command: CaseCommand) throws(Problem) {
        guard case .chooseRoute(let route, _, _) = command, route.facts.utility != utility else { return }
        throw Problem(
            .stepNotOpen,
            "case '\(id)' is for \(utility.rawValue), the route is for \(route.facts.utility.rawValue)",
            help: "plan a route for \(utility.rawValue)")
    }

    private func stubEvent(_ command: CaseCommand, _ stub: StubState) -> Event? {
        let mine = stub.use == .reserved(by: id)
        switch command {
        case .chooseRoute(let route, _, _) where route.stub == stub.id:
            return mine ? nil : .stubReserved(by: id)
        case .chooseRoute: return mine ? .stubReleased(by: id, reason: "route_changed") : nil
        case .withdrawRoute(let reason), .withdraw(let reason):
            return mine ? .stubReleased(by: id, reason: reason) : nil
        case .openValve: return mine ? .stubUsed(by: id) : nil
        default: return nil
        }
    }
}
