import Geometry

/// The border of a plot, ready for measuring many pieces of mains against it.
///
/// A value; any number of tasks may read it.
public struct RedLine: Sendable {
    /// Edges per chunk.
    private static let chunk = 16

    /// All edges of all rings with finite ends, in their order.
    let edges: [Segment]
    let box: Box
    /// The box of every run of ``chunk`` edges.
    private let chunks: [Box]
    /// False if an edge is unknown: then nobody can tell what lies inside.
    private let isWhole: Bool

    /// - Parameter plot: polygons with their holes; edges with a coordinate that is no finite number are left out.
    public init(_ plot: [Polygon]) {
        var edges: [Segment] = []
        var expected = 0
        for ring in plot.lazy.flatMap(\.rings) {
            expected += max(0, ring.count - 1)
            for i in ring.indices.dropFirst() where ring[i - 1].isFinite && ring[i].isFinite {
                edges.append(Segment(ring[i - 1], ring[i]))
            }
        }
        isWhole = edges.count == expected
        self.edges = edges
        chunks = stride(from: 0, to: edges.count, by: Self.chunk).map { first in
            edges[first..<min(first + Self.chunk, edges.count)].reduce(Box.empty) { $0.union($1.box) }
        }
        box = chunks.reduce(Box.empty) { $0.union($1) }
    }

    /// The nearest points of a piece and the red line; at distance 0 the first contact along the piece.
    ///
    /// - Returns: nil, or some pair farther away, where no edge lies within `limit`.
    func nearest(to piece: Segment, within limit: Double) -> NearestPair? {
        if holds(piece.start) { return NearestPair(onSelf: piece.start, onOther: piece.start, distance: 0) }
        let box = piece.box
        var nearest: NearestPair?
        var reach = limit
        for (number, chunk) in chunks.enumerated() where chunk.distance(to: box) <= reach {
            let first = number * Self.chunk
            for edge in edges[first..<min(first + Self.chunk, edges.count)]
            where edge.box.distance(to: box) <= reach {
                let pair = piece.nearest(to: edge)
                if let known = nearest {
                    let isFirstContact =
                        pair.distance == known.distance
                        && piece.start.distance(to: pair.onSelf) < piece.start.distance(to: known.onSelf)
                    guard pair.distance < known.distance || isFirstContact else { continue }
                }
                nearest = pair
                reach = min(reach, pair.distance)
            }
        }
        return nearest
    }

    /// True if a point lies inside by even–odd; on the border either way, for there the distance is 0 anyway.
    private func holds(_ point: Point) -> Bool {
        guard isWhole, box.contains(point) else { return false }
        var inside = false
        for (number, chunk) in chunks.enumerated()
        where chunk.minY <= point.y && point.y <= chunk.maxY && point.x <= chunk.maxX {
            let first = number * Self.chunk
            for edge in edges[first..<min(first + Self.chunk, edges.count)]
            where (edge.start.y > point.y) != (edge.end.y > point.y) {
                let side = edge.vector.cross(point - edge.start)
                if (side > 0) == (edge.end.y > edge.start.y), side != 0 { inside.toggle() }
            }
        }
        return inside
    }
}
