import Foundation
import PermitPolicy
import Vocabulary

/// The routes a chosen one was planned beside: kept so that nobody has to plan them again to compare.
public struct RouteAlternatives: Codable, Sendable, Hashable {
    /// One of them, not chosen.
    public struct Route: Codable, Sendable, Hashable {
        /// WKB of the line in the project CRS, from the main or stub to the red line.
        public var wkb: Data
        /// SHA-256 of `wkb`, lower-case hexadecimal.
        public var sha256: String
        public var regime: String
        /// The threshold it keeps, where it was planned to keep one.
        public var threshold: String?
        public var fromLayer: String
        public var fromFeature: String
        public var groundLengthM: Double
        /// Nil where the rates give no price for ground it opens.
        public var cost: Double?
        /// How far the cost may lie above the cheapest possible, 0…1.
        public var gap: Double?
        /// What the policy reads: permits and days follow from it on any day.
        public var facts: RouteFacts

        public init(
            wkb: Data, sha256: String, regime: String, threshold: String?, fromLayer: String,
            fromFeature: String, groundLengthM: Double, cost: Double?, gap: Double?, facts: RouteFacts
        ) {
            self.wkb = wkb
            self.sha256 = sha256
            self.regime = regime
            self.threshold = threshold
            self.fromLayer = fromLayer
            self.fromFeature = fromFeature
            self.groundLengthM = groundLengthM
            self.cost = cost
            self.gap = gap
            self.facts = facts
        }

        enum CodingKeys: String, CodingKey {
            case wkb, sha256, regime, threshold, cost, gap, facts
            case fromLayer = "from_layer"
            case fromFeature = "from_feature"
            case groundLengthM = "ground_length_m"
        }
    }

    /// A regime without a route of its own.
    public struct LeftOut: Codable, Sendable, Hashable {
        public var regime: String
        public var threshold: String?
        public var reason: Wording

        public init(regime: String, threshold: String?, reason: Wording) {
            self.regime = regime
            self.threshold = threshold
            self.reason = reason
        }
    }

    public var plannedOn: Day
    /// Where the chosen route stands among the others, from 0: the cheapest is first.
    public var chosenAt: Int
    /// The gap of the chosen route.
    public var chosenGap: Double?
    /// In the order of the choice, without the chosen one.
    public var others: [Route]
    public var leftOut: [LeftOut]

    public init(plannedOn: Day, chosenAt: Int, chosenGap: Double?, others: [Route], leftOut: [LeftOut]) {
        self.plannedOn = plannedOn
        self.chosenAt = chosenAt
        self.chosenGap = chosenGap
        self.others = others
        self.leftOut = leftOut
    }

    enum CodingKeys: String, CodingKey {
        case others
        case plannedOn = "planned_on"
        case chosenAt = "chosen_at"
        case chosenGap = "chosen_gap"
        case leftOut = "left_out"
    }
}
