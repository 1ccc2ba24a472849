import Geometry

/// How far a line leaves the corridor along another one.
public struct LineDeparture: Hashable, Sendable {
    /// Metres of the line, in the grid, that lie farther from the other one than the corridor's half width.
    public var outside: Double
    /// The farthest distance of the line from the other one, in metres.
    public var farthest: Double

    /// Compares two lines; a line of one point is that point.
    ///
    /// The length is exact: the part of a segment within a distance of another segment is one interval, found in closed
    /// form, and the intervals are joined. The distance is found by bisection, to a centimetre or one per cent.
    ///
    /// - Parameters:
    ///   - line: what was built or is planned now, in the project CRS.
    ///   - permitted: the line the corridor runs along.
    ///   - halfWidth: metres to each side; what lies exactly on the edge is inside.
    /// - Returns: nil if one of the lines is empty.
    /// - Complexity: O(n · m) for n and m points.
    public init?(of line: [Point], from permitted: [Point], halfWidth: Double) {
        let (own, other) = (Self.segments(line), Self.segments(permitted))
        guard !own.isEmpty, !other.isEmpty else { return nil }
        // A nanometre: rounding noise of coordinates of millions of metres.
        let reach = halfWidth + 1e-9
        outside = own.reduce(0) { sum, segment in
            sum + segment.length * (1 - Self.covered(other.compactMap { $0.within(reach, of: segment) }))
        }
        farthest = own.reduce(0) { best, segment in max(best, Self.farthest(segment, other, best)) }
    }

    private static func segments(_ line: [Point]) -> [Segment] {
        if line.count == 1 { return line.map { Segment($0, $0) } }
        return line.indices.dropFirst().map { Segment(line[$0 - 1], line[$0]) }
    }

    /// How much of 0…1 the intervals cover together.
    private static func covered(_ intervals: [ClosedRange<Double>]) -> Double {
        var (sum, reached) = (0.0, 0.0)
        for interval in intervals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            sum += max(0, interval.upperBound - max(reached, interval.lowerBound))
            reached = max(reached, interval.upperBound)
        }
        return min(1, sum)
    }

    /// The farthest point of a segment from the others, where that is farther than `best`.
    private static func farthest(_ segment: Segment, _ others: [Segment], _ best: Double) -> Double {
        func distance(_ t: Double) -> Double {
            let point = segment.point(at: t)
            return others.reduce(.infinity) { min($0, $1.distance(to: point)) }
        }
        var best = max(best, distance(0), distance(1))
        var open = [(0.0, 1.0)]
        while let (from, to) = open.popLast() {
            let middle = (from + to) / 2
            let here = distance(middle)
            best = max(best, here)
            // Along the line the distance grows by no more than the way.
            let possible = here + segment.length * (to - from) / 2
            guard possible > best + max(0.01, best / 100) else { continue }
            open += [(from, middle), (middle, to)]
        }
        return best
    }
}

extension Segment {
    /// The fractions of `other` that lie within `reach` of this segment; nil if none do.
    ///
    /// What lies within a distance of a segment is convex, so it is one interval: that of the two discs about the ends
    /// and of the band between them.
    fileprivate func within(_ reach: Double, of other: Segment) -> ClosedRange<Double>? {
        let pieces = [disc(start, reach, other), disc(end, reach, other), band(reach, other)].compactMap(
            \.self)
        guard let from = pieces.map(\.lowerBound).min(), let to = pieces.map(\.upperBound).max() else {
            return nil
        }
        return from...to
    }

    private func disc(_ centre: Point, _ reach: Double, _ other: Segment) -> ClosedRange<Double>? {
        let (v, w) = (other.vector, other.start - centre)
        let (a, b, c) = (v.dot(v), w.dot(v), w.dot(w) - reach * reach)
        guard a > 0 else { return c <= 0 ? 0...1 : nil }
        let root = b * b - a * c
        guard root >= 0 else { return nil }
        return Self.clipped((-b - root.squareRoot()) / a, (-b + root.squareRoot()) / a)
    }

    private func band(_ reach: Double, _ other: Segment) -> ClosedRange<Double>? {
        let axis = vector
        let length = axis.dot(axis).squareRoot()
        guard length > 0 else { return nil }
        let (v, w) = (other.vector, other.start - start)
        let along = Self.solve(w.dot(axis) / length, v.dot(axis) / length, 0, length)
        let across = Self.solve(axis.cross(w) / length, axis.cross(v) / length, -reach, reach)
        guard let along, let across else { return nil }
        return Self.clipped(
            max(along.lowerBound, across.lowerBound), min(along.upperBound, across.upperBound))
    }

    /// The t of 0…1 with low ≤ a + b·t ≤ high.
    private static func solve(_ a: Double, _ b: Double, _ low: Double, _ high: Double) -> ClosedRange<Double>?
    {
        guard b != 0 else { return a >= low && a <= high ? 0...1 : nil }
        let (first, last) = ((low - a) / b, (high - a) / b)
        return clipped(min(first, last), max(first, last))
    }

    private static func clipped(_ from: Double, _ to: Double) -> ClosedRange<Double>? {
        let (from, to) = (max(0, from), min(1, to))
        return from <= to ? from...to : nil
    }
}
