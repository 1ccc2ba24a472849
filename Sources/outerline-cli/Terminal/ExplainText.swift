import CityModel
import Foundation
import Outerline
import PermitPolicy
import RouteSurvey
import Vocabulary

/// Why a route runs as it does, for people.
enum ExplainText {
    static func text(_ document: RouteExplainDocument, _ terminal: Terminal) -> String {
        if let why = document.unreachable {
            return "\(why.code) \(terminal.say(why.reason.en, why.reason.zh))"
        }
        guard let route = document.route else { return "" }
        var parts = [head(document, route, terminal)]
        if let breakdown = route.breakdown {
            parts.append(surfaces(breakdown, document.currency, terminal))
            parts.append(features(breakdown, terminal))
        } else {
            parts.append(
                terminal.say(
                    "no cost: the line enters ground that today's rates do not let pass",
                    "无法计费：线路进入按当前单价不可通行的地面"))
        }
        parts.append(bindings(route.binding, terminal))
        if !route.thresholds.isEmpty { parts.append(thresholds(route.thresholds, terminal)) }
        parts.append(whatIf(route.whatIf, document.currency, terminal))
        parts += document.notes.map { terminal.say($0.en, $0.zh) }
        return parts.joined(separator: "\n\n")
    }

    private static func head(
        _ document: RouteExplainDocument, _ route: RouteExplainDocument.Route, _ terminal: Terminal
    ) -> String {
        var table = Table([
            .text(terminal.say("route", "路由")),
            .text(route.name),
        ])
        func row(_ en: String, _ zh: String, _ value: String?) { table.add([terminal.say(en, zh), value]) }
        let unit = CityWords.currency(document.currency, terminal)
        if let caseID = document.caseID { row("case", "案件", caseID) }
        row("plot", "地块", document.plot)
        row("utility", "专业", terminal.say(document.utility.rawValue, document.utility.zh))
        row("regime", "方案", AlternativesText.regime(route.regime, terminal))
        row("from", "接驳点", "\(route.from.layer)/\(route.from.feature)")
        row("cost", "费用", route.cost.map { "\(CityWords.money($0)) \(unit)" })
        if let bound = route.lowerBound, let gap = route.gap {
            row(
                "no route costs less than", "任何路由不低于",
                "\(CityWords.money(bound)) \(unit)"
                    + terminal.say(
                        " (gap \(RouteText.metres(gap * 100, 2)) %)",
                        "（差距 \(RouteText.metres(gap * 100, 2)) %）"))
        }
        row("ground length", "实地长度", "\(RouteText.metres(route.groundLength, 3)) m")
        row("class", "类别", terminal.say(route.classID ?? "", route.classTitle.zh))
        row("permits", "许可", route.permits.joined(separator: " "))
        row(
            "ready to dig", "可开工日期",
            route.readyToDig.map { "\($0)" + (route.readyToDigProvisional ? "?" : "") })
        return table.text(for: terminal)
    }

    private static func surfaces(
        _ costs: CostBreakdown, _ currency: String?, _ terminal: Terminal
    ) -> String {
        var table = Table([
            .text(terminal.say("surface", "地面")), .text(terminal.say("method", "工法")),
            .number(terminal.say("metres", "长度 m")), .number(terminal.say("by the metre", "按长度")),
            .number(terminal.say("entries", "进入次数")), .number(terminal.say("fixed", "固定费用")),
            .number(terminal.say("cost", "费用")), .number("%"),
        ])
        func share(_ cost: Double) -> String? {
            costs.total > 0 ? RouteText.metres(cost / costs.total * 100, 1) : nil
        }
        for total in costs.bySurface {
            table.add([
                CityWords.surface(total.surface, terminal), CityWords.method(total.method, terminal),
                RouteText.metres(total.metres), CityWords.money(total.metreCost), String(total.entries),
                CityWords.money(total.entryCost), CityWords.money(total.cost), share(total.cost),
            ])
        }
        table.add([
            terminal.say("connection", "接驳"), nil, nil, nil, nil, CityWords.money(costs.connection),
            CityWords.money(costs.connection), share(costs.connection),
        ])
        table.add([
            terminal.say("in all", "合计"), nil, nil, CityWords.money(costs.total - costs.fixed), nil,
            CityWords.money(costs.fixed), CityWords.money(costs.total), share(costs.total),
        ])
        return table.text(for: terminal)
    }

    private static func features(_ costs: CostBreakdown, _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("feature", "地物")), .text(terminal.say("name", "名称")),
            .text(terminal.say("method", "工法")), .number(terminal.say("metres", "长度 m")),
            .number(terminal.say("a metre", "单价")), .number(terminal.say("entries", "进入次数")),
            .number(terminal.say("an entry", "每次")), .number(terminal.say("cost", "费用")),
        ])
        for item in costs.byFeature {
            let place = item.layer.flatMap { layer in
                item.feature.map { "\(terminal.say(layer.rawValue, layer.zh)) \($0)" }
            }
            table.add([
                place ?? CityWords.surface(item.surface, terminal), item.name,
                CityWords.method(item.method, terminal),
                RouteText.metres(item.metres), CityWords.money(item.rate), String(item.entries),
                CityWords.money(item.charge), CityWords.money(item.cost),
            ])
        }
        return table.text(for: terminal)
    }

    private static func bindings(_ bindings: [BindingConstraint], _ terminal: Terminal) -> String {
        guard !bindings.isEmpty else {
            return terminal.say("nothing holds the line: it runs free", "线路未受任何约束")
        }
        var table = Table([
            .text(terminal.say("held by", "约束")), .text(terminal.say("name", "名称")),
            .text(terminal.say("because", "原因")), .number(terminal.say("to keep m", "须保持 m")),
            .number(terminal.say("kept m", "实际 m")), .text(terminal.say("at", "桩号")),
        ])
        for item in bindings {
            let breach = item.isBreached ? terminal.say(" — TOO NEAR", "——净距不足") : ""
            table.add([
                "\(terminal.say(item.layer.rawValue, item.layer.zh)) \(item.feature)", item.name,
                terminal.say(item.why.title.en, item.why.title.zh) + breach,
                item.required.map { RouteText.metres($0) }, item.distance.map { RouteText.metres($0) },
                item.chainages.map(chainageText).joined(separator: " "),
            ])
        }
        return table.text(for: terminal)
    }

    private static func thresholds(_ thresholds: [ThresholdStanding], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("threshold", "政策限值")), .text(terminal.say("stands", "状态")),
            .text(terminal.say("measure", "实际与限值")),
        ])
        for item in thresholds {
            let standing =
                switch item.standing {
                case .binding: terminal.say("binding", "起约束作用")
                case .exceeded: terminal.say("exceeded", "已超过")
                case .near: terminal.say("near", "接近")
                case .met: terminal.say("met", "满足")
                case .unknown: terminal.say("unknown", "未知")
                }
            table.add([
                terminal.say(item.title.en, item.title.zh), standing + (item.review ? terminal.review : ""),
                item.margin.map { terminal.say($0.text.en, $0.text.zh) },
            ])
        }
        return table.text(for: terminal)
    }

    private static func whatIf(
        _ answers: [RouteWhatIf], _ currency: String?, _ terminal: Terminal
    ) -> String {
        guard !answers.isEmpty else {
            return terminal.say(
                "no road nearby is in its no-dig period, and no main is in reach", "周边没有处于禁挖期的道路，也没有可设接口的主管")
        }
        return answers.map { answer in
            let title = terminal.say(answer.title.en, answer.title.zh)
            guard let outcome = answer.outcome else {
                return title + terminal.say(": no route", "：无可行路由")
            }
            let difference = AlternativesText.comparison(outcome.difference, currency, terminal)
            guard answer.changesRoute else {
                return title + terminal.say(": the same line, ", "：线路不变，") + difference
            }
            let isNew = answer.change == .stubAdded && outcome.from.layer == LayerName.stubs.rawValue
            let from =
                isNew
                ? terminal.say("that stub", "该预留口") : "\(outcome.from.layer)/\(outcome.from.feature)"
            return title
                + terminal.say(": another line from \(from), ", "：线路改变，接驳 \(from)，") + difference
        }.joined(separator: "\n")
    }
}
