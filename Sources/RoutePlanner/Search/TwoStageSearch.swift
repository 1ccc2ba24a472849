import Geometry

/// A coarse search over the whole window, then a fine one where a coarse route may hide a cheaper one.
///
/// Coarse candidates make a way look dearer than it is by a few percent, not evenly: of two ways of nearly the same
/// cost the wrong one may win. The second search looks, on finer candidates, at all triangles through which a coarse
/// way costs less than ``slack`` above the cheapest.
struct TwoStageSearch {
    /// What coarse costs may be off between two ways, as a fraction (measured on the routing cases: below 9 %).
    static let slack = 0.1
    /// How many times finer the second search is.
    static let refinement = 4.0

    private let mesh: Mesh
    private let charges: [Double]
    private let limits: PlanLimits
    private(set) var settled = 0
    /// The spacing on which the path was found.
    var spacing: Double { limits.spacing / Self.refinement }

    init(_ mesh: Mesh, charges: [Double], limits: PlanLimits) {
        self.mesh = mesh
        self.charges = charges
        self.limits = limits
    }

    mutating func run(budget: Int) -> PathSearch.End {
        let coarse = CandidatePoints.even(mesh, spacing: limits.spacing, limit: limits.pointsPerEdge)
        var fromPlot = PathSearch(mesh, coarse, charges: charges)
        let end = fromPlot.run(budget: budget, slack: Self.slack)
        settled += fromPlot.settled
        guard case .found(let path) = end else { return end }
        let ceiling = path.cost * (1 + Self.slack)
        var fromSources = PathSearch(mesh, coarse, charges: charges)
        fromSources.spreadFromSources(ceiling: ceiling)
        settled += fromSources.settled
        let tube = tube(coarse, fromPlot.nodeDistances(), fromSources.nodeDistances(), ceiling)
        let fine = CandidatePoints.even(
            mesh, spacing: spacing, limit: limits.pointsPerEdge * Int(Self.refinement), within: tube)
        var search = PathSearch(mesh, fine, charges: charges, allowed: tube)
        let finer = search.run(budget: budget - settled)
        settled += search.settled
        if case .found(let better) = finer, better.cost < path.cost { return finer }
        return end
    }

    /// The triangles that border a node through which a way costs no more than the ceiling.
    private func tube(
        _ candidates: CandidatePoints, _ fromPlot: [Double], _ fromSources: [Double], _ ceiling: Double
    ) -> [Bool] {
        var allowed = [Bool](repeating: false, count: mesh.triangleCount)
        for e in 0..<mesh.edgeCount where mesh.along[e].isFinite {
            let (a, b) = mesh.ends(e)
            var least = min(fromPlot[a] + fromSources[a], fromPlot[b] + fromSources[b])
            for node in Int(candidates.first[e])..<Int(candidates.first[e + 1]) {
                least = min(least, fromPlot[node] + fromSources[node])
            }
            guard least <= ceiling else { continue }
            let h = Int(mesh.half[e])
            allowed[h / 3] = true
            if mesh.twin[h] >= 0 { allowed[Int(mesh.twin[h]) / 3] = true }
        }
        return allowed
    }
}

/// A second look where entry charges keep bound and route apart: over candidate points, then refined.
enum ChargedSearch {
    static func run(
        _ mesh: Mesh, charges: [Double], limits: PlanLimits, budget: Int
    ) -> (path: Path?, settled: Int) {
        var search = TwoStageSearch(mesh, charges: charges, limits: limits)
        guard case .found(let path) = search.run(budget: budget) else { return (nil, search.settled) }
        var refinement = PathRefinement(mesh, charges: charges)
        let refined = refinement.refine(path, spacing: search.spacing)
        return (refined, search.settled + refinement.settled)
    }
}
