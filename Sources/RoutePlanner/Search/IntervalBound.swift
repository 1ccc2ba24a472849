import Geometry

/// A proven lower bound of what any legal route costs, from distances between intervals of edges.
///
/// Every route, read from the red line outwards, is a chain of moves: across a triangle from a point of one edge to a
/// point of another, or along an edge. A move from interval to interval costs at least the rate times the least
/// distance of the two, so the cheapest chain of intervals costs no more than any route. Moves along one edge are
/// never chained, for neighbouring intervals touch and the way along would be free. Entry charges are left out, which
/// only lowers the bound. It is loose by about an interval at each edge a route crosses and tightens as `spacing`
/// shrinks.
///
/// To lose less, the bound is taken apart: a metre costs at least the least rate of the window, so a route costs that
/// times the straight distance to its source, which the caller adds to the charge of that source, plus what it pays
/// above the least rate; only the second part goes by intervals.
struct IntervalBound {
    /// What a route to a source in the window pays above the base rate at least, with that source's charge; never
    /// more than the ceiling.
    private(set) var source = Double.infinity
    /// What a route to the window's border pays above the base rate at least; never more than its ceiling.
    private(set) var border = Double.infinity
    private(set) var settled = 0

    private let mesh: Mesh
    private let charges: [Double]
    private let base: Double
    private var first: [Int32] = []
    private var edgeOf: [Int32] = []
    private var intervals: [Segment] = []
    /// For each interval the bound on arriving across a triangle, then the same for arriving along its edge.
    private var distance: [Double] = []
    private var queue = NodeQueue()

    /// - Parameters:
    ///   - base: no rate of the mesh lies below it; only what exceeds it is counted.
    ///   - charges: for each source what is certain to be paid there beside the excess.
    ///   - ceiling: the cost of a known route; more is of no interest.
    ///   - borderCeiling: the same for the way to the border.
    init(
        _ mesh: Mesh, charges: [Double], base: Double, spacing: Double, limit: Int, ceiling: Double,
        borderCeiling: Double
    ) {
        self.mesh = mesh
        self.charges = charges
        self.base = base
        cut(spacing: spacing, limit: limit)
        distance = [Double](repeating: .infinity, count: 2 * intervals.count)
        run(ceiling, max(0, borderCeiling))
        source = min(source, ceiling)
        border = min(border, max(0, borderCeiling))
    }

    private mutating func cut(spacing: Double, limit: Int) {
        for e in 0..<mesh.edgeCount {
            first.append(Int32(intervals.count))
            guard mesh.along[e].isFinite else { continue }
            let whole = mesh.segment(e)
            let pieces = max(1, min(limit, Int((mesh.length[e] / spacing).rounded(.up))))
            var from = whole.start
            for i in 1...pieces {
                let to = whole.point(at: Double(i) / Double(pieces))
                intervals.append(Segment(from, to))
                edgeOf.append(Int32(e))
                from = to
            }
        }
        first.append(Int32(intervals.count))
    }

    private mutating func run(_ ceiling: Double, _ borderCeiling: Double) {
        seed()
        let count = intervals.count
        while let entry = queue.pop() {
            let state = Int(entry.state)
            // Both answers stand once nothing nearer is left.
            if entry.distance >= max(min(ceiling, source), min(borderCeiling, border)) { return }
            if entry.distance > distance[state] { continue }
            let interval = state < count ? state : state - count
            if state >= count, distance[interval] <= entry.distance { continue }
            settled += 1
            let e = Int(edgeOf[interval])
            if mesh.edgeIsBorder[e] { border = min(border, entry.distance) }
            reachSource(interval, e, entry.distance)
            expand(interval, e, entry.distance, followsEdge: state < count)
        }
    }

    private mutating func seed() {
        for interval in intervals.indices {
            let e = Int(edgeOf[interval])
            let (a, b) = mesh.ends(e)
            let touches =
                (mesh.vertexIsTarget[a] && interval == Int(first[e]))
                || (mesh.vertexIsTarget[b] && interval + 1 == Int(first[e + 1]))
            if mesh.edgeIsTarget[e] || touches { relax(interval, 0) }
        }
    }

    private mutating func reachSource(_ interval: Int, _ e: Int, _ distance: Double) {
        func offer(_ index: Int32) {
            if index >= 0 { source = min(source, distance + charges[Int(index)]) }
        }
        offer(mesh.edgeSource[e])
        let (a, b) = mesh.ends(e)
        if interval == Int(first[e]) { offer(mesh.vertexSource[a]) }
        if interval + 1 == Int(first[e + 1]) { offer(mesh.vertexSource[b]) }
    }

    private mutating func expand(_ interval: Int, _ e: Int, _ distance: Double, followsEdge: Bool) {
        let segment = intervals[interval]
        let h = Int(mesh.half[e])
        for side in [h, Int(mesh.twin[h])] where side >= 0 && mesh.rate[side / 3].isFinite {
            let rate = mesh.rate[side / 3] - base
            for other in [mesh.next(side), mesh.previous(side)] {
                let o = Int(mesh.edge[other])
                for j in Int(first[o])..<Int(first[o + 1]) {
                    relax(j, distance + rate * apart(segment, intervals[j]))
                }
            }
        }
        if followsEdge {
            for j in Int(first[e])..<Int(first[e + 1]) where j != interval {
                let gap =
                    j > interval
                    ? segment.end.distance(to: intervals[j].start)
                    : segment.start.distance(to: intervals[j].end)
                relax(j + intervals.count, distance + (mesh.along[e] - base) * gap * (1 - 1e-12))
            }
        }
        let (a, b) = mesh.ends(e)
        if interval == Int(first[e]) { turn(at: a, distance) }
        if interval + 1 == Int(first[e + 1]) { turn(at: b, distance) }
    }

    /// Through a vertex, also between open wedges that only meet there.
    private mutating func turn(at vertex: Int, _ distance: Double) {
        let begin = Int(mesh.outgoing[vertex])
        var h = begin
        repeat {
            let e = Int(mesh.edge[h])
            if first[e] < first[e + 1] {
                relax(mesh.ends(e).0 == vertex ? Int(first[e]) : Int(first[e + 1]) - 1, distance)
            }
            h = Int(mesh.twin[mesh.previous(h)])
        } while h >= 0 && h != begin
    }

    @inline(__always)
    private mutating func relax(_ state: Int, _ total: Double) {
        guard total < distance[state] else { return }
        distance[state] = total
        queue.push(total, Int32(state))
    }

    /// The least distance of two segments that do not cross, a hair below the computed one.
    @inline(__always)
    private func apart(_ a: Segment, _ b: Segment) -> Double {
        let least = min(
            min(a.squareDistance(to: b.start), a.squareDistance(to: b.end)),
            min(b.squareDistance(to: a.start), b.squareDistance(to: a.end)))
        return least.squareRoot() * (1 - 1e-12)
    }
}

extension Segment {
    @inline(__always)
    fileprivate func squareDistance(to point: Point) -> Double {
        let (vx, vy) = (end.x - start.x, end.y - start.y)
        let (wx, wy) = (point.x - start.x, point.y - start.y)
        let square = vx * vx + vy * vy
        let t = square > 0 ? min(1, max(0, (wx * vx + wy * vy) / square)) : 0
        let (dx, dy) = (wx - t * vx, wy - t * vy)
        return dx * dx + dy * dy
    }
}
