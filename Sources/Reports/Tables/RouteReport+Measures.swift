import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary
import WorkCalendar

// What the route is and how long: summary, thresholds, lengths.
extension RouteReport {
    func summaryTable(_ say: ReportVocabulary) -> ReportTable {
        var table = ReportTable(
            "summary", say("Summary", "概况"),
            [.init("item", say("Item", "项目")), .init("value", say("Value", "内容"))], empty: "—")
        func row(_ en: String, _ zh: String, _ cell: ReportTable.Cell) {
            table.rows.append([.text(say(en, zh)), cell])
        }
        row("Case", "案件编号", .text(state.id.rawValue))
        row("Application", "报装申请编号", .text(state.parent.rawValue))
        row("Project", "项目名称", .init(state.project))
        row("Applicant", "申请单位", .init(state.applicant))
        row("Plot", "地块", .init(state.plot))
        row("Utility", "专业", .text(say(state.utility.rawValue, state.utility.zh)))
        row(
            "Franchise utility", "专营企业",
            .init(state.company ?? state.companyOpenReason.map { ReportWords.openReason($0, say.language) }))
        row("Customer representative", "客户代表", .init(state.representative))
        row("Class", "办理类别", .text(classText(say)))
        row("Promise", "承诺时限", .text(say(decision.promise.budgetText)))
        row("Outer line", "外线工程", .text(outerLineText(say)))
        row("Route", "路由方案", .text(ReportWords.regime(regime, say.language)))
        row("From", "接驳点", .text(ReportWords.source(fromLayer, fromFeature, say.language)))
        row(
            "Diameter", "公称直径",
            .init(diameter.map { "DN " + ReportWords.plain($0) } ?? say("not stated", "未提供")))
        row("Ground length (decides)", "实地长度（判定用）", .number(groundLength, decimals: 2, unit: "m"))
        row("Grid length", "图上长度", .number(gridLength, decimals: 2, unit: "m"))
        row("Trench and working strip", "沟槽及作业带宽", .number(stripWidth, decimals: 2, unit: "m"))
        row("Bends", "转角数", .integer(bends.count))
        row("Crossings", "穿越数", .integer(stretches.count { $0.crossing.kind != .strip }))
        row(
            "Permits to obtain", "须办理许可数",
            .integer(requiredPermits.count))
        row("Ready to dig", "预计可开工日期", .text(readyText(say)))
        if let cost {
            row(
                "Cost estimate (assumed rates)", "估算费用（假定单价）",
                .number(cost, decimals: 0, unit: ReportWords.currency(currency, say.language)))
        }
        row("Coordinate system", "坐标系", .text("\(crs) \(crsName)"))
        row("Date", "报告日期", .day(today))
        return table
    }

    /// `three-stage (A → B → C)`, with the mark of a class a person has to look at.
    func classText(_ say: ReportVocabulary) -> String {
        let promise = decision.promise
        let stages = promise.stages.map { say($0.title) }.joined(separator: " → ")
        return say(promise.title) + (stages.isEmpty ? "" : say(" (\(stages))", "（\(stages)）"))
            + (promise.review ? say(", REVIEW", "，待复核") : "")
    }

    func outerLineText(_ say: ReportVocabulary) -> String {
        let needed = decision.outerLine.needed ? say("needed", "需要") : say("not needed", "不需要")
        return needed + say(": ", "：") + say(decision.outerLine.reason)
    }

    /// `2026-12-18 (20 working days, provisional)`.
    func readyText(_ say: ReportVocabulary) -> String {
        guard let programme else { return say("not worked out", "未推算") }
        guard let day = programme.readyToDig else {
            return say("unknown: some limits are not known", "未知：部分许可时限不明")
        }
        var parts: [String] = []
        if let days = calendar?.workingDays(after: today, through: day) {
            parts.append(say("\(days) working days", "\(days) 个工作日"))
        }
        if programme.provisional { parts.append(say("provisional", "暂定")) }
        guard !parts.isEmpty else { return "\(day)" }
        let text = parts.joined(separator: say(", ", "，"))
        return "\(day)" + say(" (\(text))", "（\(text)）")
    }

    func thresholdTable(_ say: ReportVocabulary) -> ReportTable {
        var table = ReportTable(
            "thresholds", say("Class and thresholds", "判定限值与余量"),
            [
                .init("rule", say("Rule", "规则")), .init("measure", say("Measured", "实测")),
                .init("value", say("Value", "数值"), .number), .init("limit", say("Limit", "限值"), .number),
                .init("margin", say("Margin", "余量"), .number),
                .init("standing", say("Standing", "结果"), .short),
                .init("effect", say("Effect if kept", "满足时的办理方式")), .init("source", say("Source", "依据")),
            ], empty: say("The pack has no threshold for this route.", "政策包对该路由未设限值。"))
        for reason in decision.promise.reasons {
            guard let margin = reason.margin else { continue }
            table.rows.append(
                row(
                    say("Class", "办理类别"), say("pipe length", "管道长度"), margin, met: margin.margin >= 0,
                    review: decision.promise.review, effect: nil, reason.source, say))
        }
        for threshold in decision.thresholds {
            let margins: [Margin?] = [threshold.margin] + threshold.also.map(Optional.some)
            for margin in margins {
                table.rows.append(
                    row(
                        say(threshold.title), ReportWords.measure(threshold.measure, say.language), margin,
                        met: threshold.met, review: threshold.review, effect: threshold.effect,
                        threshold.source, say))
            }
        }
        guard !table.rows.isEmpty else { return table }
        table.notes = [
            say(
                "Limits are held against the unrounded ground length; within the survey accuracy a person reviews.",
                "限值按未取整的实地长度判定；处于测量精度范围内的须人工复核。")
        ]
        return table
    }

    private func row(
        _ title: String, _ measure: String, _ margin: Margin?, met: Bool?, review: Bool,
        effect: ThresholdEffect?, _ source: Citation?, _ say: ReportVocabulary
    ) -> [ReportTable.Cell] {
        let unit = margin.map { $0.unit == "m2" ? "m²" : $0.unit } ?? ""
        let standing =
            met.map { $0 ? say("kept", "满足") : say("exceeded", "超出") } ?? say("UNKNOWN", "待定")
        return [
            .text(title), .text(measure), .init(margin?.value, decimals: 2, unit: unit),
            .init(margin?.limit, decimals: 2, unit: unit), .init(margin?.margin, decimals: 2, unit: unit),
            .text(standing + (review || margin?.withinAccuracy == true ? say(", REVIEW", "，待复核") : "")),
            .init(effect.map { ReportWords.effect($0, say.language) }),
            .init(source.map { ReportWords.citation($0, say.language) }),
        ]
    }

    func surfaceTable(_ say: ReportVocabulary) -> ReportTable {
        var table = ReportTable(
            "lengths_by_surface", say("Lengths by surface", "按地面类型的长度"),
            [
                .init("surface", say("Surface", "地面类型")),
                .init("length_m", say("Grid length m", "图上长度 m"), .number),
                .init("share_percent", say("Share %", "占比 %"), .number),
            ], empty: "—")
        for surface in Surface.allCases {
            guard let length = lengthsBySurface[surface], length >= 0.0005 else { continue }
            table.rows.append([
                .text(ReportWords.surface(surface, say.language)), .number(length, decimals: 2),
                .init(gridLength > 0 ? length / gridLength * 100 : nil, decimals: 1),
            ])
        }
        let sum = lengthsBySurface.values.sorted().reduce(0, +)
        table.rows.append([.text(say("all", "合计")), .number(sum, decimals: 2), .number(100, decimals: 1)])
        return table
    }

    /// Grid metres by laying method; what no stretch lays otherwise is open cut.
    var lengthsByMethod: [(method: LayingMethod, metres: Double)] {
        var totals: [LayingMethod: Double] = [:]
        var reached = 0.0
        for stretch in stretches.sorted(by: { $0.crossing.from < $1.crossing.from }) {
            guard let method = LayingMethod(rawValue: stretch.method), method.isTrenchless else { continue }
            let from = max(reached, stretch.crossing.from)
            guard stretch.crossing.to > from else { continue }
            totals[method, default: 0] += stretch.crossing.to - from
            reached = stretch.crossing.to
        }
        let trenchless = LayingMethod.allCases.reduce(0) { $0 + (totals[$1] ?? 0) }
        totals[.openCut] = max(0, gridLength - trenchless)
        return LayingMethod.allCases.compactMap { method in
            totals[method].flatMap { $0 >= 0.0005 ? (method, $0) : nil }
        }
    }

    func methodTable(_ say: ReportVocabulary) -> ReportTable {
        ReportTable(
            "lengths_by_method", say("Lengths by laying method", "按敷设工法的长度"),
            [
                .init("method", say("Method", "工法")),
                .init("length_m", say("Grid length m", "图上长度 m"), .number),
            ],
            rows: lengthsByMethod.map {
                [
                    .text(ReportWords.method($0.method.rawValue, say.language)),
                    .number($0.metres, decimals: 2),
                ]
            }, empty: "—")
    }
}
