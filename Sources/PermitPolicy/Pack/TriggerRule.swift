import Vocabulary

/// What on a route calls for a permit.
public enum TriggerRule: Codable, Hashable, Sendable {
    /// The line, or its disturbed strip, lies in a feature.
    case touch(TouchCondition)
    /// A feature that is not touched lies nearer than a distance.
    case near(NearCondition)
    /// The strip comes nearer to a highway than its building control zone.
    case controlZone(layer: String)
    /// The route lies in a planning area, or the city has no such layer.
    case planningArea
    /// A dug road lies in its no-dig period.
    case moratorium
    /// Goes with other permits, at the same places.
    case accompanies([PermitKind])
    /// The connection is of one of these utilities.
    case utility([Utility])
    /// Something is dug, be it the pits of trenchless works.
    case excavation
    /// The works cost more than a limit, in yuan.
    case investment(Cited<Double>)
    /// What no map can tell: a person states it.
    case stated(StatedCondition)

    /// The layers it reads.
    public var layers: [String] {
        switch self {
        case .touch(let condition): [condition.layer]
        case .near(let condition): [condition.layer]
        case .controlZone(let layer): [layer]
        case .stated(let condition): condition.outside
        case .planningArea, .moratorium, .accompanies, .utility, .excavation, .investment: []
        }
    }
}

/// Which touches of a layer count; an empty list sets no condition.
public struct TouchCondition: Codable, Hashable, Sendable {
    public var layer: String
    public var kinds: [TouchFact.Kind]
    public var methods: [TouchFact.Method]
    public var administrations: [RoadAdministration]
    /// Words of the layer's `class`, `kind` or `zone`; a feature without one counts, for review.
    public var categories: [String]
    /// Only bridges.
    public var bridge: Bool

    public init(
        layer: String, kinds: [TouchFact.Kind] = [], methods: [TouchFact.Method] = [],
        administrations: [RoadAdministration] = [], categories: [String] = [], bridge: Bool = false
    ) {
        self.layer = layer
        self.kinds = kinds
        self.methods = methods
        self.administrations = administrations
        self.categories = categories
        self.bridge = bridge
    }
}

/// How near a feature has to be.
public struct NearCondition: Codable, Hashable, Sendable {
    /// From where the distance counts.
    public enum Origin: String, Codable, Sendable, CaseIterable {
        /// The edge of the disturbed strip.
        case strip
        /// The outside of the pipe.
        case pipe
    }

    public var layer: String
    /// Words of the layer's `kind`, `class` or `zone`; a feature without one counts, for review.
    public var categories: [String]
    /// Only features below ground.
    public var underground: Bool
    public var from: Origin
    /// Metres; so near, the permit is needed.
    public var within: Cited<Double>
    /// Metres; farther than `within` but so near, it may be: UNKNOWN.
    public var possiblyWithin: Cited<Double>?
    /// `layer.field` that would settle the distances between.
    public var missing: String?

    public init(
        layer: String, categories: [String] = [], underground: Bool = false, from: Origin = .strip,
        within: Cited<Double>, possiblyWithin: Cited<Double>? = nil, missing: String? = nil
    ) {
        self.layer = layer
        self.categories = categories
        self.underground = underground
        self.from = from
        self.within = within
        self.possiblyWithin = possiblyWithin
        self.missing = missing
    }
}

/// A question only a person can answer; until then the answer is UNKNOWN.
public struct StatedCondition: Codable, Hashable, Sendable {
    /// The field of an ``OverrideRecord``, such as `night_work`.
    public var field: String
    public var question: Wording
    /// Asked only if one of these permits is needed; empty for always.
    public var with: [PermitKind]
    /// Asked only if a part of the route lies in none of these layers; empty for always.
    public var outside: [String]

    public init(field: String, question: Wording, with: [PermitKind] = [], outside: [String] = []) {
        self.field = field
        self.question = question
        self.with = with
        self.outside = outside
    }
}
