import CityModel
import Geometry
import Vocabulary

/// What planning in one window gave.
struct WindowAttempt {
    struct Route {
        var line: [Point]
        var source: PlanSource
        var parts: [CostPart]
        var cost: Double
        var bound: Double
    }

    enum Result {
        case route(Route)
        case enclosed(Enclosure)
        case budgetSpent
    }

    var result: Result
    /// No route that leaves the window costs less than this.
    var leaving: Double
    var triangles: Int
    var settled: Int
}

/// Plans inside one window.
struct WindowPlan {
    private let request: PlanRequest
    private let scene: PlanScene
    private let window: Box
    private let mayGrow: Bool
    private let engine: GeometryEngine
    /// A bound below this part of a route's cost is far off: the labels may have missed the way.
    private static let farOff = 0.998

    /// - Parameter mayGrow: whether a larger window may be planned in after this one.
    init(
        _ request: PlanRequest, _ scene: PlanScene, _ window: Box, mayGrow: Bool, engine: GeometryEngine
    ) {
        self.mayGrow = mayGrow
        self.request = request
        self.scene = scene
        self.window = window
        self.engine = engine
    }

    /// What attempts with narrower rims left behind.
    private struct Failures {
        var breach: Legality.Breach?
        /// The least they proved: a wider rim shuts out routes that are legal.
        var bound = Double.infinity
        var leaving = Double.infinity
    }

    /// Widens the rim and tries again if noding led a route into barred ground, which a wider rim excludes.
    ///
    /// - Parameter watch: is shown what the window was cut into.
    func solve(budget: Int, watch: ((Mesh, Surfaces) -> Void)? = nil) throws -> WindowAttempt {
        var failures = Failures()
        for widening in [1.0, 3, 10] {
            let rim = Surfaces.rim * widening
            let surfaces = try Surfaces(scene, request, window: window, rim: rim, engine: engine)
            if var attempt = try attempt(surfaces, budget: budget, watch, &failures) {
                attempt.leaving = min(attempt.leaving, failures.leaving)
                if case .route(var route) = attempt.result {
                    route.bound = min(route.bound, failures.bound)
                    attempt.result = .route(route)
                }
                return attempt
            }
        }
        throw Problem(
            .routeNotLegal,
            "the route to plot \(request.plot) enters \(failures.breach.map(\.description) ?? "barred ground")",
            at: Problem.Place(layer: "plots", feature: request.plot))
    }

    private func attempt(
        _ surfaces: Surfaces, budget: Int, _ watch: ((Mesh, Surfaces) -> Void)?,
        _ failures: inout Failures
    ) throws -> WindowAttempt? {
        let contact = Contact.first(surfaces)
        let straight = leastRate(surfaces) * roomAroundPlot + request.leastConnection
        let certain = certainCosts(surfaces)
        if let contact, certain.allSatisfy({ contact.source.charge <= $0 }) {
            return WindowAttempt(
                result: .route(contact.route), leaving: straight, triangles: 0, settled: 0)
        }
        let mesh = try MeshBuilder.mesh(surfaces)
        watch?(mesh, surfaces)
        let charges = surfaces.sources.map(\.charge)
        var search = BoundedSearch(
            mesh, charges: charges, outside: request.leastConnection, leaving: straight, mayGrow: mayGrow)
        let end = search.run(limits: request.limits, budget: budget)
        var settled = search.settled
        switch end {
        case .budgetSpent:
            return WindowAttempt(
                result: .budgetSpent, leaving: 0, triangles: mesh.triangleCount, settled: settled)
        case .noWay:
            let result: WindowAttempt.Result =
                contact.map { .route($0.route) } ?? .enclosed(Enclosure(mesh, surfaces))
            return WindowAttempt(
                result: result, leaving: straight, triangles: mesh.triangleCount, settled: settled)
        case .found(let path):
            var bound: Double {
                let proven = max(search.bound, certain.min() ?? 0)
                return contact.map { min(proven, $0.source.charge) } ?? proven
            }
            var route: WindowAttempt.Route
            if let contact, contact.route.cost <= path.cost {
                route = contact.route
            } else {
                var way = finished(path, mesh, surfaces, &failures.breach)
                if !mesh.zones.isTrivial, search.bound < Self.farOff * (way?.cost ?? .infinity) {
                    let second = secondLook(mesh, charges, path, &search, budget: budget - settled)
                    settled += second.settled
                    // On a border mesh and recount may differ over an entry; the recount decides.
                    for other in second.paths {
                        guard let other = finished(other, mesh, surfaces, &failures.breach) else { continue }
                        if other.cost < way?.cost ?? .infinity { way = other }
                    }
                }
                guard let way else {
                    failures.bound = min(failures.bound, bound)
                    failures.leaving = min(failures.leaving, max(straight, search.leaving))
                    return nil
                }
                route = way
            }
            route.bound = bound
            return WindowAttempt(
                result: .route(route), leaving: max(straight, search.leaving), triangles: mesh.triangleCount,
                settled: settled)
        }
    }

    /// Where entry charges keep bound and route apart, a search over points may find another route; if it is cheaper,
    /// the proof is sought once more below its cost.
    private func secondLook(
        _ mesh: Mesh, _ charges: [Double], _ path: Path, _ search: inout BoundedSearch, budget: Int
    ) -> (paths: [Path], settled: Int) {
        let charged = ChargedSearch.run(mesh, charges: charges, limits: request.limits, budget: budget)
        guard let found = charged.path else { return ([], charged.settled) }
        guard found.cost < path.cost else { return ([found], charged.settled) }
        search = BoundedSearch(
            mesh, charges: charges, outside: request.leastConnection, known: found.cost, bound: search.bound,
            leaving: search.leaving)
        let end = search.run(limits: request.limits, budget: budget - charged.settled)
        let settled = charged.settled + search.settled
        if case .found(let better) = end { return ([found, better], settled) }
        return ([found], settled)
    }

    /// What connecting to each source costs at least: its charge, and the straight way at the least rate.
    private func certainCosts(_ surfaces: Surfaces) -> [Double] {
        let base = leastRate(surfaces)
        return surfaces.sources.map { $0.charge + base * Nearness.distance($0.shape, request.target) }
    }

    private var roomAroundPlot: Double {
        let plot = Shape.polygons(request.target).box
        return min(
            plot.minX - window.minX, plot.minY - window.minY, window.maxX - plot.maxX,
            window.maxY - plot.maxY)
    }

    private func leastRate(_ surfaces: Surfaces) -> Double {
        surfaces.open.reduce(request.openRate) { min($0, $1.rate) }
    }

    /// From noded to true coordinates; nil and the breach if the line is not legal there.
    private func finished(
        _ path: Path, _ mesh: Mesh, _ surfaces: Surfaces, _ breach: inout Legality.Breach?
    ) -> WindowAttempt.Route? {
        let source = surfaces.sources[path.source]
        var line = path.nodes.map { $0.point + (mesh.origin - Point(0, 0)) }
        line = LineEnds.fitted(line, source: source.shape, target: request.target)
        let measure = RouteMeasure(surfaces, near: Box(line))
        line = BendCleanup.cleaned(line, measure)
        line = LineEnds.fitted(line, source: source.shape, target: request.target)
        breach = Legality.breach(line, surfaces)
        guard breach == nil else { return nil }
        var parts = measure.parts(of: line)
        if source.charge > 0 { parts.append(CostPart(kind: .connection, quantity: 1, rate: source.charge)) }
        let cost = parts.reduce(0) { $0 + $1.cost }
        return WindowAttempt.Route(line: line, source: source, parts: parts, cost: cost, bound: 0)
    }
}

extension WindowAttempt {
    /// The answer to the request, once no larger window is needed.
    func outcome(_ request: PlanRequest, _ windows: WindowPolicy, settled: Int) -> PlanOutcome {
        let facts = SearchFacts(
            window: windows.window, growths: windows.growths, windowIsProven: windows.isProven,
            triangles: triangles, settled: settled)
        switch result {
        case .route(let route):
            return .route(
                PlannedRoute(
                    line: route.line,
                    from: PlannedRoute.Origin(layer: route.source.layer, feature: route.source.feature),
                    cost: route.cost, lowerBound: min(route.cost, route.bound, leaving), parts: route.parts,
                    search: facts))
        case .enclosed(let enclosure):
            return .unreachable(enclosure.refusal(request, facts))
        case .budgetSpent:
            return .unreachable(
                Unreachable(
                    code: ErrorCode.nodeBudgetSpent.id,
                    message:
                        "no route to plot \(request.plot) within \(request.limits.nodeBudget) search nodes",
                    blockers: [], search: facts))
        }
    }
}
