import Geometry
import Vocabulary

/// What lies in a window of the map: a GeoJSON feature collection.
///
/// In WGS 84 it is RFC 7946; in the project CRS the member `crs_name` says so, since GeoJSON has no word for it.
public struct MapWindowDocument: Encodable, Sendable {
    /// A value of a feature's properties.
    public enum Value: Encodable, Sendable, Hashable {
        case text(String)
        case number(Double)
        case count(Int)
        case null

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .count(let count): try container.encode(count)
            case .null: try container.encodeNil()
            }
        }
    }

    public struct Item: Encodable, Sendable {
        public var type = "Feature"
        public var id: String
        public var geometry: GeoJSONGeometry
        public var properties: [String: Value]
    }

    public var type = "FeatureCollection"
    public var schema = "outerline.map-window/1"
    /// The system of the coordinates.
    public var crsName: String
    public var features: [Item] = []
    /// How many cases the window holds, each counted once whether it is drawn alone or in a cell.
    public var cases: Int?
    /// Cases of the project whose plot is not in the layer of plots.
    public var unplaced: Int?
    /// Metres on a side of the cells that cases are counted in; null where each stands for itself.
    public var cell: Double?
    /// Layers that hold more here than the limit and are left out; a smaller window shows them.
    public var tooMany: [String] = []

    private enum CodingKeys: String, CodingKey {
        case type, schema, features, cases, unplaced
        case crsName = "crs_name"
        case cell = "cell_m"
        case tooMany = "too_many"
    }
}

/// Geometries of the map as they are sent: millimetres, or eight decimals of a degree and rings as RFC 7946 turns them.
struct MapGeometryWriter {
    private let toWGS84: Transform?
    let crsName: String

    init(_ system: CoordinateSystem, wgs84: Bool) throws {
        toWGS84 = wgs84 ? try Transform(from: system, to: CoordinateSystem("EPSG:4326")) : nil
        crsName = wgs84 ? "OGC:CRS84" : system.label
    }

    func geoJSON(_ shape: Shape) throws -> GeoJSONGeometry {
        guard let toWGS84 else { return GeoJSONGeometry(shape.mapPoints { Self.rounded($0, 1e3) }) }
        let turned = try toWGS84.forward(shape).mapPoints { Self.rounded($0, 1e8) }
        guard case .polygons(let polygons) = turned else { return GeoJSONGeometry(turned) }
        return GeoJSONGeometry(
            .polygons(
                polygons.map { polygon in
                    // RFC 7946, 3.1.6: the shell against the clock, holes with it.
                    Polygon(
                        shell: Self.wound(polygon.shell, isShell: true),
                        holes: polygon.holes.map { Self.wound($0, isShell: false) })
                }))
    }

    private static func rounded(_ point: Point, _ factor: Double) -> Point {
        Point((point.x * factor).rounded() / factor, (point.y * factor).rounded() / factor)
    }

    private static func wound(_ ring: [Point], isShell: Bool) -> [Point] {
        guard let origin = ring.first else { return ring }
        let area = zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0 - origin).cross($1.1 - origin) }
        return (area > 0) == isShell ? ring : ring.reversed()
    }
}
