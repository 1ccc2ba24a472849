import Geometry

/// Rounds to the millimetre grid.
func roundedToGrid(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

extension Point {
    var onGrid: Point { Point(roundedToGrid(x), roundedToGrid(y)) }

    /// Moved by `distance` metres toward another point, beyond it or away from it; on the grid.
    func moved(toward other: Point, by distance: Double) -> Point {
        (self + (other - self).unit * distance).onGrid
    }
}

/// A convex four-sided piece of ground, corners named by where they lie before the city is turned.
struct Quad {
    var sw: Point
    var se: Point
    var ne: Point
    var nw: Point

    enum Side: CaseIterable { case south, east, north, west }

    /// The point at fractions `u` eastward and `v` northward, on the grid.
    func at(_ u: Double, _ v: Double) -> Point {
        let south = Point(sw.x + (se.x - sw.x) * u, sw.y + (se.y - sw.y) * u)
        let north = Point(nw.x + (ne.x - nw.x) * u, nw.y + (ne.y - nw.y) * u)
        return Point(south.x + (north.x - south.x) * v, south.y + (north.y - south.y) * v).onGrid
    }

    /// The part between fractions of the sides.
    func part(_ u: ClosedRange<Double>, _ v: ClosedRange<Double>) -> Quad {
        Quad(
            sw: at(u.lowerBound, v.lowerBound), se: at(u.upperBound, v.lowerBound),
            ne: at(u.upperBound, v.upperBound), nw: at(u.lowerBound, v.upperBound))
    }

    /// Moved inward by metres on each side, outward where negative.
    func inset(south: Double, east: Double, north: Double, west: Double) -> Quad {
        let bottom = Self.offset(sw, se, by: south)
        let right = Self.offset(se, ne, by: east)
        let top = Self.offset(ne, nw, by: north)
        let left = Self.offset(nw, sw, by: west)
        return Quad(
            sw: Self.crossing(left, bottom), se: Self.crossing(bottom, right),
            ne: Self.crossing(right, top), nw: Self.crossing(top, left))
    }

    func inset(_ all: Double) -> Quad { inset(south: all, east: all, north: all, west: all) }

    /// The ends of a side, in the sense that has the inside on the left.
    func ends(of side: Side) -> (Point, Point) {
        switch side {
        case .south: (sw, se)
        case .east: (se, ne)
        case .north: (ne, nw)
        case .west: (nw, sw)
        }
    }

    /// Mean length between the west and the east side.
    var width: Double { (sw.distance(to: se) + nw.distance(to: ne)) / 2 }
    /// Mean length between the south and the north side.
    var height: Double { (sw.distance(to: nw) + se.distance(to: ne)) / 2 }
    var polygon: Polygon { Polygon(shell: [sw, se, ne, nw, sw]) }
    var shape: Shape { .polygon(polygon) }

    private static func offset(_ a: Point, _ b: Point, by distance: Double) -> (Point, Point) {
        let shift = (b - a).unit.left * distance
        return (a + shift, b + shift)
    }

    private static func crossing(_ one: (Point, Point), _ two: (Point, Point)) -> Point {
        let d = one.1 - one.0
        let e = two.1 - two.0
        let divisor = d.cross(e)
        guard abs(divisor) > 1e-9 else { return one.1.onGrid }
        let t = (two.0 - one.0).cross(e) / divisor
        return (one.0 + d * t).onGrid
    }
}
