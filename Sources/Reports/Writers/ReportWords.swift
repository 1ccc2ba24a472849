import CityModel
import Coordinator
import Foundation
import PermitPolicy
import RouteSurvey
import Vocabulary

/// The words and numbers all writers share, so that formats cannot disagree.
enum ReportWords {
    /// Fixed decimals with a point: without a locale the format is that of C.
    static func number(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }

    static func layer(_ layer: LayerName, _ language: ReportLanguage) -> String {
        switch layer {
        case .roads: language.say("road", "道路")
        case .greens: language.say("green space", "绿地")
        case .water: language.say("water", "水域")
        case .buildings: language.say("building", "建筑")
        case .plots: language.say("other plot", "其他地块")
        case .heritage: language.say("heritage zone", "文物保护区")
        case .railways: language.say("railway", "铁路")
        case .lines: language.say("existing line", "现状管线")
        default: layer.rawValue
        }
    }

    static func kind(_ kind: Crossing.Kind, _ language: ReportLanguage) -> String {
        switch kind {
        case .crosses: language.say("crosses", "横穿")
        case .along: language.say("runs along", "沿行")
        case .ends: language.say("starts or ends in", "起止于")
        case .strip: language.say("working strip only", "仅作业带")
        }
    }

    static func surface(_ surface: Surface, _ language: ReportLanguage) -> String {
        switch surface {
        case .building: language.say("building", "建筑")
        case .road: language.say("road", "道路")
        case .water: language.say("water", "水域")
        case .green: language.say("green space", "绿地")
        case .openGround: language.say("open ground", "空地")
        }
    }

    static func method(_ method: String, _ language: ReportLanguage) -> String {
        switch method {
        case "open_cut": language.say("open cut", "开挖")
        case "jacking": language.say("jacking", "顶管")
        case "hdd": language.say("directional drilling", "定向钻")
        case "trenchless": language.say("trenchless", "非开挖")
        default: method
        }
    }

    static func verdict(_ verdict: PermitRequirement.Verdict, _ language: ReportLanguage) -> String {
        switch verdict {
        case .required: language.say("required", "须办理")
        case .review: language.say("REVIEW", "待复核")
        case .unknown: language.say("UNKNOWN", "待定")
        case .exempt: language.say("exempt", "免办")
        }
    }

    static func stage(_ stage: PermitStage, _ language: ReportLanguage) -> String {
        switch stage {
        case .required: language.say("required", "待办")
        case .preparing: language.say("preparing", "准备中")
        case .submitted: language.say("submitted", "已申报")
        case .accepted: language.say("accepted", "已受理")
        case .supplementRequested: language.say("supplement requested", "补正中")
        case .granted: language.say("granted", "已批准")
        case .refused: language.say("refused", "不予批准")
        case .expired: language.say("expired", "已过期")
        case .changeRequired: language.say("change required", "须变更")
        case .closed: language.say("closed", "已办结")
        }
    }

    /// Why no franchise utility is assigned, in words.
    static func openReason(_ reason: String, _ language: ReportLanguage) -> String {
        switch reason {
        case "no_territory": language.say("none: no territory holds the plot", "未指定：无专营区域覆盖该地块")
        case "several_territories": language.say("none: several territories hold the plot", "未指定：多个专营区域覆盖该地块")
        default: reason
        }
    }

    /// Law and article, with the mark of what is assumed or not verified.
    static func citation(_ citation: Citation, _ language: ReportLanguage) -> String {
        let mark =
            switch citation.level {
            case .assumption: language.say(" (assumption)", "（假定）")
            case .unverified: language.say(" (not verified)", "（未核实）")
            default: ""
            }
        return citation.law + (citation.article.map { article($0, language) } ?? "") + mark
    }

    /// ` art. 30 and 33`, in Chinese `第30、33条`; other places of a text, such as `二(一)4`, as they stand.
    static func article(_ text: String, _ language: ReportLanguage) -> String {
        guard language == .zh else { return " " + text }
        let item = text.dropFirst("annex item ".count)
        if text.hasPrefix("annex item "), item.allSatisfy(\.isNumber) { return "附件第\(item)项" }
        guard text.hasPrefix("art. ") else { return " " + text }
        let numbers = text.dropFirst("art. ".count)
        guard numbers.allSatisfy({ $0.isNumber || " and,()-".contains($0) }) else { return " " + text }
        return "第"
            + numbers.replacing(" and ", with: "、").replacing(", ", with: "、").replacing("-", with: "至")
            + "条"
    }
}
