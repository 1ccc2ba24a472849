import Vocabulary

/// A land parcel; its outline is the plot red line (用地红线).
public struct Plot: FeatureView {
    public static let layer = LayerName.plots
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    public var plotNumber: String? { feature.text("plot_no") }
    public var landUse: String? { feature.text("land_use") }
    /// The code of the district, as the parcel register gives it.
    public var district: String? { feature.text("district") }
}

/// A green space (绿地).
public struct Green: FeatureView {
    public static let layer = LayerName.greens
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    /// `park`, `protective`, `square`, `attached`, `regional` or `other`.
    public var greenClass: String? { feature.text("class") }
}

/// A river, lake or other water (水域).
public struct Water: FeatureView {
    public static let layer = LayerName.water
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    public var kind: String? { feature.text("kind") }
    /// The administrative grade that decides the authority.
    public var grade: String? { feature.text("grade") }
    /// Navigation class `I` … `VII`, or `none`.
    public var navigation: String? { feature.text("navigation") }
}

public struct Building: FeatureView {
    public static let layer = LayerName.buildings
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    /// 0 stands on the ground, above 0 bridges it; nil is taken to stand on it.
    public var level: Int? { feature.integer("level") }
    public var storeys: Int? { feature.integer("storeys") }
}

/// A zone around a monument (文物保护范围、建设控制地带).
public struct HeritageZone: FeatureView {
    public static let layer = LayerName.heritage
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    /// `protection`, `control`, `underground` or `historic_area`.
    public var zone: String? { feature.text("zone") }
    public var grade: String? { feature.text("grade") }
}

/// Where works need a planning permit (城市规划区).
public struct PlanningArea: FeatureView {
    public static let layer = LayerName.planningArea
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }
}

/// A district or zone with its own authorities (行政区划).
public struct District: FeatureView {
    public static let layer = LayerName.districts
    public let feature: Feature
    public let code: String

    public init?(_ feature: Feature) {
        guard let code = feature.text("code") else { return nil }
        self.feature = feature
        self.code = code
    }
}

/// Where a company serves a utility (专营区域).
public struct Territory: FeatureView {
    public static let layer = LayerName.territories
    public let feature: Feature
    public let utility: Utility
    public let company: String

    public init?(_ feature: Feature) {
        guard let utility = feature.text("utility").flatMap(Utility.init(rawValue:)),
            let company = feature.text("company")
        else { return nil }
        self.feature = feature
        self.utility = utility
        self.company = company
    }
}

/// A tree, by the centre of its trunk.
public struct Tree: FeatureView {
    public static let layer = LayerName.trees
    public let feature: Feature
    public init?(_ feature: Feature) { self.feature = feature }

    public var species: String? { feature.text("species") }
    /// Trunk diameter in centimetres.
    public var trunk: Double? { feature.number("trunk_cm") }
    /// True for an ancient or famous tree (古树名木).
    public var isAncient: Bool? { feature.boolean("ancient") }
}
