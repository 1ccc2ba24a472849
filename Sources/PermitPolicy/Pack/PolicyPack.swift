import Vocabulary

/// What one city decides, as data: scope, promises, permits, thresholds, authorities.
///
/// Read from YAML by Configuration; every value carries its source. A pack
/// that names a base (`inherits`) holds the base's values where it has none.
public struct PolicyPack: Codable, Hashable, Sendable {
    public var reference: PackReference
    public var title: Wording
    /// What the versions of one city's pack have in common, such as `yantai`.
    public var city: String
    /// Names of the packs it was built from, its own first.
    public var lineage: [String]
    public var validFrom: Day
    /// The last day of validity; nil if open.
    public var validUntil: Day?
    /// Every source by its id in the pack's files.
    public var sources: [String: Citation]
    public var scope: ScopeRules
    public var measuring: MeasuringRules
    public var clock: ClockRules
    public var promise: PromiseRules
    public var roads: RoadRules
    /// In the order results are listed.
    public var permits: [PermitRule]
    /// What must be granted before what.
    public var dependencies: [Dependency]
    public var thresholds: [ThresholdRule]
    public var authorities: AuthorityRules
    public var parties: PartyRules
    public var documents: DocumentRules
    public var fees: FeeRules
    /// How works begun before the user applies are announced.
    public var noticeFiling: NoticeFilingRules
    /// What any outer line brings with it, whatever permits it needs.
    public var duties: [Duty]
    public var service: ServiceRules

    public init(
        reference: PackReference, title: Wording, city: String, lineage: [String], validFrom: Day,
        validUntil: Day?,
        sources: [String: Citation], scope: ScopeRules, measuring: MeasuringRules, clock: ClockRules,
        promise: PromiseRules, roads: RoadRules, permits: [PermitRule], dependencies: [Dependency],
        thresholds: [ThresholdRule], authorities: AuthorityRules, parties: PartyRules,
        documents: DocumentRules, fees: FeeRules,
        noticeFiling: NoticeFilingRules, duties: [Duty], service: ServiceRules
    ) {
        self.reference = reference
        self.title = title
        self.city = city
        self.lineage = lineage
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.sources = sources
        self.scope = scope
        self.measuring = measuring
        self.clock = clock
        self.promise = promise
        self.roads = roads
        self.permits = permits
        self.dependencies = dependencies
        self.thresholds = thresholds
        self.authorities = authorities
        self.parties = parties
        self.documents = documents
        self.fees = fees
        self.noticeFiling = noticeFiling
        self.duties = duties
        self.service = service
    }

    /// How far from the strip or pipe the features of each layer can matter, in metres; layers without a rule are absent.
    public var reaches: [String: Double] {
        var reaches: [String: Double] = [:]
        for case .near(let condition) in permits.flatMap(\.triggers) {
            let far = max(condition.within.value, condition.possiblyWithin?.value ?? 0)
            reaches[condition.layer] = max(reaches[condition.layer] ?? 0, far)
        }
        return reaches
    }

    public subscript(_ kind: PermitKind) -> PermitRule? { permits.first { $0.kind == kind } }
}

/// Which applications the policy covers (seed preamble).
public struct ScopeRules: Codable, Hashable, Sendable {
    public var userTypes: Cited<[UserType]>
    public var utilities: Cited<[Utility]>
    /// Kinds of business, such as `new_installation`.
    public var installations: Cited<[String]>
    /// Whether commercial supporting facilities are covered.
    public var commercialSupporting: Cited<Bool>

    public init(
        userTypes: Cited<[UserType]>, utilities: Cited<[Utility]>, installations: Cited<[String]>,
        commercialSupporting: Cited<Bool>
    ) {
        self.userTypes = userTypes
        self.utilities = utilities
        self.installations = installations
        self.commercialSupporting = commercialSupporting
    }
}

/// How measured values are compared with limits.
public struct MeasuringRules: Codable, Hashable, Sendable {
    /// Survey accuracy of a length where the facts give none, metres.
    public var lengthAccuracyM: Cited<Double>
    /// Numeric noise of geodesic lengths, metres: a value this far beyond a limit still equals it.
    public var toleranceM: Cited<Double>
    /// Half the width of the corridor along a permitted line, metres: a line that leaves it needs a change of the permit.
    public var corridorM: Cited<Double>

    public init(lengthAccuracyM: Cited<Double>, toleranceM: Cited<Double>, corridorM: Cited<Double>) {
        self.lengthAccuracyM = lengthAccuracyM
        self.toleranceM = toleranceM
        self.corridorM = corridorM
    }
}

/// Who applies for permits, and who has to co-operate (R32).
public struct PartyRules: Codable, Hashable, Sendable {
    public var applicant: Cited<PartyRole>
    public var cooperating: Cited<[PartyRole]>

    public init(applicant: Cited<PartyRole>, cooperating: Cited<[PartyRole]>) {
        self.applicant = applicant
        self.cooperating = cooperating
    }
}

/// What is asked of the user for the connection application (R10), and what if it is missing (R15).
public struct DocumentRules: Codable, Hashable, Sendable {
    /// At most so many documents; the pack is refused if it asks for more.
    public var applicantLimit: Cited<Int>
    public var applicantDocuments: [Material]
    public var pending: PendingRules

    public init(applicantLimit: Cited<Int>, applicantDocuments: [Material], pending: PendingRules) {
        self.applicantLimit = applicantLimit
        self.applicantDocuments = applicantDocuments
        self.pending = pending
    }
}

/// How the user is served after the connection.
public struct ServiceRules: Codable, Hashable, Sendable {
    /// So long after supply the follow-up visit (事后回访) is made (R39).
    public var followUp: DayLimit

    public init(followUp: DayLimit) { self.followUp = followUp }

    enum CodingKeys: String, CodingKey { case followUp = "follow_up" }
}

/// How works begun before the user applies are announced (告知备案, R35).
public struct NoticeFilingRules: Codable, Hashable, Sendable {
    /// Whether a filing opens the early works.
    public var isTrigger: Cited<Bool>
    /// Whether a decision on the filing is waited for.
    public var approvalExpected: Cited<Bool>

    public init(isTrigger: Cited<Bool>, approvalExpected: Cited<Bool>) {
        self.isTrigger = isTrigger
        self.approvalExpected = approvalExpected
    }
}
