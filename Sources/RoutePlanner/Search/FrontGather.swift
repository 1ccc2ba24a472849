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
        /// What going on from it costs besides the way.
        var fee: Double
        /// Whether only what came straight from the triangle behind counts.
        var isDirect: Bool
        var best: [Int]
    }

    /// The costs of the points by way of the other edges of the triangle behind alone, which stand first in `behind`.
    private var directCosts: [Double] = []
    private var directCount = 0

    /// What is told of the ends of the edge by way of the triangle behind.
    var costAtStart: Double { directCosts.first ?? .infinity }
    var costAtEnd: Double { directCosts.last ?? .infinity }

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
        (directCosts, directCount) = ([], 0)
        let mesh = wave.mesh
        let back = wave.halfEdge(e, 1 - side)
        guard back >= 0, mesh.rate[back / 3].isFinite else { return }
        let (a, _) = mesh.ends(e)
        let fee = wave.fee(e, side)
        for h in [mesh.next(back), mesh.previous(back)] {
            let o = Int(mesh.edge[h])
            let shared = Int(mesh.corner[h == mesh.next(back) ? h : back])
            // Both edges are walked away from the vertex they share.
            let isReversed = (shared == a) != (shared == mesh.ends(o).0)
            add(wave, o, Int(mesh.half[o]) == h ? 0 : 1, isReversed, fee)
        }
        (directCosts, directCount) = (costs, behind.count)
        let into = wave.halfEdge(e, side)
        if into >= 0, mesh.rate[into / 3].isFinite, mesh.rate[back / 3] < mesh.rate[into / 3] {
            // Who comes from the ground beyond and follows its border stays inside; who comes otherwise pays to enter.
            add(wave, e, 1 - side, false, fee)
            if fee > 0 { add(wave, e, 1 - side, false, 0, isDirect: true) }
        }
    }

    private mutating func add(
        _ wave: Wave, _ e: Int, _ side: Int, _ isReversed: Bool, _ fee: Double, isDirect: Bool = false
    ) {
        let range = wave.intervals.range(e)
        guard !range.isEmpty else { return }
        behind.append(
            Behind(
                edge: e, side: side, isReversed: isReversed, fee: fee, isDirect: isDirect,
                best: [Int](repeating: -1, count: points.count)))
        assign(wave, behind.count - 1, 0, points.count - 1, 0, range.count - 1)
    }

    /// The best interval for the point in the middle, then for the points on both sides of it.
    private mutating func assign(_ wave: Wave, _ k: Int, _ low: Int, _ high: Int, _ from: Int, _ to: Int) {
        guard low <= high else { return }
        let middle = (low + high) / 2
        let (side, isReversed, isDirect) = (behind[k].side, behind[k].isReversed, behind[k].isDirect)
        let range = wave.intervals.range(behind[k].edge)
        var best = (cost: Double.infinity, place: -1)
        for place in from...to {
            let i = isReversed ? range.upperBound - 1 - place : range.lowerBound + place
            guard let emitter = wave.emitter(2 * i + side, isDirect: isDirect) else { continue }
            let cost = emitter.reach(points[middle]).cost
            if cost < best.cost { best = (cost, place) }
        }
        behind[k].best[middle] = best.place
        costs[middle] = min(costs[middle], best.cost + behind[k].fee)
        guard best.place >= 0 else {
            // Nothing here for any point.
            for point in low...high { behind[k].best[point] = -1 }
            return
        }
        assign(wave, k, low, middle - 1, from, best.place)
        assign(wave, k, middle + 1, high, best.place, to)
    }

    /// A line below what is told of an interval of the collected edge, and what it loses at its ends.
    ///
    /// - Parameter isLevel: whether the line has to be level, which lets nothing sink in circles.
    func line(_ wave: Wave, _ i: Int, _ side: Int, isLevel: Bool) -> (line: LinearCost, loss: Double) {
        let interval = wave.intervals.items[i]
        let e = Int(interval.edge)
        let start = startOf[i - first]
        var line = LinearCost(a: costs[start], b: costs[start + 1])
        let (a, b) = wave.mesh.ends(e)
        let (touchesA, touchesB) = (interval.from == 0, interval.to == wave.mesh.length[e])
        let far = wave.mesh.along[e] * interval.length
        let beginning = wave.beginning(e, side)
        let onEdge = wave.begin.edge[e] + beginning
        if onEdge.isFinite { line.sink(to: onEdge, onEdge) }
        if touchesA {
            let cost = min(wave.passing(a, e, side), wave.begin.vertex[a] + beginning)
            if cost.isFinite { line.sink(to: cost, cost + far) }
        }
        if touchesB {
            let cost = min(wave.passing(b, e, side), wave.begin.vertex[b] + beginning)
            if cost.isFinite { line.sink(to: cost + far, cost) }
        }
        guard line.a.isFinite, costs[start].isFinite else { return (line, 0) }
        let top = line
        line = below(top, wave, i, isLevel: isLevel, among: behind.count)
        return (line, max(top.a - line.a, top.b - line.b))
    }

    /// The same of what is told by way of the triangle behind alone, who came along the edge or through its ends left out.
    func directLine(_ wave: Wave, _ i: Int, isLevel: Bool) -> LinearCost {
        let start = startOf[i - first]
        guard directCount > 0, directCosts[start].isFinite else { return .none }
        let top = LinearCost(a: directCosts[start], b: directCosts[start + 1])
        return below(top, wave, i, isLevel: isLevel, among: directCount)
    }

    /// A line that lies nowhere above the given one, nor above what the first of the edges behind tell.
    private func below(
        _ top: LinearCost, _ wave: Wave, _ i: Int, isLevel: Bool, among count: Int
    ) -> LinearCost {
        let interval = wave.intervals.items[i]
        let start = startOf[i - first]
        if isLevel { return level(wave, interval, start, top.least, among: count) }
        var line = top
        let touchesB = interval.to == wave.mesh.length[Int(interval.edge)]
        // At a vertex the line keeps its cost: labels that sink there would sink one another in circles.
        let pivot = (interval.from == 0) == touchesB ? 0 : touchesB ? 1 : -1
        if pivot != 0 {
            for _ in 0..<12 {
                let deepest = deepest(wave, interval, start, line, among: count)
                guard deepest.excess < -1e-8 else { break }
                let y = pivot < 0 ? deepest.y : interval.length - deepest.y
                guard y > 1e-9 * interval.length else { break }
                if pivot < 0 { line.b += deepest.excess * interval.length / y }
                if pivot > 0 { line.a += deepest.excess * interval.length / y }
            }
        }
        let excess = deepest(wave, interval, start, line, among: count).excess
        if excess < 0 {
            line.a += excess
            line.b += excess
        }
        if line.least < top.least { raise(&line, wave, interval, start, top.least, among: count) }
        return line
    }

    /// No label may fall below all that is behind it, or labels could sink in circles: then a level line serves.
    private func raise(
        _ line: inout LinearCost, _ wave: Wave, _ interval: Interval, _ start: Int, _ top: Double,
        among count: Int
    ) {
        var floor = top
        for edge in behind.prefix(count) {
            let (from, to) = (edge.best[start], edge.best[start + 1])
            guard from >= 0, to >= 0 else { continue }
            let range = wave.intervals.range(edge.edge)
            for place in min(from, to)...max(from, to) {
                let i = edge.isReversed ? range.upperBound - 1 - place : range.lowerBound + place
                guard let emitter = wave.emitter(2 * i + edge.side, isDirect: edge.isDirect) else { continue }
                floor = min(floor, emitter.least + edge.fee)
            }
        }
        if line.least < floor { line = level(wave, interval, start, top, among: count) }
    }

    /// The level line that touches what is told from below.
    private func level(
        _ wave: Wave, _ interval: Interval, _ start: Int, _ top: Double, among count: Int
    ) -> LinearCost {
        let level = top + deepest(wave, interval, start, LinearCost(a: top, b: top), among: count).excess
        return LinearCost(a: level, b: level)
    }

    /// Where what is told lies deepest below a line, or least above it.
    private func deepest(
        _ wave: Wave, _ interval: Interval, _ start: Int, _ line: LinearCost, among count: Int
    ) -> (excess: Double, y: Double) {
        var result = (excess: 0.0, y: 0.0)
        for edge in behind.prefix(count) {
            let (from, to) = (edge.best[start], edge.best[start + 1])
            guard from >= 0, to >= 0 else { continue }
            let range = wave.intervals.range(edge.edge)
            for place in min(from, to)...max(from, to) {
                let i = edge.isReversed ? range.upperBound - 1 - place : range.lowerBound + place
                guard let emitter = wave.emitter(2 * i + edge.side, isDirect: edge.isDirect) else { continue }
                let mirror = Emitter(interval, LinearCost(a: -line.a, b: -line.b), rate: emitter.rate)
                let near = mirror.reach(emitter.start)
                var value = emitter.value + edge.fee
                if near.cost + value < result.excess { result = (near.cost + value, near.x) }
                let far = mirror.reach(emitter.end)
                value += emitter.slope * emitter.length
                if far.cost + value < result.excess { result = (far.cost + value, far.x) }
            }
        }
        return result
    }
}
