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
