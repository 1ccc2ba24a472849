import PermitPolicy
import Vocabulary
import WorkCalendar

/// What can be asked of a case, in the imperative.
///
/// ``CaseState/decide(_:on:stubs:_:)`` turns a command into events or refuses it.
public enum CaseCommand: Sendable, Hashable {
    // People
    /// Looks the franchise utility up: one candidate is assigned, none or several are listed (never guessed).
    case assignUtility(candidates: [TerritoryCandidate])
    case assignUtilityByHand(company: String)
    /// Looks the representative up in the table: one match is assigned, none or several are listed.
    case assignRepresentative(table: [Representative])
    case assignRepresentativeByHand(name: String)
    case nameContractor(name: String)

    // Early works
    case fileNotice(number: IntakeID)
    case recordTask(EarlyTask, note: String? = nil)
    case tellInterface(position: String? = nil)
    /// Tells the user what follows; `english` is the same in English, where there is one.
    case informUser(content: String, english: String? = nil)

    // Route and policy
    /// With how far the route leaves the corridors of permits; those not measured need a change whatever the route is.
    case chooseRoute(RouteRecord, PolicyDecision, measured: [PermitID: CorridorDeparture] = [:])
    /// Decides again, or decides a case that needs no outer line.
    case adoptDecision(PolicyDecision)
    case withdrawRoute(reason: String)
    /// The line as it was built; granted permits whose corridor it leaves need a change.
    case recordAsBuilt(AsBuiltRecord, measured: [PermitID: CorridorDeparture])
    /// States what no map can tell, puts it right or takes it back; `decision` is what the rules say with it, nil while
    /// there is nothing to decide again.
    case stateFacts([FactStatement], evidence: String, PolicyDecision?)

    // Permits
    case assignPermit(PermitID, to: PartyRole, name: String)
    case preparePermit(PermitID)
    case submitPermit(PermitID, number: String? = nil)
    /// Accepts a submitted permit; after a supplement request it records the supplement as supplied.
    case acceptPermit(PermitID)
    case requestSupplement(PermitID, items: [String])
    case grantPermit(PermitID, certificate: String? = nil, until: Day? = nil, evidence: String? = nil)
    case refusePermit(PermitID, reason: RefusalReason, note: String? = nil)
    case extendPermit(PermitID, until: Day)
    case requireChange(PermitID, reason: String)
    case closePermit(PermitID, reason: ClosingReason)
    /// Records an after-permit duty, such as the setting-out check or the as-built survey.
    case recordDuty(PermitID, duty: String, note: String? = nil)
    /// Records a duty of the outer line itself, such as backfill and reinstatement.
    case recordOuterDuty(String, note: String? = nil)

    // Promise
    /// Accepts, also with documents pending (容缺受理); without `clockRuns` the clock stands until nothing is pending.
    case accept(pending: [PendingDocument] = [], clockRuns: Bool = true)
    /// Stops the clock; with `until`, the first day it ran again, a stop that is over.
    case stopClock(
        StopCause, holder: String, evidence: String = "", until: Day? = nil, at: TimeOfDay? = nil)
    /// Resumes the stop named, or the one that stands if there is only one.
    case resumeClock(stop: String? = nil, evidence: String = "", at: TimeOfDay? = nil)
    /// Puts a stop right, back-dated as far as acceptance.
    case correctStop(String, StopChange, reason: String)
    /// Tells `items` and whatever else is known to be missing, all in one notice (R16).
    case issueNotice(stage: String, items: [String])
    /// Issues a numbered paper; `stage` names the one-time notice it is, where the case has several.
    case issuePaper(IssuedPaper, stage: String? = nil)
    case recordSurvey(note: String? = nil)
    /// Keeps a document with its origin and validity (R11); one that was pending counts as supplied.
    case fileDocument(DocumentOnFile)
    case supplyDocument(String)
    case confirmScheme(note: String? = nil)
    case recordCondition(ValveCondition, met: Bool = true, evidence: String? = nil)
    case openValve
    case recordExtension(ExtensionService)
    case withdraw(reason: String)

    // Service
    case logActivity(Activity, note: String? = nil)
    case recordVisit(note: String? = nil)
    case makeCommitment(String, checkOn: Day)
    case checkCommitment(String, kept: Bool)
    /// Charges a fee; `problems` is the pack's answer to the line (R17, R18).
    case chargeFee(FeeLine, problems: [Problem])

    // Emergency repair
    /// Reports the repair to an authority, with the application for the permits that were not waited for.
    case reportEmergency(to: String, at: Timestamp)
    case finishRepair(note: String? = nil)
}
