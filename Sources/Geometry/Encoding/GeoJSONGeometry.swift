import Vocabulary

/// A geometry as GeoJSON writes it (RFC 7946 §3.1); the CRS is the caller's affair.
///
/// One part becomes a single geometry, several a multi geometry. Reading also
/// accepts a third coordinate and drops it.
public struct GeoJSONGeometry: Codable, Sendable, Hashable {
    public var shape: Shape

    public init(_ shape: Shape) { self.shape = shape }

    private enum Key: String, CodingKey { case type, coordinates }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        func put(_ type: String, _ coordinates: some Encodable) throws {
            try container.encode(type, forKey: .type)
            try container.encode(coordinates, forKey: .coordinates)
        }
        func pair(_ point: Point) -> [Double] { [point.x, point.y] }
        func rings(_ polygon: Polygon) -> [[[Double]]] { polygon.rings.map { $0.map(pair) } }
        switch shape {
        case .points(let points) where points.count == 1: try put("Point", pair(points[0]))
        case .points(let points): try put("MultiPoint", points.map(pair))
        case .lines(let lines) where lines.count == 1: try put("LineString", lines[0].map(pair))
        case .lines(let lines): try put("MultiLineString", lines.map { $0.map(pair) })
        case .polygons(let polygons) where polygons.count == 1: try put("Polygon", rings(polygons[0]))
        case .polygons(let polygons): try put("MultiPolygon", polygons.map(rings))
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let type = try container.decode(String.self, forKey: .type)
        func point(_ numbers: [Double]) throws -> Point {
            guard numbers.count >= 2, numbers[0].isFinite, numbers[1].isFinite else {
                throw DecodingError.dataCorruptedError(
                    forKey: .coordinates, in: container,
                    debugDescription: "a position needs two finite numbers")
            }
            return Point(numbers[0], numbers[1])
        }
        func polygon(_ rings: [[[Double]]]) throws -> Polygon? {
            let read = try rings.map { try $0.map(point) }
            return read.first.map { Polygon(shell: $0, holes: Array(read.dropFirst())) }
        }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try container.decode(type, forKey: .coordinates)
        }
        switch type {
        case "Point": shape = .point(try point(decode([Double].self)))
        case "MultiPoint": shape = .points(try decode([[Double]].self).map(point))
        case "LineString": shape = .line(try decode([[Double]].self).map(point))
        case "MultiLineString": shape = .lines(try decode([[[Double]]].self).map { try $0.map(point) })
        case "Polygon": shape = .polygons(try polygon(decode([[[Double]]].self)).map { [$0] } ?? [])
        case "MultiPolygon": shape = .polygons(try decode([[[[Double]]]].self).compactMap(polygon))
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container, debugDescription: "'\(type)' is not a point, line or polygon")
        }
    }
}
