import CityFiles
import CityModel
import Coordinator
import Foundation
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Reports
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

/// Makes route reports, one after another, from rules that are read once.
///
/// Belongs to one task.
final class RouteReporter {
    let project: Project
    let desk: PlanningDesk
    private let measure: GroundMeasure
    private let sources: [RouteReport.DataSource]
    let shown: AlternativesShown
    let templates: PaperTemplates
    private var knownStyle: MapStyle?

    init(_ project: Project, shown: AlternativesShown, _ templates: PaperTemplates? = nil) throws {
        self.project = project
        self.templates = try templates ?? TemplateFolder.templates(nil)
        self.shown = shown
        desk = try project.planningDesk()
        measure = try GroundMeasure(desk.system)
        sources = try Self.sources(project)
    }

    /// - Throws: ``Problem`` `CLI-110` if the case has no route.
    func report(_ id: String) throws -> RouteReport {
        let state = try project.existing(id)
        guard let route = state.route, let decision = state.decision else {
            throw Problem(
                .caseHasNoRoute, "case '\(id)' has no route", at: .init(file: project.path),
                help: state.decision.map {
                    "outer line needed: \($0.outerLine.needed ? "yes" : "no"), \($0.outerLine.reason.en)"
                }
                    ?? "no way was found when it was filed; see 'outerline route plan --plot \(state.plot ?? "")'"
            )
        }
        guard case .lines(let lines) = try WKB.decode(Array(route.wkb)), let line = lines.first else {
            throw Problem(
                .geometryUnreadable, "the route of case '\(id)' cannot be read", at: .init(file: project.path)
            )
        }
        let survey = try desk.surveyor(around: line).survey(
            line, stripWidth: route.facts.stripWidthM, plot: state.plot)
        let layer: LayerName = route.fromLayer == "stubs" ? .stubs : .mains
        let source = try desk.city.feature(route.fromFeature, of: layer)
        let findings =
            try desk.findings(survey, line, state.utility, diameter: route.facts.diameterMm, desk.city)
            + (source.map { QualifyingSources.findings(for: $0, in: layer) } ?? [])
        let bends = desk.bends(of: line)
        var report = RouteReport(
            state: state, decision: decision, today: project.desk.today, program: Version.text,
            crs: desk.system.label, crsName: desk.system.name, regime: route.regime,
            fromLayer: route.fromLayer, fromFeature: route.fromFeature, groundLength: route.groundLengthM,
            gridLength: route.gridLengthM, cost: route.cost, currency: desk.rates.currency,
            stripWidth: route.facts.stripWidthM, positions: try positions(line, bends),
            stretches: try stretches(survey, route, line), lengthsBySurface: survey.lengthsBySurface,
            routeHash: route.sha256, sources: sources, findings: findings, bends: bends)
        report.diameter = route.facts.diameterMm
        report.clearances = try clearances(of: line, state.utility, route, source)
        report.calendar = desk.calendar
        let programme = Programme(state, on: project.desk.today, project.desk.approval, desk.calendar)
        report.programme = programme
        report.forecast = state.forecast(programme, desk.calendar)
        report.materials = materials(of: state)
        try addRoutes(to: &report, route)
        return report
    }

    /// The symbology of drawings, read when the first one is made.
    func style() throws -> MapStyle {
        if let knownStyle { return knownStyle }
        let style = try project.mapStyle()
        knownStyle = style
        return style
    }

    /// The report as a document, inside the wording of the templates.
    func document(
        _ report: RouteReport, _ language: ReportLanguage, sheets: [ReportDrawing] = [],
        details: [ReportDrawing] = []
    ) throws -> ReportDocument {
        let paper = try project.paperContext(
            report.state, on: report.today, templates, pack: desk.pack, calendar: desk.calendar,
            system: desk.system)
        return report.document(language, paper, templates, sheets: sheets, details: details)
    }

    // MARK: - Places

    private func positions(_ line: [Point], _ bends: [Bend]) throws -> [RouteReport.Position] {
        var (chainage, straight) = (0.0, 0)
        return try line.enumerated().map { index, point in
            if index > 0 { chainage += line[index - 1].distance(to: point) }
            let geographic = try measure.geographic(point)
            var label = index == 0 ? "S" : "E"
            if index > 0, index < line.count - 1 {
                if let bend = bends.first(where: { $0.position == point && abs($0.at - chainage) < 0.001 }) {
                    label = bend.name
                } else {
                    straight += 1
                    label = "P\(straight)"
                }
            }
            return RouteReport.Position(
                label: label, chainage: chainage, point: point, longitude: geographic.x,
                latitude: geographic.y)
        }
    }

    private func stretches(_ survey: Survey, _ route: RouteRecord, _ line: [Point]) throws
        -> [RouteReport.Stretch]
    {
        try survey.crossings.map { crossing in
            var crossing = crossing
            let method = route.crossings.first {
                $0.layer == crossing.layer.rawValue && $0.features == crossing.features
                    && abs($0.fromM - crossing.from) < 0.001
            }.flatMap(\.method).flatMap(LayingMethod.init(rawValue:))
            // Between its pits nothing is opened.
            if method?.isTrenchless == true { crossing.area = crossing.area.map { _ in 0 } }
            let feature = try crossing.features.first.flatMap {
                try desk.city.feature($0, of: crossing.layer)
            }
            let path =
                crossing.length > 0 ? subpath(line, from: crossing.from, to: crossing.to) : [crossing.entry]
            return RouteReport.Stretch(
                crossing: crossing, roadClass: feature?.text("class"), surface: feature?.text("surface"),
                owner: feature?.text("owner"), method: (method ?? .openCut).rawValue,
                geographic: try path.map(measure.geographic))
        }
    }

    private func clearances(
        of line: [Point], _ utility: Utility, _ route: RouteRecord, _ source: Feature?
    ) throws -> RouteReport.Clearances? {
        guard let table = desk.clearances else { return nil }
        let stated = route.facts.diameterMm
        let checker = ClearanceChecker(
            table: table, utility: utility,
            diameter: (stated ?? desk.rates.strips[utility]?.usualDN ?? 0, stated == nil),
            pressure: source?.text("pressure"),
            joined: Set([route.fromFeature, source?.text("main")].compactMap(\.self)))
        return try checker.clearances(of: line, desk.city, desk.system)
    }

    // MARK: - Papers

    private func materials(of state: CaseState) -> [RouteReport.Materials] {
        let day = state.application?.filedOn ?? project.desk.today
        func items(_ purpose: MaterialPurpose) -> [MaterialStatus] {
            desk.pack.materials(for: purpose, on: day, onFile: state.documents)
        }
        let own = RouteReport.Materials(permit: nil, items: items(.connection))
        let kinds = state.permits.filter { $0.requirement.verdict != .exempt && $0.stage != .closed }
            .map(\.id.kind)
        var seen: Set<PermitKind> = []
        return [own]
            + kinds.filter { seen.insert($0).inserted }.map {
                RouteReport.Materials(permit: $0, items: items(.permit($0)))
            }
    }

    /// The last import of every layer, by layer.
    private static func sources(_ project: Project) throws -> [RouteReport.DataSource] {
        var latest: [String: RouteReport.DataSource] = [:]
        for logged in try project.ledger.entries(of: .project) {
            guard case .layerImported(let layer) = logged.entry.event else { continue }
            latest[layer.layer] = RouteReport.DataSource(
                layer: layer.layer, file: layer.file, sha256: layer.sha256, crs: layer.crs,
                count: layer.count, importedOn: logged.entry.effectiveOn)
        }
        return latest.values.sorted { $0.layer < $1.layer }
    }
}
