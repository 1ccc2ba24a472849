import Vocabulary

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

    /// One limit on one measure.
    public struct Limit: Codable, Hashable, Sendable {
        public var measure: Measure
        /// For ``Measure/area``.
        public var layer: String?
        public var value: Cited<Double>

        public init(measure: Measure, layer: String? = nil, value: Cited<Double>) {
            self.measure = measure
            self.layer = layer
            self.value = value
        }
    }

    public var id: String
    public var title: Wording
    public var utilities: [Utility]
    public var measure: Measure
    /// For ``Measure/area``.
    public var layer: String?
    /// Metres, square metres or millimetres by measure; met up to and including it.
    public var limit: Cited<Double>
    /// Further limits that must hold as well.
    public var also: [Limit]
    public var effect: ThresholdEffect
    public var permits: [PermitKind]
    /// Roads of these administrations on the route shut the rule off.
    public var excludedAdministrations: [RoadAdministration]
    /// Touching any of these layers shuts the rule off.
    public var excludedLayers: [String]
    public var promisedDays: DayLimit?

    public init(
        id: String, title: Wording, utilities: [Utility], measure: Measure, layer: String? = nil,
        limit: Cited<Double>, also: [Limit] = [], effect: ThresholdEffect, permits: [PermitKind],
        excludedAdministrations: [RoadAdministration] = [], excludedLayers: [String] = [],
        promisedDays: DayLimit? = nil
    ) {
        self.id = id
        self.title = title
        self.utilities = utilities
        self.measure = measure
        self.layer = layer
        self.limit = limit
        self.also = also
        self.effect = effect
        self.permits = permits
        self.excludedAdministrations = excludedAdministrations
        self.excludedLayers = excludedLayers
        self.promisedDays = promisedDays
    }

    /// The rule's own limit and the further ones.
    public var limits: [Limit] { [Limit(measure: measure, layer: layer, value: limit)] + also }
}
