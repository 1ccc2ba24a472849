import Drawing

/// The widths of a table's columns and the breaking of its cells, for one width of page.
struct TableLayout {
    static let pad = 1.1
    /// Letters are not made smaller than this share.
    private static let least = 0.8
    private static let size = 2.75

    let table: ReportTable
    let widths: [Double]
    /// Of the letters, in millimetres.
    let size: Double
    /// True if columns had to become narrower than they ask for.
    let isCramped: Bool

    var body: TextStyle { TextStyle(size) }
    var head: TextStyle { TextStyle(size, bold: true) }
    var total: Double { widths.reduce(0, +) }

    /// What a column asks for, in millimetres and without padding.
    private struct Wish {
        /// Below this its words break.
        var least: Double
        /// On one line.
        var natural: Double
        /// A width that still reads well.
        var good: Double
    }

    init(_ table: ReportTable, width: Double, _ ruler: Canvas) {
        self.table = table
        var size = Self.size
        var wishes = Self.wishes(table, size, ruler)
        let room = width - Double(table.columns.count) * 2 * Self.pad
        let least = wishes.reduce(0) { $0 + $1.least }
        if least > room {
            size *= max(Self.least, room / least)
            wishes = Self.wishes(table, size, ruler)
        }
        self.size = size
        isCramped = wishes.reduce(0) { $0 + $1.good } > room
        widths = Self.share(wishes, room).map { $0 + 2 * Self.pad }
    }

    // MARK: - Widths

    private static func wishes(_ table: ReportTable, _ size: Double, _ ruler: Canvas) -> [Wish] {
        let body = TextStyle(size)
        let head = TextStyle(size, bold: true)
        return table.columns.indices.map { index in
            let column = table.columns[index]
            let title = ruler.measure(column.title, head).width
            let words = column.title.split(separator: " ").map { ruler.measure(String($0), head).width }
            // A Chinese title may break anywhere; two letters stay together.
            let titleLeast = min(words.max() ?? 0, max(title / 3, size * 2.1))
            let texts = Set(table.rows.compactMap { $0.indices.contains(index) ? $0[index].text : nil })
            let natural = texts.map { ruler.measure($0, body).width }.max() ?? 0
            switch column.kind {
            case .number:
                return Wish(
                    least: max(natural, titleLeast), natural: max(natural, title),
                    good: max(natural, titleLeast))
            case .short:
                let least = min(natural, 40)
                return Wish(
                    least: max(least, titleLeast), natural: max(natural, title), good: max(least, titleLeast))
            case .text:
                let least = max(titleLeast, min(longestWord(texts, body, ruler), 20))
                let wide = max(natural, titleLeast)
                return Wish(least: min(least, wide), natural: max(wide, min(title, 30)), good: min(wide, 45))
            }
        }
    }

    private static func longestWord(_ texts: Set<String>, _ style: TextStyle, _ ruler: Canvas) -> Double {
        var longest = 0.0
        for text in texts {
            for word in text.split(whereSeparator: \.isWhitespace) where word.allSatisfy(\.isASCII) {
                longest = max(longest, ruler.measure(String(word), style).width)
            }
        }
        return max(longest, style.size * 3)
    }

    /// Gives each column what it asks for if all fit; else numbers and codes first, the rest by what they hold.
    private static func share(_ wishes: [Wish], _ room: Double) -> [Double] {
        let natural = wishes.reduce(0) { $0 + $1.natural }
        if natural <= room {
            // The rest goes to all alike, but not so much that the eye loses the row.
            let more = min((room - natural) / Double(max(1, wishes.count)), 16)
            return wishes.map { $0.natural + more }
        }
        let least = wishes.reduce(0) { $0 + $1.least }
        if least >= room { return wishes.map { $0.least * room / max(least, 1) } }
        // Every column gets its least; the rest is given by the square root of what is missing, again and again, so
        // that long texts do not starve short ones.
        var widths = wishes.map(\.least)
        var rest = room - least
        for _ in 0..<40 where rest > 0.01 {
            let weights = wishes.indices.map { (max(0, wishes[$0].natural - widths[$0])).squareRoot() }
            let sum = weights.reduce(0, +)
            guard sum > 0 else { break }
            let given = wishes.indices.map {
                min(rest * weights[$0] / sum, max(0, wishes[$0].natural - widths[$0]))
            }
            for index in widths.indices { widths[index] += given[index] }
            rest = room - widths.reduce(0, +)
        }
        return widths
    }
}
