import CityModel
import Foundation
import Outerline
import PermitPolicy
import Vocabulary

/// The routes a case can take, for people.
enum AlternativesText {
    static func text(_ document: RouteListDocument, _ terminal: Terminal) -> String {
        var parts: [String] = []
        if let why = document.unreachable {
            parts.append("\(why.code) \(terminal.say(why.reason.en, why.reason.zh))")
        } else {
            parts.append(table(document, terminal))
            let sentences = document.routes.dropFirst().map { sentence($0, document, terminal) }
            if !sentences.isEmpty { parts.append(sentences.joined(separator: "\n")) }
        }
        if !document.dropped.isEmpty { parts.append(dropped(document.dropped, terminal)) }
        if let present = document.present, !present.isListed {
            let from = "\(present.from.layer)/\(present.from.feature)"
            let length = RouteText.metres(present.groundLength)
            let cost = present.cost.map {
                terminal.say(", ", "，")
                    + "\(CityWords.money($0)) \(CityWords.currency(document.currency, terminal))"
            }
            parts.append(
                terminal.say(
                    "the case has another line: \(regime(present.regime, terminal)), from \(from), "
                        + "\(length) m\(cost ?? "")",
                    "案件现有路由为另一线位：\(regime(present.regime, terminal))，接驳 \(from)，\(length) m\(cost ?? "")"))
        }
        return parts.joined(separator: "\n\n")
    }

    private static func table(_ document: RouteListDocument, _ terminal: Terminal) -> String {
        let unit = CityWords.currency(document.currency, terminal)
        var table = Table([
            .text(terminal.say("chosen", "已选")), .text(terminal.say("route", "路由")),
            .text(terminal.say("regime", "方案")),
            .text(terminal.say("from", "接驳点")),
            .number(terminal.say("cost", "费用") + (unit.isEmpty ? "" : " \(unit)")),
            .number(terminal.say("gap %", "差距 %")), .number(terminal.say("ground m", "实地 m")),
            .number(terminal.say("bends", "转角")), .text(terminal.say("crosses", "穿越")),
            .text(terminal.say("permits", "许可")), .text(terminal.say("class", "类别")),
            .text(terminal.say("ready to dig", "可开工")), .text(terminal.say("line", "线位")),
        ])
        for item in document.routes {
            let route = item.alternative
            let kinds = route.permits.filter { $0.verdict == "required" }.map(\.permit)
            table.add([
                item.isChosen ? "●" : nil, item.name,
                terminal.say(route.regime.title.en, route.regime.title.zh),
                "\(route.from.layer)/\(route.from.feature)", CityWords.money(route.cost),
                RouteText.metres(route.gap * 100, 1), RouteText.metres(route.groundLength),
                String(route.bends.count), RouteText.summary(route.crossings, terminal),
                kinds.joined(separator: " "),
                terminal.say(route.classification.classID, route.classification.title.zh)
                    + (route.classification.review ? terminal.review : ""),
                route.readyToDig.map { "\($0)" + (route.readyToDigProvisional ? "?" : "") },
                String(item.lineSHA256.prefix(8)),
            ])
        }
        return table.text(for: terminal)
    }

    /// `no road digging: 38.0 m longer, 1 200 CNY more, 11 days sooner, without ROAD_DIG`.
    private static func sentence(
        _ item: RouteListDocument.Item, _ document: RouteListDocument, _ terminal: Terminal
    ) -> String {
        let title = item.alternative.regime.title
        let words = comparison(item.compared, document.currency, terminal)
        return terminal.say(
            "\(title.en), beside the cheapest: \(words)", "\(title.zh)方案与费用最低方案相比：\(words)")
    }

    /// How a route stands beside another, in words; what is alike is left out.
    static func comparison(_ compared: RouteComparison, _ currency: String?, _ terminal: Terminal) -> String {
        var parts: [String] = []
        let metres = RouteText.metres(compared.groundLength.magnitude, 1)
        if compared.groundLength.magnitude >= 0.05 {
            parts.append(
                compared.groundLength > 0
                    ? terminal.say("\(metres) m longer", "长 \(metres) m")
                    : terminal.say("\(metres) m shorter", "短 \(metres) m"))
        }
        let money = CityWords.money(compared.cost.magnitude)
        let unit = currency.map { " " + CityWords.currency($0, terminal) } ?? ""
        if money != "0" {
            parts.append(
                compared.cost > 0
                    ? terminal.say("\(money)\(unit) more", "费用多 \(money)\(unit)")
                    : terminal.say("\(money)\(unit) less", "费用少 \(money)\(unit)"))
        }
        if let days = compared.days, days != 0 {
            let count = days.magnitude
            let noun = count == 1 ? "day" : "days"
            parts.append(
                days > 0
                    ? terminal.say("ready \(count) \(noun) later", "可开工晚 \(count) 天")
                    : terminal.say("ready \(count) \(noun) sooner", "可开工早 \(count) 天"))
        }
        if !compared.permitsLess.isEmpty {
            let kinds = compared.permitsLess.joined(separator: ", ")
            parts.append(terminal.say("without \(kinds)", "免办 \(kinds)"))
        }
        if !compared.permitsMore.isEmpty {
            let kinds = compared.permitsMore.joined(separator: ", ")
            parts.append(terminal.say("with \(kinds)", "另需 \(kinds)"))
        }
        return parts.isEmpty
            ? terminal.say("no difference", "无差别") : parts.joined(separator: terminal.say(", ", "，"))
    }

    static func dropped(_ dropped: [DroppedRegime], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("left out", "未列方案")), .text(terminal.say("because", "原因")),
        ])
        for item in dropped {
            let threshold = item.threshold.map { " (\($0))" } ?? ""
            table.add([
                terminal.say(item.regime.title.en, item.regime.title.zh) + threshold,
                terminal.say(item.reason.en, item.reason.zh),
            ])
        }
        return table.text(for: terminal)
    }

    static func regime(_ word: String, _ terminal: Terminal) -> String {
        if word == "drawn" { return terminal.say("drawn by hand", "人工绘制") }
        guard let title = Regime(rawValue: word)?.title else { return word }
        return terminal.say(title.en, title.zh)
    }
}
