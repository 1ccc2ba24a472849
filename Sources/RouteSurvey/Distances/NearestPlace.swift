import Geometry

/// Where a route comes nearest to something.
struct NearestPlace {
    /// Grid metres; 0 where they touch.
    var distance: Double
    /// Where the route first comes so near.
    var chainage: Double
    /// On the route.
    var point: Point
    /// On the other.
    var other: Point

    /// Distances that differ by less are equal, and the smaller chainage decides.
    static let tolerance = 1e-6

    func isBetter(than known: NearestPlace?) -> Bool {
        guard let known else { return distance.isFinite }
        if abs(distance - known.distance) > Self.tolerance { return distance < known.distance }
        return chainage < known.chainage
    }

    /// Where a piece of a route comes nearest to a segment, at the smallest chainage of equally near places.
    init(_ piece: RouteLine.Piece, _ segment: Segment) {
        let route = piece.segment
        if let (t, _) = route.properCrossing(with: segment) {
            let point = route.point(at: t)
            self.init(
                distance: 0, chainage: piece.offset + t * piece.length, point: point, other: point)
            return
        }
        func place(_ point: Point, _ other: Point) -> NearestPlace {
            NearestPlace(
                distance: point.distance(to: other), chainage: piece.offset + route.start.distance(to: point),
                point: point, other: other)
        }
        self = place(route.start, segment.point(at: segment.fraction(nearest: route.start)))
        for candidate in [
            place(route.end, segment.point(at: segment.fraction(nearest: route.end))),
            place(route.point(at: route.fraction(nearest: segment.start)), segment.start),
            place(route.point(at: route.fraction(nearest: segment.end)), segment.end),
        ] where candidate.isBetter(than: self) {
            self = candidate
        }
    }

    init(distance: Double, chainage: Double, point: Point, other: Point) {
        self.distance = distance
        self.chainage = chainage
        self.point = point
        self.other = other
    }
}

extension RouteSurveyor {
    /// Where the route comes nearest to the border of some parts; nil if it lies beyond `limit` metres.
    ///
    /// - Complexity: O(pieces × (edges / chunk + edges about as near as the nearest)).
    func nearest(_ pieces: [RouteLine.Piece], _ parts: [Int], _ index: AreaIndex, within limit: Double)
        -> NearestPlace?
    {
        var best: NearestPlace?
        for piece in pieces {
            let box = piece.segment.box
            for part in parts {
                index.forEachEdge(of: index.parts[part], near: box) {
                    min(limit, best?.distance ?? .infinity) + NearestPlace.tolerance
                } body: { edge in
                    let place = NearestPlace(piece, edge)
                    if place.distance <= limit, place.isBetter(than: best) { best = place }
                }
            }
        }
        return best
    }
}

extension AreaIndex {
    /// Calls `body` with the edges of a part in those runs of edges whose box lies within `limit` of a box.
    ///
    /// - Parameter limit: asked anew before each run.
    func forEachEdge(of part: Part, near box: Box, limit: () -> Double, body: (Segment) -> Void) {
        for ringIndex in part.rings {
            let ring = rings[ringIndex]
            var chunkIndex = ring.firstChunk
            for first in stride(from: ring.start, to: ring.end - 1, by: Self.chunk) {
                defer { chunkIndex += 1 }
                guard chunks[chunkIndex].distance(to: box) <= limit() else { continue }
                for edge in first..<min(first + Self.chunk, ring.end - 1) {
                    body(Segment(points[edge], points[edge + 1]))
                }
            }
        }
    }
}
