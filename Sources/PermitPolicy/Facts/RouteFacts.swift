import Vocabulary

/// What the rules of a policy pack read about one route: plain measured facts, no geometry.
///
/// Written once per route by the survey's caller, stored in events, and enough
/// to decide again under another pack or on another day. An absent value is
/// unknown; it never stands for "no" or "zero". Layer names are those of the
/// city model. Lengths are metres, unrounded; `ground` is on the ellipsoid,
/// `length_m`, `from_m`, `to_m` and `area_m2` are in the project grid.
public struct RouteFacts: Codable, Hashable, Sendable {
    public var utility: Utility
    public var userType: UserType?
    /// Plan length along the pipe to the first contact with the red line; this decides.
    ///
    /// 0 if nothing lies outside the red line.
    public var groundLengthM: Double
    public var gridLengthM: Double
    /// Survey accuracy of the length; nil takes the pack's assumption (0.05 m).
    public var lengthAccuracyM: Double?
    /// Where the route starts; nil if the utility has no main or stub within reach.
    public var source: SourceFacts?
    /// A qualifying main or stub touches the plot or lies in it.
    public var plotServed: Bool
    /// The user asks for a connection at another place although the plot is served (seed 二(二)2: 用户要求).
    public var userAsksOuterLine: Bool
    /// Width of the trench plus working strip the areas were measured with.
    public var stripWidthM: Double
    /// Outside or nominal diameter of the pipe, millimetres.
    public var diameterMm: Double?
    /// What the works cost, yuan, as a person stated it; nil if nobody did.
    public var investmentYuan: Double?
    /// Whether any part lies in a planning area; nil if the city has no `planning_area` layer.
    public var inPlanningArea: Bool?
    /// One entry per stretch inside, or strip on, a feature; in order along the route.
    public var touches: [TouchFact]
    /// Features the route does not touch but comes near to, such as highways.
    public var proximities: [ProximityFact]
    /// Districts the route lies in, in order along it; empty if unknown.
    public var districts: [DistrictFact]
    /// The layers the city has; a rule on another layer answers UNKNOWN.
    public var layers: Set<String>
    public var overrides: [OverrideRecord]

    /// The latest record on a field; of one day the last in the list.
    public func stated(_ field: String) -> OverrideRecord? {
        overrides.enumerated().filter { $0.element.field == field }
            .max { ($0.element.on, $0.offset) < ($1.element.on, $1.offset) }?.element
    }

    public init(
        utility: Utility, userType: UserType? = nil, groundLengthM: Double, gridLengthM: Double,
        lengthAccuracyM: Double? = nil, source: SourceFacts? = nil, plotServed: Bool = false,
        userAsksOuterLine: Bool = false, stripWidthM: Double = 0, diameterMm: Double? = nil,
        investmentYuan: Double? = nil, inPlanningArea: Bool? = nil, touches: [TouchFact] = [],
        proximities: [ProximityFact] = [],
        districts: [DistrictFact] = [], layers: Set<String> = [], overrides: [OverrideRecord] = []
    ) {
        self.utility = utility
        self.userType = userType
        self.groundLengthM = groundLengthM
        self.gridLengthM = gridLengthM
        self.lengthAccuracyM = lengthAccuracyM
        self.source = source
        self.plotServed = plotServed
        self.userAsksOuterLine = userAsksOuterLine
        self.stripWidthM = stripWidthM
        self.diameterMm = diameterMm
        self.investmentYuan = investmentYuan
        self.inPlanningArea = inPlanningArea
        self.touches = touches
        self.proximities = proximities
        self.districts = districts
        self.layers = layers
        self.overrides = overrides
    }

    enum CodingKeys: String, CodingKey {
        case utility, source, touches, proximities, districts, layers, overrides
        case userType = "user_type"
        case groundLengthM = "ground_length_m"
        case gridLengthM = "grid_length_m"
        case lengthAccuracyM = "length_accuracy_m"
        case plotServed = "plot_served"
        case userAsksOuterLine = "user_asks_outer_line"
        case stripWidthM = "strip_width_m"
        case diameterMm = "diameter_mm"
        case investmentYuan = "investment_yuan"
        case inPlanningArea = "in_planning_area"
    }

    /// Encodes the layers in order, so that equal facts give equal bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(utility, forKey: .utility)
        try container.encodeIfPresent(userType, forKey: .userType)
        try container.encode(groundLengthM, forKey: .groundLengthM)
        try container.encode(gridLengthM, forKey: .gridLengthM)
        try container.encodeIfPresent(lengthAccuracyM, forKey: .lengthAccuracyM)
        try container.encodeIfPresent(source, forKey: .source)
        try container.encode(plotServed, forKey: .plotServed)
        try container.encode(userAsksOuterLine, forKey: .userAsksOuterLine)
        try container.encode(stripWidthM, forKey: .stripWidthM)
        try container.encodeIfPresent(diameterMm, forKey: .diameterMm)
        try container.encodeIfPresent(investmentYuan, forKey: .investmentYuan)
        try container.encodeIfPresent(inPlanningArea, forKey: .inPlanningArea)
        try container.encode(touches, forKey: .touches)
        try container.encode(proximities, forKey: .proximities)
        try container.encode(districts, forKey: .districts)
        try container.encode(layers.sorted(), forKey: .layers)
        try container.encode(overrides, forKey: .overrides)
    }
}

/// Who applies (居民 / 非居民).
public enum UserType: String, Codable, Sendable, CaseIterable {
    case resident
    case nonResident = "non_resident"
}

/// Where a route starts: a free stub or a point of a main.
public struct SourceFacts: Codable, Hashable, Sendable {
    /// `stubs` or `mains`.
    public var layer: String
    public var feature: String
    /// A stub that no route has reserved; nil if its state is unknown, meaningless for mains.
    public var isFree: Bool?
    public var capacityKnown: Bool?
    public var inService: Bool?

    public init(
        layer: String, feature: String, isFree: Bool? = nil, capacityKnown: Bool? = nil,
        inService: Bool? = nil
    ) {
        self.layer = layer
        self.feature = feature
        self.isFree = isFree
        self.capacityKnown = capacityKnown
        self.inService = inService
    }

    enum CodingKeys: String, CodingKey {
        case layer, feature
        case isFree = "free"
        case capacityKnown = "capacity_known"
        case inService = "in_service"
    }
}

/// A district or zone a route lies in.
public struct DistrictFact: Codable, Hashable, Sendable {
    /// The feature's id or administrative code, such as `370602`.
    public var id: String
    public var name: String?

    public init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
    }
}

/// A fact that a person set against, or ahead of, the data; who, when and why.
public struct OverrideRecord: Codable, Hashable, Sendable {
    /// What is overridden; the engine knows `direct_connect`, `in_annual_plan`, and the fields
    /// of a pack's ``StatedCondition``s.
    public var field: String
    public var value: Bool
    public var by: String
    public var on: Day
    public var reason: String

    public init(field: String, value: Bool, by: String, on: Day, reason: String) {
        self.field = field
        self.value = value
        self.by = by
        self.on = on
        self.reason = reason
    }
}
