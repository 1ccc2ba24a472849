/// The one coordinate system of a project, as its creator states it.
///
/// A plain value: what it means is known to Geometry, which can rebuild the
/// system from `definition`.
public struct ProjectCRS: Codable, Sendable, Hashable {
    /// The key in `gpkg_spatial_ref_sys`: the EPSG code, or 100000 and above for a system of the city's own.
    public var srsID: Int
    public var name: String
    /// `EPSG`, or `NONE` for a system of the city's own.
    public var organization: String
    public var code: Int
    /// WKT 1 as GeoPackage wants it.
    public var wkt: String
    /// What the user gave: `EPSG:4549`, a PROJ string or WKT.
    public var definition: String
    /// Semi-major axis of the ellipsoid in metres.
    public var semiMajorAxis: Double
    /// Inverse flattening of the ellipsoid; 0 for a sphere.
    public var inverseFlattening: Double

    public init(
        srsID: Int, name: String, organization: String, code: Int, wkt: String, definition: String,
        semiMajorAxis: Double, inverseFlattening: Double
    ) {
        self.srsID = srsID
        self.name = name
        self.organization = organization
        self.code = code
        self.wkt = wkt
        self.definition = definition
        self.semiMajorAxis = semiMajorAxis
        self.inverseFlattening = inverseFlattening
    }
}
