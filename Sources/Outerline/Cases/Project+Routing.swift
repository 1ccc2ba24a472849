import CityModel
import Coordinator
import Geometry
import Ledger
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary

extension Project {
    /// Chooses a route somebody drew for a case: it is surveyed, judged, and its permits are required.
    ///
    /// The start is snapped to the qualifying main or stub within half a metre, the end is where the line first meets
    /// the red line; what lies beyond is left out (R29). Permits of another route that authorities have become `change
    /// required`.
    ///
    /// - Throws: ``Problem`` `RTE-306` for a file without a line, `RTE-311` if the line does not reach the red line,
    ///   `RTE-312` if it starts at no qualifying source, `CAS-1xx` if the case refuses.
    public func chooseRoute(
        _ id: String, line path: String, diameter: Double? = nil, wgs84: Bool = false, effective day: Day
    ) throws -> CaseDocument {
        try chooseRoute(
            id, drawn: DrawnLine(file: path, wgs84: wgs84), diameter: diameter, effective: day)
    }

    /// The same with a line that is no file; see ``surveyDrawn(_:for:diameter:)``.
    public func chooseRoute(
        _ id: String, drawn line: DrawnLine, diameter: Double? = nil, effective day: Day
    ) throws -> CaseDocument {
        let state = try existing(id)
        let (plot, desk) = try routing(state)
        let route = try fitted(try points(of: line), for: state, plot, desk, line.name)
        let (survey, facts) = try RouteDesk(desk).measured(
            route.line, from: route.source, plot: plot.id, state.utility, userType: state.userType,
            diameter: diameter, stated: state.stated, on: day)
        let judged = JudgedRoute(
            regime: .cheapest, line: route.line, source: route.source, cost: 0, lowerBound: 0, gap: 0,
            survey: survey, facts: facts, decision: desk.pack.decide(facts, on: day), findings: [])
        var record = try record(of: judged)
        // Nobody planned it: no regime, and what it costs is the planner's to say.
        record.regime = "drawn"
        record.cost = nil
        return try run(.chooseRoute(record, judged.decision), on: id, effective: day)
    }

    /// Plans the route of a case anew and chooses the cheapest.
    ///
    /// - Parameter alternatives: whether those of the other regimes are planned and recorded as well.
    /// - Throws: ``Problem`` `RTE-1xx` if no route reaches the plot, `CAS-1xx` if the case refuses.
    public func replan(
        _ id: String, diameter: Double? = nil, alternatives: Bool = false, effective day: Day
    ) throws -> CaseDocument {
        let state = try existing(id)
        let (plot, desk) = try routing(state)
        let choice = try choice(
            for: id,
            RouteDesk(desk).routes(
                RouteQuestion(state, plot, diameter: diameter, day: day),
                regimes: alternatives ? Set(Regime.allCases) : []))
        guard let route = choice.routes.first else {
            throw Problem(.unexpected, "a plan without a route")
        }
        return try adopt(route, for: id, among: alternatives ? choice : nil, effective: day)
    }

    /// The routes of an outcome.
    ///
    /// - Throws: ``Problem`` `RTE-308` with the reason if there are none.
    func choice(for id: String, _ outcome: RouteDesk.Outcome) throws -> RouteChoice {
        switch outcome {
        case .routed(let choice): return choice
        case .unreachable(let why):
            throw Problem(
                .caseUnreachable, "case \(id): \(why.message) (\(why.code))", at: .init(file: path),
                help: "draw a route by hand: 'case route' with --line")
        }
    }

    /// Chooses a planned route for a case; one that needs no outer line is no route, only a decision.
    ///
    /// - Parameters:
    ///   - choice: what it was chosen among, to be kept with the route.
    ///   - inputSHA256: what the planner was asked with, likewise.
    func adopt(
        _ route: JudgedRoute, for id: String, among choice: RouteChoice? = nil, inputSHA256: String? = nil,
        effective day: Day
    ) throws -> CaseDocument {
        guard route.decision.outerLine.needed else {
            return try run(.adoptDecision(route.decision), on: id, effective: day)
        }
        var record = try record(of: route)
        record.inputSHA256 = inputSHA256
        record.alternatives = choice.flatMap { RouteAlternatives($0, chosen: route, on: day) }
        return try run(.chooseRoute(record, route.decision), on: id, effective: day)
    }

    /// Opens an emergency repair and, if the dug line is given, requires the permits it needs.
    ///
    /// - Parameter path: GeoJSON of the dug line; nil if nobody drew it yet.
    /// - Throws: ``Problem`` `CAS-108` if the number is taken, `CAS-102` for a beginning after today, `RTE-306`.
    public func openEmergency(
        _ record: EmergencyRecord, line path: String? = nil, wgs84: Bool = false
    ) throws -> CaseDocument {
        let drawn = try path.map { try drawnLine($0, wgs84: wgs84) }
        let desk = try planningDesk()
        var state = try ledger.state(of: Emergencies.caseID(of: record))
        var changes = [try Emergencies.open(record, existing: state, self.desk.context)]
        let day = record.startedAt.dayInChina
        for entry in changes.flatMap(\.entries) { state.apply(entry) }
        if let drawn {
            let (_, facts) = try RouteDesk(desk).measured(
                drawn, from: nil, plot: record.plot, record.utility, on: day)
            changes += try state.decide(
                .adoptDecision(desk.pack.decide(facts, on: day)), on: day, self.desk.context)
            for entry in changes.dropFirst().flatMap(\.entries) { state.apply(entry) }
        }
        try ledger.append(changes)
        return CaseDocument(state, on: self.desk.today, desk.calendar)
    }

    // MARK: - Parts

    /// A drawn line with its start on a qualifying source and its end on the red line.
    func fitted(
        _ drawn: [Point], for state: CaseState, _ plot: Feature, _ desk: PlanningDesk, _ name: String
    ) throws -> DrawnRoute {
        let box = Box(drawn).grown(by: DrawnRoute.snap + 50)
        let sources = try desk.sources(state.utility, plot: plot.id, for: state.id.rawValue).all(
            in: desk.city, box: box)
        return try DrawnRoute(drawn, to: plot, sources: sources, city: desk.city, name)
    }

    func routing(_ state: CaseState) throws -> (Feature, PlanningDesk) {
        guard let plot = state.plot else {
            throw Problem(
                .plotNotFound, "case '\(state.id)' names no plot", at: .init(file: path),
                help: "routes lead to plots; a repair has none")
        }
        return (try self.plot(plot), try planningDesk())
    }

    func record(of route: JudgedRoute) throws -> RouteRecord {
        try RouteRecord(
            route, city: city, dataVersion: try ledger.projectState().version, engine: GeometryEngine())
    }
}
