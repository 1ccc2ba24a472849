import Vocabulary

/// A table for people; pipes get one record per line with tabs.
struct Table {
    struct Column {
        var title: String
        var right = false

        static func text(_ title: String) -> Column { Column(title: title) }
        static func number(_ title: String) -> Column { Column(title: title, right: true) }
    }

    var columns: [Column]
    var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    mutating func add(_ cells: [String?]) {
        rows.append(cells.map { $0.flatMap { $0.isEmpty ? nil : $0 } ?? "—" })
    }

    /// Line breaks and control characters in a value would break the table apart.
    private static func flat(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }

    func text(for terminal: Terminal) -> String {
        let cells = rows.map { $0.map(Self.flat) }
        guard terminal.outIsTerminal else {
            return ([columns.map(\.title)] + cells).map { $0.joined(separator: "\t") }.joined(separator: "\n")
        }
        let widths = columns.indices.map { index in
            min(48, ([columns[index].title] + cells.map { $0[index] }).map(displayWidth).max() ?? 0)
        }
        func line(_ cells: [String]) -> String {
            var text = zip(cells.indices, cells).map { index, cell in
                padded(cell, to: widths[index], right: columns[index].right)
            }.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        let head = terminal.styled(line(columns.map(\.title)), .bold)
        return ([head] + cells.map(line)).joined(separator: "\n")
    }
}
