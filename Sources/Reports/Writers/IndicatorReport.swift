import Coordinator
import PermitPolicy
import Vocabulary

/// The indicators as tables, from which all formats are made, so that they cannot disagree.
public struct IndicatorReport: Sendable {
    /// Ids: `total`, `district`, `utility`, `stage`, `holder`, `permit_holder`, `overdue`, and `sample` if one was drawn.
    ///
    /// The first column names the row.
    public let tables: [ReportTable]
    public let language: ReportLanguage
    public let indicators: Indicators
    public let title: String

    public init(_ indicators: Indicators, _ language: ReportLanguage) {
        let say = ReportVocabulary(language)
        self.indicators = indicators
        self.language = language
        title = say("Indicators on \(indicators.today)", "报装指标 \(indicators.today)")
        var tables = [
            Self.caseTable("total", say("All cases", "全部案件"), [(say("all", "合计"), indicators.total)], say),
            Self.caseTable(
                "district", say("By district", "按区市"),
                indicators.byDistrict.map { (Self.name($0, say), $0) }, say),
            Self.caseTable(
                "utility", say("By utility", "按专业"), indicators.byUtility.map { (Self.name($0, say), $0) },
                say),
            Self.dayTable("stage", say("Working days by stage", "各环节工作日"), indicators.stages, say),
            Self.dayTable(
                "holder", say("Working days of the promise by holder", "承诺时限按责任方"), indicators.holders, say),
            Self.dayTable(
                "permit_holder", say("Working days of permits by holder", "许可办理按责任方"),
                indicators.permitHolders, say),
            Self.overdue(indicators.overdue, say),
        ]
        if let sample = indicators.sample {
            tables.append(
                ReportTable(
                    "sample",
                    say(
                        "Random sample of \(sample.from) cases, seed \(sample.seed)",
                        "随机抽样（共 \(sample.from) 件，种子 \(sample.seed)）"),
                    [.init("number", say("no", "序号"), .short), .init("case", say("case", "案件"))],
                    rows: sample.cases.enumerated().map {
                        [.integer($0.offset + 1), .text($0.element.rawValue)]
                    },
                    empty: say("No case was drawn.", "未抽取案件。")))
        }
        self.tables = tables
    }

    /// Tidy CSV after RFC 4180, one value a line: section, row, measure, value.
    public var csv: String {
        var lines: [[String]] = []
        for table in tables {
            for row in table.rows {
                for (column, cell) in zip(table.columns, row).dropFirst() {
                    lines.append([table.id, row[0].text, column.title, cell == .missing ? "" : cell.text])
                }
            }
        }
        let say = ReportVocabulary(language)
        return CSVText.text(
            [say("section", "表"), say("row", "行"), say("measure", "指标"), say("value", "值")], lines)
    }

    /// The report as a document, with its charts.
    ///
    /// - Parameter footer: at the foot of every page, such as the program.
    public func document(footer: String = "") -> ReportDocument {
        let say = ReportVocabulary(language)
        return ReportDocument(
            title: title, footer: footer, language: language,
            blocks: [.heading(say("Charts", "图表"), level: 2)] + charts().map { .drawing($0) }
                + tables.map { .table($0) })
    }

    // MARK: - Parts

    private static func caseTable(
        _ id: String, _ title: String, _ rows: [(name: String, row: IndicatorRow)], _ say: ReportVocabulary
    ) -> ReportTable {
        func number(_ key: String, _ en: String, _ zh: String) -> ReportTable.Column {
            .init(key, say(en, zh), .number)
        }
        return ReportTable(
            id, title,
            [
                .init("name", say("name", "名称")), number("cases", "cases", "案件"),
                number("open", "open", "在办"), number("supplied", "supplied", "已通"),
                number("withdrawn", "withdrawn", "撤回"), number("overdue", "overdue", "超期"),
                number("promised", "promised", "有承诺办结"), number("on_time", "on time", "按期"),
                number("on_time_percent", "on-time rate", "按期率"),
                number("average_net_days", "net days", "平均净工作日"),
                number("average_gross_days", "gross days", "平均总工作日"), number("visits_0", "no visit", "零跑"),
                number("visits_1", "one visit", "跑一次"), number("visits_more", "more visits", "跑多次"),
                number("average_permits", "permits a case", "件均事项"),
                number("average_documents", "documents a case", "件均材料"),
                number("average_steps", "steps a case", "件均环节"),
                number("average_fees", "fees a case", "件均费用"),
                number("permits_open", "permits open", "未结许可"), number("permits", "permits", "许可"),
            ], rows: rows.map { cells($0.name, $0.row) }, empty: say("No case.", "无案件。"))
    }

    private static func cells(_ name: String, _ row: IndicatorRow) -> [ReportTable.Cell] {
        [
            .text(name), .integer(row.cases), .integer(row.open), .integer(row.supplied),
            .integer(row.withdrawn), .integer(row.overdue), .integer(row.promised), .integer(row.onTime),
            .init(row.onTimeRate.map { $0 * 100 }, decimals: 1, unit: "%"),
            .init(row.averageNetDays, decimals: 2), .init(row.averageGrossDays, decimals: 2),
            .integer(row.visits0), .integer(row.visits1), .integer(row.visitsMore),
            .init(row.averagePermits, decimals: 2), .init(row.averageDocuments, decimals: 2),
            .init(row.averageSteps, decimals: 2), .init(row.averageFees, decimals: 2),
            .integer(row.permitsOpen), .integer(row.permits),
        ]
    }

    private static func dayTable(
        _ id: String, _ title: String, _ shares: [DayShare], _ say: ReportVocabulary
    ) -> ReportTable {
        ReportTable(
            id, title,
            [
                .init("name", say("name", "名称")), .init("count", say("count", "数量"), .number),
                .init("days", say("days", "工作日"), .number), .init("average", say("average", "平均"), .number),
            ],
            rows: shares.map {
                [
                    .text(word($0.name, say)), .integer($0.count), .integer($0.days),
                    .number($0.average, decimals: 2),
                ]
            }, empty: say("No day was counted.", "无计时记录。"))
    }

    static func name(_ row: IndicatorRow, _ say: ReportVocabulary) -> String {
        guard let key = row.key else { return say("(no district)", "（未标区市）") }
        if row.unknown { return "\(key) \(say("(unknown)", "（未知）"))" }
        guard let title = row.title else { return key }
        return row.key == row.title?.en ? say(title) : "\(key) \(say(title))"
    }

    private static func overdue(_ cases: [OverdueCase], _ say: ReportVocabulary) -> ReportTable {
        ReportTable(
            "overdue", say("Overdue cases", "超期案件"),
            [
                .init("case", say("case", "案件")), .init("district", say("district", "区市"), .short),
                .init("company", say("franchise utility", "专营企业")),
                .init("stage", say("stage", "环节"), .short), .init("due", say("due", "期限"), .short),
                .init("days_late", say("working days late", "超期工作日"), .number),
            ],
            rows: cases.map {
                [
                    .text($0.caseID.rawValue), .init($0.district), .init($0.company),
                    .text(word($0.stage.rawValue, say)), .day($0.due), .integer($0.daysLate),
                ]
            }, empty: say("No case is overdue.", "无超期案件。"))
    }

    /// The words of stages and holders.
    static func word(_ name: String, _ say: ReportVocabulary) -> String {
        let stage = CaseStage(rawValue: name)?.wording.zh
        return say(name, stage ?? ReportWords.party(name, .zh))
    }
}
