import Geometry

/// How far sources lie from a plot.
enum Nearness {
    /// The least distance between a source and the outlines of the plot, in metres; infinity if either is empty.
    static func distance(_ shape: Shape, _ target: [Polygon]) -> Double {
        pair(shape, target)?.distance ?? .infinity
    }

    /// The nearest points of a source and of the outlines of the plot; nil if either is empty.
    static func pair(_ shape: Shape, _ target: [Polygon]) -> NearestPair? {
        let plot = Shape.polygons(target).box
        let edges = target.flatMap(\.rings).flatMap(segments)
        let pieces =
            if case .points(let points) = shape { points.map { Segment($0, $0) } } else {
                shape.outlines.flatMap(segments)
            }
        var best: NearestPair?
        func mayBeNearer(_ distance: Double) -> Bool { distance < best?.distance ?? .infinity }
        for piece in pieces where mayBeNearer(piece.box.distance(to: plot)) {
            for edge in edges where mayBeNearer(edge.box.distance(to: piece.box)) {
                let pair = piece.nearest(to: edge)
                if mayBeNearer(pair.distance) { best = pair }
            }
        }
        return best
    }

    private static func segments(_ line: [Point]) -> [Segment] {
        line.indices.dropFirst().map { Segment(line[$0 - 1], line[$0]) }
    }
}
