import PermitPolicy
import Vocabulary

extension CaseState {
    func permitEvents(_ command: CaseCommand, on day: Day) throws(Problem) -> [Event] {
        switch command {
        case .assignPermit(let id, _, let name):
            try requireText(name, "name")
            return [.permitAssigned(permit: id, company: name)]
        case .preparePermit(let id): return [.permitPreparationStarted(permit: id)]
        case .submitPermit(let id, let number): return [.permitSubmitted(permit: id, number: number)]
        case .acceptPermit(let id):
            let permit = try known(id)
            guard permit.stage == .supplementRequested else { return [.permitAccepted(permit: id)] }
            let supplied = Event.supplementSupplied(permit: id)
            return permit.acceptedOn == nil ? [supplied, .permitAccepted(permit: id)] : [supplied]
        case .requestSupplement(let id, let items): return [.supplementRequested(permit: id, items: items)]
        case .grantPermit(let id, let certificate, let until, let evidence):
            let derived = until == nil ? try known(id).requirement.validity?.lastDay(grantedOn: day) : nil
            return [
                .permitGranted(
                    permit: id, certificate: certificate, until: until ?? derived, evidence: evidence,
                    untilDerived: derived == nil ? nil : true)
            ]
        case .refusePermit(let id, let reason, let note):
            return [.permitRefused(permit: id, reason: reason, note: note)]
        case .extendPermit(let id, let until): return [.permitExtended(permit: id, until: until)]
        case .requireChange(let id, let reason):
            try requireText(reason, "reason")
            return [.permitChangeRequired(permit: id, reason: reason)]
        case .closePermit(let id, let reason): return [.permitClosed(permit: id, reason: reason)]
        case .recordDuty(let id, let duty, let note):
            try requireText(duty, "duty")
            return [.permitDutyDone(permit: id, duty: duty, note: note)]
        case .recordOuterDuty(let duty, let note): return [.outerDutyDone(duty: duty, note: note)]
        default: return []
        }
    }

    func known(_ id: PermitID) throws(Problem) -> PermitState {
        guard let permit = permit(id) else {
            let nearest = nearestWord(to: id.rawValue, among: permits.map(\.id.rawValue))
            throw Problem(
                .noSuchPermit, "case '\(self.id)' has no permit '\(id)'",
                help: nearest.map { "did you mean '\($0)'?" } ?? "'permit list --case \(self.id)' shows them")
        }
        return permit
    }

    /// No step of a permit is dated before an earlier one, also those a change of route brings about.
    func requirePermitOrder(_ events: [Event], on day: Day) throws(Problem) {
        for event in events {
            switch event {
            case .permitRequired, .permitAssigned: continue
            default: break
            }
            guard let permit = event.permit.flatMap(permit), let last = permit.lastStepOn, day < last else {
                continue
            }
            throw Problem(
                .permitDateBeforeStep,
                "\(day) lies before the last step of permit '\(permit.id)' on \(last) (\(permit.stage.rawValue))",
                help: "give a day from \(last) on")
        }
    }

    /// In serial approval a permit is submitted after its prerequisites; in parallel approval with them.
    func requirePrerequisites(of permit: PermitState, on day: Day, _ context: CommandContext) throws(Problem)
    {
        guard approval(context.approval) == .serial,
            let missing = missingPrerequisites(of: permit, on: day).first
        else { return }
        throw Problem(
            .prerequisiteMissing,
            "permit '\(permit.id)' follows '\(missing.id)', which is \(missing.stage.rawValue) on \(day)",
            help: "obtain '\(missing.id)' first, or work with parallel approval")
    }

    func requirePrerequisites(
        of permit: PermitState, orEvidence evidence: String?, on day: Day
    ) throws(Problem) {
        if let evidence { return try requireText(evidence, "evidence") }
        guard let missing = missingPrerequisites(of: permit, on: day).first else { return }
        throw Problem(
            .prerequisiteMissing,
            "permit '\(permit.id)' follows '\(missing.id)', which is \(missing.stage.rawValue) on \(day)",
            help:
                "record the grant of '\(missing.id)' first, or give the evidence that both were decided together"
        )
    }

    func requireLaterEnd(_ permit: PermitState, _ until: Day) throws(Problem) {
        guard let validUntil = permit.validUntil, until > validUntil else {
            let present = permit.validUntil.map { "until \($0)" } ?? "without an end"
            throw Problem(
                .validityRefused,
                "permit '\(permit.id)' is valid \(present) and cannot be extended until \(until)",
                help: "give a later day")
        }
    }

    /// A duty is one of the permit or of any outer line, and is recorded once for each grant.
    func requireOpenDuty(_ permit: PermitState, _ duty: String) throws(Problem) {
        if let done = permit.duties.first(where: { $0.duty == duty }) {
            throw Problem(.stepRepeated, "duty '\(duty)' of permit '\(permit.id)' was recorded on \(done.on)")
        }
        let known = (permit.requirement.duties + (decision?.duties ?? [])).map(\.id)
        guard !known.isEmpty, !known.contains(duty) else { return }
        let near = nearestWord(to: duty, among: known)
        throw Problem(
            .stepNotOpen, "permit '\(permit.id)' brings no duty '\(duty)'",
            help: near.map { "did you mean '\($0)'?" } ?? "duties: \(known.joined(separator: ", "))")
    }

    /// A duty of the outer line is one the policy names, and is recorded once, here or with a permit.
    func requireOpenOuterDuty(_ duty: String) throws(Problem) {
        let known = outerDuties.map(\.id)
        guard known.contains(duty) else {
            let near = nearestWord(to: duty, among: known)
            throw Problem(
                .stepNotOpen, "the outer line of case '\(id)' brings no duty '\(duty)'",
                help: near.map { "did you mean '\($0)'?" }
                    ?? (known.isEmpty ? "it has none" : "duties: \(known.joined(separator: ", "))"))
        }
        guard let done = outerDutyDone(duty) else { return }
        throw Problem(.stepRepeated, "duty '\(duty)' of case '\(id)' was recorded on \(done)")
    }

    /// The permits of this case that must be granted before `permit` and are not by `day`.
    ///
    /// Kinds the route does not need, kinds that are closed and kinds whose
    /// source is unverified (verdict `review`) hold nothing up.
    public func missingPrerequisites(of permit: PermitState, on day: Day) -> [PermitState] {
        permits.filter { other in
            permit.requirement.prerequisites.contains(other.id.kind) && other.id != permit.id
                && other.requirement.verdict == .required && other.stage != .closed
                && (other.stage(on: day) != .granted || other.decidedOn.map { $0 > day } ?? true)
        }
    }
}
