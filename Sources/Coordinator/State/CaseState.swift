import PermitPolicy
import Vocabulary
import WorkCalendar

/// One case: the connection of one utility to one plot, from the first contact
/// to the open valve.
///
/// Folded from the events of its stream and nothing else. Early works and
/// connection are two tracks of one case: a case opened from a project record
/// is taken up by the application that names the record.
public struct CaseState: Sendable, Hashable {
    public let id: CaseID
    /// How many events were folded.
    public internal(set) var version = 0

    // MARK: Origin

    public internal(set) var openedOn: Day?
    public internal(set) var record: ProjectRecord?
    /// The day by which a lead must be contacted.
    public internal(set) var leadDue: Day?
    public internal(set) var notice: IntakeID?
    public internal(set) var noticeFiledOn: Day?
    public internal(set) var application: Application?

    // MARK: People

    public internal(set) var company: String?
    /// The territory that decided; nil for an assignment by hand.
    public internal(set) var territory: String?
    public internal(set) var companyOpenReason: String?
    public internal(set) var companyCandidates: [TerritoryCandidate] = []
    public internal(set) var representative: String?
    public internal(set) var representativeOpenReason: String?
    /// Every representative the case has had, the present one last.
    public internal(set) var handOvers: [HandOver] = []
    public internal(set) var contractor: String?

    // MARK: Early works

    public internal(set) var tasks: [EarlyTask: Day] = [:]
    /// The day the user was first told the interface position.
    public internal(set) var interfaceToldOn: Day?
    public internal(set) var interfacePosition: String?
    /// The route has changed since the user was told.
    public internal(set) var interfaceOutdated = false
    public internal(set) var informedOn: Day?
    public internal(set) var informationNotes: [InformationNote] = []

    // MARK: Route and permits

    public internal(set) var route: RouteRecord?
    public internal(set) var routeChosenOn: Day?
    /// The version at which the present route was chosen.
    public internal(set) var routeVersion: Int?
    /// What people have stated about the works, in order of field.
    public internal(set) var stated: [StatedFact] = []
    public internal(set) var decision: PolicyDecision?
    /// In order of id.
    public internal(set) var permits: [PermitState] = []
    /// The line as it was built, the last one recorded.
    public internal(set) var asBuilt: AsBuiltRecord?
    /// Duties of the outer line itself that were done, in the order they were recorded.
    public internal(set) var outerDutiesDone: [PermitState.DoneDuty] = []

    // MARK: Promise

    public internal(set) var acceptedOn: Day?
    /// Accepted with documents or conditions pending (容缺受理).
    public internal(set) var acceptedPending = false
    /// The day of the site survey (现场勘查), at which documents may still come in.
    public internal(set) var surveyedOn: Day?
    /// What is on file for the case, with origin and validity (R11).
    public internal(set) var documents: [DocumentOnFile] = []
    /// What is still owed of the documents accepted as pending.
    public internal(set) var documentsPending: [PendingDocument] = []
    /// Those of it that the applicant has handed in.
    public internal(set) var documentsSupplied: [String] = []
    public internal(set) var stops = StopLedger()
    public internal(set) var notices: [Notice] = []
    /// Numbered papers, in the order they were issued.
    public internal(set) var papers: [Paper] = []
    public internal(set) var schemeConfirmedOn: Day?
    public internal(set) var conditions: [ValveCondition: Day] = [:]
    public internal(set) var valveOpenedOn: Day?
    public internal(set) var withdrawnOn: Day?

    // MARK: Service

    public internal(set) var extensionServices: [ExtensionService] = []
    public internal(set) var activities: [ActivityRecord] = []
    /// How often the applicant had to come (R04).
    public internal(set) var visits = 0
    public internal(set) var commitments: [Commitment] = []
    public internal(set) var fees: [Charge] = []

    // MARK: Emergency repair

    /// Set for an emergency repair: no connection, and the permits come after the digging.
    public internal(set) var emergency: EmergencyRecord?
    public internal(set) var emergencyReports: [EmergencyReport] = []
    public internal(set) var repairedOn: Day?

    public init(id: CaseID) { self.id = id }

    public init(id: CaseID, _ entries: some Sequence<Entry>) {
        self.init(id: id)
        for entry in entries { apply(entry) }
    }

    // MARK: - Derived

    public var exists: Bool { version > 0 }
    public var utility: Utility { id.utility }
    public var plot: String? { application?.plot ?? record?.plot ?? emergency?.plot }
    public var applicant: String? { application?.applicant ?? record?.applicant }
    public var userType: UserType? { application?.userType ?? record?.userType }
    public var district: String? { application?.district ?? record?.district ?? emergency?.district }
    public var project: String? { application?.project ?? record?.project }
    /// The intake all cases of one application or record share.
    public var parent: IntakeID { application?.number ?? id.intake }

    public func permit(_ id: PermitID) -> PermitState? { permits.first { $0.id == id } }

    /// Who handles a permit: the franchise utility, nobody else (R32); nil while none is assigned.
    public func assignee(of permit: PermitState) -> String? { permit.company ?? company }

    /// The parties that co-operate in every permit: applicant and contractor, as far as they are known.
    public var cooperating: [String] { [applicant, contractor].compactMap(\.self) }

    /// How permits that need one another are applied for: what the desk says, else the policy that decided the case.
    public func approval(_ override: ApprovalMode?) -> ApprovalMode {
        override ?? decision?.approval ?? .parallel
    }

    /// Whether the promise has a step 确定方案; true while no decision says otherwise.
    public var needsScheme: Bool {
        decision?.promise.stages.contains { $0.id == Self.schemeStage } ?? true
    }

    /// The id packs give the step 确定方案.
    static let schemeStage = "scheme"

    /// The flags that still keep the valve shut.
    public var missingConditions: [ValveCondition] {
        ValveCondition.allCases.filter { conditions[$0] == nil }
    }

    /// The promise's clock; nil before acceptance.
    public var clock: Clock? {
        acceptedOn.map {
            Clock(
                acceptedOn: $0, budgetDays: decision?.promise.budgetDays, stops: stops,
                endedOn: valveOpenedOn ?? withdrawnOn)
        }
    }
}

extension CaseState {
    /// What the user was told about the steps that follow (R28).
    public struct InformationNote: Sendable, Hashable, Codable {
        public var zh: String
        public var en: String?
        public var on: Day
    }

    /// A fee as charged.
    public struct Charge: Sendable, Hashable, Codable {
        public var fee: FeeLine
        public var on: Day
    }

    /// When which authority learnt of an emergency repair.
    public struct EmergencyReport: Sendable, Hashable, Codable {
        public var authority: String
        public var at: Timestamp
    }

    /// A customer representative and the day the case was handed to them.
    public struct HandOver: Sendable, Hashable, Codable {
        public var name: String
        public var on: Day
    }

    /// A one-time notice (一次性告知单) as issued.
    public struct Notice: Sendable, Hashable, Codable {
        public var stage: String
        public var items: [String]
        public var on: Day
    }

    /// A logged activity of the representative.
    public struct ActivityRecord: Sendable, Hashable, Codable {
        public var activity: Activity
        public var on: Day
        public var note: String?
    }

    /// A commitment (承诺) with its later check (R08).
    public struct Commitment: Sendable, Hashable, Codable {
        public var text: String
        public var madeOn: Day
        public var checkOn: Day
        public var checkedOn: Day?
        public var kept: Bool?

        enum CodingKeys: String, CodingKey {
            case text, kept
            case madeOn = "made_on"
            case checkOn = "check_on"
            case checkedOn = "checked_on"
        }
    }
}
