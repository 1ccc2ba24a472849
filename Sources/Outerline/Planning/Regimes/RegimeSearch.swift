import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary

/// The routes found for one plot and utility, and those left out with the reason.
struct RouteChoice {
    /// The cheapest first, then by the order of regimes; none is at least as good as another in everything.
    var routes: [JudgedRoute]
    var dropped: [DroppedRegime] = []
}

/// A regime without a route of its own.
public struct DroppedRegime: Codable, Hashable, Sendable {
    public var regime: Regime
    /// The threshold it was to keep, for ``Regime/withinThreshold``.
    public var threshold: String?
    public var reason: Wording
    /// Why no route was found, if that is the reason.
    public var code: String?
}

/// Looks for the routes of one plot and utility under several regimes.
///
/// Windows of the city that were read once are kept, for the regimes ask for the same ones.
final class RegimeSearch {
    private let routeDesk: RouteDesk
    let question: RouteQuestion
    let city: WindowMemory
    private let sources: QualifyingSources
    private let stripWidth: Double
    private var known: [PassingTerms: PlanOutcome] = [:]

    private var desk: PlanningDesk { routeDesk.desk }
    var planner: RoutePlanner { routeDesk.planner }

    init(_ routeDesk: RouteDesk, _ question: RouteQuestion) {
        self.routeDesk = routeDesk
        self.question = question
        let desk = routeDesk.desk
        // A what-if may add a stub to a city without any.
        city = WindowMemory(desk.city, present: desk.layers.union([.stubs]))
        sources = desk.sources(question.utility, plot: question.plot.id, for: question.holder)
        stripWidth = desk.rates.strip(for: question.utility, dn: question.diameter).total
    }

    func choice(_ regimes: Set<Regime>) throws -> RouteDesk.Outcome {
        switch try plan(PassingTerms()) {
        case .unreachable(let why):
            return .unreachable(
                try routeDesk.planner.explained(
                    why, request(PassingTerms()),
                    keepOffIsAssumption: desk.rates.keepOff.provenance.assumption,
                    fetch: scenes(PassingTerms()).scene))
        case .route(let route):
            let cheapest = try judged(route, .cheapest, PassingTerms())
            var choice = RouteChoice(routes: [cheapest])
            for regime in Regime.allCases where regimes.contains(regime) && regime != .cheapest {
                try look(for: regime, beside: cheapest, &choice)
            }
            choice.promoteCheapest()
            choice.dropDominated()
            return .routed(choice)
        }
    }

    private func look(for regime: Regime, beside cheapest: JudgedRoute, _ choice: inout RouteChoice) throws {
        switch regime {
        case .cheapest: break
        case .noRoadDigging:
            try avoid(.roads, regime, PassingTerms.avoiding([.road]), cheapest, &choice)
        case .noGreen:
            try avoid(.greens, regime, PassingTerms.avoiding([.green]), cheapest, &choice)
        case .trenchless:
            var terms = PassingTerms()
            terms.roads = .trenchless
            try avoid(.roads, regime, terms, cheapest, &choice)
        case .shortest: try shortest(beside: cheapest, &choice)
        case .fewestPermits: try fewestPermits(beside: cheapest, &choice)
        case .withinThreshold: try withinThresholds(beside: cheapest, &choice)
        }
    }

    /// A regime that only differs where the cheapest route opens a layer's ground.
    private func avoid(
        _ layer: LayerName, _ regime: Regime, _ terms: PassingTerms, _ cheapest: JudgedRoute,
        _ choice: inout RouteChoice
    ) throws {
        guard cheapest.survey.crossings.contains(where: { $0.layer == layer && $0.method == .openCut }) else {
            choice.dropped.append(.same(regime))
            return
        }
        switch try plan(terms) {
        case .unreachable(let why): choice.dropped.append(unreachable(regime, why))
        case .route(let route): choice.routes.append(try judged(route, regime, terms))
        }
    }

    private func shortest(beside cheapest: JudgedRoute, _ choice: inout RouteChoice) throws {
        var terms = PassingTerms()
        terms.countsMetres = true
        switch try plan(terms) {
        case .unreachable(let why): choice.dropped.append(unreachable(.shortest, why))
        case .route(let route):
            var judged = try judged(route, .shortest, terms)
            // The gap is that of the length; no route at all costs less than the bound of the cheapest.
            judged.cost = try cost(of: judged, PassingTerms())
            judged.lowerBound = min(judged.cost, cheapest.lowerBound)
            choice.routes.append(judged)
        }
    }

    // MARK: - Parts

    private func unreachable(_ regime: Regime, _ why: Unreachable) -> DroppedRegime {
        let words = why.wording(question, reach: desk.reach)
        return DroppedRegime(
            regime: regime, reason: Wording(zh: "此方案无可行路由：\(words.zh)", en: "no route: \(words.en)"),
            code: why.code)
    }

    func passages(_ terms: PassingTerms) -> Passages {
        Passages(
            rates: desk.rates, utility: question.utility, terms: terms, stripWidth: stripWidth,
            pack: desk.pack, day: question.day ?? desk.today)
    }

    func scenes(_ terms: PassingTerms) -> SceneBuilder {
        SceneBuilder(
            city: city, passages: passages(terms), sources: sources, plot: question.plot,
            engine: routeDesk.engine)
    }

    func request(_ terms: PassingTerms) throws -> PlanRequest {
        let passages = passages(terms)
        guard let openRate = passages.openRate else {
            throw Problem(
                .rateInvalid,
                "the rates give no price of open ground for \(question.utility.rawValue)",
                help: "add open_ground to the rates file")
        }
        var limits = PlanLimits()
        limits.reach = desk.reach
        return PlanRequest(
            utility: question.utility, plot: question.plot.id, target: question.plot.shape.polygons,
            openRate: openRate, leastConnection: min(passages.connection(.main), passages.connection(.stub)),
            limits: limits)
    }

    func plan(_ terms: PassingTerms) throws -> PlanOutcome {
        if let outcome = known[terms] { return outcome }
        let outcome = try routeDesk.planner.plan(request(terms), fetch: scenes(terms).scene)
        known[terms] = outcome
        return outcome
    }

    func judged(_ route: PlannedRoute, _ regime: Regime, _ terms: PassingTerms) throws -> JudgedRoute {
        try routeDesk.judged(route, regime, question, passages(terms), city)
    }

    /// What each feature adds to the cost of a route at the true prices of terms; nil if they do not allow it.
    func costs(of line: [Point], _ terms: PassingTerms) throws -> [FeatureCost]? {
        let scene = try scenes(terms).scene(in: Box(line).grown(by: 10))
        return try routeDesk.planner.costs(of: line, request(terms), scene)
    }

    /// The cost of a route at the true prices of terms, its connection included.
    func cost(of route: JudgedRoute, _ terms: PassingTerms) throws -> Double {
        guard let costs = try costs(of: route.line, terms) else { return .infinity }
        let tap: SurfaceRates.Tap = route.source.layer == .stubs ? .stub : .main
        return costs.reduce(passages(terms).connection(tap)) { $0 + $1.cost }
    }
}

extension DroppedRegime {
    static func same(_ regime: Regime) -> DroppedRegime {
        DroppedRegime(
            regime: regime, reason: Wording(zh: "与费用最低方案相同", en: "the same as the cheapest"))
    }
}
