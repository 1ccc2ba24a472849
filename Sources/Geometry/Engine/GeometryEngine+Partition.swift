import CGEOS
import Vocabulary

/// Three corners of a face, counter-clockwise or clockwise as the library gives them.
public struct Triangle: Hashable, Sendable {
    public var a: Point
    public var b: Point
    public var c: Point

    public init(_ a: Point, _ b: Point, _ c: Point) {
        self.a = a
        self.b = b
        self.c = c
    }

    public var area: Double { abs((b - a).cross(c - a)) / 2 }
    public var centroid: Point { Point((a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3) }
}

extension GeometryEngine {
    /// The faces into which lines divide the plane, each with its holes, on the 1 mm grid.
    ///
    /// Lines are noded where they meet or cross; neighbouring faces share their nodes exactly. Dangling pieces bound
    /// nothing and vanish.
    public func faces(of lines: [[Point]]) throws -> [Polygon] {
        let lines = lines.filter { $0.count >= 2 }
        guard !lines.isEmpty else { return [] }
        let handle = try context.handle(.lines(lines))
        let noded = GEOSHandle(
            context,
            owning: try context.pointer("noding") { GEOSUnaryUnionPrec_r($0, handle.pointer, Self.precision) }
        )
        let shape = try result("polygonizing") { context in
            var input: OpaquePointer? = noded.pointer
            return GEOSPolygonize_r(context, &input, 1)
        }
        return shape.polygons
    }

    /// A constrained Delaunay triangulation of the inside of a valid polygon.
    public func triangles(of polygon: Polygon) throws -> [Triangle] {
        let handle = try context.handle(.polygon(polygon))
        let shape = try result("triangulation") { GEOSConstrainedDelaunayTriangulation_r($0, handle.pointer) }
        return shape.polygons.compactMap { part in
            part.shell.count == 4 ? Triangle(part.shell[0], part.shell[1], part.shell[2]) : nil
        }
    }
}
