import CityModel
import Geometry

/// A feature near a route and how near: for control zones and clearances.
public struct Proximity: Hashable, Sendable, Codable {
    public var layer: LayerName
    public var feature: String
    public var name: String?
    /// The least distance in grid metres; 0 where the route touches, crosses or lies inside.
    public var distance: Double
    /// Where along the route it is first so near, in grid metres from its start.
    public var chainage: Double
    /// The place on the route.
    public var place: Point
    /// The nearest place of the feature; equal to `place` at distance 0.
    public var nearest: Point
    /// The level of a bridge (above 0) or tunnel (below 0); nil at ground level.
    public var level: Int?

    private enum CodingKeys: String, CodingKey {
        case layer, feature, name, place, nearest, level
        case distance = "distance_m"
        case chainage = "at_m"
    }

    public init(
        layer: LayerName, feature: String, name: String?, distance: Double, chainage: Double, place: Point,
        nearest: Point, level: Int?
    ) {
        self.layer = layer
        self.feature = feature
        self.name = name
        self.distance = distance
        self.chainage = chainage
        self.place = place
        self.nearest = nearest
        self.level = level
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        layer = try container.decode(LayerName.self, forKey: .layer)
        feature = try container.decode(String.self, forKey: .feature)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        distance = try container.decode(Double.self, forKey: .distance)
        chainage = try container.decode(Double.self, forKey: .chainage)
        place = try container.decodePosition(.place)
        nearest = try container.decodePosition(.nearest)
        level = try container.decodeIfPresent(Int.self, forKey: .level)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(layer, forKey: .layer)
        try container.encode(feature, forKey: .feature)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encode(distance, forKey: .distance)
        try container.encode(chainage, forKey: .chainage)
        try container.encode([place.x, place.y], forKey: .place)
        try container.encode([nearest.x, nearest.y], forKey: .nearest)
        try container.encodeIfPresent(level, forKey: .level)
    }
}

extension KeyedDecodingContainer {
    /// A position as JSON writes it: east, north.
    func decodePosition(_ key: Key) throws -> Point {
        let numbers = try decode([Double].self, forKey: key)
        guard numbers.count == 2 else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "a position needs two numbers")
        }
        return Point(numbers[0], numbers[1])
    }
}
