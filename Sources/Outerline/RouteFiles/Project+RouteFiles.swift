import CityFiles
import Coordinator
import Foundation
import Geometry
import ProjectFile
import Reports
import Vocabulary

extension Project {
    /// Writes the route of a case as layers for GIS programs: `route`, `crossings`, `contacts`, `areas`, `points`.
    ///
    /// A GeoPackage is one file, `<case>.gpkg`; a Shapefile is one set of files for each layer with a feature, its texts
    /// in GBK; both are in the project's system. GeoJSON is one file in WGS 84 (RFC 7946).
    ///
    /// - Returns: the paths written.
    /// - Throws: ``Problem`` `CLI-110` if the case has no route, `PRJ-102` if the folder cannot be written, `LYR-117`.
    public func writeRouteLayers(
        _ id: String, _ format: ExportFormat, into folder: String, language: ReportLanguage
    ) throws -> [String] {
        try writeLayers(of: try routeReport(id), format, into: folder, language: language)
    }

    /// Writes the drawing of a case's route for CAD, `<case>.dxf`.
    ///
    /// - Parameters:
    ///   - scale: 1 to so many, at which texts have their height on paper.
    ///   - tables: drawn beside the plan; none by default.
    /// - Returns: the path written.
    /// - Throws: ``Problem`` as ``writeRouteLayers(_:_:into:language:)``.
    public func writeRouteDrawing(
        _ id: String, into folder: String, language: ReportLanguage, scale: Double = 500,
        tables: [ReportTable] = []
    ) throws -> [String] {
        try writeDrawing(
            of: try routeReport(id), into: folder, language: language, scale: scale, tables: tables)
    }

    /// The files of a report's format that is a map; none for others.
    func writeMap(
        of report: RouteReport, _ format: RouteReportFormat, _ options: RouteReportOptions,
        into folder: String
    ) throws -> [String] {
        let language = options.language
        switch format {
        case .dxf:
            let tables =
                options.drawsTables
                ? ["crossings", "coordinates"].compactMap { report.table($0, language) } : []
            return try writeDrawing(of: report, into: folder, language: language, tables: tables)
        case .gpkg: return try writeLayers(of: report, .gpkg, into: folder, language: language)
        case .shp: return try writeLayers(of: report, .shp, into: folder, language: language)
        case .geojson: return try writeLayers(of: report, .geojson, into: folder, language: language)
        case .md, .pdf, .json, .csv, .xlsx: return []
        }
    }

    func writeLayers(
        of report: RouteReport, _ format: ExportFormat, into folder: String, language: ReportLanguage
    ) throws -> [String] {
        try OutputFolder.make(folder)
        let path = URL(fileURLWithPath: folder).appendingPathComponent(
            "\(report.state.id).\(format.rawValue)"
        )
        .path
        guard format != .geojson else {
            try OutputFolder.write(try report.geoJSON(areas: try geographicAreas(of: report)), to: path)
            return [path]
        }
        let layers = try RouteLayers(report, language).all
        return try VectorFile.write(
            format == .shp ? layers.filter { !$0.features.isEmpty } : layers, to: path, format: format,
            crs: try file.crs(), time: "\(desk.today)T00:00:00.000Z"
        ).paths
    }

    func writeDrawing(
        of report: RouteReport, into folder: String, language: ReportLanguage, scale: Double = 500,
        tables: [ReportTable] = []
    ) throws -> [String] {
        let scene = try sheetScene(of: report, SheetOptions(language: language), style: try mapStyle())
            .cutToSheets(SheetOptions(language: language))
        var drawing = RouteDrawing(scene, scale: scale, language)
        drawing.add(tables)
        try OutputFolder.make(folder)
        let path = URL(fileURLWithPath: folder).appendingPathComponent("\(report.state.id).dxf").path
        try drawing.drawing.writeDXF(to: path)
        return [path]
    }

    /// The ground a route disturbs, in longitude and latitude.
    func geographicAreas(of report: RouteReport) throws -> [RouteReport.GeographicArea] {
        let transform = try Transform(from: try system(), to: CoordinateSystem("EPSG:4326"))
        return try (report.state.route?.disturbed ?? []).map { area in
            let shape = try transform.forward(try WKB.decode(Array(area.wkb)))
            return RouteReport.GeographicArea(
                layer: area.layer, feature: area.feature, area: area.areaM2, polygons: shape.polygons)
        }
    }
}
