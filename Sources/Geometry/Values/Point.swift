/// A position in a plane: `x` east, `y` north, metres in a projected CRS.
public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    public var isFinite: Bool { x.isFinite && y.isFinite }

    public func distance(to other: Point) -> Double {
        let dx = other.x - x
        let dy = other.y - y
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The point at fraction `t` of the way to `other`; 0 gives `self`, 1 gives `other`, exactly.
    public func interpolated(to other: Point, at t: Double) -> Point {
        if t <= 0 { return self }
        if t >= 1 { return other }
        return Point(x + (other.x - x) * t, y + (other.y - y) * t)
    }

    public static func - (a: Point, b: Point) -> Vector { Vector(a.x - b.x, a.y - b.y) }
    public static func + (a: Point, v: Vector) -> Point { Point(a.x + v.dx, a.y + v.dy) }
}

/// A displacement in the plane.
public struct Vector: Hashable, Sendable {
    public var dx: Double
    public var dy: Double

    public init(_ dx: Double, _ dy: Double) {
        self.dx = dx
        self.dy = dy
    }

    public var length: Double { (dx * dx + dy * dy).squareRoot() }
    public func dot(_ other: Vector) -> Double { dx * other.dx + dy * other.dy }
    /// The z part of the cross product: positive if `other` lies to the left.
    public func cross(_ other: Vector) -> Double { dx * other.dy - dy * other.dx }
    public static func * (v: Vector, k: Double) -> Vector { Vector(v.dx * k, v.dy * k) }
    /// Turned left by 90°.
    public var left: Vector { Vector(-dy, dx) }
    /// Length 1 in the same direction; the null vector stays as it is.
    public var unit: Vector {
        let length = self.length
        return length > 0 ? Vector(dx / length, dy / length) : self
    }
}
