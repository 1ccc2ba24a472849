import Vocabulary

/// Who a road belongs to in law: the city, or a grade of highway (公路).
public enum Administration: String, Codable, Sendable, CaseIterable {
    case city, expressway, national, provincial, county, township

    /// True for highways outside the city road law.
    public var isHighway: Bool { self != .city }
}

/// A road area inside the road red line (道路面).
public struct Road: FeatureView {
    public enum Class: String, Codable, Sendable, CaseIterable {
        case expressway, arterial, secondary, branch, lane, service, footway, cycleway, track
    }

    public static let layer = LayerName.roads
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    /// What joins the areas of one road.
    public var roadID: String? { feature.text("road_id") }
    /// `road_id`, or the feature's own id where it has none: areas with the same key are one road.
    public var key: String { roadID ?? feature.id }
    public var roadClass: Class? { feature.text("class").flatMap(Class.init(rawValue:)) }
    public var administration: Administration? {
        feature.text("administration").flatMap(Administration.init(rawValue:))
    }
    /// 0 at ground, above 0 on a bridge, below 0 in a tunnel.
    public var level: Int? { feature.integer("level") }
    public var isBridge: Bool? { feature.boolean("bridge") }
    public var isTunnel: Bool? { feature.boolean("tunnel") }
    public var surface: String? { feature.text("surface") }
    public var openedOn: Day? { feature.day("opened_on") }
    public var repairedOn: Day? { feature.day("repaired_on") }
}

/// The centreline of a road (道路中心线).
public struct RoadAxis: FeatureView {
    public static let layer = LayerName.roadAxes
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    public var roadID: String? { feature.text("road_id") }
    public var key: String { roadID ?? feature.id }
    public var roadClass: Road.Class? { feature.text("class").flatMap(Road.Class.init(rawValue:)) }
    public var administration: Administration? {
        feature.text("administration").flatMap(Administration.init(rawValue:))
    }
    public var width: Double? { feature.number("width_m") }
    public var level: Int? { feature.integer("level") }
}

/// A railway (铁路).
public struct Railway: FeatureView {
    public static let layer = LayerName.railways
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    /// `high_speed`, `mainline`, `branch`, `metro` or `tram`.
    public var kind: String? { feature.text("kind") }
    public var level: Int? { feature.integer("level") }
}
