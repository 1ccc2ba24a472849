import Vocabulary

/// One stretch of a route inside a feature (or one road), or its disturbed strip on it.
public struct TouchFact: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// Through to the other side.
        case crosses
        case along
        /// Enters and ends inside.
        case ends
        /// Only trench width and working strip touch; the line does not.
        case strip
    }

    public enum Method: String, Codable, Sendable, CaseIterable {
        case openCut = "open_cut"
        case trenchless
    }

    public var layer: String
    /// Ids of the features that make up the stretch, at least one.
    public var features: [String]
    public var name: String?
    public var kind: Kind
    public var method: Method
    /// Chainage along the route in grid metres; 0 ≤ from ≤ to.
    public var fromM: Double
    public var toM: Double
    /// Length of the stretch; for a strip the line itself lies outside, and no length measure counts it.
    public var lengthM: Double
    public var groundLengthM: Double
    /// Area of the disturbed strip inside the feature.
    public var areaM2: Double?
    /// 0 … 90.
    public var angleDeg: Double?
    public var district: String?

    // MARK: Roads

    /// As in the layer, such as `main`, `secondary`, `branch`.
    public var roadClass: String?
    /// Who runs the road; nil if the field is empty.
    public var administration: RoadAdministration?
    /// Day of hand-over for use (交付使用) after building, widening or rebuilding.
    public var openedOn: Day?
    /// Completion of the last major repair (大修竣工); nil if none is recorded.
    public var repairedOn: Day?
    public var surface: String?
    /// Bridge or tunnel level; nil or 0 for the ground.
    public var level: Int?
    /// Lies on a bridge; nil if the layer does not say.
    public var bridge: Bool?
    /// Whether the carriageway itself is touched, not only footway or verge; nil if unknown.
    public var inCarriageway: Bool?

    // MARK: Rivers, greens, heritage, lines

    /// Grade of the feature, as in the layer.
    public var grade: String?
    /// Its `kind`, `class` or `zone`, as in the layer; roads have ``roadClass``.
    public var category: String?
    /// Who owns it, as in the layer.
    public var owner: String?

    public init(
        layer: String, features: [String], name: String? = nil, kind: Kind, method: Method = .openCut,
        fromM: Double, toM: Double, lengthM: Double, groundLengthM: Double, areaM2: Double? = nil,
        angleDeg: Double? = nil, district: String? = nil, roadClass: String? = nil,
        administration: RoadAdministration? = nil, openedOn: Day? = nil, repairedOn: Day? = nil,
        surface: String? = nil, level: Int? = nil, bridge: Bool? = nil, inCarriageway: Bool? = nil,
        grade: String? = nil, category: String? = nil, owner: String? = nil
    ) {
        self.layer = layer
        self.features = features
        self.name = name
        self.kind = kind
        self.method = method
        self.fromM = fromM
        self.toM = toM
        self.lengthM = lengthM
        self.groundLengthM = groundLengthM
        self.areaM2 = areaM2
        self.angleDeg = angleDeg
        self.district = district
        self.roadClass = roadClass
        self.administration = administration
        self.openedOn = openedOn
        self.repairedOn = repairedOn
        self.surface = surface
        self.level = level
        self.inCarriageway = inCarriageway
        self.grade = grade
        self.bridge = bridge
        self.category = category
        self.owner = owner
    }

    enum CodingKeys: String, CodingKey {
        case layer, features, name, kind, method, district, administration, surface, level, bridge,
            grade, category, owner
        case fromM = "from_m"
        case toM = "to_m"
        case lengthM = "length_m"
        case groundLengthM = "ground_length_m"
        case areaM2 = "area_m2"
        case angleDeg = "angle_deg"
        case roadClass = "road_class"
        case openedOn = "opened_on"
        case repairedOn = "repaired_on"
        case inCarriageway = "in_carriageway"
    }
}

/// Who runs a road: a city road (城市道路) or a highway (公路) by its administrative grade.
public enum RoadAdministration: String, Codable, Sendable, CaseIterable {
    case city, national, provincial, county, township, expressway
}

/// A feature that the route and its strip do not touch but come near to.
public struct ProximityFact: Codable, Hashable, Sendable {
    public var layer: String
    public var feature: String
    public var name: String?
    public var administration: RoadAdministration?
    /// Shortest distance of the disturbed strip from the feature's edge, ground metres.
    public var distanceM: Double
    /// Chainage of the nearest point.
    public var atM: Double?
    public var district: String?
    /// Its `kind`, `class` or `zone`, as in the layer.
    public var category: String?
    public var grade: String?
    /// Bridge or tunnel level; nil or 0 for the ground.
    public var level: Int?
    /// Trunk diameter of a tree, centimetres.
    public var trunkCm: Double?
    /// An ancient or famous tree.
    public var ancient: Bool?

    public init(
        layer: String, feature: String, name: String? = nil, administration: RoadAdministration? = nil,
        distanceM: Double, atM: Double? = nil, district: String? = nil, category: String? = nil,
        grade: String? = nil, level: Int? = nil, trunkCm: Double? = nil, ancient: Bool? = nil
    ) {
        self.layer = layer
        self.feature = feature
        self.name = name
        self.administration = administration
        self.distanceM = distanceM
        self.atM = atM
        self.district = district
        self.category = category
        self.grade = grade
        self.level = level
        self.trunkCm = trunkCm
        self.ancient = ancient
    }

    enum CodingKeys: String, CodingKey {
        case layer, feature, name, administration, district, category, grade, level, ancient
        case trunkCm = "trunk_cm"
        case distanceM = "distance_m"
        case atM = "at_m"
    }
}
