import Coordinator
import PermitPolicy
import Vocabulary

/// The routes a case can take: `route list --json`.
public struct RouteListDocument: Encodable, Sendable {
    public var caseID: String
    public var plot: String
    public var utility: Utility
    /// The day the rules are read for and permits would be applied for.
    public var day: Day
    public var crs: String
    public var currency: String?
    /// Of what the plans depend on; a chosen route keeps it.
    public var inputSHA256: String
    public var unreachable: UnreachableDocument?
    /// The cheapest first.
    public var routes: [Item] = []
    /// Regimes without a route of their own, with the reason.
    public var dropped: [DroppedRegime] = []
    /// The route the case has.
    public var present: Present?

    init(
        caseID: String, plot: String, utility: Utility, day: Day, crs: String, currency: String?,
        inputSHA256: String
    ) {
        self.caseID = caseID
        self.plot = plot
        self.utility = utility
        self.day = day
        self.crs = crs
        self.currency = currency
        self.inputSHA256 = inputSHA256
    }

    /// One route with its name and how it stands beside the cheapest.
    public struct Item: Encodable, Sendable {
        public var name: String
        /// True if the case has this very line.
        public var isChosen: Bool
        public var lineSHA256: String
        /// False where the rules ask for no outer line at all.
        public var outerLine: OuterLineDecision
        public var compared: RouteComparison
        public var alternative: AlternativeDocument

        private enum Key: String, CodingKey {
            case name, chosen, compared
            case lineSHA256 = "line_sha256"
            case outerLine = "outer_line"
        }

        init(
            _ route: JudgedRoute, beside cheapest: JudgedRoute, present: String?,
            _ alternative: AlternativeDocument
        ) {
            name = route.name
            lineSHA256 = route.lineSHA256
            isChosen = present == lineSHA256
            outerLine = route.decision.outerLine
            compared = RouteComparison(route, to: cheapest)
            self.alternative = alternative
        }

        public func encode(to encoder: any Encoder) throws {
            try alternative.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .name)
            try container.encode(isChosen, forKey: .chosen)
            try container.encode(lineSHA256, forKey: .lineSHA256)
            try container.encode(outerLine, forKey: .outerLine)
            try container.encode(compared, forKey: .compared)
        }
    }

    /// The route a case has, planned or drawn.
    public struct Present: Encodable, Sendable {
        public var regime: String
        public var threshold: String?
        public var from: SourceReference
        public var cost: Double?
        public var groundLength: Double
        public var lineSHA256: String
        /// True if it is one of the routes listed.
        public var isListed = false

        private enum CodingKeys: String, CodingKey {
            case regime, threshold, from, cost
            case groundLength = "ground_length_m"
            case lineSHA256 = "line_sha256"
            case isListed = "listed"
        }

        init(_ record: RouteRecord) {
            regime = record.regime
            threshold = record.threshold
            from = SourceReference(layer: record.fromLayer, feature: record.fromFeature)
            cost = record.cost
            groundLength = record.groundLengthM
            lineSHA256 = record.sha256
        }
    }

    private enum Key: String, CodingKey {
        case schema, plot, utility, day, crs, currency, unreachable, routes, dropped, present
        case caseID = "case"
        case inputSHA256 = "input_sha256"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("outerline.route-list/1", forKey: .schema)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(plot, forKey: .plot)
        try container.encode(utility, forKey: .utility)
        try container.encode(day, forKey: .day)
        try container.encode(crs, forKey: .crs)
        try container.encode(currency, forKey: .currency)
        try container.encode(inputSHA256, forKey: .inputSHA256)
        try container.encode(unreachable, forKey: .unreachable)
        try container.encode(routes, forKey: .routes)
        try container.encode(dropped, forKey: .dropped)
        try container.encode(present, forKey: .present)
    }
}
