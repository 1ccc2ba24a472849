import CityModel
import PermitPolicy
import RoutePlanner
import Vocabulary

extension Unreachable {
    /// Why there is no route, in both languages.
    ///
    /// - Parameter question: what was asked, for the words the planner's message does not carry apart.
    func wording(_ question: RouteQuestion, reach: Double) -> Wording {
        Wording(zh: zh(question, Int(reach)), en: message)
    }

    private func zh(_ question: RouteQuestion, _ reach: Int) -> String {
        let plot = "地块 \(question.plot.id)"
        let kind = question.utility.zh
        if let keepOff {
            let mark = keepOff.isAssumption ? "（假定值）" : ""
            let length = (keepOff.lengthWithout * 10).rounded() / 10
            return "\(plot) 因与\(list)须保持的净距 \(keepOff.distance) m\(mark)而无路可通；不计该净距时有 \(length) m 的路由；"
                + "可用 --rates 给出较小的 keep_off"
        }
        switch code {
        case ErrorCode.noSourceInReach.id: return "\(plot) 周边 \(reach) m 内没有可接驳的\(kind)主管或预留口"
        case ErrorCode.walledIn.id: return "\(plot) 被\(list)围住，没有合法路由"
        case ErrorCode.sourcesWalledIn.id:
            return "\(plot) 周边 \(reach) m 内的\(kind)接驳点均被\(list)围住，没有合法路由"
        case ErrorCode.nodeBudgetSpent.id: return "\(plot)：搜索节点用尽，尚未找到路由"
        case ErrorCode.windowIncomplete.id: return "\(plot) 周边 \(reach) m 范围内没有合法路由，更远处未搜索"
        default: return "\(plot)：\(message)"
        }
    }

    /// `建筑 12、15、地块 7 等 11 处`.
    private var list: String {
        if blockers.isEmpty { return "不可通行的地面" }
        let shown = 8
        var text = ""
        var layer: LayerName?
        for blocker in blockers.prefix(shown) {
            if !text.isEmpty { text += "、" }
            text += blocker.layer == layer ? blocker.feature : "\(blocker.layer.zh) \(blocker.feature)"
            layer = blocker.layer
        }
        return blockers.count > shown ? "\(text) 等 \(blockers.count) 处" : text
    }
}

extension LayerName {
    /// The word for a feature of the layer, as lists name it.
    public var zh: String {
        switch self {
        case .plots: "地块"
        case .mains: "主管"
        case .stubs: "预留口"
        case .roads: "道路"
        case .roadAxes: "道路中线"
        case .greens: "绿地"
        case .trees: "树木"
        case .water: "水域"
        case .buildings: "建筑"
        case .lines: "现状管线"
        case .railways: "铁路"
        case .heritage: "文物保护区"
        case .planningArea: "规划区"
        case .districts: "行政区"
        case .territories: "专营区域"
        }
    }
}
