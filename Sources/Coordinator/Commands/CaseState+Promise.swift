import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseState {
    func promiseEvents(_ command: CaseCommand) throws(Problem) -> [Event] {
        switch command {
        case .accept(let pending, let clockRuns):
            return acceptance(pending, clockRuns: clockRuns)
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
                    stop: nextStop, cause: .customer, holder: applicant ?? "", evidence: Self.pendingStop,
                    until: nil, at: nil))
        }
        return events
    }

    /// The evidence by which the stop of a pending acceptance is known again.
    private static let pendingStop = "accepted_pending"

    var nextStop: String { String(stops.stops.count + 1) }

    /// Ends the stop of a pending acceptance once nothing is pending any more.
    private func resumption(without document: String? = nil, with condition: ValveCondition? = nil) -> [Event]
    {
        let stop = stops.stops.first { $0.isOpen && $0.evidence == Self.pendingStop }
        let open =
            documentsPending.contains { $0.document != document }
            || missingConditions.contains { $0 != condition }
        guard let stop, !open else { return [] }
        return [.clockResumed(stop: stop.id, evidence: Self.pendingStop, at: nil)]
    }

    // MARK: - Guards

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
