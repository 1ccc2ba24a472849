import Geometry

/// How far sources lie from a plot.
enum Nearness {
    /// The least distance between a source and the outlines of the plot, in metres; infinity if either is empty.
    static func distance(_ shape: Shape, _ target: [Polygon]) -> Double {
        let plot = Shape.polygons(target).box
        let edges = target.flatMap(\.rings).flatMap(segments)
        let pieces =
            if case .points(let points) = shape { points.map { Segment($0, $0) } } else {
                shape.outlines.flatMap(segments)
            }
        var best = Double.infinity
        for piece in pieces where piece.box.distance(to: plot) < best {
            for edge in edges where edge.box.distance(to: piece.box) < best {
                best = min(best, piece.nearest(to: edge).distance)
            }
        }
        return best
    }

    private static func segments(_ line: [Point]) -> [Segment] {
        line.indices.dropFirst().map { Segment(line[$0 - 1], line[$0]) }
    }
}
