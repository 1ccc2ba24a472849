import Geometry

/// A lower bound of what it costs to reach every interval, spread over the mesh from where routes begin.
///
/// Every interval carries, for each of the two triangles it borders, a linear cost that no route which goes on into
/// that triangle undercuts: a label, number `2 * interval + side`, side 0 for the triangle of the edge's own
/// half-edge, 1 for its twin's. All labels of an edge and a side make a front, number `2 * edge + side`.
///
/// A route crosses triangle after triangle. What it costs at least from the intervals behind to a point of the next
/// edge is, interval by interval, convex along that edge: a line that lies below all of these is a label
/// (``FrontGather``). Fronts are told again whenever one behind them sinks, the nearest first; when none sinks any more,
/// by induction along a route no route undercuts any label.
struct Wave {
    let mesh: Mesh
    let intervals: IntervalSet
    let wedges: VertexWedges
    let begin: Terminals
    private(set) var labels: [LinearCost]
    /// What every label loses at most at its ends against what its neighbours tell.
    private(set) var losses: [Double]
    private(set) var emitters: [Emitter]
    /// What vertices cost at which routes begin or that they pass between two wedges of open ground.
    private(set) var vertexCost: [Double]
    private(set) var settled = 0
    /// The labels as they were when the fronts beyond were told.
    private var sent: [LinearCost]
    /// What it costs at least to go on from each label; empty if nothing is known.
    private let rest: [LinearCost]
    private var ceiling: Double
    private var queue = NodeQueue()
    private var queued: [Double]
    private var gather = FrontGather()

    /// What a label may stay above what its neighbours tell, in cost units.
    static let step = 1e-7

    init(
        _ mesh: Mesh, _ wedges: VertexWedges, _ intervals: IntervalSet, from begin: Terminals,
        rest: [LinearCost] = [], ceiling: Double = .infinity
    ) {
        self.mesh = mesh
        self.wedges = wedges
        self.intervals = intervals
        self.begin = begin
        self.rest = rest
        self.ceiling = ceiling
        labels = [LinearCost](repeating: .none, count: 2 * intervals.count)
        sent = labels
        losses = [Double](repeating: 0, count: labels.count)
        emitters = [Emitter](repeating: .none, count: labels.count)
        vertexCost = begin.vertex
        queued = [Double](repeating: .infinity, count: 2 * mesh.edgeCount)
        for e in 0..<mesh.edgeCount where begin.edge[e].isFinite && !intervals.range(e).isEmpty {
            for side in 0..<2 { enqueue(2 * e + side, begin.edge[e]) }
        }
        for v in mesh.points.indices where begin.vertex[v].isFinite { enqueueSpokes(of: v, begin.vertex[v]) }
    }

    /// The half-edge in the triangle into which a label of an edge leads, or -1.
    @inline(__always)
    func halfEdge(_ e: Int, _ side: Int) -> Int {
        Int(side == 0 ? mesh.half[e] : mesh.twin[Int(mesh.half[e])])
    }

    @inline(__always)
    func halfEdge(ofLabel label: Int) -> Int { halfEdge(Int(intervals.items[label >> 1].edge), label & 1) }

    // MARK: - Spreading

    /// Spreads until a place where routes end is reached and nothing nearer is left; nil if none is.
    ///
    /// What is found is a hint, no bound; ``spread(below:budget:)`` makes it one.
    mutating func first(at end: Terminals, budget: Int) -> Int? {
        var best = Double.infinity
        var found: Int?
        while settled < budget, let front = pop(below: best) {
            tell(front)
            for i in intervals.range(front >> 1) {
                let arrival = arrival(of: 2 * i + (front & 1), at: end)
                if arrival < best {
                    best = arrival
                    found = 2 * i + (front & 1)
                }
            }
        }
        return found
    }

    /// Spreads until nothing below the ceiling is left, or `budget` labels were told.
    ///
    /// - Returns: false if the budget ran out; then the labels prove nothing.
    mutating func spread(below ceiling: Double, budget: Int) -> Bool {
        self.ceiling = ceiling
        while let front = pop(below: ceiling) {
            if settled >= budget { return false }
            tell(front)
        }
        return true
    }

    private mutating func pop(below limit: Double) -> Int? {
        while let entry = queue.pop() {
            let front = Int(entry.state)
            guard entry.distance <= queued[front] else { continue }
            guard entry.distance < limit else {
                queue.push(entry.distance, entry.state)
                return nil
            }
            queued[front] = .infinity
            return front
        }
        return nil
    }

    private mutating func enqueue(_ front: Int, _ key: Double) {
        guard key < queued[front], key < ceiling, !intervals.range(front >> 1).isEmpty else { return }
        queued[front] = key
        queue.push(key, Int32(front))
    }

    private mutating func enqueueSpokes(of v: Int, _ key: Double) {
        for (i, _) in spokes(at: v) {
            let e = Int(intervals.items[i].edge)
            for side in 0..<2 { enqueue(2 * e + side, key) }
        }
    }

    /// The intervals that begin or end at a vertex, with whether they begin there.
    func spokes(at v: Int) -> [(interval: Int, isStart: Bool)] {
        var result: [(interval: Int, isStart: Bool)] = []
        let begin = Int(mesh.outgoing[v])
        var h = begin
        repeat {
            let e = Int(mesh.edge[h])
            let range = intervals.range(e)
            if !range.isEmpty {
                let isStart = mesh.ends(e).0 == v
                let i = isStart ? range.lowerBound : range.upperBound - 1
                let interval = intervals.items[i]
                if isStart ? interval.from == 0 : interval.to == mesh.length[e] {
                    result.append((i, isStart))
                }
            }
            h = Int(mesh.twin[mesh.previous(h)])
        } while h >= 0 && h != begin
        return result
    }

    /// Reads all labels of a front anew and passes on which of them sank.
    private mutating func tell(_ front: Int) {
        let (e, side) = (front >> 1, front & 1)
        let range = intervals.range(e)
        settled += range.count
        gather.collect(self, e, side)
        let h = halfEdge(e, side)
        let rate = h >= 0 ? mesh.rate[h / 3] : .infinity
        var key = Double.infinity
        for i in range {
            let label = 2 * i + side
            let (line, loss) = gather.line(self, i)
            guard !line.isNone else { continue }
            let total = rest.isEmpty ? line.least : min(line.a + rest[label].a, line.b + rest[label].b)
            // No route below the ceiling comes here.
            guard total < ceiling else { continue }
            let old = sent[label]
            if old.isNone || line.a < old.a - Self.step || line.b < old.b - Self.step {
                sent[label] = line
                key = min(key, total)
            } else if line.a < labels[label].a || line.b < labels[label].b {
                continue
            }
            labels[label] = line
            losses[label] = loss
            if rate.isFinite { emitters[label] = Emitter(intervals.items[i], line, rate: rate) }
        }
        guard key.isFinite else { return }
        if rate.isFinite {
            for other in [mesh.next(h), mesh.previous(h)] {
                let o = Int(mesh.edge[other])
                enqueue(2 * o + (Int(mesh.half[o]) == other ? 1 : 0), key)
            }
            let g = Int(mesh.twin[h])
            if g >= 0, mesh.rate[g / 3].isFinite, mesh.rate[g / 3] > rate { enqueue(front ^ 1, key) }
        }
        if wedges.hasPinch { passVertices(e, side, key) }
    }

    private mutating func passVertices(_ e: Int, _ side: Int, _ key: Double) {
        let range = intervals.range(e)
        let (a, b) = mesh.ends(e)
        let (first, last) = (range.lowerBound, range.upperBound - 1)
        if wedges.isPinch[a], intervals.items[first].from == 0,
            labels[2 * first + side].a < vertexCost[a] - Self.step
        {
            vertexCost[a] = labels[2 * first + side].a
            enqueueSpokes(of: a, key)
        }
        if wedges.isPinch[b], intervals.items[last].to == mesh.length[e],
            labels[2 * last + side].b < vertexCost[b] - Self.step
        {
            vertexCost[b] = labels[2 * last + side].b
            enqueueSpokes(of: b, key)
        }
    }

    // MARK: - Arriving

    /// The cheapest arrival at places where routes end, and the label it is read from.
    func arrival(at end: Terminals) -> (cost: Double, label: Int) {
        var best = (cost: Double.infinity, label: -1)
        for label in labels.indices where !labels[label].isNone {
            let cost = arrival(of: label, at: end)
            if cost < best.cost { best = (cost, label) }
        }
        return best
    }

    /// What a label tells about arriving where routes end; infinite if they do not end on its interval.
    @inline(__always)
    private func arrival(of label: Int, at end: Terminals) -> Double {
        let interval = intervals.items[label >> 1]
        let e = Int(interval.edge)
        let (a, b) = mesh.ends(e)
        var best = labels[label].least + end.edge[e]
        if interval.from == 0 { best = min(best, labels[label].a + end.vertex[a]) }
        if interval.to == mesh.length[e] { best = min(best, labels[label].b + end.vertex[b]) }
        return best
    }
}

/// The vertices at which open ground on two sides only meets in the point.
struct VertexWedges {
    private(set) var isPinch: [Bool]
    private(set) var hasPinch = false

    init(_ mesh: Mesh) {
        isPinch = [Bool](repeating: false, count: mesh.points.count)
        for v in mesh.points.indices {
            let begin = Int(mesh.outgoing[v])
            var h = begin
            var changes = 0
            var closes = false
            repeat {
                let g = Int(mesh.twin[mesh.previous(h)])
                closes = g == begin
                if g >= 0, mesh.rate[h / 3].isFinite != mesh.rate[g / 3].isFinite { changes += 1 }
                h = g
            } while h >= 0 && h != begin
            if closes, changes > 2 {
                isPinch[v] = true
                hasPinch = true
            }
        }
    }
}
