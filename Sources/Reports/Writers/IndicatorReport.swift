import Coordinator
import PermitPolicy
import Vocabulary

/// The indicators as tables, from which all text formats are made, so that they cannot disagree.
public struct IndicatorReport: Sendable {
    /// One table with a title; its first column names the row.
    public struct Section: Sendable {
        public var id: String
        public var title: String
        public var columns: [String]
        public var rows: [[String]]
    }

    public let sections: [Section]
    private let title: String
    private let header: [String]

    public init(_ indicators: Indicators, _ language: ReportLanguage) {
        func say(_ en: String, _ zh: String) -> String { language.say(en, zh) }
        title = say("Indicators on \(indicators.today)", "报装指标 \(indicators.today)")
        header = [
            say("section", "表"), say("row", "行"), say("measure", "指标"), say("value", "值"),
        ]
        let districts = indicators.byDistrict.map { Self.row($0, Self.name($0, language)) }
        let utilities = indicators.byUtility.map { Self.row($0, Self.name($0, language)) }
        var sections = [
            Section(
                id: "total", title: say("All cases", "全部案件"), columns: Self.columns(language),
                rows: [Self.row(indicators.total, say("all", "合计"))]),
            Section(
                id: "district", title: say("By district", "按区市"), columns: Self.columns(language),
                rows: districts),
            Section(
                id: "utility", title: say("By utility", "按专业"), columns: Self.columns(language),
                rows: utilities),
        ]
        for (id, title, shares) in [
            ("stage", say("Working days by stage", "各环节工作日"), indicators.stages),
            ("holder", say("Working days of the promise by holder", "承诺时限按责任方"), indicators.holders),
            (
                "permit_holder", say("Working days of permits by holder", "许可办理按责任方"),
                indicators.permitHolders
            ),
        ] {
            let columns = [
                say("name", "名称"), say("count", "数量"), say("days", "工作日"), say("average", "平均"),
            ]
            let rows = shares.map {
                [
                    Self.word($0.name, language), String($0.count), String($0.days),
                    ReportWords.number($0.average, 2),
                ]
            }
            sections.append(Section(id: id, title: title, columns: columns, rows: rows))
        }
        sections.append(Self.overdue(indicators.overdue, language))
        if let sample = indicators.sample {
            let rows = sample.cases.enumerated().map { [String($0.offset + 1), $0.element.rawValue] }
            sections.append(
                Section(
                    id: "sample",
                    title: say(
                        "Random sample of \(sample.from) cases, seed \(sample.seed)",
                        "随机抽样（共 \(sample.from) 件，种子 \(sample.seed)）"),
                    columns: [say("no", "序号"), say("case", "案件")], rows: rows))
        }
        self.sections = sections
    }

    /// Tidy CSV after RFC 4180, one value a line: section, row, measure, value.
    public var csv: String {
        var lines: [[String]] = []
        for section in sections {
            for row in section.rows {
                for (column, value) in zip(section.columns, row).dropFirst() {
                    lines.append([section.id, row[0], column, value])
                }
            }
        }
        return CSVText.text(header, lines)
    }

    public var markdown: String {
        var lines = ["# \(title)"]
        for section in sections {
            lines += ["", "## \(section.title)", ""]
            lines.append("| " + section.columns.joined(separator: " | ") + " |")
            lines.append("|" + section.columns.map { _ in "---|" }.joined())
            for row in section.rows {
                lines.append("| " + row.map(Self.cell).joined(separator: " | ") + " |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Parts

    private static func columns(_ language: ReportLanguage) -> [String] {
        [
            ("name", "名称"), ("cases", "案件"), ("open", "在办"), ("supplied", "已通"), ("withdrawn", "撤回"),
            ("overdue", "超期"), ("promised", "有承诺办结"), ("on time", "按期"), ("on-time rate", "按期率"),
            ("net days", "平均净工作日"), ("gross days", "平均总工作日"), ("no visit", "零跑"), ("one visit", "跑一次"),
            ("more visits", "跑多次"), ("permits a case", "件均事项"), ("documents a case", "件均材料"),
            ("steps a case", "件均环节"), ("fees a case", "件均费用"), ("permits open", "未结许可"),
        ].map { language.say($0.0, $0.1) }
    }

    private static func row(_ row: IndicatorRow, _ name: String) -> [String] {
        func number(_ value: Double?, _ decimals: Int) -> String {
            value.map { ReportWords.number($0, decimals) } ?? ""
        }
        return [
            name, String(row.cases), String(row.open), String(row.supplied), String(row.withdrawn),
            String(row.overdue), String(row.promised), String(row.onTime),
            row.onTimeRate.map { ReportWords.number($0 * 100, 1) + " %" } ?? "",
            number(row.averageNetDays, 2), number(row.averageGrossDays, 2), String(row.visits0),
            String(row.visits1), String(row.visitsMore), number(row.averagePermits, 2),
            number(row.averageDocuments, 2), number(row.averageSteps, 2), number(row.averageFees, 2),
            "\(row.permitsOpen)/\(row.permits)",
        ]
    }

    private static func name(_ row: IndicatorRow, _ language: ReportLanguage) -> String {
        guard let key = row.key else { return language.say("(no district)", "（未标区市）") }
        if row.unknown { return "\(key) \(language.say("(unknown)", "（未知）"))" }
        guard let title = row.title else { return key }
        return row.key == row.title?.en ? language.say(title) : "\(key) \(language.say(title))"
    }

    private static func overdue(_ cases: [OverdueCase], _ language: ReportLanguage) -> Section {
        func say(_ en: String, _ zh: String) -> String { language.say(en, zh) }
        let columns = [
            say("case", "案件"), say("district", "区市"), say("franchise utility", "专营企业"),
            say("stage", "环节"), say("due", "期限"), say("working days late", "超期工作日"),
        ]
        let rows = cases.map {
            [
                $0.caseID.rawValue, $0.district ?? "", $0.company ?? "", word($0.stage.rawValue, language),
                $0.due.description, String($0.daysLate),
            ]
        }
        return Section(
            id: "overdue", title: say("Overdue cases", "超期案件"), columns: columns, rows: rows)
    }

    /// The words of stages and holders.
    private static func word(_ name: String, _ language: ReportLanguage) -> String {
        let zh: [String: String] = [
            "early_works": "提前介入", "filed": "已申请", "scheme": "确定方案", "waiting_conditions": "待具备条件",
            "valve_opening": "开阀供能", "supplied": "已通", "withdrawn": "已撤回", "utility": "专营企业",
            "authority": "审批机关", "user": "用户", "designer": "设计单位", "contractor": "施工单位",
            "nobody": "不可抗力",
        ]
        return language.say(name, zh[name] ?? name)
    }

    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("\n", with: " ")
    }
}
