/// Writes XML: elements with attributes in the order given, texts escaped.
struct XMLText {
    private(set) var text = ""
    private var open: [String] = []

    /// An element with what `content` writes inside.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
        _ content: (inout XMLText) -> Void = { _ in }
    ) {
        let indent = String(repeating: " ", count: open.count)
        text += indent + "<\(name)" + Self.list(attributes)
        let start = text.endIndex
        text += ">\n"
        open.append(name)
        let size = text.utf8.count
        content(&self)
        open.removeLast()
        if text.utf8.count == size {
            text.replaceSubrange(start..., with: "/>\n")
        } else {
            text += indent + "</\(name)>\n"
        }
    }

    /// An element that holds a text.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text value: String
    ) {
        let indent = String(repeating: " ", count: open.count)
        text += indent + "<\(name)\(Self.list(attributes))>\(Self.escaped(value))</\(name)>\n"
    }

    private static func list(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            default:
                if scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF { continue }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
