import Geometry
import Vocabulary

/// Brings all lines of a window onto the 1 mm grid, nodes them and triangulates what is between.
///
/// Points and segments are sorted by place before they are inserted, so that the triangulation depends on where the
/// lines run and on nothing else.
struct MeshBuilder {
    private let surfaces: Surfaces
    private let clip: Box
    private var marks: [GridSegment: Int32] = [:]
    private var stubs: [Point: Int32] = [:]

    private struct GridSegment: Hashable {
        var a: Point
        var b: Point
    }

    /// - Throws: ``Problem`` `RTE-112` for a window too large for exact arithmetic, `RTE-120` if noding fails.
    static func mesh(_ surfaces: Surfaces) throws -> Mesh {
        var builder = MeshBuilder(surfaces)
        builder.collect()
        return try builder.build()
    }

    private init(_ surfaces: Surfaces) {
        self.surfaces = surfaces
        clip = surfaces.window
    }

    // MARK: - Lines

    private mutating func collect() {
        addRings([Polygon(clip)], EdgeMark.segment | EdgeMark.border)
        addRings(surfaces.barredGround, EdgeMark.segment)
        for region in surfaces.open { addRings(region.polygons, EdgeMark.segment) }
        addRings(surfaces.target, EdgeMark.segment | EdgeMark.target)
        for (index, source) in surfaces.sources.enumerated() {
            for line in source.shape.outlines { addLine(line, EdgeMark.source(index: index)) }
            guard case .points(let points) = source.shape else { continue }
            for point in points where clip.contains(point) {
                let place = grid(point)
                stubs[place] = min(stubs[place] ?? .max, Int32(index))
            }
        }
    }

    private mutating func addRings(_ polygons: [Polygon], _ mark: Int32) {
        for polygon in polygons where polygon.box.overlaps(clip) {
            for ring in polygon.rings { addLine(ring, mark) }
        }
    }

    private mutating func addLine(_ line: [Point], _ mark: Int32) {
        for i in line.indices.dropFirst() {
            guard let piece = Segment(line[i - 1], line[i]).clipped(to: clip) else { continue }
            let (a, b) = (grid(piece.start), grid(piece.end))
            if a == b { continue }
            let segment = (a.x, a.y) < (b.x, b.y) ? GridSegment(a: a, b: b) : GridSegment(a: b, b: a)
            marks[segment] = EdgeMark.combine(marks[segment] ?? 0, mark)
        }
    }

    private func grid(_ point: Point) -> Point {
        Point(
            ((point.x - surfaces.origin.x) * 1000).rounded(),
            ((point.y - surfaces.origin.y) * 1000).rounded())
    }

    // MARK: - Triangulation

    private func build() throws -> Mesh {
        let low = grid(Point(clip.minX, clip.minY))
        let high = grid(Point(clip.maxX, clip.maxY))
        let frame = Box(minX: low.x - 1000, minY: low.y - 1000, maxX: high.x + 1000, maxY: high.y + 1000)
        guard max(frame.width, frame.height) <= Triangulation.maximumExtent else {
            throw Problem(
                .windowTooLarge, "window of \(Int(clip.width)) m × \(Int(clip.height)) m is too large")
        }
        let triangulation = Triangulation(frame: frame)
        let segments = marks.sorted { a, b in
            (a.key.a.x, a.key.a.y, a.key.b.x, a.key.b.y) < (b.key.a.x, b.key.a.y, b.key.b.x, b.key.b.y)
        }
        let vertices = insertPoints(segments.map(\.key), triangulation)
        for (segment, mark) in segments {
            guard let a = vertices[segment.a], let b = vertices[segment.b] else { continue }
            try triangulation.insertSegment(a, b, mark: mark, combine: EdgeMark.combine)
        }
        let faces = FaceLabels(triangulation, surfaces)
        var stubVertices: [Int: Int32] = [:]
        for (place, source) in stubs { if let vertex = vertices[place] { stubVertices[vertex] = source } }
        return Mesh(triangulation, origin: surfaces.origin, faces: faces, stubs: stubVertices)
    }

    private func insertPoints(_ segments: [GridSegment], _ triangulation: Triangulation) -> [Point: Int] {
        let all = Set(segments.flatMap { [$0.a, $0.b] }).union(stubs.keys)
        triangulation.reserve(all.count + all.count / 4)
        var vertices = [Point: Int](minimumCapacity: all.count)
        // Strips of 16 m, walked up and down: each point lies near the one before.
        let strip = 16_000.0
        let sorted = all.map { point -> (strip: Double, along: Double, point: Point) in
            let number = (point.x / strip).rounded(.down)
            return (number, number.truncatingRemainder(dividingBy: 2) == 0 ? point.y : -point.y, point)
        }.sorted { ($0.strip, $0.along, $0.point.x) < ($1.strip, $1.along, $1.point.x) }
        for item in sorted { vertices[item.point] = triangulation.insert(item.point) }
        return vertices
    }
}

extension Segment {
    /// The part inside a box (Liang and Barsky 1984), or nil.
    func clipped(to box: Box) -> Segment? {
        if box.contains(start), box.contains(end) { return self }
        var (from, to) = (0.0, 1.0)
        let v = vector
        let limits = [
            (-v.dx, start.x - box.minX), (v.dx, box.maxX - start.x), (-v.dy, start.y - box.minY),
            (v.dy, box.maxY - start.y),
        ]
        for (direction, distance) in limits {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                from = max(from, distance / direction)
            } else {
                to = min(to, distance / direction)
            }
        }
        return from <= to ? Segment(point(at: from), point(at: to)) : nil
    }
}
