import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

/// What the route would be if something in the city were otherwise.
public struct RouteWhatIf: Encodable, Sendable {
    public enum Change: String, Encodable, Sendable {
        case moratoriumEnded = "moratorium_ended"
        case stubAdded = "stub_added"
    }

    public var change: Change
    /// The roads, or the main, it is about.
    public var subjects: [String]
    public var title: Wording
    /// False if the same line would be taken.
    public var changesRoute: Bool
    /// Nil if no route would exist.
    public var outcome: Outcome?

    public struct Outcome: Encodable, Sendable {
        public var regime: Regime
        public var from: SourceReference
        public var cost: Double
        public var groundLength: Double
        public var readyToDig: Day?
        public var classID: String?
        public var difference: RouteComparison

        private enum CodingKeys: String, CodingKey {
            case regime, from, cost, difference
            case groundLength = "ground_length_m"
            case readyToDig = "ready_to_dig"
            case classID = "class"
        }
    }

    enum CodingKeys: String, CodingKey {
        case change, subjects, title, outcome
        case changesRoute = "changes_route"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(change, forKey: .change)
        try container.encode(subjects, forKey: .subjects)
        try container.encode(title, forKey: .title)
        try container.encode(changesRoute, forKey: .changesRoute)
        try container.encode(outcome, forKey: .outcome)
    }
}

/// Plans a route again in a city that is changed in one thing.
struct WhatIfPlanner {
    /// How many single roads are asked about at most.
    private static let mostRoads = 5

    var desk: PlanningDesk
    var question: RouteQuestion
    var passages: Passages
    var route: JudgedRoute

    /// The answers worth telling: no-dig periods that end, all at once and road by road, and a stub beside the plot.
    func answers() throws -> [RouteWhatIf] { try moratoria() + [try stub()].compactMap(\.self) }

    private func moratoria() throws -> [RouteWhatIf] {
        guard desk.layers.contains(.roads) else { return [] }
        let around = Box(route.line).union(question.plot.shape.box).grown(by: 50)
        let barred = try desk.city.features(of: .roads, in: around).filter(passages.isBarredToday)
        guard !barred.isEmpty else { return [] }
        let all = try plan(AlteredCity(base: desk.city, passages: passages, lifted: .all))
        let dug = try all.map { try self.dug($0, among: passages) } ?? []
        guard dug.count == 1, let road = dug.first else {
            var answers = [
                answer(
                    .moratoriumEnded, dug.isEmpty ? barred.map(\.id) : dug.map(\.id),
                    Wording(zh: "若周边道路的禁挖期均已结束", en: "if every no-dig period nearby had ended"), all)
            ]
            for road in dug.prefix(Self.mostRoads) {
                let alone = try plan(AlteredCity(base: desk.city, passages: passages, lifted: .only(road.id)))
                answers.append(answer(road, alone))
            }
            return answers
        }
        return [answer(road, all)]
    }

    private func answer(_ road: Feature, _ route: JudgedRoute?) -> RouteWhatIf {
        let name = road.text("name").map { " \($0)" } ?? ""
        return answer(
            .moratoriumEnded, [road.id],
            Wording(
                zh: "若道路 \(road.id)\(name)的禁挖期已结束",
                en: "if the no-dig period of road \(road.id)\(name) had ended"),
            route)
    }

    /// The roads a route digs that may not be dug in the city as it is.
    private func dug(_ route: JudgedRoute, among passages: Passages) throws -> [Feature] {
        let ids = Set(
            route.survey.crossings.filter { $0.layer == .roads && $0.method == .openCut }.flatMap(\.features))
        return try ids.sorted(by: Feature.precedes).compactMap { try desk.city.feature($0, of: .roads) }
            .filter(passages.isBarredToday)
    }

    /// A stub on the qualifying main nearest to the red line, with what the main has to spare.
    private func stub() throws -> RouteWhatIf? {
        let box = question.plot.shape.box.grown(by: desk.reach)
        let mains = try desk.city.features(of: .mains, in: box)
        let sources = desk.sources(question.utility, plot: question.plot.id, for: question.holder)
            .all(stubs: [], mains: mains)
        guard let nearest = BranchFinder(sources).branch(to: question.plot.shape.polygons),
            let main = mains.first(where: { $0.id == nearest.feature })
        else { return nil }
        var stub = Feature(id: "new stub", shape: .point(nearest.start))
        stub.attributes["utility"] = .text(question.utility.rawValue)
        stub.attributes["state"] = .text(Stub.State.free.rawValue)
        stub.attributes["in_service"] = .boolean(true)
        stub.attributes["main"] = .text(main.id)
        stub.attributes["pressure"] = main.attributes["pressure"]
        stub.attributes["capacity"] = main.attributes["spare_capacity"]
        let found = try plan(AlteredCity(base: desk.city, passages: passages, stub: stub))
        return answer(
            .stubAdded, [main.id],
            Wording(
                zh: "若在主管 \(main.id) 距红线最近处设一预留口",
                en: "if main \(main.id) had a stub where it is nearest to the red line"), found)
    }

    /// The route of the same regime; the cheapest where that regime has none of its own.
    private func plan(_ city: AlteredCity) throws -> JudgedRoute? {
        var desk = desk
        desk.city = city
        desk.layers.formUnion(try city.layers())
        let regimes: Set<Regime> = route.regime == .cheapest ? Set(Regime.allCases) : [route.regime]
        guard case .routed(let choice) = try RouteDesk(desk).routes(question, regimes: regimes) else {
            return nil
        }
        return choice.routes.first { $0.name == route.name } ?? choice.routes.first
    }

    private func answer(
        _ change: RouteWhatIf.Change, _ subjects: [String], _ title: Wording, _ found: JudgedRoute?
    ) -> RouteWhatIf {
        RouteWhatIf(
            change: change, subjects: subjects, title: title,
            changesRoute: found.map {
                $0.line != route.line || $0.source.feature.id != route.source.feature.id
            }
                ?? true,
            outcome: found.map {
                RouteWhatIf.Outcome(
                    regime: $0.regime,
                    from: SourceReference(layer: $0.source.layer.rawValue, feature: $0.source.feature.id),
                    cost: $0.cost, groundLength: $0.survey.groundLength, readyToDig: $0.readyToDig?.day,
                    classID: $0.decision.promise.classID, difference: RouteComparison($0, to: route))
            })
    }
}
