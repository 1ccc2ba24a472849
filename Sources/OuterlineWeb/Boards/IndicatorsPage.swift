import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Outerline
import PermitPolicy
import Reports
import Vocabulary

/// What a supervisor asks of many cases: rates, days, visits; the tables of the report, and its charts.
struct IndicatorsPage: PageModel {
    static let template = "indicators"
    var title: String
    var filter: ViewFilterModel
    var charts: [Chart]
    var tables: [Table]
    var files: [File]
    var figures: [Figure]

    struct Figure: Sendable, Hashable {
        var name: String
        var value: String
    }

    struct Chart: Sendable, Hashable {
        var address: String
        var title: String
    }

    struct Table: Sendable, Hashable {
        var id: String
        var title: String
        var columns: [Cell]
        var rows: [Row]
        var empty: String?

        struct Row: Sendable, Hashable {
            var name: String
            var cells: [Cell]
        }

        struct Cell: Sendable, Hashable {
            var text: String
            var isNumber: Bool
        }
    }

    struct File: Sendable, Hashable {
        var name: String
        var address: String
    }

    private static let formats: [IndicatorFormat] = [.pdf, .xlsx, .csv]

    // MARK: - Handlers

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let query = try ViewQuery(desk)
        let (scope, phrases) = (desk.scope, desk.phrases)
        let model = try await desk.project { project in
            let within = try project.knownScope(scope)
            let document = try indicators(desk, project, query, within)
            let filter = ViewFilterModel(
                query, try desk.choices(project, within), within, phrases, action: "/indicators")
            return IndicatorsPage(document.indicators, filter, query, phrases)
        }
        return desk.page(model)
    }

    /// One chart of the page.
    @Sendable static func chart(_ desk: DeskRequest) async throws -> Response {
        let (query, scope, language) = (try ViewQuery(desk), desk.scope, desk.reportLanguage)
        let number = Int(desk.parameter("chart").prefix { $0 != "." }) ?? -1
        let svg = try await desk.project { project -> Data? in
            let document = try indicators(desk, project, query, try project.knownScope(scope))
            let charts = IndicatorReport(document.indicators, language).charts()
            guard charts.indices.contains(number) else { return nil }
            return try charts[number].svg(language)
        }
        guard let svg else { throw Problem(.noSuchPage, "there is no such chart") }
        return Response.svg(svg)
    }

    /// The whole report as a file.
    @Sendable static func file(_ desk: DeskRequest) async throws -> Response {
        let (query, scope, language) = (try ViewQuery(desk), desk.scope, desk.reportLanguage)
        let name = desk.parameter("file")
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 2, parts[0] == "report",
            let format = formats.first(where: { $0.rawValue == parts[1] })
        else { throw Problem(.noSuchPage, "there is no such report", help: "one of: pdf, xlsx, csv") }
        let data = try await desk.project { project in
            let document = try indicators(desk, project, query, try project.knownScope(scope))
            return try project.data(document, format, language)
        }
        let types: [IndicatorFormat: String] = [
            .pdf: "application/pdf", .csv: "text/csv; charset=utf-8",
            .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ]
        return Download.answer(
            data, type: types[format] ?? "application/octet-stream",
            disposition: "attachment; filename=\"indicators-\(desk.today).\(format.rawValue)\"")
    }

    /// Counted once for a state of the log, whoever asks.
    private static func indicators(
        _ desk: DeskRequest, _ project: Project, _ query: ViewQuery, _ scope: ViewScope
    ) throws -> IndicatorsDocument {
        let request = query.request(scope)
        return try desk.site.host.memory.value(desk.viewState, "indicators \(request)") {
            try project.indicators(request)
        }
    }

    // MARK: - Model

    private init(
        _ indicators: Indicators, _ filter: ViewFilterModel, _ query: ViewQuery, _ phrases: Phrases
    ) {
        let report = IndicatorReport(indicators, phrases.report)
        title = phrases["indicators"]
        self.filter = filter
        let lang = ("lang", phrases.language.rawValue)
        charts = report.chartTitles.enumerated().map { number, title in
            Chart(address: query.address("/indicators/charts/\(number).svg", [lang]), title: title)
        }
        tables = report.tables.map(Table.init)
        files = Self.formats.map {
            File(
                name: $0.rawValue.uppercased(),
                address: query.address("/indicators/files/report.\($0.rawValue)", [lang]))
        }
        let total = indicators.total
        figures = [
            ("indicator_open", "\(total.open)"), ("overdue_cases", "\(total.overdue)"),
            ("on_time_rate", total.onTimeRate.map(Numbers.percent) ?? "—"),
            ("average_days", total.averageNetDays.map(Numbers.plain) ?? "—"),
            ("no_visit_cases", "\(total.visits0)"),
        ].map { Figure(name: phrases[$0.0], value: $0.1) }
    }
}

extension IndicatorsPage.Table {
    init(_ table: ReportTable) {
        id = "table-\(table.id)"
        title = table.title
        columns = table.columns.map { Cell(text: $0.title, isNumber: $0.kind == .number) }
        rows = table.rows.map { row in
            Row(
                name: row.first?.text ?? "",
                cells: zip(table.columns, row).dropFirst().map {
                    Cell(text: $1.text, isNumber: $0.kind == .number)
                })
        }
        empty = rows.isEmpty ? table.empty : nil
    }
}
