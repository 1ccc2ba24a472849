import PermitPolicy
import Vocabulary

/// Why a route runs as it does: `route explain --json`.
public struct RouteExplainDocument: Encodable, Sendable {
    public var caseID: String?
    public var plot: String
    public var utility: Utility
    public var crs: String
    public var currency: String?
    public var unreachable: UnreachableDocument?
    /// Nil if there is none.
    public var route: Route?
    /// What a reader must know of the explanation itself.
    public var notes: [Wording] = []

    public struct Route: Encodable, Sendable {
        public var name: String
        public var regime: String
        public var threshold: String?
        public var from: SourceReference
        public var cost: Double?
        /// Nil for a line nobody planned.
        public var lowerBound: Double?
        public var gap: Double?
        public var groundLength: Double
        public var gridLength: Double
        public var readyToDig: Day?
        public var readyToDigProvisional: Bool
        public var classID: String?
        public var classTitle: Wording
        public var permits: [String]
        /// Nil if the line enters ground that bars it at today's rates.
        public var breakdown: CostBreakdown?
        public var binding: [BindingConstraint]
        public var thresholds: [ThresholdStanding]
        public var whatIf: [RouteWhatIf]

        private enum Key: String, CodingKey {
            case name, regime, threshold, from, cost, gap, permits, breakdown, binding, thresholds
            case lowerBound = "lower_bound"
            case groundLength = "ground_length_m"
            case gridLength = "grid_length_m"
            case readyToDig = "ready_to_dig"
            case readyToDigProvisional = "ready_to_dig_provisional"
            case classID = "class"
            case classTitle = "class_title"
            case whatIf = "what_if"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .name)
            try container.encode(regime, forKey: .regime)
            try container.encodeIfPresent(threshold, forKey: .threshold)
            try container.encode(from, forKey: .from)
            try container.encode(cost, forKey: .cost)
            try container.encode(lowerBound, forKey: .lowerBound)
            try container.encode(gap, forKey: .gap)
            try container.encode(groundLength, forKey: .groundLength)
            try container.encode(gridLength, forKey: .gridLength)
            try container.encode(readyToDig, forKey: .readyToDig)
            try container.encode(readyToDigProvisional, forKey: .readyToDigProvisional)
            try container.encode(classID, forKey: .classID)
            try container.encode(classTitle, forKey: .classTitle)
            try container.encode(permits, forKey: .permits)
            try container.encode(breakdown, forKey: .breakdown)
            try container.encode(binding, forKey: .binding)
            try container.encode(thresholds, forKey: .thresholds)
            try container.encode(whatIf, forKey: .whatIf)
        }
    }

    private enum Key: String, CodingKey {
        case schema, plot, utility, crs, currency, unreachable, route, notes
        case caseID = "case"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("outerline.route-explain/1", forKey: .schema)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(plot, forKey: .plot)
        try container.encode(utility, forKey: .utility)
        try container.encode(crs, forKey: .crs)
        try container.encode(currency, forKey: .currency)
        try container.encode(unreachable, forKey: .unreachable)
        try container.encode(route, forKey: .route)
        try container.encode(notes, forKey: .notes)
    }
}

/// A threshold of the pack and how the route stands to it.
public struct ThresholdStanding: Encodable, Sendable {
    public enum Standing: String, Encodable, Sendable {
        /// The regime holds the route inside it, and without it the route would be another.
        case binding
        case exceeded
        /// Met with less than a twentieth of the limit to spare.
        case near
        case met
        /// A measure is missing.
        case unknown
    }

    public var id: String
    public var title: Wording
    public var standing: Standing
    public var margin: Margin?
    public var review: Bool
    public var source: Citation

    init(_ decision: ThresholdDecision, keptBy kept: String?) {
        id = decision.id
        title = decision.title
        margin = decision.margin
        review = decision.review
        source = decision.source
        switch decision.met {
        case nil: standing = .unknown
        case false: standing = .exceeded
        case true where decision.id == kept: standing = .binding
        case true:
            standing = decision.margin.map { $0.margin < $0.limit / 20 } ?? false ? .near : .met
        }
    }
}
