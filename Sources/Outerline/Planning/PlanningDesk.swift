import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

/// Everything a route is planned and judged with, as values: any number of tasks may share it.
struct PlanningDesk: Sendable {
    var city: any CitySource & Sendable
    var system: CoordinateSystem
    var rates: SurfaceRates
    var pack: PolicyPack
    var calendar: WorkCalendar
    var today: Day
    var approval: ApprovalMode?
    /// The layers of the whole project.
    var layers: Set<LayerName>
    /// Stubs that cases have reserved or used, with the case that holds each.
    var takenStubs: [String: String]
    /// Metres around a plot in which sources are looked for.
    var reach: Double = PlanLimits().reach
    var wgs84 = false

    /// The qualifying sources for a plot; a stub the case itself holds stays free for it.
    func sources(_ utility: Utility, plot: String?, for holder: String? = nil) -> QualifyingSources {
        QualifyingSources(
            utility: utility, rates: rates, plot: plot,
            takenStubs: Set(takenStubs.filter { $0.value != holder }.keys))
    }

    /// The first day the works may start if everything is submitted today; nil if a limit is unknown.
    func readyToDig(_ decision: PolicyDecision) -> DueDay? {
        let programme = Programme(decision, from: today, approval, calendar)
        return programme.readyToDig.map { DueDay(day: $0, provisional: programme.provisional) }
    }

    /// A surveyor for the surroundings of a line.
    func surveyor(around line: [Point]) throws -> RouteSurveyor {
        let box = Box(line).grown(by: RouteFactsBuilder.reach(pack) + 20)
        let city = self.city
        let surveyed = try SurveyedCity { try city.features(of: $0, in: box) }
        return try RouteSurveyor(surveyed, system: system)
    }
}

/// A route that was found, measured and judged.
struct JudgedRoute {
    var regime: String
    var line: [Point]
    var source: (layer: LayerName, feature: Feature)
    var cost: Double
    var lowerBound: Double
    var gap: Double
    var survey: Survey
    var facts: RouteFacts
    var decision: PolicyDecision
    var findings: [Finding]
}

/// Plans routes: search, survey, facts, decision.
///
/// Belongs to one task.
final class RouteDesk {
    let desk: PlanningDesk
    private let planner = RoutePlanner()

    init(_ desk: PlanningDesk) { self.desk = desk }

    enum Outcome {
        case routed([JudgedRoute])
        case unreachable(Unreachable)
    }

    /// The routes of a plot for a utility, by regime.
    ///
    /// - Parameter holder: the case that asks; a stub it has reserved stays free for it.
    func routes(
        to plot: Feature, _ utility: Utility, userType: UserType? = nil, diameter: Double? = nil,
        holder: String? = nil,
        overrides: [OverrideRecord] = [], on day: Day? = nil
    ) throws -> Outcome {
        let sources = desk.sources(utility, plot: plot.id, for: holder)
        let builder = SceneBuilder(city: desk.city, rates: desk.rates, sources: sources, plot: plot)
        guard let openRate = desk.rates.rate(on: .openGround, for: utility) else {
            throw Problem(
                .rateInvalid, "the rates give no price of open ground for \(utility.rawValue)",
                help: "add open_ground to the rates file")
        }
        var limits = PlanLimits()
        limits.reach = desk.reach
        let least = min(
            desk.rates.connectionCharge(.main, for: utility), desk.rates.connectionCharge(.stub, for: utility)
        )
        let request = PlanRequest(
            utility: utility, plot: plot.id, target: plot.shape.polygons, openRate: openRate,
            leastConnection: least, limits: limits)
        switch try planner.plan(request, fetch: builder.scene) {
        case .unreachable(let why):
            let keepOff = desk.rates.keepOff.provenance
            return .unreachable(
                try planner.explained(
                    why, request, keepOffIsAssumption: keepOff.assumption, fetch: builder.scene))
        case .route(let route):
            return .routed([
                try judged(
                    route, plot, utility, userType: userType, diameter: diameter, overrides: overrides,
                    on: day ?? desk.today)
            ])
        }
    }

    private func judged(
        _ route: PlannedRoute, _ plot: Feature, _ utility: Utility, userType: UserType?, diameter: Double?,
        overrides: [OverrideRecord], on day: Day
    ) throws -> JudgedRoute {
        guard let source = try desk.city.feature(route.from.feature, of: route.from.layer) else {
            throw Problem(.unexpected, "the planned source \(route.from.feature) is not in the project")
        }
        let surveyor = try desk.surveyor(around: route.line)
        let strip = desk.rates.strip(for: utility, dn: diameter).total
        let survey = try surveyor.survey(route.line, stripWidth: strip, plot: plot.id)
        let builder = RouteFactsBuilder(
            city: desk.city, layers: desk.layers, surveyor: surveyor, pack: desk.pack, day: day)
        let facts = try builder.facts(
            of: route.line, survey, utility: utility, userType: userType, source: (route.from.layer, source),
            diameter: diameter, overrides: overrides)
        return JudgedRoute(
            regime: "cheapest", line: route.line, source: (route.from.layer, source), cost: route.cost,
            lowerBound: route.lowerBound, gap: route.gap, survey: survey, facts: facts,
            decision: desk.pack.decide(facts, on: day),
            findings: SurveyFindings.findings(survey, desk.rates)
                + QualifyingSources.findings(for: source, in: route.from.layer))
    }
}
