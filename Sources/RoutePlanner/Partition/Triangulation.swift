import Geometry

/// A constrained Delaunay triangulation of points on a grid, held as half-edges.
///
/// Half-edge `h` of triangle `h / 3` runs from `corner[h]` to `corner[next(h)]`, triangles lie counter-clockwise, and
/// `twin[h]` is the same edge seen from the other side (-1 outside the frame). Coordinates are whole grid steps held
/// in `Double`: below 2^25 steps every orientation is computed exactly, so no decision depends on rounding.
///
/// Segments are noded as they are inserted: where two constrained segments cross, the crossing is rounded to the grid
/// and both are led through it; a segment that passes nearer than ``snap`` to a vertex is led through that vertex.
struct Triangulation {
    /// How near to a vertex, in grid steps, a segment may pass without being led through it.
    static let snap = 0.75
    /// The largest extent, in grid steps, for which orientations are exact.
    static let maximumExtent = 33_000_000.0

    /// What an edge is part of; zero for an edge that only the triangulation needs.
    typealias Mark = Int32

    private(set) var points: [Point] = []
    var corner: [Int32] = []
    var twin: [Int32] = []
    var mark: [Mark] = []
    /// For each vertex one half-edge that starts there.
    var outgoing: [Int32] = []
    private var last = 0
    private var stack: [Int] = []

    /// Starts with the two triangles of a frame; all points must lie strictly inside it.
    init(frame: Box) {
        points = [
            Point(frame.minX, frame.minY), Point(frame.maxX, frame.minY), Point(frame.maxX, frame.maxY),
            Point(frame.minX, frame.maxY),
        ]
        corner = [0, 1, 2, 0, 2, 3]
        twin = [-1, -1, 3, 2, -1, -1]
        mark = [0, 0, 0, 0, 0, 0]
        outgoing = [0, 1, 2, 5]
    }

    mutating func reserve(_ count: Int) {
        points.reserveCapacity(count)
        outgoing.reserveCapacity(count)
        corner.reserveCapacity(count * 6)
        twin.reserveCapacity(count * 6)
        mark.reserveCapacity(count * 6)
    }

    @inline(__always) func next(_ h: Int) -> Int { h % 3 == 2 ? h - 2 : h + 1 }
    @inline(__always) func previous(_ h: Int) -> Int { h % 3 == 0 ? h + 2 : h - 1 }
    @inline(__always) func origin(_ h: Int) -> Int { Int(corner[h]) }
    @inline(__always) func target(_ h: Int) -> Int { Int(corner[next(h)]) }
    /// The corner opposite to a half-edge in its triangle.
    @inline(__always) func apex(_ h: Int) -> Int { Int(corner[previous(h)]) }

    /// Positive if `c` lies left of the line from `a` to `b`; exact.
    @inline(__always) func side(_ a: Int, _ b: Int, _ c: Int) -> Double { side(a, b, points[c]) }

    @inline(__always) func side(_ a: Int, _ b: Int, _ c: Point) -> Double {
        let p = points[a]
        let q = points[b]
        return (q.x - p.x) * (c.y - p.y) - (q.y - p.y) * (c.x - p.x)
    }

    /// The half-edge from one vertex to another, or nil if they are no neighbours.
    func edge(_ from: Int, _ to: Int) -> Int? {
        let first = Int(outgoing[from])
        var h = first
        repeat {
            if target(h) == to { return h }
            h = Int(twin[previous(h)])
        } while h >= 0 && h != first
        guard h < 0 else { return nil }
        // A corner of the frame: turn the other way too.
        h = first
        while twin[h] >= 0 {
            h = next(Int(twin[h]))
            if target(h) == to { return h }
        }
        return nil
    }

    mutating func setMark(_ h: Int, _ value: Mark) {
        mark[h] = value
        if twin[h] >= 0 { mark[Int(twin[h])] = value }
    }

    // MARK: - Points

    /// Inserts a point with whole coordinates inside the frame; a point that is there already gives its vertex.
    mutating func insert(_ point: Point) -> Int {
        last = locate(point, from: last)
        for e in last * 3..<last * 3 + 3 where points[origin(e)] == point { return origin(e) }
        let vertex = points.count
        points.append(point)
        outgoing.append(-1)
        for e in last * 3..<last * 3 + 3 where side(origin(e), target(e), point) == 0 && twin[e] >= 0 {
            splitEdge(e, vertex)
            legalize(vertex)
            return vertex
        }
        splitTriangle(last, vertex)
        legalize(vertex)
        return vertex
    }

    /// A triangle that holds a point of the frame, found by walking from a triangle near by.
    func locate(_ point: Point, from start: Int) -> Int {
        var triangle = start
        var turn = 0
        var steps = 0
        walk: while true {
            for step in 0..<3 {
                let e = triangle * 3 + (turn + step) % 3
                if side(origin(e), target(e), point) < 0, twin[e] >= 0 {
                    triangle = Int(twin[e]) / 3
                    turn = (turn + 1) % 3
                    steps += 1
                    // A walk may circle in a triangulation that is not Delaunay because of its segments.
                    if steps > corner.count { break walk }
                    continue walk
                }
            }
            return triangle
        }
        let all = 0..<corner.count / 3
        return all.first { t in
            (t * 3..<t * 3 + 3).allSatisfy { side(origin($0), target($0), point) >= 0 }
        } ?? start
    }

    private mutating func splitTriangle(_ triangle: Int, _ v: Int) {
        let h0 = triangle * 3
        let (h1, h2) = (h0 + 1, h0 + 2)
        let (b, c) = (corner[h1], corner[h2])
        let (twin1, twin2) = (twin[h1], twin[h2])
        let (mark1, mark2) = (mark[h1], mark[h2])
        let a = corner[h0]
        let n = corner.count
        let vertex = Int32(v)
        // h0: a b v; n: b c v; n+3: c a v
        corner[h2] = vertex
        corner.append(contentsOf: [b, c, vertex, c, a, vertex])
        twin.append(contentsOf: [-1, -1, -1, -1, -1, -1])
        mark.append(contentsOf: [mark1, 0, 0, mark2, 0, 0])
        mark[h1] = 0
        mark[h2] = 0
        link(n, Int(twin1))
        link(n + 3, Int(twin2))
        link(h1, n + 2)
        link(n + 1, n + 5)
        link(n + 4, h2)
        outgoing[Int(a)] = Int32(h0)
        outgoing[Int(b)] = Int32(n)
        outgoing[Int(c)] = Int32(n + 3)
        outgoing[v] = Int32(h2)
        stack.append(contentsOf: [h0, n, n + 3])
    }

    private mutating func splitEdge(_ e: Int, _ v: Int) {
        let f = Int(twin[e])
        let (e1, e2, f1, f2) = (next(e), previous(e), next(f), previous(f))
        let (a, b, c, d) = (corner[e], corner[e1], corner[e2], corner[f2])
        let vertex = Int32(v)
        let (twinE1, twinF1) = (Int(twin[e1]), Int(twin[f1]))
        let (markE1, markF1, edgeMark) = (mark[e1], mark[f1], mark[e])
        let n = corner.count
        // Kept: a v c in e's triangle, b v d in f's; new: v b c at n, v a d at n+3.
        corner[e1] = vertex
        corner[f1] = vertex
        corner.append(contentsOf: [vertex, b, c, vertex, a, d])
        twin.append(contentsOf: [-1, -1, -1, -1, -1, -1])
        mark.append(contentsOf: [edgeMark, markE1, 0, edgeMark, markF1, 0])
        mark[e1] = 0
        mark[f1] = 0
        link(e, n + 3)
        link(f, n)
        link(e1, n + 2)
        link(f1, n + 5)
        link(n + 1, twinE1)
        link(n + 4, twinF1)
        outgoing[Int(a)] = Int32(e)
        outgoing[Int(b)] = Int32(f)
        outgoing[Int(c)] = Int32(e2)
        outgoing[Int(d)] = Int32(f2)
        outgoing[v] = Int32(n)
        stack.append(contentsOf: [e2, n + 1, f2, n + 4])
    }

    private mutating func link(_ a: Int, _ b: Int) {
        twin[a] = Int32(b)
        if b >= 0 { twin[b] = Int32(a) }
    }

    // MARK: - Flips

    /// Replaces the edge `h` by the other diagonal of its two triangles, which then is `h` and its twin.
    mutating func flip(_ h: Int) {
        let g = Int(twin[h])
        let (hn, hp, gn, gp) = (next(h), previous(h), next(g), previous(g))
        let (p, q, r, s) = (corner[h], corner[hn], corner[hp], corner[gp])
        let (toRP, toPS, toSQ, toQR) = (Int(twin[hp]), Int(twin[gn]), Int(twin[gp]), Int(twin[hn]))
        let (markRP, markPS, markSQ, markQR) = (mark[hp], mark[gn], mark[gp], mark[hn])
        corner[h] = s
        corner[hn] = r
        corner[hp] = p
        corner[g] = r
        corner[gn] = s
        corner[gp] = q
        link(hn, toRP)
        link(hp, toPS)
        link(gn, toSQ)
        link(gp, toQR)
        mark[hn] = markRP
        mark[hp] = markPS
        mark[gn] = markSQ
        mark[gp] = markQR
        outgoing[Int(s)] = Int32(h)
        outgoing[Int(r)] = Int32(hn)
        outgoing[Int(p)] = Int32(hp)
        outgoing[Int(q)] = Int32(gp)
    }

    /// True if flipping `h` makes the smaller angles larger and its quadrilateral allows it.
    func wantsFlip(_ h: Int) -> Bool {
        guard mark[h] == 0, twin[h] >= 0 else { return false }
        let (p, q, r, s) = (origin(h), target(h), apex(h), apex(Int(twin[h])))
        guard side(s, r, p) > 0, side(s, r, q) < 0 else { return false }
        return inCircle(points[p], points[q], points[r], points[s])
    }

    private mutating func legalize(_ v: Int) {
        while let h = stack.popLast() {
            guard wantsFlip(h) else { continue }
            flip(h)
            let g = Int(twin[h])
            // The outer edges of the two new triangles that do not touch the new vertex.
            for e in [next(h), previous(h), next(g), previous(g)] where apex(e) == v { stack.append(e) }
        }
    }

    /// True if `d` lies clearly inside the circle through `a`, `b`, `c`; only the shape of triangles depends on it.
    @inline(__always)
    private func inCircle(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        let (ax, ay, bx, by) = (a.x - d.x, a.y - d.y, b.x - d.x, b.y - d.y)
        let (cx, cy) = (c.x - d.x, c.y - d.y)
        let (aa, bb, cc) = (ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy)
        let determinant =
            aa * (bx * cy - by * cx) - bb * (ax * cy - ay * cx) + cc * (ax * by - ay * bx)
        let size =
            aa * (abs(bx * cy) + abs(by * cx)) + bb * (abs(ax * cy) + abs(ay * cx))
            + cc * (abs(ax * by) + abs(ay * bx))
        return determinant > size * 1e-14
    }
}
