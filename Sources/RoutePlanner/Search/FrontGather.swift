import Geometry

/// Reads the labels of a front from the fronts behind it: the other two edges of the triangle it comes from, and the
/// edge itself where the ground behind is cheaper, along which a route may run before it goes on.
///
/// Of two ways from one edge to another that cross, each may be changed for the uncrossed ones without loss (Monge),
/// so the best intervals behind two points of an edge enclose the best ones of all points between them.
struct FrontGather {
    /// The ends of the intervals of the edge, each once.
    private var points: [Point] = []
    private var costs: [Double] = []
    /// For each interval of the edge the number of its start among `points`; its end is the next.
    private var startOf: [Int] = []
    private var behind: [Behind] = []
    private var first = 0

    /// An edge behind, with the interval on it that is best for each of the points.
    private struct Behind {
        var edge: Int
        var side: Int
        /// Whether its intervals are numbered against the points.
        var isReversed: Bool
        var best: [Int]
    }

    mutating func collect(_ wave: Wave, _ e: Int, _ side: Int) {
        let range = wave.intervals.range(e)
        first = range.lowerBound
        points.removeAll(keepingCapacity: true)
        startOf.removeAll(keepingCapacity: true)
        behind.removeAll(keepingCapacity: true)
        for i in range {
            let interval = wave.intervals.items[i]
            if i == range.lowerBound || wave.intervals.items[i - 1].to != interval.from {
                points.append(interval.start)
            }
            startOf.append(points.count - 1)
            points.append(interval.end)
        }
        costs = [Double](repeating: .infinity, count: points.count)
        let mesh = wave.mesh
        let back = wave.halfEdge(e, 1 - side)
        guard back >= 0, mesh.rate[back / 3].isFinite else { return }
        let (a, _) = mesh.ends(e)
        for h in [mesh.next(back), mesh.previous(back)] {
            let o = Int(mesh.edge[h])
            let shared = Int(mesh.corner[h == mesh.next(back) ? h : back])
            // Both edges are walked away from the vertex they share.
            let isReversed = (shared == a) != (shared == mesh.ends(o).0)
            add(wave, o, Int(mesh.half[o]) == h ? 0 : 1, isReversed)
        }
        let into = wave.halfEdge(e, side)
        if into >= 0, mesh.rate[into / 3].isFinite, mesh.rate[back / 3] < mesh.rate[into / 3] {
            add(wave, e, 1 - side, false)
        }
    }

    private mutating func add(_ wave: Wave, _ e: Int, _ side: Int, _ isReversed: Bool) {
        let range = wave.intervals.range(e)
        guard !range.isEmpty else { return }
        behind.append(
            Behind(
                edge: e, side: side, isReversed: isReversed, best: [Int](repeating: -1, count: points.count)))
        assign(wave, behind.count - 1, 0, points.count - 1, 0, range.count - 1)
    }

    /// The best interval for the point in the middle, then for the points on both sides of it.
    private mutating func assign(_ wave: Wave, _ k: Int, _ low: Int, _ high: Int, _ from: Int, _ to: Int) {
        guard low <= high else { return }
        let middle = (low + high) / 2
        let (side, isReversed) = (behind[k].side, behind[k].isReversed)
        let range = wave.intervals.range(behind[k].edge)
        var best = (cost: Double.infinity, place: -1)
        for place in from...to {
            let i = isReversed ? range.upperBound - 1 - place : range.lowerBound + place
            guard !wave.labels[2 * i + side].isNone else { continue }
            let cost = wave.emitters[2 * i + side].reach(points[middle]).cost
            if cost < best.cost { best = (cost, place) }
        }
        behind[k].best[middle] = best.place
        costs[middle] = min(costs[middle], best.cost)
        guard best.place >= 0 else {
            // Nothing here for any point.
            for point in low...high { behind[k].best[point] = -1 }
            return
        }
        assign(wave, k, low, middle - 1, from, best.place)
        assign(wave, k, middle + 1, high, best.place, to)
    }

    /// A line below what is told of an interval of the collected edge, and what it loses at its ends.
    func line(_ wave: Wave, _ i: Int) -> (line: LinearCost, loss: Double) {
        let interval = wave.intervals.items[i]
        let e = Int(interval.edge)
        let start = startOf[i - first]
        var line = LinearCost(a: costs[start], b: costs[start + 1])
        let (a, b) = wave.mesh.ends(e)
        let (touchesA, touchesB) = (interval.from == 0, interval.to == wave.mesh.length[e])
        let far = wave.mesh.along[e] * interval.length
        if wave.begin.edge[e].isFinite { line.sink(to: wave.begin.edge[e], wave.begin.edge[e]) }
        if touchesA, wave.vertexCost[a].isFinite {
            line.sink(to: wave.vertexCost[a], wave.vertexCost[a] + far)
        }
        if touchesB, wave.vertexCost[b].isFinite {
            line.sink(to: wave.vertexCost[b] + far, wave.vertexCost[b])
        }
        guard line.a.isFinite, costs[start].isFinite else { return (line, 0) }
        let top = line
        // At a vertex the line keeps its cost: labels that sink there would sink one another in circles.
        let pivot = touchesA == touchesB ? 0 : touchesA ? -1 : 1
        if pivot != 0 {
            for _ in 0..<12 {
                let deepest = deepest(wave, interval, start, line)
                guard deepest.excess < -1e-8 else { break }
                let y = pivot < 0 ? deepest.y : interval.length - deepest.y
                guard y > 1e-9 * interval.length else { break }
                if pivot < 0 { line.b += deepest.excess * interval.length / y }
                if pivot > 0 { line.a += deepest.excess * interval.length / y }
            }
        }
        let excess = deepest(wave, interval, start, line).excess
        if excess < 0 {
            line.a += excess
            line.b += excess
        }
        if line.least < top.least { raise(&line, wave, interval, start, top.least) }
        return (line, max(top.a - line.a, top.b - line.b))
    }

    /// No label may fall below all that is behind it, or labels could sink in circles: then a level line serves.
    private func raise(
        _ line: inout LinearCost, _ wave: Wave, _ interval: Interval, _ start: Int, _ top: Double
    ) {
        var floor = top
        for edge in behind {
            let (from, to) = (edge.best[start], edge.best[start + 1])
            guard from >= 0, to >= 0 else { continue }
            let range = wave.intervals.range(edge.edge)
            for place in min(from, to)...max(from, to) {
                let i = edge.isReversed ? range.upperBound - 1 - place : range.lowerBound + place
                floor = min(floor, wave.labels[2 * i + edge.side].least)
            }
        }
        guard line.least < floor else { return }
        let level = top + deepest(wave, interval, start, LinearCost(a: top, b: top)).excess
        line = LinearCost(a: level, b: level)
    }

    /// Where what is told lies deepest below a line, or least above it.
    private func deepest(
        _ wave: Wave, _ interval: Interval, _ start: Int, _ line: LinearCost
    ) -> (excess: Double, y: Double) {
        var result = (excess: 0.0, y: 0.0)
        for edge in behind {
            let (from, to) = (edge.best[start], edge.best[start + 1])
            guard from >= 0, to >= 0 else { continue }
            let range = wave.intervals.range(edge.edge)
            for place in min(from, to)...max(from, to) {
                let i = edge.isReversed ? range.upperBound - 1 - place : range.lowerBound + place
                guard !wave.labels[2 * i + edge.side].isNone else { continue }
                let emitter = wave.emitters[2 * i + edge.side]
                let mirror = Emitter(interval, LinearCost(a: -line.a, b: -line.b), rate: emitter.rate)
                let near = mirror.reach(emitter.start)
                if near.cost + emitter.value < result.excess { result = (near.cost + emitter.value, near.x) }
                let far = mirror.reach(emitter.end)
                let value = emitter.value + emitter.slope * emitter.length
                if far.cost + value < result.excess { result = (far.cost + value, far.x) }
            }
        }
        return result
    }
}
