import Vocabulary

/// Writes iCalendar (RFC 5545): CRLF, lines of at most 75 octets, texts escaped.
///
/// No library of the system writes calendars; the format is lines of names and values.
struct CalendarText {
    private(set) var text = ""

    /// A line whose value is of the program's own making, such as a date.
    mutating func line(_ name: String, _ value: String) { text += Self.folded("\(name):\(value)") }

    /// A line whose value is somebody's text.
    mutating func line(_ name: String, text value: String) { line(name, Self.escaped(value)) }

    /// RFC 5545, 3.3.11: backslash, semicolon, comma and line ends are escaped; other control characters have no place.
    static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case ";": result += "\\;"
            case ",": result += "\\,"
            case "\n", "\r", "\u{2028}", "\u{2029}": result += "\\n"
            case "\t": result += " "
            default:
                if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) { continue }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// RFC 5545, 3.1: a line goes on after CRLF and a blank, no character torn apart.
    static func folded(_ line: String) -> String {
        var result = ""
        var octets = 0
        for scalar in line.unicodeScalars {
            let size = String(scalar).utf8.count
            if octets + size > 75 {
                result += "\r\n "
                octets = 1
            }
            result.unicodeScalars.append(scalar)
            octets += size
        }
        return result + "\r\n"
    }

    /// `20261120`.
    static func date(_ day: Day) -> String { day.description.replacing("-", with: "") }
}
