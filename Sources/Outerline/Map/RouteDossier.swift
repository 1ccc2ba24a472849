import CityFiles
import CityModel
import Coordinator
import Foundation
import PermitPolicy
import Reports
import RouteSurvey
import Vocabulary

/// Everything the page of a case's route shows, planned now; nothing is kept.
public struct RouteDossier: Sendable {
    public struct Alternative: Sendable {
        /// As ``Project/chooseRoute(_:named:expecting:diameter:effective:)`` takes it.
        public var name: String
        public var letter: String
        public var title: String
        public var lineSHA256: String
        /// The case has this very line.
        public var isChosen: Bool
        public var cost: Double
        /// Share of the cost by which it may be above the cheapest possible.
        public var gap: Double
        /// Metres on the ground.
        public var groundLength: Double
        public var crossings: [CrossingLine]
        public var permits: [Wording]
        public var classID: String
        public var readyToDig: Day?
        public var readyToDigProvisional: Bool
        /// False where the rules ask for no outer line at all.
        public var needsOuterLine: Bool
    }

    public struct Dropped: Sendable {
        public var title: String
        public var reason: Wording
    }

    public struct Present: Sendable {
        public var title: String
        public var groundLength: Double
        public var cost: Double?
        /// One of the alternatives is this line.
        public var isListed: Bool
        /// The crossings the record of the route holds.
        public var crossings: [CrossingLine]
    }

    public var caseID: String
    public var utility: Utility
    public var plot: String
    /// False where there is nothing a route could lead to: `unreachable` says why, and nothing can be planned or drawn.
    public var hasPlot = true
    public var currency: String?
    /// The cheapest first.
    public var alternatives: [Alternative]
    public var dropped: [Dropped]
    public var unreachable: Wording?
    public var present: Present?
}

extension Project {
    /// The routes a case can take and the one it has, for people.
    ///
    /// A case without a plot in the project has no alternatives, and a reason why.
    ///
    /// - Throws: ``Problem`` if there is no such case.
    public func routeDossier(_ id: String, _ language: ReportLanguage) throws -> RouteDossier {
        if let dossier = try dossierWithoutPlot(try existing(id), language) { return dossier }
        let list = try alternatives(of: id)
        let titles = try permitTitles()
        func title(_ regime: String, _ threshold: String?) -> String {
            language.regime(regime) + (threshold.map { " \($0)" } ?? "")
        }
        let state = try existing(id)
        return RouteDossier(
            caseID: list.caseID, utility: list.utility, plot: list.plot, currency: list.currency,
            alternatives: list.routes.enumerated().map { index, item in
                let route = item.alternative
                return RouteDossier.Alternative(
                    name: item.name, letter: language.letter(index),
                    title: title(route.regime.rawValue, route.threshold), lineSHA256: item.lineSHA256,
                    isChosen: item.isChosen, cost: route.cost, gap: route.gap,
                    groundLength: route.groundLength,
                    crossings: route.crossings.enumerated().map {
                        CrossingLine($0.element, number: $0.offset + 1, language)
                    },
                    permits: route.permits.map { titles[$0.permit] ?? Wording(zh: $0.permit, en: $0.permit) },
                    classID: route.classification.classID, readyToDig: route.readyToDig,
                    readyToDigProvisional: route.readyToDigProvisional,
                    needsOuterLine: item.outerLine.needed)
            },
            dropped: list.dropped.map {
                RouteDossier.Dropped(title: title($0.regime.rawValue, $0.threshold), reason: $0.reason)
            },
            unreachable: list.unreachable?.reason,
            present: try list.present.map { present in
                RouteDossier.Present(
                    title: title(present.regime, present.threshold), groundLength: present.groundLength,
                    cost: present.cost, isListed: present.isListed,
                    crossings: try presentCrossings(state, language))
            })
    }

    /// Of a case whose plot the project does not have; nil where it does.
    private func dossierWithoutPlot(_ state: CaseState, _ language: ReportLanguage) throws -> RouteDossier? {
        let reason: Wording
        if let plot = state.plot {
            if try city.feature(plot, of: .plots) != nil { return nil }
            reason = Wording(
                zh: "工程的地块图层中没有地块“\(plot)”，无法规划路由；请核对编号或导入地块",
                en:
                    "The project has no plot '\(plot)', so none can be planned; check the number or import it"
            )
        } else {
            reason = Wording(
                zh: "本案件没有登记地块，路由须通到地块；抢修类案件没有路由",
                en: "The case names no plot, and routes lead to plots; a repair has none")
        }
        return RouteDossier(
            caseID: state.id.rawValue, utility: state.utility, plot: state.plot ?? "", hasPlot: false,
            alternatives: [], dropped: [], unreachable: reason,
            present: state.route.map { route in
                RouteDossier.Present(
                    title: language.regime(route.regime) + (route.threshold.map { " \($0)" } ?? ""),
                    groundLength: route.groundLengthM, cost: route.cost, isListed: false, crossings: [])
            })
    }

    /// What the permits of the policy are called, by kind.
    public func permitTitles() throws -> [String: Wording] {
        Dictionary(
            try pack().permits.map { ($0.kind.rawValue, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    /// The crossings of the route a case has, surveyed on the city of today.
    private func presentCrossings(_ state: CaseState, _ language: ReportLanguage) throws -> [CrossingLine] {
        let report = try routeReport(state.id.rawValue)
        return report.stretches.enumerated().map {
            var line = CrossingLine($0.element.crossing, number: $0.offset + 1, language)
            line.method =
                LayingMethod(rawValue: $0.element.method).map { language == .zh ? $0.zh : $0.rawValue }
                ?? line.method
            return line
        }
    }

    /// Cost against days of the routes a case can take, as SVG; nil if it has no route or fewer than two can be shown.
    public func tradeOffChart(_ id: String, _ language: ReportLanguage) throws -> Data? {
        guard try existing(id).route != nil else { return nil }
        return try routeReport(id, alternatives: .planned).tradeOffChart(language)?.svg(language)
    }

    /// The route report of a case as PDF.
    ///
    /// - Throws: ``Problem`` `CLI-110` if it has no route.
    public func routeReportPDF(_ id: String, _ language: ReportLanguage) throws -> Data {
        let reporter = try RouteReporter(self, shown: .auto)
        let files = try reporter.files(.pdf, try reporter.report(id), RouteReportOptions([.pdf], language))
        guard let file = files.first else { throw Problem(.unexpected, "a report without a file") }
        return file.data
    }
}
