import CityModel
import Foundation
import Outerline
import PermitPolicy
import RouteSurvey
import Vocabulary

/// Routes and crossings for people.
enum RouteText {
    static func metres(_ value: Double, _ decimals: Int = 2) -> String {
        String(format: "%.\(decimals)f", value)
    }

    static func lengths(_ ground: Double, _ grid: Double, _ surfaces: [Surface: Double], _ terminal: Terminal)
        -> String
    {
        var table = Table([.text(terminal.say("length", "长度")), .number("m")])
        table.add([terminal.say("on the ground (decides)", "实地长度（判定用）"), metres(ground, 3)])
        table.add([terminal.say("in the grid", "图面长度"), metres(grid, 3)])
        for surface in Surface.allCases {
            if let length = surfaces[surface] {
                table.add(["  " + CityWords.surface(surface, terminal), metres(length, 3)])
            }
        }
        return table.text(for: terminal)
    }

    static func crossings(_ crossings: [Crossing], _ terminal: Terminal) -> String {
        guard !crossings.isEmpty else { return terminal.say("crosses nothing", "未穿越任何地物") }
        var table = Table([
            .text(terminal.say("from", "起桩号")), .text(terminal.say("to", "止桩号")),
            .text(terminal.say("layer", "图层")),
            .text(terminal.say("features", "编号")), .text(terminal.say("name", "名称")),
            .text(terminal.say("kind", "方式")),
            .number(terminal.say("length m", "长度 m")), .number(terminal.say("angle °", "交角 °")),
            .number(terminal.say("area m²", "面积 m²")),
        ])
        for crossing in crossings {
            table.add([
                chainageText(crossing.from), chainageText(crossing.to),
                terminal.say(crossing.layer.rawValue, crossing.layer.zh),
                crossing.features.joined(separator: " "), crossing.name,
                CityWords.kind(crossing.kind, terminal),
                metres(crossing.length),
                crossing.angle.map { metres($0, 0) }, crossing.area.map { metres($0) },
            ])
        }
        return table.text(for: terminal)
    }

    static func branchColumns(_ terminal: Terminal) -> [Table.Column] {
        [
            .text(terminal.say("plot", "地块")), .text(terminal.say("utility", "专业")),
            .text(terminal.say("from", "接驳点")),
            .number(terminal.say("ground m", "实地 m")), .number(terminal.say("grid m", "图面 m")),
            .text(terminal.say("crosses", "穿越")),
        ]
    }

    static func branchRow(_ document: BranchDocument, _ terminal: Terminal) -> [String?] {
        [
            document.plot, terminal.say(document.utility.rawValue, document.utility.zh),
            document.from.map { "\($0.layer)/\($0.feature)" },
            document.groundLength.map { metres($0) }, document.gridLength.map { metres($0) },
            document.unreachable.map { "\($0.code) \(terminal.say($0.reason.en, $0.reason.zh))" }
                ?? summary(document.crossings, terminal),
        ]
    }

    static func planColumns(_ terminal: Terminal) -> [Table.Column] {
        [
            .text(terminal.say("plot", "地块")), .text(terminal.say("utility", "专业")),
            .text(terminal.say("regime", "方案")),
            .text(terminal.say("from", "接驳点")), .number(terminal.say("cost", "费用")),
            .number(terminal.say("gap %", "差距 %")),
            .number(terminal.say("ground m", "实地 m")), .text(terminal.say("crosses", "穿越")),
            .text(terminal.say("permits", "许可")), .text(terminal.say("class", "类别")),
            .text(terminal.say("ready to dig", "可开工")),
        ]
    }

    static func planRows(_ document: PlanDocument, _ terminal: Terminal) -> [[String?]] {
        let utility = terminal.say(document.utility.rawValue, document.utility.zh)
        if let why = document.unreachable {
            return [
                [
                    document.plot, utility, nil, nil, nil, nil, nil,
                    "\(why.code) \(terminal.say(why.reason.en, why.reason.zh))", nil, nil, nil,
                ]
            ]
        }
        return document.alternatives.map { route in
            [
                document.plot, utility,
                terminal.say(route.regime.title.en, route.regime.title.zh),
                "\(route.from.layer)/\(route.from.feature)",
                metres(route.cost, 0), metres(route.gap * 100, 1), metres(route.groundLength),
                summary(route.crossings, terminal),
                route.permits.map(\.permit).joined(separator: " "),
                terminal.say(route.classification.classID, route.classification.title.zh)
                    + (route.classification.review ? " REVIEW" : ""),
                route.readyToDig.map { "\($0)" + (route.readyToDigProvisional ? "?" : "") },
            ]
        }
    }

    /// `roads 2 · greens 1`: how many stretches of which layer.
    static func summary(_ crossings: [Crossing], _ terminal: Terminal) -> String {
        var counts: [LayerName: Int] = [:]
        for crossing in crossings { counts[crossing.layer, default: 0] += 1 }
        return LayerName.allCases.compactMap { layer in
            counts[layer].map { "\(terminal.say(layer.rawValue, layer.zh)) \($0)" }
        }
        .joined(separator: " · ")
    }
}
