import CGEOS
import Vocabulary

/// The geometry library (GEOS) for one task: validity, buffers, overlays, triangulation.
///
/// Make one per task and reuse it; it is not `Sendable`. All coordinates are metres of one projected CRS. Results of
/// overlays lie on a grid of ``precision``, so that areas and partitions are robust; positions along a route are
/// never computed with it (see `RouteSurvey`). Every method throws ``Problem`` `GEO-104` if GEOS fails.
public final class GeometryEngine {
    /// The grid of overlays in metres: one millimetre, the resolution of the coordinate tables of a drawing set.
    public static let precision = 0.001

    let context = GEOSContext()

    public init() {}

    /// The GEOS version, such as `3.11.1`.
    public static var version: String { String(cString: GEOSversion()) }

    // MARK: - Predicates

    /// The least distance between two shapes in metres; infinity if one is empty.
    public func distance(_ a: Shape, _ b: Shape) throws -> Double {
        if a.isEmpty || b.isEmpty { return .infinity }
        let first = try context.handle(a)
        let second = try context.handle(b)
        return try context.number("distance") { GEOSDistance_r($0, first.pointer, second.pointer, $1) }
    }

    /// True if the shapes share at least a point; false if one is empty.
    public func intersects(_ a: Shape, _ b: Shape) throws -> Bool {
        let first = try context.handle(a)
        let second = try context.handle(b)
        return try context.truth("intersects") { GEOSIntersects_r($0, first.pointer, second.pointer) }
    }

    /// Makes a shape ready for many predicates.
    public func prepare(_ shape: Shape) throws -> PreparedShape { try PreparedShape(context, shape) }

    // MARK: - Overlays

    /// The parts of `a` that lie in `b`.
    public func intersection(_ a: Shape, _ b: Shape) throws -> Shape {
        try overlay("intersection", a, b) { GEOSIntersectionPrec_r($0, $1, $2, Self.precision) }
    }

    /// The parts of `a` that do not lie in `b`.
    public func difference(_ a: Shape, _ b: Shape) throws -> Shape {
        try overlay("difference", a, b) { GEOSDifferencePrec_r($0, $1, $2, Self.precision) }
    }

    /// Everything that lies in one of the shapes, which are all of one kind; an empty list gives no polygons.
    public func union(_ shapes: [Shape]) throws -> Shape {
        let all = merged(shapes)
        if all.isEmpty { return all }
        let handle = try context.handle(all)
        return try result("union") { GEOSUnaryUnionPrec_r($0, handle.pointer, Self.precision) }
    }

    private func overlay(
        _ operation: String, _ a: Shape, _ b: Shape,
        _ call: (OpaquePointer, OpaquePointer, OpaquePointer) -> OpaquePointer?
    ) throws -> Shape {
        let first = try context.handle(a)
        let second = try context.handle(b)
        return try result(operation) { call($0, first.pointer, second.pointer) }
    }

    func result(_ operation: String, _ call: (OpaquePointer) -> OpaquePointer?) throws -> Shape {
        let handle = GEOSHandle(context, owning: try context.pointer(operation, call))
        return try context.shape(handle.pointer)
    }

    private func merged(_ shapes: [Shape]) -> Shape {
        switch shapes.first {
        case .points?:
            .points(shapes.flatMap { if case .points(let parts) = $0 { parts } else { [Point]() } })
        case .lines?: .lines(shapes.flatMap { if case .lines(let parts) = $0 { parts } else { [[Point]]() } })
        default: .polygons(shapes.flatMap(\.polygons))
        }
    }
}

/// A shape prepared for many tests against other shapes.
public final class PreparedShape {
    private let context: GEOSContext
    private let shape: GEOSHandle
    private let prepared: OpaquePointer

    fileprivate init(_ context: GEOSContext, _ shape: Shape) throws {
        self.context = context
        let handle = try context.handle(shape)
        prepared = try context.pointer("preparing") { GEOSPrepare_r($0, handle.pointer) }
        self.shape = handle
    }

    deinit { GEOSPreparedGeom_destroy_r(context.handle, prepared) }

    /// True if `other` shares at least a point with the shape.
    public func intersects(_ other: Shape) throws -> Bool {
        let handle = try context.handle(other)
        return try context.truth("intersects") { GEOSPreparedIntersects_r($0, prepared, handle.pointer) }
    }

    /// True if no point of `other` lies outside the shape; its border counts as inside.
    public func covers(_ other: Shape) throws -> Bool {
        let handle = try context.handle(other)
        return try context.truth("covers") { GEOSPreparedCovers_r($0, prepared, handle.pointer) }
    }

    /// True if the interiors share a point and neither only touches the other.
    public func overlapsInterior(of other: Shape) throws -> Bool {
        let handle = try context.handle(other)
        let meets = try context.truth("intersects") { GEOSPreparedIntersects_r($0, prepared, handle.pointer) }
        guard meets else { return false }
        return try !context.truth("touches") { GEOSPreparedTouches_r($0, prepared, handle.pointer) }
    }
}
