import PermitPolicy
import Vocabulary
import WorkCalendar

/// What happened, in the past tense.
///
/// The name of a case is the event's type in the log, its labels are the keys
/// of the payload (see ``EventRecord``); neither ever changes. A field added
/// later is optional, so that old logs stay readable.
public enum Event: Codable, Sendable, Hashable {
    // Stream `project`
    case projectCreated(name: String, crs: String, policy: RuleSource?)
    case policyAdopted(policy: RuleSource)
    /// With the reason, the calendar before, and every open deadline it moved or made certain; logs before these fields
    /// have none.
    case calendarChanged(
        calendar: RuleSource, previous: RuleSource? = nil, reason: String? = nil,
        moved: [MovedDeadline]? = nil)
    case layerImported(layer: LayerImport)

    // Streams `application/…` and `stub/…`
    case applicationFiled(application: Application, cases: [CaseID])
    case stubReserved(by: CaseID)
    case stubReleased(by: CaseID, reason: String)
    case stubUsed(by: CaseID)

    // Streams `register/…`: the numbers of papers, in their order
    case paperNumbered(number: String, by: CaseID, subject: String)

    // Streams `case/…`: how a case begins
    case leadOpened(record: ProjectRecord, due: Day?)
    case leadUpdated(record: ProjectRecord, due: Day?)
    case noticeFiled(number: IntakeID)
    case caseOpened(application: Application)
    case applicationLinked(application: Application)
    case caseAccepted(pending: [PendingDocument])
    case caseWithdrawn(reason: String)

    // Who works on it
    case utilityAssigned(company: String, territory: String?)
    case utilityLeftOpen(reason: String, candidates: [TerritoryCandidate])
    case representativeAssigned(name: String)
    case representativeLeftOpen(reason: String, candidates: [String])
    case contractorNamed(name: String)

    // Early works
    case taskRecorded(task: EarlyTask, note: String?)
    case interfaceTold(position: String?)
    case userInformed(content: String, english: String? = nil)

    // Route and policy
    case routeChosen(route: RouteRecord)
    case routeWithdrawn(reason: String)
    /// Logs before ``factsStated(facts:evidence:)`` state a direct connection so.
    case directConnectionSet(value: Bool, reason: String)
    case factsStated(facts: [FactStatement], evidence: String)
    case decisionMade(decision: PolicyDecision)

    // Permits
    case permitRequired(permit: PermitID, requirement: PermitRequirement)
    case permitAssigned(permit: PermitID, company: String)
    case permitPreparationStarted(permit: PermitID)
    case permitSubmitted(permit: PermitID, number: String?)
    case permitAccepted(permit: PermitID)
    case supplementRequested(permit: PermitID, items: [String])
    case supplementSupplied(permit: PermitID)
    /// `untilDerived` is true for an end that follows from the policy's validity since nobody gave one.
    case permitGranted(
        permit: PermitID, certificate: String?, until: Day?, evidence: String?, untilDerived: Bool? = nil)
    case permitRefused(permit: PermitID, reason: RefusalReason, note: String?)
    case permitExtended(permit: PermitID, until: Day)
    /// With how far the line leaves the permit's corridor, where that was measured.
    case permitChangeRequired(permit: PermitID, reason: String, departure: CorridorDeparture? = nil)
    case permitClosed(permit: PermitID, reason: ClosingReason)
    case permitDutyDone(permit: PermitID, duty: String, note: String?)
    /// A duty any outer line brings, whatever its permits.
    case outerDutyDone(duty: String, note: String?)
    case asBuiltRecorded(line: AsBuiltRecord)

    // Promise and connection
    /// With `until` for a stop that had ended when it was entered; `at` is the time of day that decided the day.
    case clockStopped(
        stop: String, cause: StopCause, holder: String, evidence: String, until: Day? = nil,
        at: TimeOfDay? = nil)
    case clockResumed(stop: String, evidence: String, at: TimeOfDay? = nil)
    /// What the stop says from now on; its days before the correction are in the events before.
    case stopCorrected(stop: String, startedOn: Day, resumedOn: Day?, cancelled: Bool, reason: String)
    case noticeIssued(stage: String, items: [String])
    /// A numbered paper with its wording: the one-time notice, the acceptance note and the others of ``PaperKind``.
    case paperIssued(paper: IssuedPaper)
    case siteSurveyed(note: String?)
    case documentFiled(document: DocumentOnFile)
    case documentSupplied(document: String)
    case schemeConfirmed(note: String?)
    case conditionRecorded(condition: ValveCondition, met: Bool, evidence: String?)
    case valveOpened
    case extensionServiceRecorded(service: ExtensionService)

    // Service
    case activityLogged(activity: Activity, note: String?)
    case applicantVisited(note: String?)
    case commitmentMade(text: String, checkOn: Day)
    case commitmentChecked(text: String, kept: Bool)
    case feeCharged(fee: FeeLine)

    // Emergency repair
    case emergencyOpened(record: EmergencyRecord)
    case emergencyReported(to: String, at: Timestamp)
    case repairFinished(note: String?)
}
