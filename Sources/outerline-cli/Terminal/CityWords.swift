import CityModel
import Foundation
import RouteSurvey

/// Words of the city that several tables use, in the language of the terminal.
enum CityWords {
    static func surface(_ surface: Surface, _ terminal: Terminal) -> String {
        switch surface {
        case .building: terminal.say("building", "建筑")
        case .road: terminal.say("road", "道路")
        case .water: terminal.say("water", "水域")
        case .green: terminal.say("green", "绿地")
        case .openGround: terminal.say("open ground", "空地")
        }
    }

    static func kind(_ kind: Crossing.Kind, _ terminal: Terminal) -> String {
        switch kind {
        case .crosses: terminal.say("crosses", "横穿")
        case .along: terminal.say("along", "沿行")
        case .ends: terminal.say("ends", "起止于")
        case .strip: terminal.say("strip", "仅作业带")
        }
    }

    static func method(_ method: LayingMethod, _ terminal: Terminal) -> String {
        switch method {
        case .openCut: terminal.say("open cut", method.zh)
        case .jacking: terminal.say("jacking", method.zh)
        case .hdd: terminal.say("directional drilling", method.zh)
        }
    }

    /// A whole number with thin groups, such as `98 210`: costs are orders of magnitude.
    static func money(_ value: Double) -> String {
        let digits = String(Int(value.magnitude.rounded()))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += " " }
            text.append(digit)
        }
        return (value < 0 && text != "0" ? "−" : "") + text
    }

    static func currency(_ code: String?, _ terminal: Terminal) -> String {
        code == "CNY" ? terminal.say("CNY", "元") : code ?? ""
    }
}
