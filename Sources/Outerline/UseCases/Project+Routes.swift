import CityFiles
import CityModel
import Configuration
import Coordinator
import Foundation
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import RouteSurvey
import Vocabulary

extension Project {
    /// Surveys a given line.
    ///
    /// - Parameters:
    ///   - path: GeoJSON with one LineString: a geometry, a feature or a collection of one.
    ///   - wgs84: the line is, and the answer shall be, in longitude and latitude.
    /// - Throws: ``Problem`` `RTE-306` for a file that holds no usable line.
    public func surveyLine(
        _ path: String, utility: Utility, plot: String? = nil, diameter: Double? = nil, rates: String? = nil,
        wgs84: Bool = false
    ) throws -> SurveyDocument {
        let points = try drawnLine(path, wgs84: wgs84)
        let desk = try planningDesk(rates: rates)
        let surveyor = try desk.surveyor(around: points)
        let strip = desk.rates.strip(for: utility, dn: diameter).total
        let survey = try surveyor.survey(points, stripWidth: strip, plot: plot)
        return try document(survey, points, utility, diameter, desk, wgs84: wgs84)
    }

    // MARK: - Parts

    /// The line of a GeoJSON file in the project's system.
    func drawnLine(_ path: String, wgs84: Bool) throws -> [Point] {
        try points(of: DrawnLine(file: path, wgs84: wgs84))
    }

    /// A drawn line in the project's system.
    func points(of line: DrawnLine) throws -> [Point] {
        let system = try system()
        let path = line.name
        let drawn = try LineFile.line(line)
        let shape: Shape =
            line.wgs84
            ? try Transform(from: CoordinateSystem("EPSG:4326"), to: system).forward(.line(drawn))
            : .line(drawn)
        guard case .lines(let lines) = shape, let points = lines.first else {
            throw LineFile.invalid(path, "it is no line")
        }
        try LineFile.requireMetric(points, path, system)
        return points
    }

    func planningDesk(rates: String? = nil) throws -> PlanningDesk {
        let city = self.city
        var desk = PlanningDesk(
            city: city, system: try system(), rates: try self.rates(rates), pack: try pack(),
            calendar: try calendar(),
            today: self.desk.today, approval: self.desk.approval, layers: try city.layers(),
            takenStubs: try heldStubs()
        )
        desk.clearances = try clearances()
        return desk
    }

    /// The case that holds each stub that is reserved or used.
    func heldStubs() throws -> [String: String] {
        try ledger.stubUses().compactMapValues { $0.caseID?.rawValue }
    }

    func plot(_ id: String) throws -> Feature {
        guard let plot = try city.feature(id, of: .plots) else {
            throw Problem(
                .plotNotFound, "there is no plot '\(id)'",
                at: .init(file: path, layer: LayerName.plots.rawValue, feature: id),
                help: "'outerline layer export' or QGIS shows the ids")
        }
        return plot
    }

    func requireLayer(_ layer: LayerName) throws {
        guard try city.layers().contains(layer) else {
            throw Problem(
                .layerMissing, "layer \(layer.rawValue) is empty",
                at: .init(file: path, layer: layer.rawValue),
                help:
                    "import it: outerline layer import \((path as NSString).lastPathComponent) \(layer.rawValue) SOURCE"
            )
        }
    }

    /// The utilities asked for, or those the project has a main or stub for; all three if it has none.
    func utilities(_ selection: RouteSelection) throws -> [Utility] {
        if !selection.utilities.isEmpty { return Array(Set(selection.utilities)).sorted() }
        let found = try city.utilities()
        return found.isEmpty ? Utility.allCases : found
    }

    func wholeCity() throws -> Box {
        try file.layerSummaries().compactMap(\.extent).reduce(Box.empty) { box, extent in
            extent.count == 4
                ? box.union(Box(minX: extent[0], minY: extent[1], maxX: extent[2], maxY: extent[3])) : box
        }
    }
}
