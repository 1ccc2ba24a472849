import Vocabulary

/// When one kind of permit is needed, from whom, on what basis, how long it takes.
public struct PermitRule: Codable, Hashable, Sendable {
    /// Whether each authority's area has a permit of its own, or the whole route has one.
    public enum Per: String, Codable, Sendable, CaseIterable {
        case district, route
    }

    public var kind: PermitKind
    public var title: Wording
    public var basis: [Citation]
    /// Any of them calls for the permit.
    public var triggers: [TriggerRule]
    /// A role of ``AuthorityRules/roles``.
    public var authority: String
    public var per: Per
    public var statutoryDays: DayLimit?
    public var promisedDays: DayLimit?
    public var materials: [Material]
    /// Said with every permit of this kind: a risk, a duty.
    public var notes: [Cited<Wording>]

    public init(
        kind: PermitKind, title: Wording, basis: [Citation], triggers: [TriggerRule], authority: String,
        per: Per = .district, statutoryDays: DayLimit? = nil, promisedDays: DayLimit? = nil,
        materials: [Material] = [], notes: [Cited<Wording>] = []
    ) {
        self.kind = kind
        self.title = title
        self.basis = basis
        self.triggers = triggers
        self.authority = authority
        self.per = per
        self.statutoryDays = statutoryDays
        self.promisedDays = promisedDays
        self.materials = materials
        self.notes = notes
    }

    /// Whether the permit may be demanded: some basis is better than unverified.
    public var isEnforceable: Bool { basis.contains { $0.level.isEnforceable } }
}

/// What on a route calls for a permit.
public enum TriggerRule: Codable, Hashable, Sendable {
    /// The line, or its disturbed strip, lies in a feature.
    case touch(TouchCondition)
    /// The strip comes nearer to a highway than its building control zone.
    case controlZone(layer: String)
    /// The route lies in a planning area, or the city has no such layer.
    case planningArea
    /// A dug road lies in its no-dig period.
    case moratorium
    /// Goes with other permits, at the same places.
    case accompanies([PermitKind])

    /// The layer it reads; nil for a trigger that reads none of its own.
    public var layer: String? {
        switch self {
        case .touch(let condition): condition.layer
        case .controlZone(let layer): layer
        case .planningArea, .moratorium, .accompanies: nil
        }
    }
}

/// Which touches of a layer count; an empty list sets no condition.
public struct TouchCondition: Codable, Hashable, Sendable {
    public var layer: String
    public var kinds: [TouchFact.Kind]
    public var methods: [TouchFact.Method]
    public var administrations: [RoadAdministration]

    public init(
        layer: String, kinds: [TouchFact.Kind] = [], methods: [TouchFact.Method] = [],
        administrations: [RoadAdministration] = []
    ) {
        self.layer = layer
        self.kinds = kinds
        self.methods = methods
        self.administrations = administrations
    }
}

/// One edge of the permit programme: `before` must be granted before `after`.
public struct Dependency: Codable, Hashable, Sendable {
    public var before: PermitKind
    public var after: PermitKind
    public var source: Citation

    public init(before: PermitKind, after: PermitKind, source: Citation) {
        self.before = before
        self.after = after
        self.source = source
    }
}

/// A limit on a measure of the route that changes the procedure of some permits.
public struct ThresholdRule: Codable, Hashable, Sendable {
    public enum Measure: String, Codable, Sendable, CaseIterable {
        /// Ground length of the whole outer line.
        case routeLength = "route_length"
        /// Ground length in city roads, along and across, whatever the method.
        case roadLength = "road_length"
        /// Ground length dug in open cut.
        case trenchLength = "trench_length"
        /// Ground length dug in open cut in city roads.
        case roadTrenchLength = "road_trench_length"
        case diameter
        /// Disturbed area in all touched features of the layer named with the rule.
        case area
    }

    public var id: String
    public var title: Wording
    public var utilities: [Utility]
    public var measure: Measure
    /// For ``Measure/area``.
    public var layer: String?
    /// Metres, square metres or millimetres by measure; met up to and including it.
    public var limit: Cited<Double>
    public var effect: ThresholdEffect
    public var permits: [PermitKind]
    /// Roads of these administrations on the route shut the rule off.
    public var excludedAdministrations: [RoadAdministration]
    public var promisedDays: DayLimit?

    public init(
        id: String, title: Wording, utilities: [Utility], measure: Measure, layer: String? = nil,
        limit: Cited<Double>, effect: ThresholdEffect, permits: [PermitKind],
        excludedAdministrations: [RoadAdministration] = [], promisedDays: DayLimit? = nil
    ) {
        self.id = id
        self.title = title
        self.utilities = utilities
        self.measure = measure
        self.layer = layer
        self.limit = limit
        self.effect = effect
        self.permits = permits
        self.excludedAdministrations = excludedAdministrations
        self.promisedDays = promisedDays
    }
}
