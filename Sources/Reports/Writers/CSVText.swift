/// Writes CSV after RFC 4180: CRLF line ends, quotes only where they are needed.
enum CSVText {
    /// With a byte order mark, without which spreadsheet programs misread Chinese.
    static func text(_ header: [String], _ rows: [[String]]) -> String {
        "\u{FEFF}" + ([header] + rows).map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A field that begins like a formula gets an apostrophe, so that no spreadsheet executes an applicant's name; a
    /// negative number is none.
    private static func field(_ value: String) -> String {
        var text = value
        let first = text.unicodeScalars.first ?? " "
        if "=+@\t\r".unicodeScalars.contains(first) || (first == "-" && Double(text) == nil) {
            text = "'" + text
        }
        let special = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        guard special else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
