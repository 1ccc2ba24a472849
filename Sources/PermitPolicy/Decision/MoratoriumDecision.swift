import Vocabulary

/// Whether one road may be dug on the decision's day.
public struct MoratoriumDecision: Codable, Hashable, Sendable {
    public enum Status: String, Codable, Sendable, CaseIterable {
        case free = "FREE"
        case barred = "BARRED"
        /// A date is missing; never shown as free.
        case unknown = "UNKNOWN"
        /// The road is passed trenchless: nothing is dug.
        case notDug = "NOT_DUG"
    }

    /// Ids of the road's features.
    public var features: [String]
    public var name: String?
    public var status: Status
    /// The last barred day, for `barred`.
    public var barredUntil: Day?
    /// `roads.opened_on`, for `unknown`.
    public var missing: [String]
    public var reason: Wording
    public var basis: [Citation]

    public init(
        features: [String], name: String?, status: Status, barredUntil: Day? = nil, missing: [String] = [],
        reason: Wording, basis: [Citation]
    ) {
        self.features = features
        self.name = name
        self.status = status
        self.barredUntil = barredUntil
        self.missing = missing
        self.reason = reason
        self.basis = basis
    }

    enum CodingKeys: String, CodingKey {
        case features, name, status, missing, reason, basis
        case barredUntil = "barred_until"
    }
}

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
        id: String, title: Wording, measure: String, margin: Margin?, met: Bool?, effect: ThresholdEffect,
        permits: [PermitKind], promisedDays: DayLimit?, review: Bool, source: Citation
    ) {
        self.id = id
        self.title = title
        self.measure = measure
        self.margin = margin
        self.met = met
        self.effect = effect
        self.permits = permits
        self.promisedDays = promisedDays
        self.review = review
        self.source = source
    }

    enum CodingKeys: String, CodingKey {
        case id, title, measure, margin, met, effect, permits, review, source
        case promisedDays = "promised_days"
    }
}
