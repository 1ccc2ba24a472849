import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

extension RouteDesk {
    /// The plan of a plot and utility as a document.
    func document(
        for plot: Feature, _ utility: Utility, _ options: PlanOptions
    ) throws -> PlanDocument {
        var document = PlanDocument(
            plot: plot.id, utility: utility, crs: desk.system.label, currency: desk.rates.currency,
            unreachable: nil,
            alternatives: [])
        do {
            let question = RouteQuestion(plot: plot, utility: utility, diameter: options.diameter)
            switch try routes(question, regimes: options.regimes) {
            case .unreachable(let why):
                document.unreachable = UnreachableDocument(why, question, reach: desk.reach)
            case .routed(let choice):
                let writer = try GeometryWriter(desk.system, wgs84: desk.wgs84)
                document.alternatives = try choice.routes.map { try alternative($0, writer) }
                document.dropped = choice.dropped
            }
        } catch let problem as Problem where problem.exit == .internalError {
            // One plot the program fails on must not cost a city its batch; the code says that it is our fault.
            document.unreachable = UnreachableDocument(problem)
        }
        return document
    }

    func alternative(_ route: JudgedRoute, _ writer: GeometryWriter) throws -> AlternativeDocument {
        AlternativeDocument(
            regime: route.regime, threshold: route.threshold,
            from: SourceReference(layer: route.source.layer.rawValue, feature: route.source.feature.id),
            cost: route.cost,
            lowerBound: route.lowerBound, gap: route.gap, gridLength: route.survey.gridLength,
            groundLength: route.survey.groundLength, line: try writer.geoJSON(.line(route.line)),
            crossings: route.survey.crossings, lengthsBySurface: route.survey.lengthsBySurface,
            bends: desk.bends(of: route.line),
            permits: route.decision.permits.map(PermitSummary.init),
            undecided: route.decision.undecided.map(PermitSummary.init),
            classification: route.decision.promise,
            readyToDig: route.readyToDig?.day,
            readyToDigProvisional: route.readyToDig?.provisional ?? false,
            findings: route.findings + route.decision.findings)
    }
}
