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
    case informUser(content: String)

    // Route and policy
    case chooseRoute(RouteRecord, PolicyDecision)
    /// Decides again, or decides a case that needs no outer line.
    case adoptDecision(PolicyDecision)
    case withdrawRoute(reason: String)
    case setDirectConnection(Bool, reason: String)

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

    // Promise
    case accept(pending: [PendingDocument] = [])
    /// Stops the clock; with `until`, the first day it ran again, a stop that is over.
    case stopClock(
        StopCause, holder: String, evidence: String = "", until: Day? = nil, at: TimeOfDay? = nil)
    /// Resumes the stop named, or the one that stands if there is only one.
    case resumeClock(stop: String? = nil, evidence: String = "", at: TimeOfDay? = nil)
    /// Puts a stop right, back-dated as far as acceptance.
    case correctStop(String, StopChange, reason: String)
    case issueNotice(stage: String, items: [String])
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
}
