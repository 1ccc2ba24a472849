import Geometry

/// A closed interval of chainage along a route, in metres.
struct Interval: Hashable, Sendable {
    var from: Double
    var to: Double
    var length: Double { to - from }
}

/// What a route does with one polygon.
struct PartIntervals {
    var inside: [Interval] = []
    /// Where the piece runs on an edge, within ``AreaIndex/borderTolerance``.
    var border: [Interval] = []
}

extension AreaIndex {
    /// Within this distance of an edge a line runs on the border: numeric noise, far below any survey accuracy.
    static let borderTolerance = 1e-6

    /// Cuts a straight piece at every edge of a part and tells which stretches lie inside or on the border.
    ///
    /// Positions are parameters of the unsnapped line; pieces come in the order of chainage, and what meets is joined.
    /// - Parameter offset: the chainage of the start of `piece`.
    /// - Complexity: O(edges near the piece + cuts × edges on their height).
    func addIntervals(
        of piece: Segment, length: Double, from offset: Double, in part: Part, to result: inout PartIntervals,
        _ cuts: inout [Double]
    ) {
        guard length > 0 else { return }
        cuts.removeAll(keepingCapacity: true)
        cuts.append(0)
        cuts.append(length)
        collectCuts(piece, length, part, &cuts)
        if cuts.count > 2 { cuts.sort() }
        var previous = 0.0
        for cut in cuts.dropFirst() {
            guard cut - previous > Self.borderTolerance || cuts.count == 2 else { continue }
            let middle = piece.point(at: (previous + cut) / 2 / length)
            switch locate(middle, in: part) {
            case .inside: Self.append(Interval(from: offset + previous, to: offset + cut), to: &result.inside)
            case .boundary:
                Self.append(Interval(from: offset + previous, to: offset + cut), to: &result.border)
            case .outside: break
            }
            previous = cut
        }
    }

    /// Joins what meets; the caller appends in the order of chainage.
    static func append(_ interval: Interval, to list: inout [Interval]) {
        if let last = list.last, interval.from - last.to <= borderTolerance {
            list[list.count - 1].to = max(last.to, interval.to)
        } else {
            list.append(interval)
        }
    }

    private func collectCuts(_ piece: Segment, _ length: Double, _ part: Part, _ cuts: inout [Double]) {
        let box = piece.box.grown(by: Self.borderTolerance)
        let ux = (piece.end.x - piece.start.x) / length
        let uy = (piece.end.y - piece.start.y) / length
        let (ox, oy) = (piece.start.x, piece.start.y)
        let tolerance = Self.borderTolerance
        points.withUnsafeBufferPointer { points in
            for ringIndex in part.rings {
                let ring = rings[ringIndex]
                var chunkIndex = ring.firstChunk
                for first in stride(from: ring.start, to: ring.end - 1, by: Self.chunk) {
                    defer { chunkIndex += 1 }
                    guard chunks[chunkIndex].overlaps(box) else { continue }
                    // Along (s) and across (h) the piece, relative to its start.
                    var dx = points[first].x - ox
                    var dy = points[first].y - oy
                    var s0 = dx * ux + dy * uy
                    var h0 = dy * ux - dx * uy
                    for index in (first + 1)...min(first + Self.chunk, ring.end - 1) {
                        dx = points[index].x - ox
                        dy = points[index].y - oy
                        let s1 = dx * ux + dy * uy
                        let h1 = dy * ux - dx * uy
                        if (h0 > 0) != (h1 > 0) {
                            let s = s0 + (s1 - s0) * (h0 / (h0 - h1))
                            if s > 0, s < length { cuts.append(s) }
                        }
                        if abs(h1) <= tolerance || abs(h0) <= tolerance {
                            if abs(h0) <= tolerance, s0 > 0, s0 < length { cuts.append(s0) }
                            if abs(h1) <= tolerance, s1 > 0, s1 < length { cuts.append(s1) }
                        }
                        s0 = s1
                        h0 = h1
                    }
                }
            }
        }
    }

    /// Where a point lies with regard to a part: even–odd over its rings, border within the tolerance.
    func locate(_ point: Point, in part: Part) -> Polygon.Location {
        let tolerance = Self.borderTolerance
        guard part.box.grown(by: tolerance).contains(point) else { return .outside }
        return points.withUnsafeBufferPointer { points in
            var inside = false
            for ringIndex in part.rings {
                let ring = rings[ringIndex]
                var chunkIndex = ring.firstChunk
                for first in stride(from: ring.start, to: ring.end - 1, by: Self.chunk) {
                    let box = chunks[chunkIndex]
                    chunkIndex += 1
                    guard box.minY - tolerance <= point.y, point.y <= box.maxY + tolerance,
                        box.maxX + tolerance >= point.x
                    else { continue }
                    for index in (first + 1)...min(first + Self.chunk, ring.end - 1) {
                        let a = points[index - 1]
                        let b = points[index]
                        if isOnEdge(point, a, b, tolerance) { return .boundary }
                        guard (a.y > point.y) != (b.y > point.y) else { continue }
                        let side = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
                        if (side > 0) == (b.y > a.y), side != 0 { inside.toggle() }
                    }
                }
            }
            return inside ? .inside : .outside
        }
    }

    @inline(__always)
    private func isOnEdge(_ point: Point, _ a: Point, _ b: Point, _ tolerance: Double) -> Bool {
        guard min(a.x, b.x) - tolerance <= point.x, point.x <= max(a.x, b.x) + tolerance,
            min(a.y, b.y) - tolerance <= point.y, point.y <= max(a.y, b.y) + tolerance
        else { return false }
        return Segment(a, b).distance(to: point) <= tolerance
    }
}
