import CPROJ
import Vocabulary

/// Transforms coordinates between two systems, always east (or longitude) first.
///
/// Belongs to one task; make it once and reuse it.
public final class Transform {
    private let context = ProjectionContext()
    private let operation: OpaquePointer
    private let label: String
    private let sourceGrid: CityGrid?
    private let targetGrid: CityGrid?

    /// - Throws: ``Problem`` `CRS-101` if a system is unknown, `CRS-105` if PROJ only knows a ballpark between
    ///   their datums (WGS 84 to CGCS2000 passes: they agree within decimetres, domain/crs.md §6).
    public init(from source: CoordinateSystem, to target: CoordinateSystem) throws {
        label = "\(source.label) → \(target.label)"
        sourceGrid = source.grid
        targetGrid = target.grid
        try Self.refuseBallpark(source, target, in: context)
        guard
            let raw = proj_create_crs_to_crs(
                context.handle, source.baseDefinition, target.baseDefinition, nil),
            let normalized = proj_normalize_for_visualization(context.handle, raw)
        else {
            throw Problem(.crsUnknown, "no transformation \(label): \(context.takeMessage())")
        }
        proj_destroy(raw)
        operation = normalized
    }

    deinit { proj_destroy(operation) }

    /// - Throws: ``Problem`` `CRS-106` if the coordinate cannot be transformed.
    public func forward(_ point: Point) throws -> Point {
        let moved = try run(sourceGrid?.inverse(point) ?? point, PJ_FWD)
        return targetGrid?.forward(moved) ?? moved
    }

    public func inverse(_ point: Point) throws -> Point {
        let moved = try run(targetGrid?.inverse(point) ?? point, PJ_INV)
        return sourceGrid?.forward(moved) ?? moved
    }

    /// Transforms every coordinate of a shape.
    public func forward(_ shape: Shape) throws -> Shape { try shape.mapPoints(forward) }
    public func inverse(_ shape: Shape) throws -> Shape { try shape.mapPoints(inverse) }

    private func run(_ point: Point, _ direction: PJ_DIRECTION) throws -> Point {
        let result = proj_trans(operation, direction, proj_coord(point.x, point.y, 0, .infinity))
        let moved = Point(result.xy.x, result.xy.y)
        guard moved.isFinite else {
            proj_errno_reset(operation)
            throw Problem(
                .transformFailed, "coordinate (\(point.x), \(point.y)) cannot be transformed \(label)",
                help: "check the declared system and the order of the axes")
        }
        return moved
    }

    private static func refuseBallpark(
        _ source: CoordinateSystem, _ target: CoordinateSystem, in context: ProjectionContext
    ) throws {
        guard source.geographicName != target.geographicName,
            !(source.isEarthCentred && target.isEarthCentred)
        else { return }
        let a = try ProjectionObject(source.baseDefinition, in: context)
        let b = try ProjectionObject(target.baseDefinition, in: context)
        guard let factory = proj_create_operation_factory_context(context.handle, nil) else { return }
        defer { proj_operation_factory_context_destroy(factory) }
        proj_operation_factory_context_set_spatial_criterion(
            context.handle, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
        guard let operations = proj_create_operations(context.handle, a.pointer, b.pointer, factory) else {
            return
        }
        defer { proj_list_destroy(operations) }
        let exact = (0..<proj_list_get_count(operations)).contains { index in
            guard let operation = proj_list_get(context.handle, operations, index) else { return false }
            defer { proj_destroy(operation) }
            return proj_coordoperation_has_ballpark_transformation(context.handle, operation) == 0
        }
        if !exact {
            throw Problem(
                .crsBallpark,
                "between \(source.label) (\(source.geographicName)) and \(target.label) "
                    + "(\(target.geographicName)) only a ballpark transformation is known",
                help: "transform with the local parameters first and declare the result's system")
        }
    }
}

extension CoordinateSystem {
    /// True for WGS 84, CGCS2000, and a system of the user's own that names no datum but one of their ellipsoids.
    ///
    /// They agree within some centimetres to a decimetre and count as one for classification, not for setting out
    /// (domain/crs.md §6). That a nameless datum on such an ellipsoid is one of them is an assumption: a city that
    /// enters its own Transverse Mercator means its CGCS2000 plane.
    var isEarthCentred: Bool {
        if ["WGS 84", "China Geodetic Coordinate System 2000"].contains(geographicName) { return true }
        guard geographicName.lowercased().hasPrefix("unknown") else { return false }
        let flattenings = [298.257_222_101, 298.257_223_563]
        return semiMajorAxis == 6_378_137 && flattenings.contains { abs($0 - inverseFlattening) < 1e-6 }
    }
}
