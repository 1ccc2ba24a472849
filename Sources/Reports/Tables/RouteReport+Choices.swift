import CityModel
import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

// When the works may start, what else could be built, what it costs.
extension RouteReport {
    func programmeTable(_ say: ReportVocabulary) -> ReportTable? {
        guard let programme else { return nil }
        let titles = Dictionary(
            state.permits.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        let kinds = Dictionary(
            programme.bars.map { ($0.id, $0.kind.rawValue) }, uniquingKeysWith: { first, _ in first })
        let rows = programme.bars.map { bar -> [ReportTable.Cell] in
            let permit = titles[bar.id]
            let basis =
                say(bar.assumption.text) + (bar.finishProvisional ? say("; provisional", "；日期暂定") : "")
            return [
                .text(bar.kind.rawValue), .init(permit.map { say($0.requirement.title) }),
                .init(permit.map { ReportWords.stage($0.stage(on: today), say.language) }),
                .init(bar.start), .init(bar.finish), .init(workingDays(bar.start, bar.finish)),
                .init(bar.floatDays),
                .text(bar.critical ? say("yes", "是") : bar.floatDays == nil ? "—" : say("no", "否")),
                .init(bar.after.isEmpty ? nil : say.list(bar.after.map { kinds[$0] ?? $0 })), .text(basis),
            ]
        }
        return ReportTable(
            "programme", say("Permit programme", "许可办理进度计划"),
            [
                .init("kind", say("Kind", "代码"), .short), .init("title", say("Permit", "许可事项")),
                .init("state", say("State", "状态"), .short), .init("start", say("Start", "开始"), .short),
                .init("finish", say("Finish", "完成"), .short),
                .init("working_days", say("Working days", "工作日"), .number),
                .init("float_days", say("Float days", "机动天数"), .number),
                .init("critical", say("Critical", "关键"), .short), .init("after", say("After", "前置事项")),
                .init("assumption", say("Rests on", "推算依据")),
            ], rows: rows, empty: say("No permit keeps the works from starting.", "无须等待许可即可开工。"),
            notes: programmeNotes(programme, say))
    }

    private func programmeNotes(_ programme: Programme, _ say: ReportVocabulary) -> [String] {
        var notes = [say("Ready to dig: ", "预计可开工日期：") + readyText(say) + say(".", "。")]
        notes.append(
            programme.mode == .serial
                ? say("Permits are applied for one after another.", "按串联审批推算：前置许可取得后再申报。")
                : say(
                    "Permits are applied for side by side on the day of the report.",
                    "按并联审批推算：报告日同时申报，各许可不早于其前置许可取得。"))
        if let forecast {
            let answer = ReportWords.forecast(forecast.answer, say.language)
            notes.append(
                say("Promise: ", "承诺时限：") + answer
                    + (forecast.reasons.isEmpty
                        ? "" : say("; ", "；") + say.clauses(forecast.reasons.map { say($0) })))
        }
        let outside = state.permitsOutsideProgramme
        if !outside.isEmpty {
            let names = say.list(outside.map(\.id.kind.rawValue))
            notes.append(
                say("Not in the programme, since not certain: \(names).", "未计入进度（结论未定或免办）：\(names)。"))
        }
        return notes
    }

    private func workingDays(_ start: Day?, _ finish: Day?) -> Int? {
        guard let start, let finish, let calendar else { return nil }
        return calendar.workingDays(after: start, through: finish)
    }

    func alternativeTable(_ say: ReportVocabulary) -> ReportTable? {
        guard let choice else { return nil }
        let cheapest = choice.routes.compactMap(\.cost).min()
        let rows = choice.routes.enumerated().map { index, route -> [ReportTable.Cell] in
            [
                .text(ReportWords.letter(index)), .text(say(route.title)),
                .text(route.isChosen ? say("chosen", "选用") : "—"),
                .text(ReportWords.source(route.from, say.language)),
                .number(route.groundLength, decimals: 2), .init(route.cost, decimals: 0),
                .init(route.cost.flatMap { cost in cheapest.map { cost - $0 } }, decimals: 0),
                .integer(route.permits.count),
                .init(route.permits.isEmpty ? nil : say.list(route.permits)),
                .init(route.workingDays), .init(route.readyToDig),
                .init(route.gap.map { $0 * 100 }, decimals: 2), .text(say(route.classTitle)),
            ]
        }
        var notes = choice.notes.map { say($0) }
        notes.append(
            say(
                "Gap: how far the cost may lie above the cheapest possible, proven. Working days from the report's date.",
                "“差距”为经证明的费用与理论最低费用之差上限；工作日自报告日期起算。"))
        if choice.routes.contains(where: \.readyToDigProvisional) {
            notes.append(say("Some days rest on an unannounced calendar.", "部分日期依据尚未公布的放假安排，为暂定。"))
        }
        return ReportTable(
            "alternatives", say("Alternatives", "路由方案比选"),
            [
                .init("letter", say("Mark", "代号"), .short), .init("route", say("Route", "方案")),
                .init("chosen", say("Chosen", "选用"), .short), .init("from", say("From", "接驳点")),
                .init("ground_length_m", say("Ground m", "实地长度 m"), .number),
                .init("cost", say("Cost", "费用") + currencySuffix(say), .number),
                .init("cost_more", say("Above cheapest", "费用增加"), .number),
                .init("permit_count", say("Permits", "许可数"), .number),
                .init("permits", say("Which", "许可事项")),
                .init("working_days", say("Working days", "工作日"), .number),
                .init("ready_to_dig", say("Ready to dig", "可开工日期"), .short),
                .init("gap_percent", say("Gap %", "差距 %"), .number), .init("class", say("Class", "类别")),
            ], rows: rows, empty: say("No route was found today.", "今日未找到可行路由。"), notes: notes)
    }

    func droppedTable(_ say: ReportVocabulary) -> ReportTable? {
        guard let choice, !choice.dropped.isEmpty else { return nil }
        return ReportTable(
            "dropped", say("Regimes without a route of their own", "未单列的方案"),
            [.init("regime", say("Regime", "方案")), .init("reason", say("Reason", "理由"))],
            rows: choice.dropped.map {
                [.text(say($0.title) + ($0.threshold.map { " \($0)" } ?? "")), .text(say($0.reason))]
            }, empty: "—")
    }

    private func currencySuffix(_ say: ReportVocabulary) -> String {
        let unit = ReportWords.currency(costs?.currency ?? currency, say.language)
        return unit.isEmpty ? "" : " \(unit)"
    }

    /// What the metres and entries of one surface cost by one method.
    private struct CostTotal {
        var surface: Surface
        var method: LayingMethod
        var metres = 0.0
        var metreCost = 0.0
        var entries = 0
        var cost = 0.0
    }

    func costTable(_ say: ReportVocabulary) -> ReportTable? {
        guard let costs else { return nil }
        var totals: [CostTotal] = []
        for surface in Surface.allCases {
            for method in LayingMethod.allCases {
                let own = costs.items.filter { $0.surface == surface && $0.method == method }
                guard !own.isEmpty else { continue }
                totals.append(
                    own.reduce(into: CostTotal(surface: surface, method: method)) { total, item in
                        total.metres += item.metres
                        total.metreCost += item.metres * item.rate
                        total.entries += item.entries
                        total.cost += item.cost
                    })
            }
        }
        var rows = totals.map { total -> [ReportTable.Cell] in
            [
                .text(ReportWords.surface(total.surface, say.language)),
                .text(ReportWords.method(total.method.rawValue, say.language)),
                .number(total.metres, decimals: 2), .number(total.metreCost, decimals: 0),
                .integer(total.entries), .number(total.cost - total.metreCost, decimals: 0),
                .number(total.cost, decimals: 0),
            ]
        }
        rows.append([
            .text(say("connection", "接驳")), .missing, .missing, .missing, .missing,
            .number(costs.connection, decimals: 0), .number(costs.connection, decimals: 0),
        ])
        rows.append([
            .text(say("all", "合计")), .missing, .number(totals.reduce(0) { $0 + $1.metres }, decimals: 2),
            .missing, .missing, .missing, .number(costs.total, decimals: 0),
        ])
        let unit = currencySuffix(say)
        return ReportTable(
            "cost_by_surface", say("Cost by surface", "费用构成（按地面类型）"),
            [
                .init("surface", say("Surface", "地面类型")), .init("method", say("Method", "工法"), .short),
                .init("length_m", say("Grid length m", "图上长度 m"), .number),
                .init("length_cost", say("By the metre", "按米费用") + unit, .number),
                .init("entries", say("Entries", "进入次数"), .number),
                .init("entry_cost", say("Fixed", "定额费用") + unit, .number),
                .init("cost", say("Cost", "费用") + unit, .number),
            ], rows: rows, empty: "—", notes: costNotes(costs, say))
    }

    private func costNotes(_ costs: Costs, _ say: ReportVocabulary) -> [String] {
        var notes: [String] = []
        if costs.isAssumed {
            notes.append(
                say(
                    "Rates are assumptions of the project's rates file; they compare routes and are no quotation.",
                    "单价为项目费率表中的假定值，仅用于方案比选，不作为报价。"))
        }
        if let cost, abs(cost - costs.total) > max(1, cost * 1e-6) {
            notes.append(
                say(
                    "When it was chosen the route cost \(ReportWords.number(cost, 0)); rates or data have changed since.",
                    "路由选定时估算费用为\(ReportWords.number(cost, 0))，此后费率或数据已变化。"))
        }
        return notes
    }

    func costItemTable(_ say: ReportVocabulary) -> ReportTable? {
        guard let costs else { return nil }
        let unit = currencySuffix(say)
        return ReportTable(
            "cost_by_feature", say("Cost by feature", "费用构成（按地物）"),
            [
                .init("layer", say("What", "对象"), .short), .init("feature", say("Feature", "编号")),
                .init("name", say("Name", "名称")), .init("method", say("Method", "工法"), .short),
                .init("length_m", say("Grid length m", "图上长度 m"), .number),
                .init("rate_per_m", say("Rate /m", "单价 /m") + unit, .number),
                .init("entries", say("Entries", "进入次数"), .number),
                .init("charge", say("Per entry", "每次") + unit, .number),
                .init("cost", say("Cost", "费用") + unit, .number),
            ],
            rows: costs.items.map { item in
                [
                    .text(
                        item.layer.map { ReportWords.layer($0, say.language) }
                            ?? ReportWords.surface(item.surface, say.language)),
                    .init(item.feature), .init(item.name),
                    .text(ReportWords.method(item.method.rawValue, say.language)),
                    .number(item.metres, decimals: 2), .number(item.rate, decimals: 0),
                    .integer(item.entries), .number(item.charge, decimals: 0),
                    .number(item.cost, decimals: 0),
                ]
            }, empty: "—")
    }
}
