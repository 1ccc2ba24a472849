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
    /// How rays leave every interval, for each label.
    private(set) var rays: [Rays]
    /// For labels between two zones: what comes straight from the triangle behind, with the fee for the ground beyond.
    private(set) var direct: [Int32: LinearCost] = [:]
    /// What vertices cost at which wedges of ground meet in the point only.
    ///
    /// One for each zone a route comes from: what it pays to enter depends on it.
    private(set) var vertexCosts: [Int32: [(zone: Int32, cost: Double)]] = [:]
    private(set) var settled = 0
    /// The labels as they were when the fronts beyond were told.
    private var sent: [LinearCost]
    /// What it costs at least to go on from each label; empty if nothing is known.
    let rest: [LinearCost]
    private var ceiling: Double
    /// The cost up to which fronts were told.
    private var reached = 0.0
    private var queue = NodeQueue()
    private var queued: [Double]
    /// How often each front was told.
    private var told: [UInt8]
    var gather = FrontGather()

    /// What a label may stay above what its neighbours tell, in cost units; ``slackShare`` bounds the sum of it.
    private var step = 1e-7
    /// What the labels of a wave together may stay above what their neighbours tell, as a fraction of the cost.
    static let slackShare = 5e-5
    /// How often a front is told before its lines have to be level.
    ///
    /// Around edges of a fraction of a millimetre lines that touch one another from below may sink in circles, each time
    /// by less than the circle costs to walk; level lines do not, for each is what it costs at least to come there.
    private static let patience = 20

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
        rays = [Rays](repeating: .none, count: labels.count)
        queued = [Double](repeating: .infinity, count: 2 * mesh.edgeCount)
        told = [UInt8](repeating: 0, count: queued.count)
        for e in 0..<mesh.edgeCount where begin.edge[e].isFinite && !intervals.range(e).isEmpty {
            for side in 0..<2 { enqueue(2 * e + side, begin.edge[e]) }
        }
        for v in mesh.points.indices where begin.vertex[v].isFinite { enqueueSpokes(of: v, begin.vertex[v]) }
    }

    @inline(__always)
    func halfEdge(_ e: Int, _ side: Int) -> Int { mesh.halfEdge(e, side) }

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
            loosen(to: reached)
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
        loosen(to: ceiling)
        while let front = pop(below: ceiling) {
            if settled >= budget { return false }
            tell(front)
        }
        return true
    }

    /// Lets labels stay above by a part of the cost that is no more than that of the route.
    private mutating func loosen(to cost: Double) {
        step = max(step, Self.slackShare * cost / Double(2 * max(1, intervals.count)))
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
            reached = max(reached, entry.distance)
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
        collect(e, side)
        let isLevel = Int(told[front]) >= Self.patience
        if !isLevel { told[front] += 1 }
        let h = halfEdge(e, side)
        let rate = h >= 0 ? mesh.rate[h / 3] : .infinity
        let partsZones = rate.isFinite && zone(e, 0) != zone(e, 1)
        var key = Double.infinity
        var directKey = Double.infinity
        for i in range {
            let label = 2 * i + side
            let interval = intervals.items[i]
            let top = top(i, interval, e, side)
            guard top.a.isFinite else { continue }
            let isTold = gather.top(i).a.isFinite
            let onward = rest.isEmpty ? LinearCost(a: 0, b: 0) : rest[label]
            // No route below the ceiling comes here: along the interval costs change by no more than the rate behind.
            let least = isTold ? (top.a + top.b - gather.rate * interval.length) / 2 : top.least
            guard least + onward.least < ceiling else { continue }
            let pivot = pivot(interval, e)
            let line = isTold ? gather.below(top, i, interval, pivot, isLevel: isLevel, isDirect: false) : top
            let total = min(line.a + onward.a, line.b + onward.b)
            guard total < ceiling else { continue }
            if partsZones {
                let straight = gather.directTop(i)
                if straight.a.isFinite,
                    keepDirect(
                        label, gather.below(straight, i, interval, pivot, isLevel: isLevel, isDirect: true))
                {
                    directKey = min(directKey, line.least)
                }
            }
            let loss = max(top.a - line.a, top.b - line.b)
            let old = sent[label]
            if old.isNone || line.a < old.a - step || line.b < old.b - step {
                sent[label] = line
                key = min(key, line.least)
            } else if line.a < labels[label].a || line.b < labels[label].b {
                continue
            }
            labels[label] = line
            losses[label] = loss
            if rate.isFinite { rays[label] = Rays(line, length: interval.length, rate: rate) }
        }
        if wedges.hasPinch { passVertices(e, side) }
        if directKey.isFinite { enqueue(front ^ 1, directKey) }
        guard key.isFinite else { return }
        if rate.isFinite {
            for other in [mesh.next(h), mesh.previous(h)] {
                let o = Int(mesh.edge[other])
                enqueue(2 * o + (Int(mesh.half[o]) == other ? 1 : 0), key)
            }
            let g = Int(mesh.twin[h])
            if g >= 0, mesh.rate[g / 3].isFinite, mesh.rate[g / 3] > rate { enqueue(front ^ 1, key) }
        }
    }

    /// Whether what comes straight from the triangle behind sank.
    private mutating func keepDirect(_ label: Int, _ line: LinearCost) -> Bool {
        if let old = direct[Int32(label)], line.a >= old.a - step, line.b >= old.b - step { return false }
        direct[Int32(label)] = line
        return true
    }

    private mutating func passVertices(_ e: Int, _ side: Int) {
        let range = intervals.range(e)
        let (a, b) = mesh.ends(e)
        let (first, last) = (range.lowerBound, range.upperBound - 1)
        let (zone, fee) = (zone(e, 1 - side), fee(e, side))
        if wedges.isPinch[a], intervals.items[first].from == 0 {
            pass(a, zone, gather.costAtStart - fee)
        }
        if wedges.isPinch[b], intervals.items[last].to == mesh.length[e] {
            pass(b, zone, gather.costAtEnd - fee)
        }
    }

    private mutating func pass(_ v: Int, _ zone: Int32, _ cost: Double) {
        guard cost < ceiling else { return }
        var costs = vertexCosts[Int32(v)] ?? []
        if let known = costs.firstIndex(where: { $0.zone == zone }) {
            guard cost < costs[known].cost - step else { return }
            costs[known].cost = cost
        } else {
            costs.append((zone, cost))
        }
        vertexCosts[Int32(v)] = costs
        enqueueSpokes(of: v, cost)
    }

    /// What it costs at least to go through a vertex on into the ground to which a front leads.
    func passing(_ v: Int, _ e: Int, _ side: Int) -> Double {
        guard wedges.isPinch[v], let costs = vertexCosts[Int32(v)] else { return .infinity }
        let zone = zone(e, side)
        return costs.reduce(.infinity) { min($0, $1.cost + mesh.zones.entry(from: $1.zone, to: zone)) }
    }
}
