import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

/// Explains one route: what it costs where, what holds it, what would change it.
///
/// Belongs to one task.
struct RouteExplainer {
    let desk: RouteDesk
    let search: RegimeSearch
    let question: RouteQuestion

    init(_ desk: RouteDesk, _ question: RouteQuestion) {
        self.desk = desk
        self.question = question
        search = RegimeSearch(desk, question)
    }

    func document(caseID: String? = nil) -> RouteExplainDocument {
        RouteExplainDocument(
            caseID: caseID, plot: question.plot.id, utility: question.utility, crs: desk.desk.system.label,
            currency: desk.desk.rates.currency)
    }

    /// All that is told of one route.
    ///
    /// - Parameter isPlanned: false for a line that is not the planner's answer of today: it has no bound.
    func explained(_ route: JudgedRoute, isPlanned: Bool = true) throws -> RouteExplainDocument.Route {
        let terms = route.terms.atTruePrices
        let passages = search.passages(terms)
        let tap: SurfaceRates.Tap = route.source.layer == .stubs ? .stub : .main
        let breakdown = try search.costs(of: route.line, terms).map {
            try CostBreakdown($0, connection: passages.connection(tap), passages, search.city)
        }
        var asked = route
        if !isPlanned, let breakdown { asked.cost = breakdown.total }
        let whatIf = WhatIfPlanner(desk: desk.desk, question: question, passages: passages, route: asked)
        return RouteExplainDocument.Route(
            name: route.name, regime: route.regime.rawValue, threshold: route.threshold,
            from: SourceReference(layer: route.source.layer.rawValue, feature: route.source.feature.id),
            cost: isPlanned ? route.cost : breakdown?.total, lowerBound: isPlanned ? route.lowerBound : nil,
            gap: isPlanned ? route.gap : nil, groundLength: route.survey.groundLength,
            gridLength: route.survey.gridLength, readyToDig: route.readyToDig?.day,
            readyToDigProvisional: route.readyToDig?.provisional ?? false,
            classID: route.decision.promise.classID, classTitle: route.decision.promise.title,
            permits: route.requiredKinds.map(\.rawValue).sorted(), breakdown: breakdown,
            binding: try search.bindings(of: route, terms),
            thresholds: route.decision.thresholds.map { ThresholdStanding($0, keptBy: route.threshold) },
            whatIf: try whatIf.answers())
    }

    /// A recorded line that is no answer of today's plans, judged as the city is now.
    func judged(_ record: RouteRecord) throws -> JudgedRoute {
        guard case .lines(let lines) = try WKB.decode(Array(record.wkb)), let line = lines.first else {
            throw Problem(.geometryUnreadable, "the recorded route cannot be read")
        }
        let regime = Regime(rawValue: record.regime)
        let layer: LayerName = record.fromLayer == LayerName.stubs.rawValue ? .stubs : .mains
        let facts = SearchFacts(
            window: Box(line), growths: 0, windowIsProven: false, triangles: 0, settled: 0)
        let planned = PlannedRoute(
            line: line, from: PlannedRoute.Origin(layer: layer, feature: record.fromFeature),
            cost: record.cost ?? 0, lowerBound: 0, parts: [], search: facts)
        var route = try desk.judged(
            planned, regime ?? .cheapest, question,
            search.passages(PassingTerms(of: record)), search.city)
        route.threshold = record.threshold
        return route
    }
}

extension PassingTerms {
    /// The terms a recorded route was found under, at true prices.
    init(of record: RouteRecord) {
        self.init()
        switch Regime(rawValue: record.regime) {
        case .noRoadDigging: self = .avoiding([.road])
        case .noGreen: self = .avoiding([.green])
        case .trenchless: roads = .trenchless
        default: break
        }
    }
}
