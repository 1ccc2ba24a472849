import Geometry
import Vocabulary

/// Finds the cheapest legal way from any source to the red line of a plot.
///
/// Make one per task and reuse it; it is not `Sendable` because of its ``GeometryEngine``. The answer depends on the
/// request and on what `fetch` gives for a window, on nothing else.
public struct RoutePlanner {
    let engine: GeometryEngine

    public init(engine: GeometryEngine = GeometryEngine()) { self.engine = engine }

    /// Plans one route.
    ///
    /// - Parameters:
    ///   - request: the plot, the rate of open ground and the limits.
    ///   - fetch: what lies in a window; called once or more, with windows that only grow.
    /// - Throws: ``Problem`` `RTE-110` … `RTE-112` for input that asks no question, `RTE-120`, `RTE-121` and `GEO-104`
    ///   for faults of the program, and what `fetch` throws. That no route exists is an answer, not an error.
    /// - Complexity: O(n log n) in the vertices of the window, times the candidate points per edge squared.
    public func plan(
        _ request: PlanRequest, fetch: (Box) throws -> PlanScene
    ) throws -> PlanOutcome {
        try plan(request, fetch: fetch, watch: nil)
    }

    /// - Parameter watch: is shown what each window was cut into.
    func plan(
        _ request: PlanRequest, fetch: (Box) throws -> PlanScene, watch: ((Mesh, Surfaces) -> Void)?
    ) throws -> PlanOutcome {
        try request.check()
        var windows = WindowPolicy(request)
        var settled = 0
        var fetched = try windows.findSources(fetch)
        guard var scene = fetched.scene else { return .unreachable(fetched.refusal) }
        var known: (attempt: WindowAttempt, windows: WindowPolicy)?
        while true {
            try scene.check()
            var attempt = try WindowPlan(
                request, scene, windows.window, mayGrow: !windows.isLargest, engine: engine
            ).solve(
                budget: request.limits.nodeBudget - settled, watch: watch)
            settled += attempt.settled
            if case .budgetSpent = attempt.result, let known {
                // What a smaller window gave stands, with the bound proven there.
                return known.attempt.outcome(request, known.windows, settled: settled)
            }
            if let known { attempt.keep(known.attempt) }
            if case .route = attempt.result { known = (attempt, windows) }
            guard let wider = windows.next(after: attempt) else {
                return attempt.outcome(request, windows, settled: settled)
            }
            fetched.scene = try fetch(wider)
            guard let larger = fetched.scene else { return .unreachable(fetched.refusal) }
            scene = larger
        }
    }
}

extension WindowAttempt {
    /// Takes over the route of a smaller window if it is cheaper, which a spent budget may make it.
    fileprivate mutating func keep(_ other: WindowAttempt) {
        guard case .route(let own) = result, case .route(var route) = other.result, route.cost < own.cost
        else { return }
        route.bound = own.bound
        result = .route(route)
    }
}
