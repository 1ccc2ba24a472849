import CityModel
import Coordinator
import Foundation
import PermitPolicy
import RouteSurvey
import Vocabulary

/// The words and numbers all writers share, so that formats cannot disagree.
public enum ReportWords {
    /// Fixed decimals with a point: without a locale the format is that of C.
    static func number(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }

    static func layer(_ layer: LayerName, _ language: ReportLanguage) -> String {
        thing(layer.rawValue, language)
    }

    /// One thing of a layer by its raw name, such as `road`.
    static func thing(_ layer: String, _ language: ReportLanguage) -> String {
        Terms.thing(layer).map { language.say($0.en, $0.zh) } ?? layer
    }

    public static func kind(_ kind: Crossing.Kind, _ language: ReportLanguage) -> String {
        switch kind {
        case .crosses: language.say("crosses", "横穿")
        case .along: language.say("runs along", "沿行")
        case .ends: language.say("starts or ends in", "起止于")
        case .strip: language.say("working strip only", "仅作业带")
        }
    }

    public static func surface(_ surface: Surface, _ language: ReportLanguage) -> String {
        switch surface {
        case .building: language.say("building", "建筑")
        case .road: language.say("road", "道路")
        case .water: language.say("water", "水域")
        case .green: language.say("green space", "绿地")
        case .openGround: language.say("open ground", "空地")
        }
    }

    public static func method(_ method: String, _ language: ReportLanguage) -> String {
        switch method {
        case "open_cut": language.say("open cut", LayingMethod.openCut.zh)
        case "jacking": language.say("jacking", LayingMethod.jacking.zh)
        case "hdd": language.say("directional drilling", LayingMethod.hdd.zh)
        case "trenchless": language.say("trenchless", "非开挖")
        default: method
        }
    }

    public static func verdict(_ verdict: PermitRequirement.Verdict, _ language: ReportLanguage) -> String {
        switch verdict {
        case .required: language.say("required", "须办理")
        case .review: language.say("REVIEW", "待复核")
        case .unknown: language.say("UNKNOWN", "待定")
        case .exempt: language.say("exempt", "免办")
        }
    }

    static func stage(_ stage: PermitStage, _ language: ReportLanguage) -> String {
        language.say(stage.rawValue.replacing("_", with: " "), stage.wording.zh)
    }

    /// Why no franchise utility is assigned, in words.
    static func openReason(_ reason: String, _ language: ReportLanguage) -> String {
        switch reason {
        case "no_territory": language.say("none: no territory holds the plot", "未指定：无专营区域覆盖该地块")
        case "several_territories": language.say("none: several territories hold the plot", "未指定：多个专营区域覆盖该地块")
        default: reason
        }
    }
}
