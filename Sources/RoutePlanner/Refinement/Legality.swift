import Geometry

/// The last check of a route, on coordinates as given: it enters no barred ground and not the plot.
enum Legality {
    /// How deep, in metres, rounding may lead a line into what it runs along.
    static let tolerance = 1e-6

    static func holds(_ line: [Point], _ surfaces: Surfaces) -> Bool {
        for i in line.indices.dropFirst() {
            let segment = Segment(line[i - 1], line[i])
            for region in surfaces.barred {
                for polygon in region.polygons
                where polygon.box.grown(by: region.grow).overlaps(segment.box)
                    && enters(segment, polygon, grow: region.grow)
                {
                    return false
                }
            }
            for polygon in surfaces.target
            where polygon.box.overlaps(segment.box) && enters(segment, polygon, grow: 0) {
                return false
            }
        }
        return true
    }

    /// True if the segment comes nearer than `grow` to the polygon, or, for 0, runs inside it.
    static func enters(_ segment: Segment, _ polygon: Polygon, grow: Double) -> Bool {
        if grow > tolerance {
            if polygon.locate(segment.start) == .inside { return true }
            return polygon.rings.contains { ring in
                ring.indices.dropFirst().contains { i in
                    let edge = Segment(ring[i - 1], ring[i])
                    return edge.box.distance(to: segment.box) < grow
                        && segment.nearest(to: edge).distance < grow - tolerance
                }
            }
        }
        var cuts = [0.0, 1.0]
        for ring in polygon.rings {
            for i in ring.indices.dropFirst() {
                let edge = Segment(ring[i - 1], ring[i])
                guard edge.box.overlaps(segment.box) else { continue }
                if let (t, _) = segment.properCrossing(with: edge) { cuts.append(t) }
            }
        }
        cuts.sort()
        return cuts.indices.dropFirst().contains { i in
            cuts[i] > cuts[i - 1]
                && polygon.holds(segment.point(at: (cuts[i] + cuts[i - 1]) / 2), depth: tolerance)
        }
    }
}
