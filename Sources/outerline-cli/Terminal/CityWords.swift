import CityModel
import Foundation
import Reports
import RouteSurvey

/// Words of the city that several tables use, in the language of the terminal: those of the reports.
enum CityWords {
    static func surface(_ surface: Surface, _ terminal: Terminal) -> String {
        ReportWords.surface(surface, terminal.reports)
    }

    static func kind(_ kind: Crossing.Kind, _ terminal: Terminal) -> String {
        ReportWords.kind(kind, terminal.reports)
    }

    static func method(_ method: LayingMethod, _ terminal: Terminal) -> String {
        ReportWords.method(method.rawValue, terminal.reports)
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
        ReportWords.currency(code, terminal.reports)
    }
}

extension Terminal {
    /// The language of reports that go with what is shown.
    var reports: ReportLanguage { language == .zh ? .zh : .en }
}
