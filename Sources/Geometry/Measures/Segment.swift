/// A straight piece of a line between two points; both may be equal.
public struct Segment: Hashable, Sendable {
    public var start: Point
    public var end: Point

    public init(_ start: Point, _ end: Point) {
        self.start = start
        self.end = end
    }

    public var length: Double { start.distance(to: end) }
    public var vector: Vector { end - start }
    public var box: Box {
        Box(
            minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x),
            maxY: max(start.y, end.y))
    }

    public func point(at t: Double) -> Point { start.interpolated(to: end, at: t) }

    /// The fraction 0…1 of the point of the segment nearest to `point`.
    public func fraction(nearest point: Point) -> Double {
        let v = vector
        let square = v.dot(v)
        guard square > 0 else { return 0 }
        return min(1, max(0, (point - start).dot(v) / square))
    }

    public func distance(to point: Point) -> Double {
        self.point(at: fraction(nearest: point)).distance(to: point)
    }

    /// The nearest pair of points of two segments: `onSelf` on this one, `onOther` on the other.
    ///
    /// Crossing segments give the crossing point twice. Where several pairs are equally near, such as for parallel
    /// segments, the pair found first in this order is taken: start, end of `self`, then start, end of `other`.
    public func nearest(to other: Segment) -> NearestPair {
        if let (t, _) = properCrossing(with: other) {
            let point = self.point(at: t)
            return NearestPair(onSelf: point, onOther: point, distance: 0)
        }
        var best = pair(from: start, to: other)
        func consider(_ candidate: NearestPair) {
            if candidate.distance < best.distance { best = candidate }
        }
        consider(pair(from: end, to: other))
        consider(other.pair(from: other.start, to: self).swapped)
        consider(other.pair(from: other.end, to: self).swapped)
        return best
    }

    /// The fractions along both segments where they cross at one point; nil if they are parallel or apart.
    ///
    /// Touching at an end counts.
    public func properCrossing(with other: Segment) -> (onSelf: Double, onOther: Double)? {
        let u = vector
        let v = other.vector
        let w = other.start - start
        let denominator = u.cross(v)
        guard denominator != 0 else { return nil }
        let t = w.cross(v) / denominator
        let s = w.cross(u) / denominator
        guard t >= 0, t <= 1, s >= 0, s <= 1 else { return nil }
        return (t, s)
    }

    private func pair(from point: Point, to other: Segment) -> NearestPair {
        let foot = other.point(at: other.fraction(nearest: point))
        return NearestPair(onSelf: point, onOther: foot, distance: point.distance(to: foot))
    }
}

/// The nearest points of two geometries and how far apart they are, in metres.
public struct NearestPair: Hashable, Sendable {
    public var onSelf: Point
    public var onOther: Point
    public var distance: Double

    public init(onSelf: Point, onOther: Point, distance: Double) {
        self.onSelf = onSelf
        self.onOther = onOther
        self.distance = distance
    }

    public var swapped: NearestPair { NearestPair(onSelf: onOther, onOther: onSelf, distance: distance) }
}
