import Foundation
import PermitPolicy
import Vocabulary

/// A chosen route as a case knows it: the line as opaque bytes with its hash,
/// the facts the policy reads, and what the read tables show.
///
/// Lengths with `ground` are on the ellipsoid and decide; the others are in the
/// project grid. All are metres or square metres.
public struct RouteRecord: Codable, Sendable, Hashable {
    /// WKB of the line in the project CRS, from the main or stub to the red line.
    public var wkb: Data
    /// SHA-256 of `wkb`, lower-case hexadecimal.
    public var sha256: String
    /// The regime it was planned under, such as `cheapest`.
    public var regime: String
    /// Where it starts: the layer (`mains` or `stubs`) and feature id.
    public var fromLayer: String
    public var fromFeature: String
    public var groundLengthM: Double
    public var gridLengthM: Double
    public var cost: Double?
    /// What the policy reads.
    public var facts: RouteFacts
    /// The version of the project stream the route was planned on.
    public var dataVersion: Int
    public var crossings: [RouteCrossing]
    public var disturbed: [DisturbedArea]
    /// The threshold it keeps, where it was planned to keep one.
    public var threshold: String?
    /// SHA-256 of what the planner was asked with, where somebody chose it among alternatives.
    public var inputSHA256: String?
    /// The routes it was chosen among; nil where no other was planned.
    public var alternatives: RouteAlternatives?

    public init(
        wkb: Data, sha256: String, regime: String, fromLayer: String, fromFeature: String,
        groundLengthM: Double, gridLengthM: Double, cost: Double? = nil, facts: RouteFacts,
        dataVersion: Int, crossings: [RouteCrossing] = [], disturbed: [DisturbedArea] = [],
        threshold: String? = nil, inputSHA256: String? = nil, alternatives: RouteAlternatives? = nil
    ) {
        self.wkb = wkb
        self.sha256 = sha256
        self.regime = regime
        self.fromLayer = fromLayer
        self.fromFeature = fromFeature
        self.groundLengthM = groundLengthM
        self.gridLengthM = gridLengthM
        self.cost = cost
        self.facts = facts
        self.dataVersion = dataVersion
        self.crossings = crossings
        self.disturbed = disturbed
        self.threshold = threshold
        self.inputSHA256 = inputSHA256
        self.alternatives = alternatives
    }

    /// The id of the reserved stub it starts from; nil if it taps a main.
    public var stub: String? { fromLayer == "stubs" ? fromFeature : nil }

    enum CodingKeys: String, CodingKey {
        case wkb, sha256, regime, cost, facts, crossings, disturbed, threshold, alternatives
        case fromLayer = "from_layer"
        case fromFeature = "from_feature"
        case groundLengthM = "ground_length_m"
        case gridLengthM = "grid_length_m"
        case dataVersion = "data_version"
        case inputSHA256 = "input_sha256"
    }
}

/// One crossing of a chosen route.
public struct RouteCrossing: Codable, Sendable, Hashable {
    public var layer: String
    public var features: [String]
    public var name: String?
    public var kind: String
    public var fromM: Double
    public var toM: Double
    public var lengthM: Double
    public var groundLengthM: Double
    public var angleDeg: Double?
    public var areaM2: Double?
    /// `open_cut`, `jacking` …; nil if not settled.
    public var method: String?
    /// WKB of the stretch of the route inside the feature; nil if there is none (a strip).
    public var wkb: Data?

    public init(
        layer: String, features: [String], name: String? = nil, kind: String, fromM: Double, toM: Double,
        lengthM: Double, groundLengthM: Double, angleDeg: Double? = nil, areaM2: Double? = nil,
        method: String? = nil, wkb: Data? = nil
    ) {
        self.layer = layer
        self.features = features
        self.name = name
        self.kind = kind
        self.fromM = fromM
        self.toM = toM
        self.lengthM = lengthM
        self.groundLengthM = groundLengthM
        self.angleDeg = angleDeg
        self.areaM2 = areaM2
        self.method = method
        self.wkb = wkb
    }

    enum CodingKeys: String, CodingKey {
        case layer, features, name, kind, method, wkb
        case fromM = "from_m"
        case toM = "to_m"
        case lengthM = "length_m"
        case groundLengthM = "ground_length_m"
        case angleDeg = "angle_deg"
        case areaM2 = "area_m2"
    }
}

/// The ground a route's trench and working strip disturb in one layer.
public struct DisturbedArea: Codable, Sendable, Hashable {
    public var layer: String
    public var feature: String?
    public var areaM2: Double
    /// WKB of the polygon or multipolygon in the project CRS.
    public var wkb: Data

    public init(layer: String, feature: String?, areaM2: Double, wkb: Data) {
        self.layer = layer
        self.feature = feature
        self.areaM2 = areaM2
        self.wkb = wkb
    }

    enum CodingKeys: String, CodingKey {
        case layer, feature, wkb
        case areaM2 = "area_m2"
    }
}
