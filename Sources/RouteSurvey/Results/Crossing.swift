import CityModel
import Geometry

/// A maximal stretch of a route inside one feature, or a place where only its strip touches one.
///
/// Chainages and lengths are grid metres from the start of the route; `groundLength` stands beside them.
public struct Crossing: Hashable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// Enters and leaves on different sides.
        case crosses
        /// Enters and leaves on the same side.
        case along
        /// The route starts or ends inside.
        case ends
        /// Only the disturbed strip touches; the line itself stays outside.
        case strip
    }

    public var layer: LayerName
    /// The features of the stretch in the order of ids: several where polygons of one road meet.
    public var features: [String]
    public var name: String?
    public var kind: Kind
    public var from: Double
    public var to: Double
    public var groundLength: Double
    public var entry: Point
    public var exit: Point
    /// 0…90° between the route and the feature's axis, or else the longer edge crossed; nil if neither is known.
    public var angle: Double?
    /// The area the trench and its working strip disturb inside the feature, in square metres; nil for lines.
    public var area: Double?
    /// The level of a bridge (above 0) or tunnel (below 0); nil at ground level.
    public var level: Int?
    /// How the pipe is laid there; nil where nobody has said.
    public var method: LayingMethod?

    public var length: Double { to - from }
}

extension Crossing: Codable {
    private enum Key: String, CodingKey {
        case layer, features, name, kind, entry, exit, level, method
        case from = "from_m"
        case to = "to_m"
        case length = "length_m"
        case groundLength = "ground_length_m"
        case angle = "angle_deg"
        case area = "area_m2"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(layer, forKey: .layer)
        try container.encode(features, forKey: .features)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(length, forKey: .length)
        try container.encode(groundLength, forKey: .groundLength)
        try container.encode([entry.x, entry.y], forKey: .entry)
        try container.encode([exit.x, exit.y], forKey: .exit)
        try container.encodeIfPresent(angle, forKey: .angle)
        try container.encodeIfPresent(area, forKey: .area)
        try container.encodeIfPresent(level, forKey: .level)
        try container.encodeIfPresent(method, forKey: .method)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        layer = try container.decode(LayerName.self, forKey: .layer)
        features = try container.decode([String].self, forKey: .features)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        kind = try container.decode(Kind.self, forKey: .kind)
        from = try container.decode(Double.self, forKey: .from)
        to = try container.decode(Double.self, forKey: .to)
        groundLength = try container.decode(Double.self, forKey: .groundLength)
        entry = try container.decodePosition(.entry)
        exit = try container.decodePosition(.exit)
        angle = try container.decodeIfPresent(Double.self, forKey: .angle)
        area = try container.decodeIfPresent(Double.self, forKey: .area)
        level = try container.decodeIfPresent(Int.self, forKey: .level)
        method = try container.decodeIfPresent(LayingMethod.self, forKey: .method)
    }
}
