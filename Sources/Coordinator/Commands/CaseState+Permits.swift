import PermitPolicy
import Vocabulary

extension CaseState {
    func permitEvents(
        _ command: CaseCommand, on day: Day, _ context: CommandContext
    ) throws(Problem) -> [Event] {
        switch command {
        case .assignPermit(let id, let role, let name):
            _ = try known(id)
            try requireAssignee(role, name)
            return [.permitAssigned(permit: id, company: name)]
        case .preparePermit(let id):
            _ = try permit(id, from: [.required, .refused, .changeRequired], "prepared")
            return [.permitPreparationStarted(permit: id)]
        case .submitPermit(let id, let number):
            try requireSubmittable(id, on: day, context)
            return [.permitSubmitted(permit: id, number: number)]
        case .acceptPermit(let id):
            let permit = try permit(id, from: [.submitted, .supplementRequested], "accepted")
            guard permit.stage == .supplementRequested else { return [.permitAccepted(permit: id)] }
            let supplied = Event.supplementSupplied(permit: id)
            return permit.acceptedOn == nil ? [supplied, .permitAccepted(permit: id)] : [supplied]
        case .requestSupplement(let id, let items):
            _ = try permit(id, from: [.submitted, .accepted], "sent back for supplements")
            return [.supplementRequested(permit: id, items: items)]
        case .grantPermit(let id, let certificate, let until, let evidence):
            try requireGrantable(id, until: until, evidence: evidence, on: day)
            return [.permitGranted(permit: id, certificate: certificate, until: until, evidence: evidence)]
        case .refusePermit(let id, let reason, let note):
            _ = try permit(id, from: [.submitted, .accepted, .supplementRequested], "refused")
            return [.permitRefused(permit: id, reason: reason, note: note)]
        case .extendPermit(let id, let until):
            try requireExtendable(id, until: until, on: day)
            return [.permitExtended(permit: id, until: until)]
        case .requireChange(let id, let reason):
            _ = try permit(
                id, from: [.submitted, .accepted, .supplementRequested, .granted], "changed")
            try requireText(reason, "reason")
            return [.permitChangeRequired(permit: id, reason: reason)]
        case .closePermit(let id, let reason):
            _ = try permit(id, from: Set(PermitStage.allCases).subtracting([.closed]), "closed")
            return [.permitClosed(permit: id, reason: reason)]
        default: return []
        }
    }

    private func known(_ id: PermitID) throws(Problem) -> PermitState {
        guard let permit = permit(id) else {
            let nearest = nearestWord(to: id.rawValue, among: permits.map(\.id.rawValue))
            throw Problem(
                .noSuchPermit, "case '\(self.id)' has no permit '\(id)'",
                help: nearest.map { "did you mean '\($0)'?" } ?? "'permit list --case \(self.id)' shows them")
        }
        return permit
    }

    /// The permit, if its stage is one of `stages`.
    private func permit(
        _ id: PermitID, from stages: Set<PermitStage>, _ verb: String
    ) throws(Problem) -> PermitState {
        let permit = try known(id)
        guard stages.contains(permit.stage) else {
            let from = PermitStage.allCases.filter(stages.contains).map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .permitStepRefused,
                "permit '\(id)' is \(permit.stage.rawValue) and cannot be \(verb)",
                help: "it can be \(verb) when it is: \(from)")
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

    private func requireAssignee(_ role: PartyRole, _ name: String) throws(Problem) {
        try requireText(name, "name")
        guard role == .franchiseUtility else {
            throw Problem(
                .assigneeRefused,
                "a permit cannot be assigned to the \(role == .contractor ? "contractor" : "user")",
                help: "assign it to the franchise utility; applicant and contractor co-operate")
        }
        try refuseUser(name, "in charge of a permit")
    }

    private func requireSubmittable(
        _ id: PermitID, on day: Day, _ context: CommandContext
    ) throws(Problem) {
        let permit = try permit(
            id, from: [.required, .preparing, .refused, .changeRequired], "submitted")
        guard let interfaceToldOn else {
            throw Problem(
                .interfaceNotTold, "the user was not told the interface position of case '\(self.id)'",
                help: "record it first: 'case tell-interface FILE \(self.id) --on DATE'")
        }
        guard day >= interfaceToldOn else {
            throw Problem(
                .interfaceNotTold,
                "\(day) lies before the interface position was told to the user on \(interfaceToldOn)",
                help: "give a day from \(interfaceToldOn) on")
        }
        guard approval(context.approval) == .serial,
            let missing = missingPrerequisites(of: permit, on: day).first
        else {
            return
        }
        throw Problem(
            .prerequisiteMissing,
            "permit '\(id)' follows '\(missing.id)', which is \(missing.stage.rawValue) on \(day)",
            help: "obtain '\(missing.id)' first, or work with parallel approval")
    }

    private func requireGrantable(
        _ id: PermitID, until: Day?, evidence: String?, on day: Day
    ) throws(Problem) {
        let permit = try permit(id, from: [.accepted], "granted")
        if let until, until < day {
            throw Problem(
                .validityRefused, "permit '\(id)' would end on \(until), before it is granted on \(day)")
        }
        if let evidence { return try requireText(evidence, "evidence") }
        guard let missing = missingPrerequisites(of: permit, on: day).first else { return }
        throw Problem(
            .prerequisiteMissing,
            "permit '\(id)' follows '\(missing.id)', which is \(missing.stage.rawValue) on \(day)",
            help:
                "record the grant of '\(missing.id)' first, or give the evidence that both were decided together"
        )
    }

    private func requireExtendable(_ id: PermitID, until: Day, on day: Day) throws(Problem) {
        let permit = try permit(id, from: [.granted], "extended")
        guard let validUntil = permit.validUntil, until > validUntil else {
            let present = permit.validUntil.map { "until \($0)" } ?? "without an end"
            throw Problem(
                .validityRefused, "permit '\(id)' is valid \(present) and cannot be extended until \(until)",
                help: "give a later day")
        }
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
