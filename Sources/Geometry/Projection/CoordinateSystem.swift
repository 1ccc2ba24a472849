import CPROJ
import Vocabulary

/// A coordinate reference system and what measuring needs to know of it.
public struct CoordinateSystem: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, Codable { case projected, geographic, other }

    /// As it was asked for: `EPSG:4549`, a PROJ string or WKT.
    public var definition: String
    public var name: String
    /// Such as `EPSG` and `4549`; nil for a system of the user's own.
    public var authority: String?
    public var code: Int?
    public var wkt: String
    public var kind: Kind
    /// Metres per unit of the first axis; 1 for metric systems; nil for angles.
    public var metresPerUnit: Double?
    /// The projection method, such as `Transverse Mercator`.
    public var method: String?
    /// Its parameters by name, in their own units.
    public var parameters: [String: Double]
    /// Semi-major axis in metres and inverse flattening of the ellipsoid.
    public var semiMajorAxis: Double
    public var inverseFlattening: Double
    /// EPSG name of the datum's geographic system, such as `China Geodetic Coordinate System 2000`.
    public var geographicName: String
    /// Where the system is meant to be used: west, south, east, north in degrees; nil if PROJ gives none.
    public var areaOfUse: [Double]?
    /// The four parameters of a city's own plane; the other fields then describe its base.
    public internal(set) var grid: CityGrid?

    /// Looks a definition up in the PROJ database; needs no network.
    ///
    /// The ``CityGrid/definition`` of a city grid is understood too.
    /// - Throws: ``Problem`` `CRS-101` if PROJ does not know it.
    /// - Complexity: about a millisecond for the first call in a process.
    public init(_ definition: String) throws {
        if let grid = try CityGrid(definition: definition) {
            self = try CoordinateSystem(grid)
            return
        }
        let context = ProjectionContext()
        let object = try ProjectionObject(definition, in: context)
        self = try object.coordinateSystem(definition: definition.trimmedASCII)
    }

    /// `EPSG:4549`, or the name for a system without a code.
    public var label: String {
        if let authority, let code { "\(authority):\(code)" } else { name }
    }

    /// True for the web map's spherical Mercator under any of its codes or names.
    public var isWebMercator: Bool {
        method?.contains("Pseudo Mercator") == true
            || [3857, 900_913, 3785, 102_100, 102_113].contains(code ?? 0)
    }

    /// The system a project may be kept in: projected, in metres, not Web Mercator.
    ///
    /// - Throws: ``Problem`` `CRS-102` for geographic systems and other units, `CRS-103` for Web Mercator.
    public func requireMeasurable() throws {
        if isWebMercator {
            throw Problem(
                .crsWebMercator,
                "\(label) is Web Mercator: 20 m on the ground at Yantai measure 25.25 m in it",
                help: "choose the city's projected system, for example --crs EPSG:4549")
        }
        guard kind == .projected, metresPerUnit == 1 else {
            let why =
                kind == .geographic ? "is geographic: its unit is the degree" : "is not projected in metres"
            throw Problem(
                .crsNotProjected, "\(label) (\(name)) \(why)",
                help: "choose the city's projected metric system, for example --crs EPSG:4549")
        }
        try requirePlausible()
    }

    /// Refuses data of another projected zone for a project in this system.
    ///
    /// The same system under another name or code passes; geographic and Web Mercator data pass, they are transformed;
    /// so do data in the base of a city grid, since its parameters were entered for that.
    /// - Throws: ``Problem`` `CRS-104`.
    public func requireSameZone(as source: CoordinateSystem) throws {
        guard source.kind == .projected, !source.isWebMercator, !isEquivalent(to: source) else { return }
        if try base().isEquivalent(to: source.base()) { return }
        throw Problem(
            .crsMixed,
            "the data are in \(source.label) (\(source.name)), the project is in \(label) (\(name))",
            help: "transform the data knowingly first, for example: ogr2ogr -t_srs \(label) out.gpkg in.gpkg")
    }

    /// True if both describe the same projection of the same ellipsoid.
    public func isEquivalent(to other: CoordinateSystem) -> Bool {
        guard grid?.parameters == other.grid?.parameters else { return false }
        if let authority, let code, authority == other.authority, code == other.code { return true }
        let context = ProjectionContext()
        guard let a = try? ProjectionObject(baseDefinition, in: context),
            let b = try? ProjectionObject(other.baseDefinition, in: context)
        else { return false }
        if proj_is_equivalent_to_with_ctx(
            context.handle, a.pointer, b.pointer, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) == 1
        {
            return true
        }
        return kind == other.kind && method == other.method && parameters == other.parameters
            && semiMajorAxis == other.semiMajorAxis && inverseFlattening == other.inverseFlattening
            && geographicName == other.geographicName
    }
}

extension CoordinateSystem {
    /// What PROJ knows the system by: of a city grid, its base.
    var baseDefinition: String { grid?.base ?? definition }

    private func base() throws -> CoordinateSystem {
        try grid.map { try CoordinateSystem($0.base) } ?? self
    }
}

extension CityGrid {
    /// What decides whether two grids over one base are the same.
    fileprivate var parameters: [Double] { [eastM, northM, rotationArcsec, scale] }
}

/// Owns a PROJ object.
final class ProjectionObject {
    let pointer: OpaquePointer
    private let context: ProjectionContext

    init(_ context: ProjectionContext, owning pointer: OpaquePointer) {
        self.context = context
        self.pointer = pointer
    }

    convenience init(_ definition: String, in context: ProjectionContext) throws {
        let text = definition.trimmedASCII
        // `+type=crs` makes PROJ read a bare projection string as a coordinate system.
        let full = text.hasPrefix("+proj=") && !text.contains("+type=crs") ? text + " +type=crs" : text
        guard !full.isEmpty, let pointer = proj_create(context.handle, full) else {
            throw Self.unknown(definition, context.takeMessage())
        }
        guard proj_is_crs(pointer) == 1 else {
            proj_destroy(pointer)
            throw Self.unknown(definition, "it is no coordinate reference system")
        }
        self.init(context, owning: pointer)
    }

    deinit { proj_destroy(pointer) }

    private static func unknown(_ definition: String, _ why: String) -> Problem {
        let shown = definition.count > 60 ? definition.prefix(60) + "…" : definition[...]
        let reason = why.isEmpty ? "" : " (\(why))"
        return Problem(
            .crsUnknown, "coordinate system '\(shown)' is not known\(reason)",
            help: "write it as EPSG:4549, as a PROJ string '+proj=tmerc …' or as WKT")
    }

    func coordinateSystem(definition: String? = nil) throws -> CoordinateSystem {
        try CoordinateSystem(describing: self, definition: definition, in: context)
    }
}

extension String {
    /// Without spaces and line ends on both sides.
    var trimmedASCII: String {
        var slice = self[...]
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return String(slice)
    }
}
