import Geometry

/// The cheapest way from the red line to a source, and the proof of how good it is.
///
/// A wave of lower bounds goes over the mesh, cut into coarse intervals; the way it takes, its crossing points brought
/// to their best, is a route. A wave back from the sources tells what is left to pay; intervals through which no way
/// is cheaper than the route are dropped, the others cut finer, and so on until bound and route meet.
struct BoundedSearch {
    enum End {
        case found(Path)
        case noWay
        case budgetSpent
    }

    private let mesh: Mesh
    private let wedges: VertexWedges
    private let charges: [Double]
    private let redLine: Terminals
    private let sources: Terminals
    private let border: Terminals
    private(set) var settled = 0
    private(set) var rounds = 0
    /// What a route inside the window costs at least.
    private(set) var bound = 0.0
    /// What a route that leaves the window costs at least.
    private(set) var leaving = 0.0
    private var best: Path?
    private let findsRoutes: Bool

    /// The gap at which the proof is good enough, as a fraction of the cost.
    static let aim = 0.001

    /// - Parameters:
    ///   - charges: what connecting to each source costs.
    ///   - outside: what connecting to any source outside the window costs at least.
    ///   - known: a route that entry charges decide, which the bound does not know; then only the proof is sought.
    init(_ mesh: Mesh, charges: [Double], outside: Double, known: Path? = nil) {
        best = known
        findsRoutes = known == nil
        self.mesh = mesh
        self.charges = charges
        wedges = VertexWedges(mesh)
        redLine = Terminals.redLine(mesh)
        sources = Terminals.sources(mesh, charges: charges)
        border = Terminals.border(mesh, charge: outside)
    }

    mutating func run(limits: PlanLimits, budget: Int) -> End {
        var set = IntervalSet(mesh, spacing: limits.spacing, limit: limits.pointsPerEdge)
        var forward = Wave(mesh, wedges, set, from: redLine)
        let goal = forward.first(at: sources, budget: budget)
        if let goal, !take(forward, goal) { searchCorridor(set, budget: budget) }
        guard var path = best else {
            settled += forward.settled
            return forward.settled < budget ? .noWay : .budgetSpent
        }
        var isProof = forward.spread(below: path.cost, budget: budget)
        settled += forward.settled
        while true {
            let source = forward.arrival(at: sources)
            if source.label >= 0, rounds > 0, !take(forward, source.label) || rounds >= 4 {
                searchCorridor(set, budget: budget - settled)
            }
            path = best ?? path
            let ceiling = path.cost * (1 - Self.aim)
            guard isProof else { return .found(path) }
            let outside = forward.arrival(at: border).cost
            let isStuck = outside < leaving + 0.01 * ceiling
            bound = max(bound, min(source.cost - proofSlack(set), ceiling))
            leaving = max(leaving, min(outside - proofSlack(set), path.cost))
            if bound >= ceiling, leaving >= ceiling { return .found(path) }
            // A larger window has to tell.
            if rounds > 0, leaving < ceiling, isStuck { return .found(path) }
            if rounds >= mostRounds { return .found(path) }
            rounds += 1
            var backward = Wave(
                mesh, wedges, set, from: sources.merged(with: border), rest: Self.turned(forward.labels),
                ceiling: ceiling)
            isProof = backward.spread(below: ceiling, budget: budget - settled)
            settled += backward.settled
            guard isProof else { return .found(path) }
            var parents: [Int32] = []
            let finer = IntervalSet(mesh, set, cuts: cuts(forward, backward, ceiling), parents: &parents)
            let rest = Self.restricted(backward.labels, set, finer, parents)
            set = finer
            forward = Wave(mesh, wedges, set, from: redLine, rest: rest, ceiling: ceiling)
            isProof = forward.spread(below: ceiling, budget: budget - settled)
            settled += forward.settled
        }
    }

    /// With entry charges, which the bound does not know, more rounds would not bring it to the route.
    private var mostRounds: Int { findsRoutes ? 10 : 2 }

    /// What labels may stay above what their neighbours tell, added up along a route through all of them.
    private func proofSlack(_ set: IntervalSet) -> Double { Wave.step * Double(2 * set.count) }

    /// Brings the way a wave took to its best and keeps it if it is the cheapest so far; false if it lost its way.
    private mutating func take(_ wave: Wave, _ label: Int) -> Bool {
        guard findsRoutes else { return true }
        guard let chain = wave.path(from: label, end: sources) else { return false }
        keep(SequencePolish.polished(chain, mesh))
        return true
    }

    private mutating func keep(_ path: Path) {
        var path = path
        path.source = source(of: path)
        path.cost += charges[path.source]
        if path.cost < best?.cost ?? .infinity { best = path }
    }

    /// A search over the ends and middles of the intervals that are left, where the labels do not tell a way.
    private mutating func searchCorridor(_ set: IntervalSet, budget: Int) {
        guard findsRoutes else { return }
        let candidates = CandidatePoints(mesh) { e, list in
            for i in set.range(e) {
                let interval = set.items[i]
                list += [interval.from, (interval.from + interval.to) / 2, interval.to]
            }
        }
        var allowed = [Bool](repeating: false, count: mesh.triangleCount)
        for interval in set.items {
            let h = Int(mesh.half[Int(interval.edge)])
            allowed[h / 3] = true
            if mesh.twin[h] >= 0 { allowed[Int(mesh.twin[h]) / 3] = true }
        }
        var search = PathSearch(mesh, candidates, charges: charges, allowed: allowed)
        let end = search.run(budget: budget)
        settled += search.settled
        if case .found(let path) = end { keep(SequencePolish.polished(path, mesh)) }
    }

    private func source(of path: Path) -> Int {
        switch path.nodes.first?.place {
        case .vertex(let v): Int(mesh.vertexSource[v])
        case .edge(let e, _): Int(mesh.edgeSource[e])
        case nil: 0
        }
    }

    /// What is left to pay from each label, by the labels of a wave from the other side.
    private static func turned(_ labels: [LinearCost]) -> [LinearCost] {
        labels.indices.map { labels[$0 ^ 1] }
    }

    private static func restricted(
        _ labels: [LinearCost], _ old: IntervalSet, _ new: IntervalSet, _ parents: [Int32]
    ) -> [LinearCost] {
        var result = [LinearCost](repeating: .none, count: 2 * new.count)
        for j in parents.indices {
            let whole = old.items[Int(parents[j])]
            let part = new.items[j]
            for side in 0..<2 {
                let cost = labels[2 * Int(parents[j]) + 1 - side]
                guard !cost.isNone else { continue }
                let slope = (cost.b - cost.a) / whole.length
                result[2 * j + side] = LinearCost(
                    a: cost.a + slope * (part.from - whole.from), b: cost.a + slope * (part.to - whole.from))
            }
        }
        return result
    }

    /// Which part of every interval a route below the ceiling may still pass, and into how many pieces to cut it.
    private func cuts(_ forward: Wave, _ backward: Wave, _ ceiling: Double) -> [IntervalSet.Cut] {
        let allowed = 0.02 * Self.aim * ceiling
        return forward.intervals.items.indices.map { i in
            let length = forward.intervals.items[i].length
            var (from, to, loss) = (length, 0.0, 0.0)
            for side in 0..<2 {
                let (there, back) = (2 * i + side, 2 * i + 1 - side)
                let (f, b) = (forward.labels[there], backward.labels[back])
                guard !f.isNone, !b.isNone else { continue }
                let (a, z) = (f.a + b.a - ceiling, f.b + b.b - ceiling)
                guard min(a, z) < 0 else { continue }
                if a < 0 { from = 0 } else { from = min(from, length * a / (a - z)) }
                if z < 0 { to = length } else { to = max(to, length * a / (a - z)) }
                loss = max(loss, forward.losses[there], backward.losses[back])
            }
            guard from < to else { return .none }
            let pieces = loss < allowed ? 1 : loss < 4 * allowed ? 2 : loss < 9 * allowed ? 3 : 4
            return IntervalSet.Cut(from: from, to: to, pieces: to - from < 0.01 ? 1 : pieces)
        }
    }
}
