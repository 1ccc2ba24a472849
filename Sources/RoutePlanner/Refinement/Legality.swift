import CityModel
import Geometry

/// The last check of a route, on coordinates as given: it enters no barred ground and not the plot.
enum Legality {
    /// How deep, in metres, rounding may lead a line into what it runs along.
    static let tolerance = 1e-6

    /// Where a line breaks the law.
    struct Breach: CustomStringConvertible {
        var layer: LayerName
        var feature: String
        /// The straight piece of the line that enters it.
        var segment: Segment

        var description: String {
            "\(layer.rawValue) \(feature) between (\(segment.start.x), \(segment.start.y)) and "
                + "(\(segment.end.x), \(segment.end.y))"
        }
    }

    /// How wide, in metres, a sliver of another plot before the own red line may be without barring it.
    ///
    /// Where two plots overlap, their outlines often run beside each other, apart by the rounding of the data.
    static let seam = 0.001
    /// The end of a route, in metres, that may lie in such a sliver.
    private static let lastPiece = 0.02

    /// The first breach along the line, or nil if it is legal.
    static func breach(_ line: [Point], _ surfaces: Surfaces) -> Breach? {
        let plot = surfaces.target
        for i in line.indices.dropFirst() {
            let segment = Segment(line[i - 1], line[i])
            let isLast = i == line.count - 1
            let breach = breach(segment, surfaces.barred) { piece in
                isLast && piece.start.distance(to: segment.end) <= lastPiece
                    && plot.contains { $0.distance(to: piece.start) <= 2 * seam }
            }
            if let breach { return breach }
            for polygon in plot
            where polygon.box.overlaps(segment.box) && enters(segment, polygon, grow: 0) {
                return Breach(layer: .plots, feature: "itself", segment: segment)
            }
        }
        return nil
    }

    /// The first of the barred regions that a straight piece enters.
    ///
    /// - Parameters:
    ///   - depth: how deep a piece may lie in a region without a keep-off.
    ///   - isSeam: tells which pieces inside a region without a keep-off are forgiven.
    static func breach(
        _ segment: Segment, _ barred: [PlanRegion], depth: Double = tolerance,
        isSeam: (Segment) -> Bool = { _ in false }
    ) -> Breach? {
        for region in barred {
            for polygon in region.polygons
            where polygon.box.grown(by: region.grow).overlaps(segment.box)
                && enters(segment, polygon, grow: region.grow, depth: depth, isSeam: isSeam)
            {
                return Breach(layer: region.layer, feature: region.feature, segment: segment)
            }
        }
        return nil
    }

    /// True if the segment comes nearer than `grow` to the polygon, or, for 0, runs inside it.
    static func enters(
        _ segment: Segment, _ polygon: Polygon, grow: Double, depth: Double = tolerance,
        isSeam: (Segment) -> Bool = { _ in false }
    ) -> Bool {
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
                && polygon.holds(segment.point(at: (cuts[i] + cuts[i - 1]) / 2), depth: depth)
                && !isSeam(Segment(segment.point(at: cuts[i - 1]), segment.point(at: cuts[i])))
        }
    }
}
