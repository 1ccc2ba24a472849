import Vocabulary

/// What a fee is for.
public enum FeeKind: String, Codable, Sendable, CaseIterable {
    /// For taking in an application; never owed by the user (R17).
    case application
    /// For handling it; never owed by the user (R17).
    case handling
    /// Reinstating a dug road (城市道路挖掘修复费).
    case reinstatement
    /// Occupying a road (城市道路占用费).
    case occupation
    /// Compensation, of green land for example.
    case compensation
    /// Design or works inside the red line at the user's wish (延伸服务).
    case extensionService = "extension_service"
    /// Any other service that was given.
    case service
}

/// Who pays.
public enum FeePayer: String, Codable, Sendable, CaseIterable {
    case applicant
    case utility
}

/// A fee a city charges, by which tariff, and how it is worked out.
public struct FeeRule: Codable, Hashable, Sendable {
    /// What the rate is multiplied with.
    public enum Measure: String, Codable, Sendable, CaseIterable {
        /// Disturbed area inside the touched features, square metres.
        case area
        /// Ground length inside the touched features, metres.
        case length
        /// Once per permit.
        case fixed
    }

    /// The rate for one surface, or for all where none is named.
    public struct Rate: Codable, Hashable, Sendable {
        /// As in the layer's `surface`; nil for every surface without a rate of its own.
        public var surface: String?
        /// Yuan per square metre, per metre or once, by measure.
        public var yuan: Cited<Double>

        public init(surface: String?, yuan: Cited<Double>) {
            self.surface = surface
            self.yuan = yuan
        }
    }

    public var id: String
    public var title: Wording
    public var kind: FeeKind
    public var payer: FeePayer
    /// The permit that brings it; nil for a fee of the connection itself.
    public var permit: PermitKind?
    /// Number and title of the tariff or charging standard (R18).
    public var tariff: Cited<String>?
    /// How it is worked out, in words (R18).
    public var formula: Wording?
    public var measure: Measure
    /// The layer whose touches count, for area and length.
    public var layer: String?
    /// Empty where the city's rates are not known; the amount is then unknown.
    public var rates: [Rate]

    public init(
        id: String, title: Wording, kind: FeeKind, payer: FeePayer, permit: PermitKind? = nil,
        tariff: Cited<String>? = nil, formula: Wording? = nil, measure: Measure, layer: String? = nil,
        rates: [Rate] = []
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.payer = payer
        self.permit = permit
        self.tariff = tariff
        self.formula = formula
        self.measure = measure
        self.layer = layer
        self.rates = rates
    }
}

/// One line of a bill: of a decision, or as somebody entered it.
public struct FeeLine: Codable, Hashable, Sendable {
    public var id: String
    public var title: Wording
    public var kind: FeeKind
    public var payer: FeePayer
    /// The tariff it follows; nil or blank is a breach (R18).
    public var tariff: String?
    /// How it is worked out; nil or blank is a breach (R18).
    public var formula: String?
    /// Yuan; nil if unknown.
    public var amountYuan: Double?
    /// What would settle an unknown amount, such as `fees.road-repair.rates`.
    public var missing: [String]
    /// An unverified tariff or rate stands behind it: not to be charged before a person has looked.
    public var review: Bool

    public init(
        id: String, title: Wording, kind: FeeKind, payer: FeePayer, tariff: String?, formula: String?,
        amountYuan: Double? = nil, missing: [String] = [], review: Bool = false
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.payer = payer
        self.tariff = tariff
        self.formula = formula
        self.amountYuan = amountYuan
        self.missing = missing
        self.review = review
    }

    enum CodingKeys: String, CodingKey {
        case id, title, kind, payer, tariff, formula, missing, review
        case amountYuan = "amount_yuan"
    }
}

/// Which fees a pack knows, and which it forbids.
public struct FeeRules: Codable, Hashable, Sendable {
    /// Kinds the applicant is never charged (R17).
    public var forbiddenForApplicant: Cited<[FeeKind]>
    public var fees: [FeeRule]

    public init(forbiddenForApplicant: Cited<[FeeKind]>, fees: [FeeRule]) {
        self.forbiddenForApplicant = forbiddenForApplicant
        self.fees = fees
    }
}
