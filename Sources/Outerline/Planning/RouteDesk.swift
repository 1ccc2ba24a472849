import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

/// A route that was found, measured and judged.
struct JudgedRoute {
    var regime: Regime
    /// The threshold of the pack it keeps, for ``Regime/withinThreshold``.
    var threshold: String?
    var line: [Point]
    var source: (layer: LayerName, feature: Feature)
    var cost: Double
    var lowerBound: Double
    var gap: Double
    var survey: Survey
    var facts: RouteFacts
    var decision: PolicyDecision
    var readyToDig: DueDay?
    var findings: [Finding]
    /// The terms it was found under.
    var terms = PassingTerms()

    /// The kinds of permits that have to be obtained.
    var requiredKinds: Set<PermitKind> {
        Set(decision.permits.filter { $0.verdict == .required }.map(\.kind))
    }

    /// How many permits have to be obtained.
    var permitCount: Int { decision.permits.count { $0.verdict == .required } }
}

/// For whom a route is planned.
struct RouteQuestion {
    var plot: Feature
    var utility: Utility
    var userType: UserType?
    /// Nominal diameter in millimetres.
    var diameter: Double?
    /// The case that asks: a stub it has reserved stays free for it.
    var holder: String?
    /// What people have stated about the works.
    var stated: [StatedFact] = []
    /// The day for which the rules are read; nil for today.
    var day: Day?
}

/// Plans routes: search, survey, facts, decision.
///
/// Belongs to one task.
final class RouteDesk {
    let desk: PlanningDesk
    let engine = GeometryEngine()
    let planner: RoutePlanner

    init(_ desk: PlanningDesk) {
        self.desk = desk
        planner = RoutePlanner(engine: engine)
    }

    enum Outcome {
        case routed(RouteChoice)
        case unreachable(Unreachable)
    }

    /// The cheapest route, and the alternatives of other regimes that are worth showing.
    ///
    /// - Parameter regimes: what else is looked for; the cheapest route always is.
    func routes(_ question: RouteQuestion, regimes: Set<Regime> = []) throws -> Outcome {
        try RegimeSearch(self, question).choice(regimes)
    }

    func judged(
        _ route: PlannedRoute, _ regime: Regime, _ question: RouteQuestion, _ passages: Passages,
        _ city: any CitySource
    ) throws -> JudgedRoute {
        guard let source = try city.feature(route.from.feature, of: route.from.layer) else {
            throw Problem(.unexpected, "the planned source \(route.from.feature) is not in the project")
        }
        let surveyor = try desk.surveyor(around: route.line, in: city)
        var survey = try surveyor.survey(
            route.line, stripWidth: passages.stripWidth, plot: question.plot.id)
        survey.crossings = try survey.crossings.map { crossing in
            var crossing = crossing
            crossing.method = .openCut
            guard let surface = Passages.surface(of: crossing.layer) else { return crossing }
            let features = try crossing.features.compactMap { try city.feature($0, of: crossing.layer) }
            if let method = passages.trenchless(features, surface) {
                crossing.method = method
                crossing.area = crossing.area.map { _ in 0 }
            }
            return crossing
        }
        let day = question.day ?? desk.today
        let builder = RouteFactsBuilder(
            city: city, layers: desk.layers, surveyor: surveyor, pack: desk.pack, day: day)
        let facts = try builder.facts(
            of: route.line, survey, utility: question.utility, userType: question.userType,
            source: (route.from.layer, source), diameter: question.diameter, stated: question.stated)
        let decision = desk.pack.decide(facts, on: day)
        return JudgedRoute(
            regime: regime, line: route.line, source: (route.from.layer, source), cost: route.cost,
            lowerBound: route.lowerBound, gap: route.gap, survey: survey, facts: facts, decision: decision,
            readyToDig: desk.readyToDig(decision),
            findings: try desk.findings(
                survey, route.line, question.utility, diameter: question.diameter, city)
                + QualifyingSources.findings(for: source, in: route.from.layer), terms: passages.terms)
    }
}
