import Coordinator
import Foundation
import Reports
import Vocabulary

/// A format of the route report.
public enum RouteReportFormat: String, Codable, Sendable, CaseIterable {
    case md, pdf, json, csv, geojson, xlsx, dxf, gpkg, shp
}

/// What a route report is to hold, and in which form.
public struct RouteReportOptions: Sendable {
    public var formats: [RouteReportFormat]
    public var language: ReportLanguage
    /// The tables written as CSV, by id; empty for all.
    public var csvTables: Set<String>
    /// Where the routes of the other regimes come from.
    public var alternatives: AlternativesShown
    /// Whether the drawing for CAD has the tables of crossings and coordinates beside the plan.
    public var drawsTables = false
    /// The wording around the report and the title block of its sheets; nil for those shipped.
    public var templates: PaperTemplates?

    public init(
        _ formats: [RouteReportFormat], _ language: ReportLanguage,
        csvTables: Set<String> = ["crossings", "coordinates"], alternatives: AlternativesShown = .auto
    ) {
        self.formats = formats
        self.language = language
        self.csvTables = csvTables
        self.alternatives = alternatives
    }
}

/// A file of a report, before it is written.
struct ReportFile {
    var name: String
    var data: Data
}

extension RouteReporter {
    /// The files of one format, named after the case.
    func files(_ format: RouteReportFormat, _ report: RouteReport, _ options: RouteReportOptions) throws
        -> [ReportFile]
    {
        let id = report.state.id.rawValue
        let language = options.language
        switch format {
        case .md:
            return [ReportFile(name: "\(id).md", data: Data(try document(report, language).markdown().utf8))]
        case .pdf:
            let drawings = try drawings(of: report, language)
            let document = try document(
                report, language, sheets: drawings.sheets, details: drawings.details)
            return [ReportFile(name: "\(id).pdf", data: try document.pdf(on: report.today))]
        case .json: return [ReportFile(name: "\(id).json", data: try report.json(language))]
        case .xlsx: return [ReportFile(name: "\(id).xlsx", data: try report.workbook(language).data())]
        // Written with the city around them, or in files of their own; see `writeMap`.
        case .geojson, .dxf, .gpkg, .shp: return []
        case .csv:
            return report.tables(language).filter {
                options.csvTables.isEmpty ? !$0.rows.isEmpty : options.csvTables.contains($0.id)
            }.map { ReportFile(name: "\(id)-\($0.id).csv", data: Data($0.csv.utf8)) }
        }
    }
}
