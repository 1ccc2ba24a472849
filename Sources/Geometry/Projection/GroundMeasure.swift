import CPROJ
import Vocabulary

/// Lengths on the ellipsoid for lines drawn in a projected system.
///
/// Each straight piece is measured as the geodesic between its ends (Karney 2013, "Algorithms for geodesics", the
/// method of PROJ's geodesic.h, exact to nanometres). A piece is taken as short: the difference between the geodesic
/// and the drawn straight line is below a micrometre for a kilometre. Belongs to one task.
public final class GroundMeasure {
    private let toGeographic: Transform
    private var geodesic = geod_geodesic()

    /// - Throws: ``Problem`` `CRS-102` or `CRS-103` if the system is not fit for measuring.
    public init(_ system: CoordinateSystem) throws {
        try system.requireMeasurable()
        toGeographic = try Transform(from: system, to: CoordinateSystem(geographicBaseOf: system))
        let flattening = system.inverseFlattening > 0 ? 1 / system.inverseFlattening : 0
        geod_init(&geodesic, system.semiMajorAxis, flattening)
    }

    /// The length on the ground between two grid positions, in metres.
    public func distance(_ a: Point, _ b: Point) throws -> Double {
        if a == b { return 0 }
        return distance(geographic: try toGeographic.forward(a), try toGeographic.forward(b))
    }

    /// The length on the ground along a path, in metres; 0 for fewer than two points.
    public func length(_ points: [Point]) throws -> Double { try lengths(points).reduce(0, +) }

    /// The length on the ground of each piece of a path; one value fewer than points.
    public func lengths(_ points: [Point]) throws -> [Double] {
        guard points.count > 1 else { return [] }
        let positions = try points.map(toGeographic.forward)
        return positions.indices.dropFirst().map { distance(geographic: positions[$0 - 1], positions[$0]) }
    }

    /// Longitude and latitude in degrees of a grid position.
    public func geographic(_ point: Point) throws -> Point { try toGeographic.forward(point) }

    private func distance(geographic a: Point, _ b: Point) -> Double {
        var length = 0.0
        geod_inverse(&geodesic, a.y, a.x, b.y, b.x, &length, nil, nil)
        return length
    }
}

extension CoordinateSystem {
    /// The geographic system a projected one is based on: same datum, degrees.
    init(geographicBaseOf system: CoordinateSystem) throws {
        let context = ProjectionContext()
        let object = try ProjectionObject(system.baseDefinition, in: context)
        guard let base = proj_crs_get_geodetic_crs(context.handle, object.pointer) else {
            throw Problem(.crsUnknown, "coordinate system '\(system.name)' has no geographic base")
        }
        let described = ProjectionObject(context, owning: base)
        self = try described.coordinateSystem()
    }
}
