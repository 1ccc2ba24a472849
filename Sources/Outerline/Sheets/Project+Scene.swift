import CityFiles
import CityModel
import Configuration
import Coordinator
import Geometry
import Ledger
import PermitPolicy
import Reports
import RouteSurvey
import Vocabulary

extension Project {
    /// What sheets and details of a case's route are drawn from.
    ///
    /// - Parameters:
    ///   - options: decide how much ground the scene holds.
    ///   - alternatives: other routes to draw thin.
    /// - Throws: ``Problem`` `CLI-110` if the case has no route.
    func sheetScene(
        of report: RouteReport, _ options: SheetOptions, style: MapStyle,
        alternatives: [SheetScene.Alternative] = []
    ) throws -> SheetScene {
        let state = report.state
        guard let record = state.route, let plotID = state.plot else {
            throw Problem(.caseHasNoRoute, "case '\(state.id)' has no route", at: .init(file: path))
        }
        let plot = try self.plot(plotID)
        let line = report.positions.map(\.point)
        let marks = try report.stretches.enumerated().map { try mark($0.offset + 1, $0.element, report) }
        let window = PlanSheets.window(
            route: line, plot: plot.shape.box, crossings: PlanSheets.uncut(marks), options)
        var features: [LayerName: [Feature]] = [:]
        for layer in LayerName.allCases where style.rules.contains(where: { $0.layer == layer }) {
            features[layer] = try city.features(of: layer, in: window)
        }
        features[.plots]?.removeAll { $0.id == plot.id }
        let sourceLayer: LayerName = record.fromLayer == LayerName.stubs.rawValue ? .stubs : .mains
        return SheetScene(
            title: try title(report, state), style: style, utility: state.utility,
            diameter: record.facts.diameterMm, route: line, groundLength: report.groundLength,
            stations: report.positions.map {
                SheetScene.Station(label: $0.label, chainage: $0.chainage, point: $0.point)
            }, crossings: marks, strips: try strips(line, marks, report.stripWidth),
            stripWidth: report.stripWidth, plot: plot,
            source: try city.feature(record.fromFeature, of: sourceLayer), sourceLayer: sourceLayer,
            alternatives: alternatives, features: features)
    }

    /// The symbology of a file, or the one shipped.
    ///
    /// - Throws: ``Problems`` of the file with their lines.
    func mapStyle(_ path: String? = nil) throws -> MapStyle {
        let (data, file) = try Self.styleFile(path)
        return try MapStyle(yaml: data, file: file)
    }

    // MARK: - Parts

    private func title(_ report: RouteReport, _ state: CaseState) throws -> SheetScene.Title {
        // The first line of a case is revision 1, each one that differs from the one before another.
        var lines: [String] = []
        for logged in try ledger.entries(of: .connection(state.id)) {
            guard case .routeChosen(let route) = logged.entry.event, route.sha256 != lines.last else {
                continue
            }
            lines.append(route.sha256)
        }
        return SheetScene.Title(
            caseID: state.id.rawValue, project: state.project, applicant: state.applicant,
            company: state.company, crs: report.crs, crsName: report.crsName, date: report.today,
            dataDate: report.sources.map(\.importedOn).max(), revision: lines.count,
            routeHash: report.routeHash, program: report.program)
    }

    private func mark(_ number: Int, _ stretch: RouteReport.Stretch, _ report: RouteReport) throws
        -> SheetScene.CrossingMark
    {
        let crossing = stretch.crossing
        let feature = try crossing.features.first.flatMap { try city.feature($0, of: crossing.layer) }
        let moratorium = report.decision.moratoria.first {
            !Set($0.features).isDisjoint(with: crossing.features)
        }
        return SheetScene.CrossingMark(
            number: number, crossing: crossing, method: LayingMethod(rawValue: stretch.method),
            featureClass: feature?.text("class") ?? feature?.text("kind") ?? feature?.text("zone"),
            surface: stretch.surface, owner: feature?.text("owner"), cover: feature?.number("cover_m"),
            dn: feature?.number("dn_mm"), moratorium: crossing.layer == .roads ? moratorium : nil)
    }

    /// The strip along the route, without the stretches passed trenchless.
    private func strips(_ line: [Point], _ marks: [SheetScene.CrossingMark], _ width: Double) throws
        -> [SheetScene.Strip]
    {
        guard width > 0, line.count > 1 else { return [] }
        let length = zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
        let engine = GeometryEngine()
        var strips: [SheetScene.Strip] = []
        var start = 0.0
        let under = marks.filter { $0.method?.isTrenchless == true && $0.crossing.length > 0 }
            .map { ($0.crossing.from, $0.crossing.to) }.sorted { $0 < $1 }
        for (from, to) in under + [(length, length)] {
            if from - start > 0.01 {
                let path = subpath(line, from: start, to: from)
                strips.append(
                    .init(
                        ground: try engine.buffer(.line(path), by: width / 2, style: .strip),
                        method: .openCut))
            }
            start = max(start, to)
        }
        return strips
    }
}
