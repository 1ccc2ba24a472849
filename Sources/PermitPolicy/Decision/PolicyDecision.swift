import Vocabulary

/// What a policy pack says about one route on one day.
public struct PolicyDecision: Codable, Hashable, Sendable {
    public var pack: PackReference
    /// The day the rules were read for: moratoria and validity depend on it.
    public var decidedOn: Day
    public var promise: PromiseDecision
    public var outerLine: OuterLineDecision
    /// What must be obtained, and what was waived; by kind in the pack's order, then authority.
    ///
    /// Verdicts `required`, `review` and `exempt` only.
    public var permits: [PermitRequirement]
    /// Kinds that cannot be decided because a layer or attribute is missing, with verdict `unknown`.
    ///
    /// No permit is to be created from these; a person has to settle them.
    public var undecided: [PermitRequirement]
    /// One entry per touched city road.
    public var moratoria: [MoratoriumDecision]
    /// Every threshold of the pack that applies to this utility, with its margin.
    public var thresholds: [ThresholdDecision]
    /// The seasonal bans that concern dug roads, in the pack's order.
    public var seasons: [SeasonDecision]
    /// Nil where no city road is dug, or the city keeps no yearly plan.
    public var digPlan: DigPlanDecision?
    /// What any outer line brings with it, beside the duties of its permits.
    public var duties: [Duty]
    /// What the permits cost, where the city gave rates; in the pack's order.
    public var fees: [FeeLine]
    public var findings: [Finding]
    /// How permits that need one another are applied for; nil in decisions made before it was a setting.
    public var approval: ApprovalMode?
    /// How long after supply the follow-up visit is made; nil in decisions made before it was a setting.
    public var followUp: DayLimit?

    public init(
        pack: PackReference, decidedOn: Day, promise: PromiseDecision, outerLine: OuterLineDecision,
        permits: [PermitRequirement] = [], undecided: [PermitRequirement] = [],
        moratoria: [MoratoriumDecision] = [], thresholds: [ThresholdDecision] = [],
        seasons: [SeasonDecision] = [],
        digPlan: DigPlanDecision? = nil, duties: [Duty] = [], fees: [FeeLine] = [], findings: [Finding] = [],
        approval: ApprovalMode? = nil, followUp: DayLimit? = nil
    ) {
        self.pack = pack
        self.decidedOn = decidedOn
        self.promise = promise
        self.outerLine = outerLine
        self.permits = permits
        self.undecided = undecided
        self.moratoria = moratoria
        self.thresholds = thresholds
        self.seasons = seasons
        self.digPlan = digPlan
        self.duties = duties
        self.fees = fees
        self.findings = findings
        self.approval = approval
        self.followUp = followUp
    }

    enum CodingKeys: String, CodingKey {
        case pack, promise, permits, undecided, moratoria, thresholds, seasons, duties, fees, findings,
            approval
        case digPlan = "dig_plan"
        case decidedOn = "decided_on"
        case outerLine = "outer_line"
        case followUp = "follow_up"
    }

    /// Decodes a decision; what later versions added is empty in older logs.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        pack = try container.decode(PackReference.self, forKey: .pack)
        decidedOn = try container.decode(Day.self, forKey: .decidedOn)
        promise = try container.decode(PromiseDecision.self, forKey: .promise)
        outerLine = try container.decode(OuterLineDecision.self, forKey: .outerLine)
        permits = try container.decode([PermitRequirement].self, forKey: .permits)
        undecided = try container.decode([PermitRequirement].self, forKey: .undecided)
        moratoria = try container.decode([MoratoriumDecision].self, forKey: .moratoria)
        thresholds = try container.decode([ThresholdDecision].self, forKey: .thresholds)
        seasons = try container.decodeIfPresent([SeasonDecision].self, forKey: .seasons) ?? []
        digPlan = try container.decodeIfPresent(DigPlanDecision.self, forKey: .digPlan)
        duties = try container.decodeIfPresent([Duty].self, forKey: .duties) ?? []
        fees = try container.decodeIfPresent([FeeLine].self, forKey: .fees) ?? []
        findings = try container.decode([Finding].self, forKey: .findings)
        approval = try container.decodeIfPresent(ApprovalMode.self, forKey: .approval)
        followUp = try container.decodeIfPresent(DayLimit.self, forKey: .followUp)
    }
}

/// Which pack decided; the hash covers every file it was read from, its bases included.
public struct PackReference: Codable, Hashable, Sendable {
    public var name: String
    public var version: String
    /// 64 lower-case hexadecimal digits.
    public var sha256: String

    public init(name: String, version: String, sha256: String) {
        self.name = name
        self.version = version
        self.sha256 = sha256
    }
}

/// Whether works outside the red line are needed (R27), and why.
public struct OuterLineDecision: Codable, Hashable, Sendable {
    public var needed: Bool
    public var reason: Wording

    public init(needed: Bool, reason: Wording) {
        self.needed = needed
        self.reason = reason
    }
}

/// Why a decision is what it is.
public struct Reason: Codable, Hashable, Sendable {
    /// A stable word, such as `within_accuracy`, `direct_over_limit`, `missing_attribute`.
    public var code: String
    public var text: Wording
    public var source: Citation?
    public var margin: Margin?

    public init(code: String, text: Wording, source: Citation? = nil, margin: Margin? = nil) {
        self.code = code
        self.text = text
        self.source = source
        self.margin = margin
    }
}

/// A measured value beside the limit it was compared with, both unrounded.
public struct Margin: Codable, Hashable, Sendable {
    public var value: Double
    public var limit: Double
    /// `m`, `m2` or `mm`.
    public var unit: String
    /// `limit - value`; negative beyond the limit.
    public var margin: Double
    /// The value lies within its survey accuracy of the limit.
    public var withinAccuracy: Bool
    /// For example "187.41 m of 200 m in municipal road, margin 12.59 m".
    public var text: Wording

    public init(value: Double, limit: Double, unit: String, withinAccuracy: Bool, text: Wording) {
        self.value = value
        self.limit = limit
        self.unit = unit
        margin = limit - value
        self.withinAccuracy = withinAccuracy
        self.text = text
    }

    enum CodingKeys: String, CodingKey {
        case value, limit, unit, margin, text
        case withinAccuracy = "within_accuracy"
    }
}
