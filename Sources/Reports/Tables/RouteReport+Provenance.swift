import Coordinator
import PermitPolicy
import Vocabulary

// What a reader has to know of the report itself.
extension RouteReport {
    func findingTable(_ say: ReportVocabulary) -> ReportTable {
        ReportTable(
            "findings", say("Findings", "提示"),
            [
                .init("code", say("Code", "代码"), .short), .init("severity", say("Severity", "级别"), .short),
                .init("message", say("What", "内容")),
            ],
            rows: (findings + decision.findings).map { finding in
                [
                    .text(finding.code), .text(ReportWords.severity(finding.severity, say.language)),
                    .text(message(finding, say)),
                ]
            }, empty: say("Nothing to tell.", "无。"))
    }

    /// A finding in the language of the report.
    ///
    /// One recorded before findings had Chinese words has its title and what it is about: no sentence of another
    /// language stands in a report.
    private func message(_ finding: Finding, _ say: ReportVocabulary) -> String {
        guard say.language == .zh else { return finding.message }
        if let text = finding.messageZh { return say(Wording(zh: text, en: finding.message)) }
        let title = ReportWords.findingTitle(finding.code) ?? "详见英文报告"
        return finding.subjects.isEmpty ? title : "\(title)：\(say.list(finding.subjects))"
    }

    func sourceTable(_ say: ReportVocabulary) -> ReportTable {
        let pack = decision.pack
        var rows: [[ReportTable.Cell]] = [
            [
                .text(say("program", "程序")), .text(program), .missing, .missing, .missing, .missing,
            ],
            [
                .text(say("policy pack", "政策包")), .text("\(pack.name) \(pack.version)"), .missing, .missing,
                .day(decision.decidedOn), .text(pack.sha256),
            ],
            [
                .text(say("route (WKB)", "路由（WKB）")), .text(state.id.rawValue), .text(crs), .missing,
                .init(state.routeChosenOn), .text(routeHash),
            ],
        ]
        rows += sources.map { source in
            [
                .text(ReportWords.layerTitle(source.layer, say.language)), .text(source.file),
                .text(source.crs), .integer(source.count), .day(source.importedOn), .text(source.sha256),
            ]
        }
        return ReportTable(
            "sources", say("Sources", "数据与规则来源"),
            [
                .init("what", say("What", "内容")), .init("origin", say("File or version", "文件或版本")),
                .init("crs", say("CRS", "坐标系"), .short), .init("count", say("Count", "数量"), .number),
                .init("day", say("Date", "日期"), .short), .init("sha256", "SHA-256"),
            ], rows: rows, empty: "—")
    }
}
