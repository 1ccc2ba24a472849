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
    /// Nil where the project has none.
    var clearances: ClearanceTable?

    /// The bends of a line by the rules of the project.
    func bends(of line: [Point]) -> [Bend] {
        Bend.all(along: line, least: clearances?.bends?.leastAngle.value ?? 0)
    }

    /// What a designer should see of a surveyed line.
    func findings(
        _ survey: Survey, _ line: [Point], _ utility: Utility, diameter: Double?, _ city: any CitySource
    ) throws -> [Finding] {
        let findings = SurveyFindings(rates, clearances, city)
        return try findings.findings(survey) + findings.findings(bends(of: line), utility, diameter: diameter)
    }

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
    ///
    /// - Parameter known: the city as somebody has read it already; nil to read it.
    func surveyor(around line: [Point], in known: (any CitySource)? = nil) throws -> RouteSurveyor {
        let box = Box(line).grown(by: RouteFactsBuilder.reach(pack) + 20)
        let city = known ?? self.city
        let surveyed = try SurveyedCity { try city.features(of: $0, in: box) }
        return try RouteSurveyor(surveyed, system: system)
    }
}
