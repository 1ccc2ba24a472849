import Geometry

/// A geometry in JSON output: in the project CRS, or in WGS 84 as RFC 7946 wants it.
///
/// `crs` names the system of the coordinates, because GeoJSON itself has no word for it.
struct GeometryWriter {
    private let toWGS84: Transform?

    /// - Parameter wgs84: transform to longitude and latitude; otherwise project metres, east first.
    init(_ system: CoordinateSystem, wgs84: Bool) throws {
        toWGS84 = wgs84 ? try Transform(from: system, to: CoordinateSystem("EPSG:4326")) : nil
    }

    func geoJSON(_ shape: Shape) throws -> GeoJSONGeometry {
        GeoJSONGeometry(try toWGS84?.forward(shape) ?? shape)
    }
}

/// Where a route starts: the layer and the feature.
public struct SourceReference: Codable, Sendable, Hashable {
    public var layer: String
    public var feature: String

    public init(layer: String, feature: String) {
        self.layer = layer
        self.feature = feature
    }
}
