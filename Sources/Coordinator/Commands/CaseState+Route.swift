import PermitPolicy
import Vocabulary

extension CaseState {
    func routeEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        switch command {
        case .chooseRoute(let route, let decision):
            guard route.facts.utility == utility else {
                throw Problem(
                    .stepNotOpen,
                    "case '\(id)' is for \(utility.rawValue), the route is for \(route.facts.utility.rawValue)",
                    help: "plan a route for \(utility.rawValue)")
            }
            let changed = self.route.map { $0.sha256 != route.sha256 } ?? false
            return [.routeChosen(route: route), .decisionMade(decision: decision)]
                + (try permitEvents(for: decision, routeChanged: changed))
        case .adoptDecision(let decision):
            return [.decisionMade(decision: decision)]
                + (try permitEvents(for: decision, routeChanged: false))
        case .withdrawRoute(let reason):
            try requireText(reason, "reason")
            guard route != nil else {
                throw Problem(
                    .stepNotOpen, "case '\(id)' has no chosen route to withdraw", help: "choose a route first"
                )
            }
            return [.routeWithdrawn(reason: reason)] + permits.compactMap(eventOnWithdrawal)
        case .setDirectConnection(let value, let reason):
            try requireText(reason, "reason")
            return [.directConnectionSet(value: value, reason: reason)]
        default: return []
        }
    }

    private func eventOnWithdrawal(of permit: PermitState) -> Event? {
        switch permit.stage {
        case .required, .preparing, .refused: .permitClosed(permit: permit.id, reason: .notNeeded)
        case .submitted, .accepted, .supplementRequested, .granted, .expired:
            .permitChangeRequired(permit: permit.id, reason: "route_withdrawn")
        case .changeRequired, .closed: nil
        }
    }

    /// What a decision changes in the permits: new ones, changed ones, those no longer needed.
    ///
    /// A permit is the same if kind and authority are; it keeps its id. Ordinals
    /// follow the order of the decision, so the same decisions give the same ids.
    private func permitEvents(
        for decision: PolicyDecision, routeChanged: Bool
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
                events += unmatched.remove(at: index).events(for: requirement, routeChanged: routeChanged)
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
        let leftOver = unmatched.filter { $0.stage != .closed }
        return events + leftOver.map { .permitClosed(permit: $0.id, reason: .notNeeded) }
    }
}

extension PermitState {
    fileprivate func isFor(_ requirement: PermitRequirement) -> Bool {
        id.kind == requirement.kind && self.requirement.authority.id == requirement.authority.id
    }

    /// What a new requirement for the same permit means for it.
    fileprivate func events(for requirement: PermitRequirement, routeChanged: Bool) -> [Event] {
        var events: [Event] = []
        let reopened = stage == .closed && closingReason == .notNeeded
        if reopened || requirement != self.requirement {
            events.append(.permitRequired(permit: id, requirement: requirement))
        }
        let bound: Set<PermitStage> = [.submitted, .accepted, .supplementRequested, .granted]
        if routeChanged, bound.contains(stage) {
            events.append(.permitChangeRequired(permit: id, reason: "route_changed"))
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
            case .chooseRoute(let route, _): [route.stub, own]
            case .withdrawRoute, .withdraw, .openValve: [own]
            default: []
            }
        return Set(names.compactMap(\.self)).sorted(by: inOrder)
    }

    /// A chosen route reserves its stub, withdrawal or another choice frees it, the open valve uses it (R24).
    func stubChanges(
        _ command: CaseCommand, on day: Day, _ states: [StubState], _ context: CommandContext
    ) throws(Problem) -> [Change] {
        var changes: [Change] = []
        for name in stubs(for: command) {
            let stub = states.first { $0.id == name } ?? StubState(id: name)
            guard let event = try stubEvent(command, stub) else { continue }
            changes.append(context.change(.stub(name), expecting: stub.version, [event], on: day))
        }
        return changes
    }

    private func stubEvent(_ command: CaseCommand, _ stub: StubState) throws(Problem) -> Event? {
        let mine = stub.use == .reserved(by: id)
        switch command {
        case .chooseRoute(let route, _) where route.stub == stub.id:
            if mine { return nil }
            guard stub.use == .free else {
                let holder = stub.use.caseID.map { " by case '\($0)'" } ?? ""
                throw Problem(
                    .stubNotFree, "stub '\(stub.id)' is \(stub.use.word)\(holder)",
                    at: .init(layer: "stubs", feature: stub.id), help: "plan the route again")
            }
            return .stubReserved(by: id)
        case .chooseRoute: return mine ? .stubReleased(by: id, reason: "route_changed") : nil
        case .withdrawRoute(let reason), .withdraw(let reason):
            return mine ? .stubReleased(by: id, reason: reason) : nil
        case .openValve: return mine ? .stubUsed(by: id) : nil
        default: return nil
        }
    }
}
