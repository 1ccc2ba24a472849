import Geometry

/// Where routes begin and end on true coordinates.
enum LineEnds {
    /// Puts the first point onto the source and ends the line at its first contact with the red line.
    static func fitted(_ line: [Point], source: Shape, target: [Polygon]) -> [Point] {
        var line = line
        guard let first = line.first else { return line }
        line[0] = nearestPoint(of: source, to: first) ?? first
        for i in line.indices.dropFirst() {
            let segment = Segment(line[i - 1], line[i])
            if let contact = firstContact(segment, target) { return Array(line[..<i]) + [contact] }
        }
        // Noding may have ended the line a fraction of a millimetre short.
        let outlines = Shape.lines(target.flatMap(\.rings))
        let last = line.count - 1
        line[last] = nearestPoint(of: outlines, to: line[last]) ?? line[last]
        return line
    }

    /// The first point of a segment that lies on a red line, or nil.
    static func firstContact(_ segment: Segment, _ target: [Polygon]) -> Point? {
        var best: Double?
        let box = segment.box
        for ring in target.lazy.flatMap(\.rings) {
            for i in ring.indices.dropFirst() {
                let edge = Segment(ring[i - 1], ring[i])
                guard edge.box.overlaps(box), let (t, _) = segment.properCrossing(with: edge) else {
                    continue
                }
                if best.map({ t < $0 }) ?? true { best = t }
            }
        }
        return best.map(segment.point(at:))
    }

    static func nearestPoint(of shape: Shape, to point: Point) -> Point? {
        if case .points(let points) = shape {
            return points.min { $0.distance(to: point) < $1.distance(to: point) }
        }
        var best: (point: Point, distance: Double)?
        for line in shape.outlines {
            for i in line.indices.dropFirst() {
                let segment = Segment(line[i - 1], line[i])
                let foot = segment.point(at: segment.fraction(nearest: point))
                let distance = foot.distance(to: point)
                if best.map({ distance < $0.distance }) ?? true { best = (foot, distance) }
            }
        }
        return best?.point
    }
}

/// A source that touches the plot: the connection has no outer line.
struct Contact {
    var source: PlanSource
    var point: Point

    var route: WindowAttempt.Route {
        let parts =
            source.charge > 0 ? [CostPart(kind: .connection, quantity: 1, rate: source.charge)] : []
        return WindowAttempt.Route(
            line: [point, point], source: source, parts: parts, cost: source.charge, bound: source.charge)
    }

    /// The contact of the first source that has one, in the order of the surfaces.
    ///
    /// A contact is a point of the source on the red line or inside the plot that lies in no barred ground: a main
    /// that runs through another plot drawn over this one, or in the keep-off of a building, does not serve there.
    static func first(_ surfaces: Surfaces) -> Contact? {
        let area = Shape.polygons(surfaces.target)
        let near = surfaces.barred.filter { region in
            region.polygons.contains { $0.box.grown(by: region.grow).overlaps(area.box) }
        }
        for source in surfaces.sources where source.shape.box.overlaps(area.box) {
            if let point = contact(source.shape, area, near) { return Contact(source: source, point: point) }
        }
        return nil
    }

    private static func contact(_ shape: Shape, _ plot: Shape, _ barred: [PlanRegion]) -> Point? {
        func serves(_ point: Point) -> Bool {
            Legality.breach(Segment(point, point), barred, depth: Legality.seam) == nil
        }
        func isInPlot(_ point: Point) -> Bool {
            plot.polygons.contains { $0.distance(to: point) <= Legality.tolerance }
        }
        let box = plot.box
        if case .points(let points) = shape {
            return points.first { box.contains($0) && isInPlot($0) && serves($0) }
        }
        func near(_ ring: [Point]) -> [Segment] {
            ring.indices.dropFirst().map { Segment(ring[$0 - 1], ring[$0]) }.filter { $0.box.overlaps(box) }
        }
        var edges = plot.outlines.flatMap(near)
        let redLineEdges = edges.count
        edges += barred.flatMap(\.polygons).flatMap(\.rings).flatMap(near)
        for line in shape.outlines {
            for i in line.indices.dropFirst() {
                let segment = Segment(line[i - 1], line[i])
                guard segment.box.overlaps(box) else { continue }
                let redLine = edges.prefix(redLineEdges).compactMap { segment.properCrossing(with: $0)?.0 }
                let cuts = (edges.compactMap { segment.properCrossing(with: $0)?.0 } + [0, 1]).sorted()
                // Inside the plot any piece may serve; it does as a whole or not, but for keep-offs.
                let middles = cuts.indices.dropFirst().map { (cuts[$0] + cuts[$0 - 1]) / 2 }
                for point in (redLine.sorted() + [0, 1] + middles).map(segment.point(at:))
                where isInPlot(point) && serves(point) {
                    return point
                }
            }
        }
        return nil
    }
}
