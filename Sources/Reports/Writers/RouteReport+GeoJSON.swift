import CityModel
import Coordinator
import Foundation
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

extension RouteReport {
    /// Ground that is disturbed, in longitude and latitude.
    public struct GeographicArea: Sendable {
        public var layer: String
        public var feature: String?
        /// Square metres.
        public var area: Double
        public var polygons: [Polygon]

        public init(layer: String, feature: String?, area: Double, polygons: [Polygon]) {
            self.layer = layer
            self.feature = feature
            self.area = area
            self.polygons = polygons
        }
    }

    /// The route, its stretches, areas and points as an RFC 7946 feature collection in longitude and latitude, eight
    /// decimals.
    public func geoJSON(areas: [GeographicArea] = []) throws -> Data {
        let line = positions.map { Point($0.longitude, $0.latitude) }
        var features = [
            GeoJSONFeature(
                id: state.id.rawValue,
                geometry: GeoJSONGeometry(.line(line.map(Self.rounded))),
                properties: [
                    "type": .text("route"), "case": .text(state.id.rawValue),
                    "utility": .text(state.utility.rawValue),
                    "plot": state.plot.map { .text($0) } ?? .null, "regime": .text(regime),
                    "from": .text("\(fromLayer)/\(fromFeature)"), "ground_length_m": .number(groundLength),
                    "grid_length_m": .number(gridLength), "class": .text(decision.promise.classID),
                    "permits": .list(permits.map(\.id.kind.rawValue)),
                    "ready_to_dig": programme?.readyToDig.map { .text($0.description) } ?? .null,
                    "date": .text(today.description),
                ])
        ]
        for (index, stretch) in stretches.enumerated() {
            let crossing = stretch.crossing
            let path = stretch.geographic.map(Self.rounded)
            let shape: Shape = path.count > 1 ? .line(path) : .points(path)
            features.append(
                GeoJSONFeature(
                    id: "\(state.id)-\(index + 1)", geometry: GeoJSONGeometry(shape),
                    properties: [
                        "type": .text("crossing"), "layer": .text(crossing.layer.rawValue),
                        "features": .list(crossing.features),
                        "name": crossing.name.map { .text($0) } ?? .null,
                        "kind": .text(crossing.kind.rawValue), "from_m": .number(crossing.from),
                        "to_m": .number(crossing.to), "length_m": .number(crossing.length),
                        "angle_deg": crossing.angle.map { .number($0) } ?? .null,
                        "area_m2": crossing.area.map { .number($0) } ?? .null,
                        "method": .text(stretch.method),
                    ]))
        }
        features += areas.enumerated().map { Self.feature($0.element, "\(state.id)-area-\($0.offset + 1)") }
        features += positions.map { feature($0) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(GeoJSONCollection(features: features)) + Data("\n".utf8)
    }

    private static func feature(_ area: GeographicArea, _ id: String) -> GeoJSONFeature {
        let polygons = area.polygons.map { polygon in
            // RFC 7946, 3.1.6: the shell against the clock, holes with it.
            Polygon(
                shell: turned(polygon.shell.map(rounded), isShell: true),
                holes: polygon.holes.map { turned($0.map(rounded), isShell: false) })
        }
        return GeoJSONFeature(
            id: id, geometry: GeoJSONGeometry(.polygons(polygons)),
            properties: [
                "type": .text("area"), "layer": .text(area.layer),
                "feature": area.feature.map { .text($0) } ?? .null, "area_m2": .number(area.area),
            ])
    }

    private func feature(_ position: Position) -> GeoJSONFeature {
        GeoJSONFeature(
            id: "\(state.id)-\(position.label)",
            geometry: GeoJSONGeometry(.point(Self.rounded(Point(position.longitude, position.latitude)))),
            properties: [
                "type": .text("point"), "label": .text(position.label),
                "chainage_m": .number(position.chainage), "x_north_m": .number(position.point.y),
                "y_east_m": .number(position.point.x),
            ])
    }

    private static func turned(_ ring: [Point], isShell: Bool) -> [Point] {
        guard let origin = ring.first else { return ring }
        let area = zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0 - origin).cross($1.1 - origin) }
        return (area > 0) == isShell ? ring : ring.reversed()
    }

    private static func rounded(_ point: Point) -> Point {
        Point((point.x * 1e8).rounded() / 1e8, (point.y * 1e8).rounded() / 1e8)
    }
}

private struct GeoJSONCollection: Encodable {
    var type = "FeatureCollection"
    var features: [GeoJSONFeature]
}

private struct GeoJSONFeature: Encodable {
    enum Value: Encodable {
        case text(String)
        case number(Double)
        case list([String])
        case null

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .list(let list): try container.encode(list)
            case .null: try container.encodeNil()
            }
        }
    }

    var type = "Feature"
    var id: String
    var geometry: GeoJSONGeometry
    var properties: [String: Value]
}
