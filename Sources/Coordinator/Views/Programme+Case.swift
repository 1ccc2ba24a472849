import PermitPolicy
import Vocabulary
import WorkCalendar

extension Programme {
    /// The programme of what a decision requires, before there is a case.
    ///
    /// - Parameter mode: nil takes the decision's own, parallel if it names none.
    public init(
        _ decision: PolicyDecision, from day: Day, _ mode: ApprovalMode?, _ calendar: WorkCalendar
    ) {
        var seen: [PermitKind: Int] = [:]
        let steps = decision.permits.filter { $0.verdict == .required }.map { permit in
            seen[permit.kind, default: 0] += 1
            let count = seen[permit.kind, default: 1]
            return Step(
                id: count == 1 ? permit.kind.rawValue : "\(permit.kind)-\(count)", kind: permit.kind,
                prerequisites: permit.prerequisites, limit: permit.promisedDays ?? permit.statutoryDays,
                assumption: permit.limitAssumption)
        }
        self.init(steps, from: day, mode ?? decision.approval ?? .parallel, calendar)
    }

    /// The programme of a case as it stands: granted permits where they were granted, the rest from `today` on.
    ///
    /// - Parameters:
    ///   - mode: nil takes the mode of the case's policy.
    ///   - whatIf: days on which permits are taken to be granted, whatever their state; ids the case has not are of no
    ///     effect.
    public init(
        _ state: CaseState, on today: Day, _ mode: ApprovalMode?, _ calendar: WorkCalendar,
        whatIf: [PermitID: WhatIf] = [:]
    ) {
        let steps = state.programmePermits.map { permit in
            var step = permit.step(on: today, calendar)
            if permit.stage(on: today) != .granted { step.whatIf = whatIf[permit.id] }
            return step
        }
        self.init(steps, from: today, state.approval(mode), calendar)
    }
}

extension CaseState {
    /// The permits that keep the works from starting: required for certain and not closed.
    public var programmePermits: [PermitState] {
        permits.filter { $0.requirement.verdict == .required && $0.stage != .closed }
    }

    /// The open permits a programme leaves out, since their rule is not certain or waives them.
    public var permitsOutsideProgramme: [PermitState] {
        permits.filter { $0.requirement.verdict != .required && $0.stage != .closed }
    }

    /// What a supervisor must know about a programme: permits that lapse before the dig, cycles, unknown limits.
    public func findings(of programme: Programme, on today: Day) -> [Finding] {
        var findings: [Finding] = []
        if !programme.cycle.isEmpty {
            findings.append(
                Finding(
                    .prerequisiteCycle, .error,
                    "permits wait for one another: \(programme.cycle.joined(separator: ", "))",
                    subjects: programme.cycle, help: "mend the dependencies of the policy pack"))
        }
        if let ready = programme.readyToDig {
            for permit in programmePermits where permit.stage(on: today) == .granted {
                guard let until = permit.validUntil, until < ready else { continue }
                findings.append(
                    Finding(
                        .permitLapses, .warning,
                        "permit '\(permit.id)' lapses on \(until), before the works may start on \(ready)"
                            + (permit.validUntilDerived ? "; \(permit.derivation)" : ""),
                        subjects: [permit.id.rawValue], help: "apply for an extension before \(until)"))
            }
            for bar in programme.bars where bar.assumption.kind != .granted {
                guard let finish = bar.finish,
                    let permit = programmePermits.first(where: { $0.id.rawValue == bar.id }),
                    let until = permit.requirement.validity?.lastDay(grantedOn: finish), until < ready
                else { continue }
                findings.append(
                    Finding(
                        .permitLapses, .warning,
                        "permit '\(permit.id)', taken as granted on \(finish), would lapse on \(until), before the "
                            + "works may start on \(ready); \(permit.derivation)",
                        subjects: [permit.id.rawValue], help: "apply for it later"))
            }
        }
        for bar in programme.bars where bar.assumption.kind == .none {
            findings.append(
                Finding(
                    .permitLimitUnknown, .note, "no limit is known for permit '\(bar.id)'",
                    subjects: [bar.id], help: "ask the authority; try a day with 'clock what-if'"))
        }
        return findings
    }
}

extension PermitState {
    /// What a derived end rests on.
    fileprivate var derivation: String {
        "no end was given, its validity is \(requirement.validity?.words ?? "not known")"
    }
}

extension PermitRequirement {
    /// The limit a forecast uses, in words: the authority's promise, else the law's.
    var limitAssumption: Programme.Assumption {
        .init(promisedDays ?? statutoryDays, promised: promisedDays != nil)
    }
}

extension PermitState {
    fileprivate func step(on today: Day, _ calendar: WorkCalendar) -> Programme.Step {
        var step = Programme.Step(
            id: id.rawValue, kind: id.kind, prerequisites: requirement.prerequisites, limit: limit,
            assumption: requirement.limitAssumption)
        switch stage(on: today) {
        case .granted:
            step.acceptedOn = acceptedOn
            step.finishOn = decidedOn
            step.assumption = .granted(decidedOn)
        case .accepted, .supplementRequested:
            step.acceptedOn = acceptedOn
            // An owed supplement is taken to be supplied today.
            guard let limit, let due = clock(limit, suppliedOn: today)?.due(calendar)?.day else { break }
            step.finishOn = max(due, today)
            if due < today { step.assumption = .overdue(limit, since: due) }
        default: break
        }
        return step
    }
}
