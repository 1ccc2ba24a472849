import Vocabulary

/// What a threshold of a pack changes for the permits it names.
public enum ThresholdEffect: String, Codable, Sendable, CaseIterable {
    /// No permit.
    case exempt
    /// Filing only (备案).
    case filing
    /// Notify and commit (告知承诺).
    case commitment
    case normal
}

/// One threshold with the route's measure against it.
public struct ThresholdDecision: Codable, Hashable, Sendable {
    public var id: String
    public var title: Wording
    /// What is measured, such as `road_length`.
    public var measure: String
    /// Nil if the measure is unknown (no diameter, for example).
    public var margin: Margin?
    /// The further limits of the rule, with the route's measures, where known.
    public var also: [Margin]
    /// Whether the route stays inside the limit and outside the rule's exclusions; nil if unknown.
    public var met: Bool?
    /// The effect if met.
    public var effect: ThresholdEffect
    /// The permits whose procedure it changes.
    public var permits: [PermitKind]
    public var promisedDays: DayLimit?
    /// True if unverified or within survey accuracy; an unverified threshold changes nothing.
    public var review: Bool
    public var source: Citation

    public init(
        id: String, title: Wording, measure: String, margin: Margin?, also: [Margin] = [], met: Bool?,
        effect: ThresholdEffect, permits: [PermitKind], promisedDays: DayLimit?, review: Bool,
        source: Citation
    ) {
        self.id = id
        self.title = title
        self.measure = measure
        self.margin = margin
        self.also = also
        self.met = met
        self.effect = effect
        self.permits = permits
        self.promisedDays = promisedDays
        self.review = review
        self.source = source
    }

    enum CodingKeys: String, CodingKey {
        case id, title, measure, margin, also, met, effect, permits, review, source
        case promisedDays = "promised_days"
    }

    /// Decodes a decision; those of older logs have one limit.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        title = try container.decode(Wording.self, forKey: .title)
        measure = try container.decode(String.self, forKey: .measure)
        margin = try container.decodeIfPresent(Margin.self, forKey: .margin)
        also = try container.decodeIfPresent([Margin].self, forKey: .also) ?? []
        met = try container.decodeIfPresent(Bool.self, forKey: .met)
        effect = try container.decode(ThresholdEffect.self, forKey: .effect)
        permits = try container.decode([PermitKind].self, forKey: .permits)
        promisedDays = try container.decodeIfPresent(DayLimit.self, forKey: .promisedDays)
        review = try container.decode(Bool.self, forKey: .review)
        source = try container.decode(Citation.self, forKey: .source)
    }
}
