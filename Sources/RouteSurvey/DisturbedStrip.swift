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
    var box: Box {
        route.box.grown(by: route.pieces.count > 1 ? half * GeometryEngine.mitreLimit : half)
    }

    /// True if a box surely lies beside the strip; only straight strips are looked at so closely.
    ///
    /// The strip's own long sides part the two: a slanting strip's box holds much that the strip does not.
    func misses(_ box: Box) -> Bool {
        guard route.pieces.count == 1, let piece = route.pieces.first else { return false }
        let across = piece.segment.vector.unit.left
        let distance = abs((box.center - piece.segment.start).dot(across))
        let extent = abs(across.dx) * box.width / 2 + abs(across.dy) * box.height / 2
        // A millimetre for rounding; on the border counts as touching.
        return distance > extent + half + 0.001
    }

    /// What a strip disturbs inside some parts.
    struct Disturbed {
        /// Square metres of all parts together.
        var area = 0.0
        /// The parts it reaches into.
        var parts: [Int] = []
    }

    /// The ground disturbed between two chainages inside the parts together; nil without a strip.
    ///
    /// A straight strip is clipped as a rectangle, exactly; a bent one is overlaid on a grid.
    func disturbed(from: Double, to: Double, of parts: [Int], _ index: AreaIndex) throws -> Disturbed? {
        guard half > 0 else { return nil }
        guard to > from else { return Disturbed() }
        let path = straightened(route.part(from: from, to: to))
        if path.count == 2 {
            let frame = ClipFrame(path[0], path[1], half: half)
            if let disturbed = frame.disturbed(parts, index) { return disturbed }
        }
        return try overlaid(path, parts, index)
    }

    /// Overlays in millimetres from the start of the path: the overlay's grid is then a micrometre.
    private func overlaid(_ path: [Point], _ parts: [Int], _ index: AreaIndex) throws -> Disturbed {
        let origin = path[0]
        func local(_ point: Point) -> Point {
            Point((point.x - origin.x) * Self.scale, (point.y - origin.y) * Self.scale)
        }
        let strip = try engine.buffer(.line(path.map(local)), by: half * Self.scale, style: .strip)
        let window = Box(path).grown(by: half * GeometryEngine.mitreLimit + 1)
        let inside = try parts.compactMap { part -> (part: Int, shape: Shape)? in
            guard index.parts[part].box.overlaps(window),
                let ground = index.polygon(index.parts[part], near: window)
            else { return nil }
            let shape = try intersection(Shape.polygon(ground).mapPoints(local), strip)
            return shape.area > 0 ? (part, shape) : nil
        }
        let all = inside.count == 1 ? inside[0].shape : try engine.union(inside.map(\.shape))
        return Disturbed(area: all.area / (Self.scale * Self.scale), parts: inside.map(\.part))
    }

    private static let scale = 1000.0

    /// Rings that cross themselves, which only a survey of unchecked features meets, are mended on failure.
    private func intersection(_ ground: Shape, _ strip: Shape) throws -> Shape {
        do {
            return try engine.intersection(ground, strip)
        } catch {
            return try engine.intersection(engine.madeValid(ground), strip)
        }
    }
}

/// A path without the inner points on which it does not bend, within a micrometre.
func straightened(_ path: [Point]) -> [Point] {
    guard path.count > 2, let end = path.last else { return path }
    var kept = [path[0]]
    var pending: [Point] = []
    for next in path.dropFirst() {
        let chord = Segment(kept[kept.count - 1], next)
        var reached = 0.0
        let isStraight = pending.allSatisfy { point in
            let along = chord.fraction(nearest: point)
            defer { reached = along }
            return along >= reached && chord.distance(to: point) <= AreaIndex.borderTolerance
        }
        if !isStraight, let corner = pending.last {
            kept.append(corner)
            pending.removeAll(keepingCapacity: true)
        }
        pending.append(next)
    }
    return kept + [end]
}

/// A rectangle along a straight piece of route, in whose own axes rings are clipped.
private struct ClipFrame {
    let origin: Point
    let along: Vector
    let length: Double
    let half: Double
    let box: Box

    init(_ start: Point, _ end: Point, half: Double) {
        origin = start
        along = (end - start).unit
        length = start.distance(to: end)
        self.half = half
        box = Box([start, end]).grown(by: half)
    }

    /// Nil where the parts together have too many edges.
    func disturbed(_ parts: [Int], _ index: AreaIndex) -> DisturbedStrip.Disturbed? {
        var found: [(part: Int, rings: [[Point]], area: Double)] = []
        for part in parts where index.parts[part].box.overlaps(box) {
            let rings = index.parts[part].rings.map { clipped(index.outline(index.rings[$0], near: box)) }
            var area = 0.0
            for (number, ring) in rings.enumerated() {
                if ring.isEmpty { continue }
                let inside = ringArea(ring + ring.prefix(1))
                area += number == 0 ? inside : -inside
            }
            if area > 0 { found.append((part, rings, area)) }
        }
        if found.count <= 1 {
            return DisturbedStrip.Disturbed(area: found.first?.area ?? 0, parts: found.map(\.part))
        }
        var union = UnionArea()
        for polygon in found { union.add(polygon.rings) }
        guard union.edgeCount <= UnionArea.mostEdges else { return nil }
        return DisturbedStrip.Disturbed(area: union.area(), parts: found.map(\.part))
    }

    /// The part of a ring in the rectangle, in its axes: x along the route 0…length, y across -half…half.
    private func clipped(_ ring: [Point]) -> [Point] {
        var extent = Box.empty
        var points: [Point] = []
        points.reserveCapacity(ring.count)
        for point in ring.dropLast() {
            let v = point - origin
            points.append(Point(v.dot(along), along.cross(v)))
            extent.extend(to: points[points.count - 1])
        }
        guard extent.overlaps(Box(minX: 0, minY: -half, maxX: length, maxY: half)) else { return [] }
        // Most rings pass only one or two sides of the rectangle.
        if extent.minX < 0 { points = clippedRing(points) { $0.x } }
        if extent.maxX > length { points = clippedRing(points) { length - $0.x } }
        if extent.minY < -half { points = clippedRing(points) { $0.y + half } }
        if extent.maxY > half { points = clippedRing(points) { half - $0.y } }
        return points
    }
}
