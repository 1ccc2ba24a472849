import Geometry

/// How another area lies to the plot, told without the geometry library.
struct PlotOverlap {
    enum Relation {
        /// Outside; it may touch the red line, from outside only.
        case apart
        case inside
        /// Anything else: only an overlay tells what of it lies outside the plot.
        case mixed
    }

    private let plot: [Polygon]
    private let redLine: [Segment]
    private let box: Box
    /// How near to a line another one counts as running along it, in metres.
    private let seam: Double

    init(_ plot: [Polygon], seam: Double) {
        self.plot = plot
        self.seam = seam
        redLine = plot.flatMap(\.counterclockwiseEdges)
        box = Shape.polygons(plot).box.grown(by: seam)
    }

    /// - Complexity: O(n · m) for n edges of the polygon near the plot and m of the red line.
    func relation(of polygon: Polygon) -> Relation {
        let outline = polygon.counterclockwiseEdges
        let polygonBox = polygon.box.grown(by: seam)
        guard polygonBox.overlaps(box) else { return .apart }
        let theirs = places(of: outline, along: redLine) { point in
            box.contains(point) && plot.contains { $0.locate(point) != .outside }
        }
        guard !theirs.followsInside, !(theirs.entersInside && theirs.staysOutside) else { return .mixed }
        let ours = places(of: redLine, along: outline) { point in
            polygonBox.contains(point) && polygon.locate(point) != .outside
        }
        guard !ours.entersInside else { return .mixed }
        return theirs.entersInside ? .inside : theirs.staysOutside ? .apart : .mixed
    }

    /// Where the edges of an area run with regard to another.
    private struct Places {
        var entersInside = false
        var staysOutside = false
        /// Whether an edge runs along one of the other area with both areas on the same side.
        ///
        /// Pieces too short to have a direction tell nothing.
        var followsInside = false
    }

    private func places(of edges: [Segment], along others: [Segment], isInside: (Point) -> Bool) -> Places {
        var result = Places()
        for edge in edges {
            let reach = edge.box.grown(by: seam)
            let near = others.filter { $0.box.overlaps(reach) }
            for piece in pieces(of: edge, at: near) {
                let followed = near.filter {
                    $0.distance(to: piece.start) <= seam && $0.distance(to: piece.end) <= seam
                }
                if followed.isEmpty {
                    if isInside(piece.point(at: 0.5)) {
                        result.entersInside = true
                    } else {
                        result.staysOutside = true
                    }
                } else if piece.length > 2 * seam,
                    followed.contains(where: { $0.vector.dot(edge.vector) > 0 })
                {
                    result.followsInside = true
                }
            }
        }
        return result
    }

    /// An edge cut where others cross it, begin or end beside it: each piece runs along one of them or none.
    private func pieces(of edge: Segment, at others: [Segment]) -> [Segment] {
        if others.isEmpty { return [edge] }
        var cuts = [0.0, 1.0]
        for other in others {
            if let (t, _) = edge.properCrossing(with: other) { cuts.append(t) }
            for end in [other.start, other.end] { cuts.append(edge.fraction(nearest: end)) }
        }
        cuts.sort()
        return cuts.indices.dropFirst().filter { cuts[$0] > cuts[$0 - 1] }.map {
            Segment(edge.point(at: cuts[$0 - 1]), edge.point(at: cuts[$0]))
        }
    }
}

extension Polygon {
    /// The edges of all rings with the area to their left; edges of no length are left out.
    var counterclockwiseEdges: [Segment] {
        rings.enumerated().flatMap { index, ring in
            let isForward = (signedRingArea(ring) > 0) == (index == 0)
            return ring.indices.dropFirst().compactMap { i -> Segment? in
                if ring[i - 1] == ring[i] { return nil }
                return isForward ? Segment(ring[i - 1], ring[i]) : Segment(ring[i], ring[i - 1])
            }
        }
    }
}

/// Twice the area inside a ring, positive if it runs counter-clockwise.
func signedRingArea(_ ring: [Point]) -> Double {
    guard let origin = ring.first else { return 0 }
    return ring.indices.dropFirst().reduce(0) { $0 + (ring[$1 - 1] - origin).cross(ring[$1] - origin) }
}
