import Geometry
import Vocabulary

/// Brings all lines of a window onto the 1 mm grid, nodes them and triangulates what is between.
///
/// Points and segments are sorted by place before they are inserted, so that the triangulation depends on where the
/// lines run and on nothing else.
struct MeshBuilder {
    private let surfaces: Surfaces
    private let clip: Box
    private var pieces: [Piece] = []
    private var stubs: [Point: Int32] = [:]

    /// A segment from one point of the grid to a later one.
    private struct Piece {
        var a: UInt64
        var b: UInt64
        var mark: Int32
    }

    /// - Throws: ``Problem`` `RTE-112` for a window too large for exact arithmetic, `RTE-120` if noding fails.
    static func mesh(_ surfaces: Surfaces) throws -> Mesh {
        var builder = MeshBuilder(surfaces)
        guard max(builder.frame.width, builder.frame.height) <= Triangulation.maximumExtent else {
            let window = surfaces.window
            throw Problem(
                .windowTooLarge, "window of \(Int(window.width)) m × \(Int(window.height)) m is too large")
        }
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
            if a == b || !a.isFinite || !b.isFinite { continue }
            let (from, to) = (Self.code(a), Self.code(b))
            pieces.append(Piece(a: min(from, to), b: max(from, to), mark: mark))
        }
    }

    /// A metre wider than the window, in grid steps.
    private var frame: Box {
        let low = grid(Point(clip.minX, clip.minY))
        let high = grid(Point(clip.maxX, clip.maxY))
        return Box(minX: low.x - 1000, minY: low.y - 1000, maxX: high.x + 1000, maxY: high.y + 1000)
    }

    private func grid(_ point: Point) -> Point {
        Point(
            ((point.x - surfaces.origin.x) * 1000).rounded(),
            ((point.y - surfaces.origin.y) * 1000).rounded())
    }

    /// A number for each point of the grid, in order of x, then y.
    ///
    /// Windows are smaller than 2^25 steps, and their least corner is near the origin.
    private static func code(_ point: Point) -> UInt64 {
        UInt64(bitPattern: Int64(point.x) + 1 << 20) << 32 | UInt64(bitPattern: Int64(point.y) + 1 << 20)
    }

    private static func point(_ code: UInt64) -> Point {
        Point(Double(Int64(code >> 32) - 1 << 20), Double(Int64(code & 0xFFFF_FFFF) - 1 << 20))
    }

    // MARK: - Triangulation

    private func build() throws -> Mesh {
        var triangulation = Triangulation(frame: frame)
        let segments = segments()
        let vertices = insertPoints(segments, &triangulation)
        for (index, segment) in segments.enumerated() {
            try triangulation.insertSegment(
                Int(vertices.ends[2 * index]), Int(vertices.ends[2 * index + 1]), mark: segment.mark,
                combine: EdgeMark.combine)
        }
        let faces = FaceLabels(triangulation, surfaces)
        return Mesh(triangulation, origin: surfaces.origin, faces: faces, stubs: vertices.stubs)
    }

    /// Every segment once, in order of place, with all it is part of.
    private func segments() -> [Piece] {
        var result: [Piece] = []
        result.reserveCapacity(pieces.count)
        for piece in pieces.sorted(by: { $0.a != $1.a ? $0.a < $1.a : $0.b < $1.b }) {
            if let last = result.last, last.a == piece.a, last.b == piece.b {
                result[result.count - 1].mark = EdgeMark.combine(last.mark, piece.mark)
            } else {
                result.append(piece)
            }
        }
        return result
    }

    /// Inserts all ends of segments and all stubs.
    ///
    /// - Returns: the vertices of the ends of segment `i` at `2 * i` and the place after it, and those of stubs.
    private func insertPoints(
        _ segments: [Piece], _ triangulation: inout Triangulation
    ) -> (ends: [Int32], stubs: [Int: Int32]) {
        let stubs = stubs.map { (place: $0.key, source: $0.value) }
        var items: [(key: UInt64, item: Int32)] = []
        items.reserveCapacity(2 * segments.count + stubs.count)
        for (index, segment) in segments.enumerated() {
            items.append((Self.place(Self.point(segment.a)), Int32(2 * index)))
            items.append((Self.place(Self.point(segment.b)), Int32(2 * index + 1)))
        }
        for (index, stub) in stubs.enumerated() {
            items.append((Self.place(stub.place), Int32(2 * segments.count + index)))
        }
        items.sort { $0.key < $1.key }
        triangulation.reserve(items.count)
        var ends = [Int32](repeating: 0, count: 2 * segments.count)
        var sources: [Int: Int32] = [:]
        var last: (key: UInt64, vertex: Int)?
        for (key, item) in items {
            let index = Int(item)
            let vertex: Int
            if let last, last.key == key {
                vertex = last.vertex
            } else {
                let point =
                    index >= ends.count
                    ? stubs[index - ends.count].place
                    : Self.point(index % 2 == 0 ? segments[index / 2].a : segments[index / 2].b)
                vertex = triangulation.insert(point)
                last = (key, vertex)
            }
            if index < ends.count {
                ends[index] = Int32(vertex)
            } else {
                sources[vertex] = stubs[index - ends.count].source
            }
        }
        return (ends, sources)
    }

    /// Where a point comes in strips of about 16 m, walked up and down: each point lies near the one before.
    private static func place(_ point: Point) -> UInt64 {
        let (x, y) = (
            UInt64(bitPattern: Int64(point.x) + 1 << 20), UInt64(bitPattern: Int64(point.y) + 1 << 20)
        )
        let strip = x >> 14
        let along = strip & 1 == 0 ? y : (1 << 27) - y
        return strip << 42 | along << 14 | (x & (1 << 14 - 1))
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
