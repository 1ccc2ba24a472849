extension Polygon {
    /// Where a point lies with regard to an area.
    public enum Location: Sendable { case inside, boundary, outside }

    /// The area in square metres: the shell's less the holes'.
    public var area: Double { holes.reduce(ringArea(shell)) { $0 - ringArea($1) } }

    /// The sum of the lengths of all rings, in metres.
    public var perimeter: Double { rings.reduce(0) { $0 + pathLength($1) } }

    /// Decides by even–odd over all rings; within `tolerance` metres of an edge is `boundary`.
    ///
    /// - Complexity: O(vertices).
    public func locate(_ point: Point, tolerance: Double = 0) -> Location {
        var inside = false
        for ring in rings {
            switch ringLocation(ring, point, tolerance) {
            case .boundary: return .boundary
            case .inside: inside.toggle()
            case .outside: break
            }
        }
        return inside ? .inside : .outside
    }
}

extension Shape {
    /// The area of all polygons in square metres; 0 for points and lines.
    public var area: Double { polygons.reduce(0) { $0 + $1.area } }

    /// The length of all lines in metres; 0 for points and polygons.
    public var length: Double {
        if case .lines(let lines) = self { lines.reduce(0) { $0 + pathLength($1) } } else { 0 }
    }

    /// Where a point lies with regard to the polygons; `outside` for points and lines.
    public func locate(_ point: Point, tolerance: Double = 0) -> Polygon.Location {
        var result = Polygon.Location.outside
        for polygon in polygons where polygon.box.grown(by: tolerance).contains(point) {
            switch polygon.locate(point, tolerance: tolerance) {
            case .inside: return .inside
            case .boundary: result = .boundary
            case .outside: break
            }
        }
        return result
    }
}

/// The length of a path through `points`, in metres; 0 for fewer than two.
public func pathLength(_ points: [Point]) -> Double {
    var length = 0.0
    for i in points.indices.dropFirst() { length += points[i - 1].distance(to: points[i]) }
    return length
}

/// The unsigned area inside a ring, in square metres.
///
/// Coordinates are taken relative to the first vertex, so that millions of metres of northing do not eat the digits.
public func ringArea(_ ring: [Point]) -> Double {
    guard let origin = ring.first else { return 0 }
    var doubled = 0.0
    for i in ring.indices.dropFirst() {
        let a = ring[i - 1] - origin
        let b = ring[i] - origin
        doubled += a.cross(b)
    }
    return abs(doubled) / 2
}

private func ringLocation(_ ring: [Point], _ point: Point, _ tolerance: Double) -> Polygon.Location {
    var inside = false
    for i in ring.indices.dropFirst() {
        let a = ring[i - 1]
        let b = ring[i]
        let nearX = min(a.x, b.x) - tolerance <= point.x && point.x <= max(a.x, b.x) + tolerance
        let nearY = min(a.y, b.y) - tolerance <= point.y && point.y <= max(a.y, b.y) + tolerance
        if nearX && nearY && Segment(a, b).distance(to: point) <= tolerance { return .boundary }
        if (a.y > point.y) != (b.y > point.y) {
            let side = (b - a).cross(point - a)
            if (side > 0) == (b.y > a.y) && side != 0 { inside.toggle() }
        }
    }
    return inside ? .inside : .outside
}
