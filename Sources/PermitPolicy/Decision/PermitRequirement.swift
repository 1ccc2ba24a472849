import Vocabulary

/// One permit or consent a route needs from one authority, and why.
public struct PermitRequirement: Codable, Hashable, Sendable {
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        /// Must be obtained before the start of works.
        case required
        /// The rule's source is unverified: a human decides; never enforced.
        case review
        /// Cannot be decided: see ``PermitRequirement/missing``.
        case unknown
        /// A threshold of the pack waives it: see ``PermitRequirement/effect``.
        case exempt
    }

    public var kind: PermitKind
    public var verdict: Verdict
    /// A human should look, for the reasons given; the verdict stands all the same.
    public var review: Bool
    public var title: Wording
    public var authority: Authority
    /// Legal basis, at least one for `required`.
    public var basis: [Citation]
    /// What on the route calls for it, by chainage.
    public var triggers: [PermitTrigger]
    /// Kinds of this decision that must be granted before this one, by name.
    public var prerequisites: [PermitKind]
    public var statutoryDays: DayLimit?
    /// What the authority promises; nil if no promise is known.
    public var promisedDays: DayLimit?
    public var materials: [Material]
    public var margins: [Margin]
    public var reasons: [Reason]
    /// `layer` or `layer.field` names that would settle what is open.
    public var missing: [String]
    /// The procedure a threshold of the pack allows; nil for the normal one.
    public var effect: ThresholdEffect?
    /// How long it lasts once granted; nil if no limit is known.
    public var validity: PermitValidity?
    /// What has to be done with it in hand.
    public var duties: [Duty]
    /// Who applies and holds the permit; the user never does (R32).
    public var applicant: PartyRole
    /// Who has to co-operate (申请单位和施工单位给予配合).
    public var cooperating: [PartyRole]

    public init(
        kind: PermitKind, verdict: Verdict, review: Bool = false, title: Wording, authority: Authority,
        basis: [Citation], triggers: [PermitTrigger] = [], prerequisites: [PermitKind] = [],
        statutoryDays: DayLimit? = nil, promisedDays: DayLimit? = nil, materials: [Material] = [],
        margins: [Margin] = [], reasons: [Reason] = [], missing: [String] = [],
        effect: ThresholdEffect? = nil, validity: PermitValidity? = nil, duties: [Duty] = [],
        applicant: PartyRole = .franchiseUtility, cooperating: [PartyRole] = [.applicantUnit, .contractor]
    ) {
        self.kind = kind
        self.verdict = verdict
        self.review = review
        self.title = title
        self.authority = authority
        self.basis = basis
        self.triggers = triggers
        self.prerequisites = prerequisites
        self.statutoryDays = statutoryDays
        self.promisedDays = promisedDays
        self.materials = materials
        self.margins = margins
        self.reasons = reasons
        self.missing = missing
        self.effect = effect
        self.validity = validity
        self.duties = duties
        self.applicant = applicant
        self.cooperating = cooperating
    }

    enum CodingKeys: String, CodingKey {
        case kind, verdict, review, title, authority, basis, triggers, prerequisites, materials, margins,
            reasons
        case missing, effect, validity, duties, applicant, cooperating
        case statutoryDays = "statutory_days"
        case promisedDays = "promised_days"
    }

    /// Decodes a requirement; what later versions added is empty in older logs.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.decode(PermitKind.self, forKey: .kind)
        verdict = try container.decode(Verdict.self, forKey: .verdict)
        review = try container.decode(Bool.self, forKey: .review)
        title = try container.decode(Wording.self, forKey: .title)
        authority = try container.decode(Authority.self, forKey: .authority)
        basis = try container.decode([Citation].self, forKey: .basis)
        triggers = try container.decode([PermitTrigger].self, forKey: .triggers)
        prerequisites = try container.decode([PermitKind].self, forKey: .prerequisites)
        statutoryDays = try container.decodeIfPresent(DayLimit.self, forKey: .statutoryDays)
        promisedDays = try container.decodeIfPresent(DayLimit.self, forKey: .promisedDays)
        materials = try container.decode([Material].self, forKey: .materials)
        margins = try container.decode([Margin].self, forKey: .margins)
        reasons = try container.decode([Reason].self, forKey: .reasons)
        missing = try container.decode([String].self, forKey: .missing)
        effect = try container.decodeIfPresent(ThresholdEffect.self, forKey: .effect)
        validity = try container.decodeIfPresent(PermitValidity.self, forKey: .validity)
        duties = try container.decodeIfPresent([Duty].self, forKey: .duties) ?? []
        applicant = try container.decode(PartyRole.self, forKey: .applicant)
        cooperating = try container.decode([PartyRole].self, forKey: .cooperating)
    }
}

/// A time limit in days.
public struct DayLimit: Codable, Hashable, Sendable {
    public enum Unit: String, Codable, Sendable, CaseIterable {
        case working, calendar
    }

    public var days: Int
    public var unit: Unit
    public var source: Citation

    public init(days: Int, unit: Unit, source: Citation) {
        self.days = days
        self.unit = unit
        self.source = source
    }
}

/// Who takes part in a permit.
public enum PartyRole: String, Codable, Sendable, CaseIterable {
    case franchiseUtility = "franchise_utility"
    /// The unit or person who applied for the connection.
    case applicantUnit = "applicant_unit"
    case contractor
}
