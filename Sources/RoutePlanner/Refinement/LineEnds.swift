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

    /// The contact of the first source that has one, in the order given.
    static func first(_ sources: [PlanSource], _ target: [Polygon]) -> Contact? {
        for source in sources {
            if let point = contact(source.shape, target) { return Contact(source: source, point: point) }
        }
        return nil
    }

    private static func contact(_ shape: Shape, _ target: [Polygon]) -> Point? {
        let area = Shape.polygons(target)
        let box = area.box
        if case .points(let points) = shape {
            return points.first { box.contains($0) && area.locate($0) != .outside }
        }
        for line in shape.outlines {
            for i in line.indices.dropFirst() {
                let segment = Segment(line[i - 1], line[i])
                guard segment.box.overlaps(box) else { continue }
                if let point = LineEnds.firstContact(segment, target) { return point }
                for point in [segment.start, segment.end] where area.locate(point) != .outside {
                    return point
                }
            }
        }
        return nil
    }
}
