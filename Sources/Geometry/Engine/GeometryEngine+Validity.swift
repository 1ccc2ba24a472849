import CGEOS
import Vocabulary

/// Why a shape is invalid and where.
public struct Invalidity: Hashable, Sendable {
    public var reason: String
    public var place: Point?
}

extension GeometryEngine {
    /// Tells whether a shape is valid after OGC Simple Features; nil if it is, also if it is empty.
    ///
    /// A line is invalid if it has fewer than two different points. Open rings and rings of fewer than four points
    /// are invalid.
    public func invalidity(of shape: Shape) throws -> Invalidity? {
        if let defect = structuralDefect(of: shape) { return defect }
        guard shape.kind == .polygon, !shape.isEmpty else { return nil }
        let handle = try context.handle(shape)
        var reason: UnsafeMutablePointer<CChar>?
        var location: OpaquePointer?
        let valid = try context.truth("validity") {
            GEOSisValidDetail_r($0, handle.pointer, 0, &reason, &location)
        }
        defer { if let reason { GEOSFree_r(context.handle, reason) } }
        guard !valid else { return nil }
        let place = location.flatMap { pointer -> Point? in
            let owned = GEOSHandle(context, owning: pointer)
            guard case .points(let points)? = try? context.shape(owned.pointer) else { return nil }
            return points.first
        }
        return Invalidity(reason: reason.map { String(cString: $0) } ?? "invalid", place: place)
    }

    /// A valid shape of the same kind that covers the same place as well as possible.
    ///
    /// Polygons are rebuilt from their linework so that doubly covered parts stay covered; parts that collapse to
    /// lines or points are dropped. Lines and points lose their defective parts. The result may be empty.
    public func madeValid(_ shape: Shape) throws -> Shape {
        switch shape {
        case .points(let points): return .points(points.filter(\.isFinite))
        case .lines(let lines): return .lines(lines.filter { Set($0).count >= 2 })
        case .polygons(let polygons):
            let closed = polygons.compactMap { polygon -> Polygon? in
                guard let shell = Self.closedRing(polygon.shell) else { return nil }
                return Polygon(shell: shell, holes: polygon.holes.compactMap(Self.closedRing))
            }
            guard !closed.isEmpty else { return .polygons([]) }
            let handle = try context.handle(.polygons(closed))
            let parameters = try context.pointer("making valid") { GEOSMakeValidParams_create_r($0) }
            defer { GEOSMakeValidParams_destroy_r(context.handle, parameters) }
            _ = GEOSMakeValidParams_setMethod_r(context.handle, parameters, GEOS_MAKE_VALID_STRUCTURE)
            _ = GEOSMakeValidParams_setKeepCollapsed_r(context.handle, parameters, 0)
            let made = try result("making valid") {
                GEOSMakeValidWithParams_r($0, handle.pointer, parameters)
            }
            return .polygons(made.polygons)
        }
    }

    private func structuralDefect(of shape: Shape) -> Invalidity? {
        switch shape {
        case .points: return nil
        case .lines(let lines):
            let defective = lines.first { Set($0).count < 2 }
            return defective.map {
                Invalidity(reason: "line with fewer than two different points", place: $0.first)
            }
        case .polygons(let polygons):
            for ring in polygons.lazy.flatMap(\.rings) {
                if ring.count < 4 {
                    return Invalidity(reason: "ring with fewer than four points", place: ring.first)
                }
                if ring.first != ring.last {
                    return Invalidity(reason: "ring is not closed", place: ring.first)
                }
            }
            return nil
        }
    }

    private static func closedRing(_ ring: [Point]) -> [Point]? {
        guard let first = ring.first else { return nil }
        let closed = ring.last == first ? ring : ring + [first]
        return closed.count >= 4 ? closed : nil
    }
}
