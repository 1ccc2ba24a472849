import Foundation
import Vocabulary

extension ReportTable {
    /// The table as CSV with a byte order mark; numbers and days bare, without unit, so that programs read them.
    ///
    /// Numbers keep the decimals of the cell, chainages are metres with millimetres; what is missing is empty.
    public var csv: String {
        CSVText.text(columns.map(\.key), rows.map { $0.map(\.bare) })
    }

    /// The table as GitHub Markdown under a heading of `level`, without a line break at the end.
    public func markdown(level: Int = 2) -> String {
        var lines = [String(repeating: "#", count: level) + " " + MarkdownText.line(title), ""]
        if rows.isEmpty {
            lines.append(MarkdownText.line(empty))
        } else {
            lines.append("| " + columns.map { MarkdownText.cell($0.title) }.joined(separator: " | ") + " |")
            lines.append("|" + columns.map { $0.kind == .number ? "---:|" : "---|" }.joined())
            for row in rows {
                lines.append("| " + row.map { MarkdownText.cell($0.text) }.joined(separator: " | ") + " |")
            }
        }
        for note in notes { lines += ["", MarkdownText.line(note)] }
        return lines.joined(separator: "\n")
    }
}

extension ReportTable.Cell {
    /// The cell for programs: no unit, no sign for what is missing.
    var bare: String {
        switch self {
        case .text(let text): text
        case .number(let value, let decimals, _): value.isFinite ? ReportWords.number(value, decimals) : ""
        case .integer(let value): String(value)
        case .day(let day): day.description
        case .chainage(let metres): metres.isFinite ? ReportWords.number(metres, 3) : ""
        case .missing: ""
        }
    }
}

/// Text as Markdown shows it, whatever it holds.
enum MarkdownText {
    /// Text on one line, without tags and bars, which would break a table apart.
    static func line(_ text: String) -> String {
        String(
            text.flatMap { $0 == "|" ? "\\|" : $0 == "<" ? "&lt;" : $0.isNewline ? " " : String($0) })
    }

    /// A value inside a table.
    static func cell(_ text: String) -> String { line(text) }
}
