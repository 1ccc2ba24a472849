import Geometry
import Vocabulary

/// The ground a route disturbs: its trench and working strip, half to each side, with flat ends.
struct DisturbedStrip {
    private let route: RouteLine
    private let half: Double
    private let engine: GeometryEngine

    init(_ route: RouteLine, width: Double, _ engine: GeometryEngine) {
        self.route = route
        half = max(0, width) / 2
        self.engine = engine
    }

    /// A box around the strip, also around its mitred bends.
    var box: Box { route.box.grown(by: half * 2) }

    /// The disturbed area between two chainages inside the parts together, in square metres; nil without a strip.
    ///
    /// A straight strip is clipped as a rectangle, exactly; a bent one, or several parts that may overlap, are
    /// overlaid on the 1 mm grid.
    func area(from: Double, to: Double, of parts: [Int], _ index: AreaIndex) throws -> Double? {
        guard half > 0 else { return nil }
        guard to > from else { return 0 }
        let path = route.part(from: from, to: to)
        if parts.count == 1, path.count == 2, let part = parts.first {
            return clippedArea(path[0], path[1], index, index.parts[part])
        }
        let strip = try engine.buffer(.line(path), by: half, style: .strip)
        let stripBox = strip.box
        let near = parts.filter { index.parts[$0].box.overlaps(stripBox) }.map {
            index.polygon(index.parts[$0])
        }
        guard !near.isEmpty else { return 0 }
        let ground = near.count == 1 ? Shape.polygons(near) : try engine.union([.polygons(near)])
        return try engine.intersection(ground, strip).area
    }

    private func clippedArea(_ start: Point, _ end: Point, _ index: AreaIndex, _ part: AreaIndex.Part)
        -> Double
    {
        let along = (end - start).unit
        let frame = ClipFrame(origin: start, along: along, length: start.distance(to: end), half: half)
        var area = 0.0
        for (number, ringIndex) in part.rings.enumerated() {
            let ring = index.rings[ringIndex]
            let clipped = frame.clippedArea(index.points[ring.start..<ring.end])
            area += number == 0 ? clipped : -clipped
        }
        return area
    }
}

/// A rectangle along a piece of route, in whose own axes rings are clipped (Sutherland and Hodgman 1974).
///
/// Clipping a concave ring leaves bridges of no width along the rectangle, so the area stays exact.
private struct ClipFrame {
    let origin: Point
    let along: Vector
    let length: Double
    let half: Double

    func clippedArea(_ ring: ArraySlice<Point>) -> Double {
        // In the frame: x along the route 0…length, y across -half…half.
        var points = ring.dropLast().map { point in
            let v = point - origin
            return Point(v.dot(along), along.cross(v))
        }
        for side in 0..<4 {
            points = clip(points, side)
            if points.isEmpty { return 0 }
        }
        points.append(points[0])
        return ringArea(points)
    }

    private func clip(_ points: [Point], _ side: Int) -> [Point] {
        func depth(_ point: Point) -> Double {
            switch side {
            case 0: point.x
            case 1: length - point.x
            case 2: point.y + half
            default: half - point.y
            }
        }
        guard var previous = points.last else { return [] }
        var result: [Point] = []
        result.reserveCapacity(points.count + 4)
        var before = depth(previous)
        for point in points {
            let now = depth(point)
            if (before < 0) != (now < 0) {
                result.append(previous.interpolated(to: point, at: before / (before - now)))
            }
            if now >= 0 { result.append(point) }
            previous = point
            before = now
        }
        return result
    }
}
