import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseState {
    func promiseEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        switch command {
        case .accept(let pending, let clockRuns):
            return acceptance(pending, clockRuns: clockRuns)
        case .stopClock(let cause, let holder, let evidence):
            try requireText(holder, "holder")
            return [.clockStopped(stop: nextStop, cause: cause, holder: holder, evidence: evidence)]
        case .resumeClock(let stop, let evidence):
            return [.clockResumed(stop: try standingStop(stop).id, evidence: evidence)]
        case .issueNotice(let stage, let items):
            try requireText(stage, "stage")
            return [.noticeIssued(stage: stage, items: items + allMissing.filter { !items.contains($0) })]
        case .recordSurvey(let note): return [.siteSurveyed(note: note)]
        case .fileDocument(let document):
            try requireText(document.material, "material")
            try requireText(document.reference, "reference")
            return [.documentFiled(document: document)] + resumption(without: document.material)
        case .supplyDocument(let document):
            return [.documentSupplied(document: document)] + resumption(without: document)
        case .confirmScheme(let note): return [.schemeConfirmed(note: note)]
        case .recordCondition(let condition, let met, let evidence):
            return [.conditionRecorded(condition: condition, met: met, evidence: evidence)]
                + (met ? resumption(with: condition) : [])
        case .openValve: return [.valveOpened]
        case .withdraw(let reason):
            try requireText(reason, "reason")
            let open = permits.filter { PermitStep.machine.row(.noLongerNeeded, from: $0.stage) != nil }
            return [.caseWithdrawn(reason: reason)]
                + open.map { .permitClosed(permit: $0.id, reason: .caseWithdrawn) }
        default: return []
        }
    }

    /// What is known to be missing: pending documents, then conditions of the valve opening.
    public var allMissing: [String] {
        documentsPending.map(\.document) + missingConditions.map(\.rawValue)
    }

    /// Acceptance with the one notice of all that is missing (R16, R44).
    ///
    /// - Parameter clockRuns: false where the pack lets the clock stand until nothing is pending.
    func acceptance(_ pending: [PendingDocument], clockRuns: Bool) -> [Event] {
        let items = pending.map(\.document) + missingConditions.map(\.rawValue)
        let accepted = Event.caseAccepted(pending: pending)
        if items.isEmpty { return [accepted] }
        var events: [Event] = [accepted, .noticeIssued(stage: "acceptance", items: items)]
        if !clockRuns {
            events.append(
                .clockStopped(
                    stop: nextStop, cause: .customer, holder: applicant ?? "", evidence: Self.pendingStop))
        }
        return events
    }

    /// The evidence by which the stop of a pending acceptance is known again.
    private static let pendingStop = "accepted_pending"

    private var nextStop: String { String(stops.stops.count + 1) }

    /// Ends the stop of a pending acceptance once nothing is pending any more.
    private func resumption(without document: String? = nil, with condition: ValveCondition? = nil) -> [Event]
    {
        let stop = stops.stops.first { $0.resumedOn == nil && $0.evidence == Self.pendingStop }
        let open =
            documentsPending.contains { $0.document != document }
            || missingConditions.contains { $0 != condition }
        guard let stop, !open else { return [] }
        return [.clockResumed(stop: stop.id, evidence: Self.pendingStop)]
    }

    // MARK: - Guards

    func requireStopCause(_ command: CaseCommand) throws(Problem) {
        guard case .stopClock(let cause, _, _) = command, let decision,
            !decision.promise.stopCauses.contains(cause)
        else { return }
        let causes = decision.promise.stopCauses.map(\.rawValue).joined(separator: ", ")
        throw Problem(
            .clockRefused, "policy '\(decision.pack.name)' does not stop the clock for '\(cause.rawValue)'",
            help: causes.isEmpty ? "it stops for nothing" : "it stops for: \(causes)")
    }

    func requireRunning(_ command: CaseCommand) throws(Problem) {
        guard case .stopClock(let cause, _, _) = command,
            let standing = stops.stops.first(where: { $0.cause == cause && $0.resumedOn == nil })
        else { return }
        throw Problem(
            .clockRefused,
            "the clock of case '\(id)' stands for '\(cause.rawValue)' since \(standing.startedOn)",
            help: "resume it first: 'clock resume FILE \(id) --on DATE'")
    }

    func standingStop(_ name: String?) throws(Problem) -> Stop {
        let standing = stops.stops.filter { $0.resumedOn == nil }
        let list = standing.map { "\($0.id) (\($0.cause.rawValue), since \($0.startedOn))" }.joined(
            separator: ", ")
        guard let name else {
            if let only = standing.first, standing.count == 1 { return only }
            throw Problem(
                .clockRefused,
                standing.isEmpty
                    ? "the clock of case '\(id)' is not stopped"
                    : "the clock of case '\(id)' stands for several causes",
                help: standing.isEmpty ? nil : "name the stop: \(list)")
        }
        guard let stop = standing.first(where: { $0.id == name || $0.cause.rawValue == name }) else {
            throw Problem(
                .clockRefused, "case '\(id)' has no standing stop '\(name)'",
                help: standing.isEmpty ? "its clock is not stopped" : "standing: \(list)")
        }
        return stop
    }

    func requireSomethingMissing(_ items: [String]) throws(Problem) {
        try requireText((items + allMissing).joined(), "list of items")
    }

    func requirePending(_ document: String) throws(Problem) {
        guard !documentsPending.contains(where: { $0.document == document }) else { return }
        let nearest = nearestWord(to: document, among: documentsPending.map(\.document))
        throw Problem(
            .stepNotOpen, "document '\(document)' is not pending in case '\(id)'",
            help: nearest.map { "did you mean '\($0)'?" })
    }

    /// A late document whose consequence is "hold" keeps the case from its next stage.
    func requireNothingHeldBack(on day: Day) throws(Problem) {
        let late = documentsPending.first {
            $0.consequence == .hold && $0.lastDay(surveyedOn: surveyedOn).map { $0 < day } ?? false
        }
        guard let late else { return }
        throw Problem(
            .stepNotOpen,
            "document '\(late.document)' of case '\(id)' was due on \(late.lastDay(surveyedOn: surveyedOn)?.description ?? "")",
            help: "record it with 'case document supply', then go on")
    }

    func requireChange(of condition: ValveCondition, to met: Bool) throws(Problem) {
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
    func valveBlocked() -> Problem {
        var missing: [String] = []
        if acceptedOn == nil { missing.append("the case is not accepted") }
        if needsScheme, schemeConfirmedOn == nil { missing.append("the scheme is not confirmed") }
        missing += missingConditions.map { "\($0.rawValue): '\($0.meaning)' is not recorded" }
        return Problem(
            .valveBlocked, "the valve of case '\(id)' may not be opened: \(missing.joined(separator: "; "))",
            help: "record what is missing, then open the valve")
    }
}
