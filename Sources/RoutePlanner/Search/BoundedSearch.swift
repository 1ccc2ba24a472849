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
    private var corridors = 0
    private let known: Double
    private let mayGrow: Bool

    /// The gap at which the proof is good enough, as a fraction of the cost.
    static let aim = 0.001

    /// - Parameters:
    ///   - charges: what connecting to each source costs.
    ///   - outside: what connecting to any source outside the window costs at least.
    ///   - known: the cost of a route found otherwise; only a cheaper one is looked for.
    ///   - bound: what is known of the bound of routes inside the window.
    ///   - leaving: what is known of that of routes that leave it.
    ///   - mayGrow: whether a larger window may be asked for.
    init(
        _ mesh: Mesh, charges: [Double], outside: Double, known: Double = .infinity, bound: Double = 0,
        leaving: Double = 0, mayGrow: Bool = false
    ) {
        self.known = known
        self.mayGrow = mayGrow
        self.bound = bound
        self.leaving = leaving
        self.mesh = mesh
        self.charges = charges
        wedges = VertexWedges(mesh)
        redLine = Terminals.redLine(mesh)
        sources = Terminals.sources(mesh, charges: charges)
        border = Terminals.border(mesh, charge: outside)
    }

    mutating func run(limits: PlanLimits, budget: Int) -> End {
        if known.isInfinite {
            let candidates = CandidatePoints.even(
                mesh, spacing: Self.quickSpacing, limit: limits.pointsPerEdge)
            var quick = PathSearch(mesh, candidates, charges: charges)
            let end = quick.run(budget: budget)
            settled += quick.settled
            switch end {
            case .noWay: return .noWay
            case .budgetSpent: return .budgetSpent
            case .found(let path): keep(SequencePolish.polished(path, mesh))
            }
        }
        let most = mesh.zones.isTrivial ? Self.proofBudget : Self.chargedBudget
        let straight = StraightBound(mesh, from: redLine, to: sources, or: border, below: ceiling)
        var set = IntervalSet(mesh, spacing: limits.spacing, limit: limits.pointsPerEdge) {
            straight.mayPass($0, below: ceiling)
        }
        let rest = straight.rest(set)
        var forward = Wave(mesh, wedges, set, from: redLine, rest: rest, ceiling: ceiling)
        prove(&set, &forward, min(budget, settled + most))
        if hasToGrow { return best.map { .found($0) } ?? .noWay }
        // Where the proof stayed far off, the labels may have missed the way.
        let before = cost
        if known.isInfinite, bound < Self.farOff * cost {
            searchCorridor(set, forward.rest, budget: budget - settled)
        }
        if cost < before { prove(&set, &forward, min(budget, settled + most)) }
        return best.map { .found($0) } ?? .noWay
    }

    /// Whether a larger window has to tell what routes that leave this one cost.
    private var hasToGrow: Bool { mayGrow && leaving < Self.nearlyProven * cost }

    /// Labels at which no route costs less need not be told: with what two waves may stay above, the aim is proven.
    private var ceiling: Double { cost * (1 - Self.aim + 2 * Wave.slackShare) }

    /// The cost of the cheapest route known.
    private var cost: Double { min(best?.cost ?? .infinity, known) }

    private mutating func prove(_ set: inout IntervalSet, _ forward: inout Wave, _ budget: Int) {
        var isProof = forward.spread(below: ceiling, budget: budget)
        settled += forward.settled
        while true {
            let source = forward.arrival(at: sources)
            if source.label >= 0 {
                let isPlain = take(forward, source.label, source.cost)
                let isClose = isProof && source.cost >= (1 - Self.aim) * cost
                if rounds > 0, !isClose, !isPlain || rounds >= 4 {
                    searchCorridor(set, forward.rest, budget: budget - settled)
                }
            }
            let (ceiling, slack) = (ceiling, 2 * Wave.slackShare * cost)
            guard isProof else { return }
            let outside = forward.arrival(at: border).cost
            let isStuck = outside < leaving + 0.01 * ceiling
            bound = max(bound, min(source.cost, ceiling) - slack)
            leaving = max(leaving, min(outside - slack, cost))
            if bound >= ceiling - slack, leaving >= ceiling - slack { return }
            // A larger window has to tell.
            if rounds > 0, leaving < ceiling, isStuck { return }
            if hasToGrow { return }
            if rounds >= Self.mostRounds { return }
            rounds += 1
            var backward = Wave(
                mesh, wedges, set, from: sources.merged(with: border), rest: Self.rest(by: forward),
                ceiling: ceiling)
            isProof = backward.spread(below: ceiling, budget: budget - settled)
            settled += backward.settled
            guard isProof else { return }
            var parents: [Int32] = []
            let finer = IntervalSet(mesh, set, cuts: cuts(forward, backward, ceiling), parents: &parents)
            let rest = Self.rest(by: backward, finer, parents)
            set = finer
            forward = Wave(mesh, wedges, set, from: redLine, rest: rest, ceiling: ceiling)
            isProof = forward.spread(below: ceiling, budget: budget - settled)
            settled += forward.settled
        }
    }

    private static let mostRounds = 10
    /// Where routes that leave the window may cost less than this part of the route found, it has to grow: later rounds
    /// raise what they cost at least by a few percent only.
    private static let nearlyProven = 0.95
    /// Metres between the points of the first, quick search; its route, brought to its best, is the first to beat.
    private static let quickSpacing = 10.0
    /// How many labels may be told for the proof once a route is known.
    private static let proofBudget = 1_000_000
    /// The same with entry charges, whose windows are large: dear fees make the ways around worth proving.
    private static let chargedBudget = 1_500_000
    /// How often, beside a known route, the labels may be helped out by a search over points.
    private static let mostCorridors = 2
    /// A bound below this part of the cost is far off.
    private static let farOff = 0.97
    /// A way that costs more than this many times what the labels told is not the one they mean.
    private static let muchMore = 1.05
    /// How many pairs of points on one edge a search over points may hold: a triangle links each to all.
    private static let largestCorridor = 1_000_000

    /// Brings the way a wave took to its best and keeps it if it is the cheapest so far.
    ///
    /// - Returns: false if it lost its way, or if the way costs much more than the wave told.
    private mutating func take(_ wave: Wave, _ label: Int, _ told: Double) -> Bool {
        guard let chain = wave.path(from: label, end: sources) else { return false }
        return keep(SequencePolish.polished(chain, mesh)) < Self.muchMore * told
    }

    /// - Returns: the cost of the path with entries and connection.
    @discardableResult
    private mutating func keep(_ path: Path) -> Double {
        var path = path
        path.source = source(of: path)
        path.cost += charges[path.source] + path.entries(mesh)
        if path.cost < best?.cost ?? .infinity { best = path }
        return path.cost
    }

    /// A search over the ends and middles of the intervals that are left, where the labels do not tell a way.
    ///
    /// - Parameter rest: what is left to pay from each label; the search runs towards where that is least.
    private mutating func searchCorridor(_ set: IntervalSet, _ rest: [LinearCost], budget: Int) {
        if cost.isFinite {
            let pairs = (0..<mesh.edgeCount).reduce(0) { $0 + set.range($1).count * set.range($1).count }
            guard corridors < Self.mostCorridors, pairs < Self.largestCorridor else { return }
            corridors += 1
        }
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
        // With entry charges it depends on what a way has paid for.
        let onward = mesh.zones.isTrivial ? candidates.onward(mesh, set, rest) : []
        var search = PathSearch(mesh, candidates, charges: charges, allowed: allowed, onward: onward)
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
    private static func rest(by wave: Wave) -> [LinearCost] {
        wave.labels.indices.map(wave.rest(from:))
    }

    /// The same on the pieces into which its intervals were cut.
    private static func rest(by wave: Wave, _ new: IntervalSet, _ parents: [Int32]) -> [LinearCost] {
        var result = [LinearCost](repeating: .none, count: 2 * new.count)
        for j in parents.indices {
            let whole = wave.intervals.items[Int(parents[j])]
            let part = new.items[j]
            for side in 0..<2 {
                let cost = wave.rest(from: 2 * Int(parents[j]) + side)
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
        // What one interval may lose: at first much, for few of them matter; later less, so that every proof gets on.
        let allowed = max(0.01, 0.2 / Double(1 << (rounds - 1))) * Self.aim * ceiling
        return forward.intervals.items.indices.map { i in
            let length = forward.intervals.items[i].length
            var (from, to, loss) = (length, 0.0, 0.0)
            for side in 0..<2 {
                let (there, back) = (2 * i + side, 2 * i + 1 - side)
                let (f, b) = (forward.labels[there], backward.rest(from: there))
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
