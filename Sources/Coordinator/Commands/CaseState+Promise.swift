import PermitPolicy
import Vocabulary

extension CaseState {
    func promiseEvents(_ command: CaseCommand, on day: Day) throws(Problem) -> [Event] {
        switch command {
        case .accept(let pending): return try acceptanceEvents(pending, on: day)
        case .issueNotice(let stage, let items):
            try requireText(stage, "stage")
            try requireText(items.joined(), "list of items")
            return [.noticeIssued(stage: stage, items: items)]
        case .supplyDocument(let document):
            guard documentsPending.contains(where: { $0.document == document }) else {
                let nearest = nearestWord(to: document, among: documentsPending.map(\.document))
                throw Problem(
                    .stepNotOpen, "document '\(document)' is not pending in case '\(id)'",
                    help: nearest.map { "did you mean '\($0)'?" })
            }
            return [.documentSupplied(document: document)]
        case .confirmScheme(let note):
            try requireSchemeStep(on: day)
            return [.schemeConfirmed(note: note)]
        case .recordCondition(let condition, let met, let evidence):
            try requireChange(of: condition, to: met)
            return [.conditionRecorded(condition: condition, met: met, evidence: evidence)]
        case .openValve:
            try requireValveOpenable(on: day)
            return [.valveOpened]
        case .withdraw(let reason):
            try requireText(reason, "reason")
            let open = permits.filter { $0.stage != .closed }
            return [.caseWithdrawn(reason: reason)]
                + open.map { .permitClosed(permit: $0.id, reason: .caseWithdrawn) }
        default: return []
        }
    }

    private func acceptanceEvents(_ pending: [PendingDocument], on day: Day) throws(Problem) -> [Event] {
        guard let application else {
            throw Problem(
                .stepNotOpen, "nobody has applied in case '\(id)' yet",
                help: "file the application that names '\(id.intake)' as its pre-construction project")
        }
        if let acceptedOn {
            throw Problem(.stepRepeated, "case '\(id)' was accepted on \(acceptedOn)")
        }
        try require(day, notBefore: application.filedOn, "the application was filed")
        return acceptance(pending)
    }

    /// Acceptance with the one notice of all that is missing (R16, R44).
    func acceptance(_ pending: [PendingDocument]) -> [Event] {
        let items = pending.map(\.document) + missingConditions.map(\.rawValue)
        let accepted = Event.caseAccepted(pending: pending)
        return items.isEmpty ? [accepted] : [accepted, .noticeIssued(stage: "acceptance", items: items)]
    }

    private func requireSchemeStep(on day: Day) throws(Problem) {
        let acceptedOn = try requireAccepted("there is no scheme to confirm")
        guard needsScheme else {
            throw Problem(
                .stepNotOpen, "class '\(decision?.promise.classID ?? "")' of case '\(id)' has no scheme step",
                help: "it goes from acceptance to valve opening")
        }
        if let schemeConfirmedOn {
            throw Problem(.stepRepeated, "the scheme of case '\(id)' was confirmed on \(schemeConfirmedOn)")
        }
        try require(day, notBefore: acceptedOn, "the case was accepted")
    }

    private func requireChange(of condition: ValveCondition, to met: Bool) throws(Problem) {
        switch (conditions[condition], met) {
        case (let day?, true):
            throw Problem(.stepRepeated, "'\(condition.meaning)' was recorded on \(day)")
        case (nil, false):
            throw Problem(
                .stepNotOpen, "'\(condition.meaning)' was never recorded as met",
                help: "there is nothing to take back")
        default: break
        }
    }

    /// R43, R44: every thing that is missing is named in one answer.
    private func requireValveOpenable(on day: Day) throws(Problem) {
        var missing: [String] = []
        if acceptedOn == nil { missing.append("the case is not accepted") }
        if needsScheme, schemeConfirmedOn == nil { missing.append("the scheme is not confirmed") }
        missing += missingConditions.map { "\($0.rawValue): '\($0.meaning)' is not recorded" }
        guard missing.isEmpty else {
            throw Problem(
                .valveBlocked,
                "the valve of case '\(id)' may not be opened: \(missing.joined(separator: "; "))",
                help: "record what is missing, then open the valve")
        }
        try require(day, notBefore: acceptedOn, "the case was accepted")
        try require(day, notBefore: schemeConfirmedOn, "the scheme was confirmed")
        for condition in ValveCondition.allCases {
            try require(day, notBefore: conditions[condition], "'\(condition.meaning)'")
        }
    }

    func serviceEvents(_ command: CaseCommand, on day: Day) throws(Problem) -> [Event] {
        switch command {
        case .recordExtension(let service):
            try requireText(service.work, "work")
            try requireText(service.owner, "owner")
            try requireAmount(service.lengthM, "length_m")
            try requireAmount(service.cost, "cost")
            return [.extensionServiceRecorded(service: service)]
        case .logActivity(let activity, let note): return [.activityLogged(activity: activity, note: note)]
        case .recordVisit(let note): return [.applicantVisited(note: note)]
        case .makeCommitment(let text, let checkOn):
            try requireText(text, "text")
            try require(checkOn, notBefore: day, "the commitment was made")
            return [.commitmentMade(text: text, checkOn: checkOn)]
        case .checkCommitment(let text, let kept):
            guard let open = commitments.first(where: { $0.text == text && $0.checkedOn == nil }) else {
                throw Problem(
                    .stepNotOpen, "case '\(id)' has no open commitment '\(text)'",
                    help: "'case show' lists them")
            }
            try require(day, notBefore: open.madeOn, "the commitment was made")
            return [.commitmentChecked(text: text, kept: kept)]
        default: return []
        }
    }

    private func requireAmount(_ value: Double?, _ field: String) throws(Problem) {
        guard let value, !(value.isFinite && value >= 0) else { return }
        throw Problem(
            .valueRefused, "'\(value)' is no \(field)", at: .init(field: field),
            help: "give a number from 0 on")
    }
}
