import CityFiles
import CityModel
import Coordinator
import Foundation
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Reports
import RouteSurvey
import Vocabulary

/// A format of the route report.
public enum RouteReportFormat: String, Codable, Sendable, CaseIterable {
    case md, geojson, csv
}

extension Project {
    /// Writes the route report of a case into a folder.
    ///
    /// - Returns: the paths written, in the order of the formats.
    /// - Throws: ``Problem`` `CLI-110` if the case has no route, `PRJ-102` if the folder cannot be written.
    public func writeRouteReport(
        _ id: String, formats: [RouteReportFormat], into folder: String, language: ReportLanguage
    ) throws -> [String] {
        let report = try routeReport(id)
        var files: [(name: String, data: Data)] = []
        for format in formats {
            switch format {
            case .md: files.append(("\(id).md", Data(report.markdown(language).utf8)))
            case .geojson: files.append(("\(id).geojson", try report.geoJSON()))
            case .csv:
                files.append(("\(id)-crossings.csv", Data(report.crossingsCSV().utf8)))
                files.append(("\(id)-coordinates.csv", Data(report.coordinatesCSV().utf8)))
            }
        }
        try OutputFolder.make(folder)
        return try files.map { file in
            let path = URL(fileURLWithPath: folder).appendingPathComponent(file.name).path
            try OutputFolder.write(file.data, to: path)
            return path
        }
    }

    func routeReport(_ id: String) throws -> RouteReport {
        let state = try existing(id)
        guard let route = state.route, let decision = state.decision else {
            throw Problem(
                .caseHasNoRoute, "case '\(id)' has no route", at: .init(file: path),
                help: state.decision.map {
                    "outer line needed: \($0.outerLine.needed ? "yes" : "no"), \($0.outerLine.reason.en)"
                }
                    ?? "no way was found when it was filed; see 'outerline route plan --plot \(state.plot ?? "")'"
            )
        }
        guard case .lines(let lines) = try WKB.decode(Array(route.wkb)), let line = lines.first else {
            throw Problem(
                .geometryUnreadable, "the route of case '\(id)' cannot be read", at: .init(file: path))
        }
        let system = try system()
        let measure = try GroundMeasure(system)
        let desk = try planningDesk()
        let survey = try desk.surveyor(around: line).survey(
            line, stripWidth: route.facts.stripWidthM, plot: state.plot)
        let source = try city.feature(route.fromFeature, of: route.fromLayer == "stubs" ? .stubs : .mains)
        let findings =
            try desk.findings(
                survey, line, state.utility, diameter: route.facts.diameterMm, desk.city)
            + (source.map {
                QualifyingSources.findings(for: $0, in: route.fromLayer == "stubs" ? .stubs : .mains)
            } ?? [])
        return RouteReport(
            state: state, decision: decision, today: self.desk.today, program: Version.text,
            crs: system.label,
            crsName: system.name, regime: route.regime, fromLayer: route.fromLayer,
            fromFeature: route.fromFeature,
            groundLength: route.groundLengthM, gridLength: route.gridLengthM, cost: route.cost,
            currency: desk.rates.currency, stripWidth: route.facts.stripWidthM,
            positions: try positions(line, measure), stretches: try stretches(survey, route, line, measure),
            lengthsBySurface: survey.lengthsBySurface, routeHash: route.sha256, sources: try dataSources(),
            findings: findings, bends: desk.bends(of: line))
    }

    private func positions(_ line: [Point], _ measure: GroundMeasure) throws -> [RouteReport.Position] {
        var chainage = 0.0
        return try line.enumerated().map { index, point in
            if index > 0 { chainage += line[index - 1].distance(to: point) }
            let geographic = try measure.geographic(point)
            let label = index == 0 ? "S" : index == line.count - 1 ? "E" : "\(index)"
            return RouteReport.Position(
                label: label, chainage: chainage, point: point, longitude: geographic.x,
                latitude: geographic.y)
        }
    }

    private func stretches(
        _ survey: Survey, _ route: RouteRecord, _ line: [Point], _ measure: GroundMeasure
    ) throws -> [RouteReport.Stretch] {
        try survey.crossings.map { crossing in
            var crossing = crossing
            let method = route.crossings.first {
                $0.layer == crossing.layer.rawValue && $0.features == crossing.features
                    && abs($0.fromM - crossing.from) < 0.001
            }.flatMap(\.method).flatMap(LayingMethod.init(rawValue:))
            // Between its pits nothing is opened.
            if method?.isTrenchless == true { crossing.area = crossing.area.map { _ in 0 } }
            let feature = try crossing.features.first.flatMap { try city.feature($0, of: crossing.layer) }
            let path =
                crossing.length > 0 ? subpath(line, from: crossing.from, to: crossing.to) : [crossing.entry]
            return RouteReport.Stretch(
                crossing: crossing, roadClass: feature?.text("class"), surface: feature?.text("surface"),
                method: (method ?? .openCut).rawValue, geographic: try path.map(measure.geographic))
        }
    }

    /// The last import of every layer, by layer.
    private func dataSources() throws -> [RouteReport.DataSource] {
        var latest: [String: RouteReport.DataSource] = [:]
        for logged in try ledger.entries(of: .project) {
            guard case .layerImported(let layer) = logged.entry.event else { continue }
            latest[layer.layer] = RouteReport.DataSource(
                layer: layer.layer, file: layer.file, sha256: layer.sha256, crs: layer.crs,
                count: layer.count,
                importedOn: logged.entry.effectiveOn)
        }
        return latest.values.sorted { $0.layer < $1.layer }
    }
}

/// Where reports go.
enum OutputFolder {
    static func make(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Problem(
                .cannotCreateFile, "the folder cannot be made", at: .init(file: folder),
                help: "check the path and its permissions")
        }
    }

    /// Writes a file whole or not at all; one of that name is replaced.
    static func write(_ data: Data, to path: String) throws {
        try AtomicFile.write(data, to: URL(fileURLWithPath: path).path, replacing: true)
    }
}
