import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary

/// The routes of one plot and utility: an object of `route plan --json`.
public struct PlanDocument: Encodable, Sendable {
    public var plot: String
    public var utility: Utility
    public var crs: String
    public var currency: String?
    public var unreachable: UnreachableDocument?
    public var alternatives: [AlternativeDocument]
    /// Regimes that were looked for and have no route of their own, with the reason.
    public var dropped: [DroppedRegime] = []

    private enum Key: String, CodingKey {
        case schema, plot, utility, crs, currency, unreachable, alternatives, dropped
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("outerline.plan/1", forKey: .schema)
        try container.encode(plot, forKey: .plot)
        try container.encode(utility, forKey: .utility)
        try container.encode(crs, forKey: .crs)
        try container.encode(currency, forKey: .currency)
        try container.encode(unreachable, forKey: .unreachable)
        try container.encode(alternatives, forKey: .alternatives)
        try container.encode(dropped, forKey: .dropped)
    }
}

/// Why there is no route: a result, not an error.
public struct UnreachableDocument: Codable, Sendable, Hashable {
    public var code: String
    public var message: String
    /// The reason in both languages.
    public var reason: Wording
    /// What encloses the plot or the sources, as `layer/id`.
    public var blockers: [String]

    init(_ why: Unreachable, _ question: RouteQuestion, reach: Double) {
        code = why.code
        message = why.message
        reason = why.wording(question, reach: reach)
        blockers = why.blockers.map { "\($0.layer.rawValue)/\($0.feature)" }
    }

    init(_ problem: Problem) {
        self.init(problem.code, problem.message, zh: "程序内部错误：\(problem.message)")
    }

    init(_ code: ErrorCode, _ message: String, zh: String) {
        self.init(code.id, message, zh: zh)
    }

    private init(_ code: String, _ message: String, zh: String) {
        self.code = code
        self.message = message
        reason = Wording(zh: zh, en: message)
        blockers = []
    }
}

/// One planned route with its measures, permits and class.
public struct AlternativeDocument: Encodable, Sendable {
    public var regime: Regime
    /// The threshold of the pack the route keeps, for regime `within_threshold`.
    public var threshold: String?
    public var from: SourceReference
    public var cost: Double
    public var lowerBound: Double
    public var gap: Double
    public var gridLength: Double
    public var groundLength: Double
    public var line: GeoJSONGeometry
    public var crossings: [Crossing]
    public var lengthsBySurface: [Surface: Double]
    public var bends: [Bend]
    public var permits: [PermitSummary]
    public var undecided: [PermitSummary]
    public var classification: PromiseDecision
    /// The day the works may start if every permit is applied for today; null if a limit is unknown.
    public var readyToDig: Day?
    /// That day rests on a calendar that is not announced.
    public var readyToDigProvisional: Bool
    public var findings: [Finding]

    private enum Key: String, CodingKey {
        case regime, threshold, from, cost, gap, line, crossings, bends, permits, undecided, findings
        case lowerBound = "lower_bound"
        case gridLength = "grid_length_m"
        case groundLength = "ground_length_m"
        case lengthsBySurface = "lengths_by_surface"
        case classification = "classification"
        case readyToDig = "ready_to_dig"
        case readyToDigProvisional = "ready_to_dig_provisional"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(regime, forKey: .regime)
        try container.encodeIfPresent(threshold, forKey: .threshold)
        try container.encode(from, forKey: .from)
        try container.encode(cost, forKey: .cost)
        try container.encode(lowerBound, forKey: .lowerBound)
        try container.encode(gap, forKey: .gap)
        try container.encode(gridLength, forKey: .gridLength)
        try container.encode(groundLength, forKey: .groundLength)
        try container.encode(line, forKey: .line)
        try container.encode(crossings, forKey: .crossings)
        try container.encode(lengthsBySurface, forKey: .lengthsBySurface)
        try container.encode(bends, forKey: .bends)
        try container.encode(permits, forKey: .permits)
        try container.encode(undecided, forKey: .undecided)
        try container.encode(classification, forKey: .classification)
        try container.encode(readyToDig, forKey: .readyToDig)
        try container.encode(readyToDigProvisional, forKey: .readyToDigProvisional)
        try container.encode(findings, forKey: .findings)
    }
}

/// A permit a route needs, in short.
public struct PermitSummary: Codable, Sendable {
    public var permit: String
    public var verdict: String
    public var review: Bool
    public var authority: Authority
    public var basis: [Citation]
    public var trigger: [PermitTrigger]
    public var missing: [String]

    init(_ requirement: PermitRequirement) {
        permit = requirement.kind.rawValue
        verdict = requirement.verdict.rawValue
        review = requirement.review
        authority = requirement.authority
        basis = requirement.basis
        trigger = requirement.triggers
        missing = requirement.missing
    }
}
