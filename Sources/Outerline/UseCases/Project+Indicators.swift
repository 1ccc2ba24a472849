import Coordinator
import Foundation
import Ledger
import PermitPolicy
import Reports
import Vocabulary

/// A format of the indicators.
public enum IndicatorFormat: String, Codable, Sendable, CaseIterable {
    case json, csv, md, pdf, svg, xlsx
}

/// The object of `report indicators --json`.
public struct IndicatorsDocument: Encodable, Sendable {
    public var schema = "outerline.indicators/1"
    public var asOf: Day?
    public var indicators: Indicators

    private enum CodingKeys: String, CodingKey {
        case schema, indicators
        case asOf = "as_of"
    }
}

extension Project {
    /// The indicators of all cases a request lets through (R04, R05, R40, R42); its lamp and holder are of no matter.
    public func indicators(
        _ request: ViewRequest = ViewRequest(), sampling: CaseSample.Request? = nil
    ) throws -> IndicatorsDocument {
        let measures = try measures(try filter(request))
        return IndicatorsDocument(
            asOf: asOf,
            indicators: Indicators(
                measures, areas: try pack().authorities, sampling: sampling, on: desk.today, try calendar()))
    }

    /// Writes indicators as a file, whole or not at all.
    public func write(
        _ document: IndicatorsDocument, _ format: IndicatorFormat, _ language: ReportLanguage,
        to path: String
    ) throws {
        try OutputFolder.write(try data(document, format, language), to: path)
    }

    /// Indicators in a format, as they are written to a file.
    public func data(
        _ document: IndicatorsDocument, _ format: IndicatorFormat, _ language: ReportLanguage
    ) throws -> Data {
        let report = IndicatorReport(document.indicators, language)
        switch format {
        case .json: return try JSONText.document(document)
        case .csv: return Data(report.csv.utf8)
        case .xlsx:
            let sheets = report.tables.filter { !$0.rows.isEmpty }.map { Workbook.Sheet($0) }
            return try Workbook(
                title: report.title, day: document.indicators.today, program: Version.text,
                language: language,
                sheets: sheets
            ).data()
        case .pdf: return try report.document(footer: Version.text).pdf(on: document.indicators.today)
        case .svg: return try report.picture().svg(language)
        case .md: return Data(report.document(footer: Version.text).markdown().utf8)
        }
    }
}
