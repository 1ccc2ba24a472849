import CityFiles
import CityModel
import Coordinator
import Foundation
import Geometry
import ProjectFile
import Reports
import Vocabulary

extension Project {
    /// The files of a report's format that is a map; none for others.
    func writeMap(
        of report: RouteReport, _ format: RouteReportFormat, _ options: RouteReportOptions, _ style: MapStyle,
        into folder: String
    ) throws -> [String] {
        let language = options.language
        switch format {
        case .dxf:
            let tables =
                options.drawsTables
                ? ["crossings", "coordinates"].compactMap { report.table($0, language) } : []
            return try writeDrawing(of: report, style, into: folder, language: language, tables: tables)
        case .gpkg: return try writeLayers(of: report, .gpkg, into: folder, language: language)
        case .shp: return try writeLayers(of: report, .shp, into: folder, language: language)
        case .geojson: return try writeLayers(of: report, .geojson, into: folder, language: language)
        case .md, .pdf, .json, .csv, .xlsx: return []
        }
    }

    /// Writes the route as layers for GIS programs: `route`, `crossings`, `contacts`, `areas`, `points`.
    ///
    /// A GeoPackage is one file, `<case>.gpkg`; a Shapefile is one set of files for each layer with a feature, its texts
    /// in GBK; both are in the project's system. GeoJSON is one file in WGS 84 (RFC 7946).
    ///
    /// - Returns: the paths written.
    /// - Throws: ``Problem`` `PRJ-102` if the folder cannot be written, `LYR-117`.
    private func writeLayers(
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

    /// Writes the drawing of a route for CAD, `<case>.dxf`.
    ///
    /// - Parameters:
    ///   - scale: 1 to so many, at which texts have their height on paper.
    ///   - tables: drawn beside the plan.
    private func writeDrawing(
        of report: RouteReport, _ style: MapStyle, into folder: String, language: ReportLanguage,
        scale: Double = 500, tables: [ReportTable]
    ) throws -> [String] {
        let scene = try sheetScene(of: report, SheetOptions(language: language), style: style)
            .cutToSheets(SheetOptions(language: language))
        var drawing = RouteDrawing(scene, scale: scale, language)
        drawing.add(tables)
        drawing.addNote(of: report)
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
