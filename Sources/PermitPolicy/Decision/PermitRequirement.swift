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
    /// Who applies and holds the permit; the user never does (R32).
    public var applicant: PartyRole
    /// Who has to co-operate (申请单位和施工单位给予配合).
    public var cooperating: [PartyRole]

    public init(
        kind: PermitKind, verdict: Verdict, review: Bool = false, title: Wording, authority: Authority,
        basis: [Citation], triggers: [PermitTrigger] = [], prerequisites: [PermitKind] = [],
        statutoryDays: DayLimit? = nil, promisedDays: DayLimit? = nil, materials: [Material] = [],
        margins: [Margin] = [], reasons: [Reason] = [], missing: [String] = [],
        effect: ThresholdEffect? = nil,
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
        self.applicant = applicant
        self.cooperating = cooperating
    }

    enum CodingKeys: String, CodingKey {
        case kind, verdict, review, title, authority, basis, triggers, prerequisites, materials, margins,
            reasons
        case missing, effect, applicant, cooperating
        case statutoryDays = "statutory_days"
        case promisedDays = "promised_days"
    }
}

/// The authority that decides a permit: a legal role in a district.
public struct Authority: Codable, Hashable, Sendable {
    /// `<district>/<role>`, or the role alone where the district is unknown; stable.
    public var id: String
    /// The role, such as `municipal`, `planning`, `traffic_police`.
    public var role: String
    /// A bureau's name where the pack has one, else district and legal role.
    public var title: Wording
    /// Code or id of the district; nil if unknown.
    public var district: String?
    /// True if that this body is competent there is an assumption.
    public var assumption: Bool

    public init(id: String, role: String, title: Wording, district: String?, assumption: Bool) {
        self.id = id
        self.role = role
        self.title = title
        self.district = district
        self.assumption = assumption
    }
}

/// What on the route calls for a permit.
public struct PermitTrigger: Codable, Hashable, Sendable {
    /// Nil for triggers that are not a layer's, such as the planning area's absence.
    public var layer: String?
    public var features: [String]
    public var name: String?
    public var fromM: Double?
    public var toM: Double?
    public var lengthM: Double?
    public var areaM2: Double?
    public var note: Wording?

    public init(
        layer: String?, features: [String] = [], name: String? = nil, fromM: Double? = nil,
        toM: Double? = nil,
        lengthM: Double? = nil, areaM2: Double? = nil, note: Wording? = nil
    ) {
        self.layer = layer
        self.features = features
        self.name = name
        self.fromM = fromM
        self.toM = toM
        self.lengthM = lengthM
        self.areaM2 = areaM2
        self.note = note
    }

    enum CodingKeys: String, CodingKey {
        case layer, features, name, note
        case fromM = "from_m"
        case toM = "to_m"
        case lengthM = "length_m"
        case areaM2 = "area_m2"
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
