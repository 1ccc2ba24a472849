/// Reads the wording of a paper into blocks of a document.
///
/// One construct a line: `# title`, `## chapter`, `### section`, `- item`, `1. item`, `| cell | cell |` with a rule
/// `|---|--:|:-:|` (text, number, short) under the head, `---` for a new page, and directives: `@letter` (larger type),
/// `@number`, `@subtitle`,
/// `@fact name | value`, `@closing line` (set flush right: who issues it, and the day), `@signatures above | above`,
/// `@note` under the table before it, `@report` where the tables of a report stand. Other lines are paragraphs, joined until an empty line. Emphasis is read over.
struct PaperReader {
    private(set) var title = ""
    private(set) var subtitle: String?
    private(set) var number: String?
    /// `@letter`: a letter to people, in larger type than a form.
    private(set) var isLetter = false
    private(set) var blocks: [ReportDocument.Block] = []
    /// `@report`: before which block the tables of a report stand; behind all of them where nothing is said.
    var body: Int { min(bodyAt ?? blocks.count, blocks.count) }

    private var bodyAt: Int?
    private var paragraph: [String] = []
    private var items: [String] = []
    private var isNumbered = false
    private var facts: [ReportDocument.Fact] = []
    private var closing: [String] = []
    private var table: [[String]] = []
    private var kinds: [ReportTable.Kind] = []
    private var tables = 0

    init(_ wording: String) {
        for line in wording.split(separator: "\n", omittingEmptySubsequences: false) {
            read(PaperText.trimmed(line.last == "\r" ? line.dropLast() : line))
        }
        flush()
    }

    private mutating func read(_ line: String) {
        if line.isEmpty { return flush() }
        if line.first == "|" { return readRow(line) }
        if line == "---" {
            flush()
            return blocks.append(.pageBreak)
        }
        if line.first == "#" { return readHeading(line) }
        if line.first == "@" { return readDirective(line) }
        if line == "-" || line.hasPrefix("- ") { return readItem(line.dropFirst(), numbered: false) }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        let mark = line.dropFirst(digits.count)
        if !digits.isEmpty, mark == "." || mark.hasPrefix(". ") {
            return readItem(mark.dropFirst(), numbered: true)
        }
        if paragraph.isEmpty { flush() }
        paragraph.append(PaperText.plain(line))
    }

    private mutating func readHeading(_ line: String) {
        flush()
        let level = line.prefix { $0 == "#" }.count
        let text = PaperText.plain(PaperText.trimmed(line.dropFirst(level)))
        if level == 1, title.isEmpty {
            title = text
        } else {
            blocks.append(.heading(text, level: min(max(level - 1, 1), 2)))
        }
    }

    private mutating func readItem(_ text: Substring, numbered: Bool) {
        if items.isEmpty || isNumbered != numbered { flush() }
        isNumbered = numbered
        items.append(PaperText.plain(PaperText.trimmed(text)))
    }

    private mutating func readDirective(_ line: String) {
        let name = line.dropFirst().prefix { $0.isASCII && $0.isLetter }
        let rest = PaperText.trimmed(line.dropFirst(name.count + 1))
        switch name {
        case "letter": isLetter = true
        case "number": number = PaperText.plain(rest)
        case "subtitle": subtitle = PaperText.plain(rest)
        case "fact":
            if facts.isEmpty { flush() }
            let cells = PaperText.cells(rest)
            let value = cells.dropFirst().joined(separator: " ")
            facts.append(ReportDocument.Fact(cells[0], value.isEmpty ? nil : value))
        case "closing":
            if closing.isEmpty { flush() }
            closing.append(PaperText.plain(rest))
        case "signatures":
            flush()
            blocks.append(.signatures(PaperText.cells(rest)))
        case "note": readNote(rest)
        case "report":
            flush()
            bodyAt = bodyAt ?? blocks.count
        default:
            flush()
            blocks.append(.paragraph(PaperText.plain(line)))
        }
    }

    /// A note belongs to the table it stands under; elsewhere it is a paragraph.
    private mutating func readNote(_ text: String) {
        flush()
        guard case .table(var last) = blocks.last else {
            return blocks.append(.paragraph(PaperText.plain(text)))
        }
        last.notes.append(PaperText.plain(text))
        blocks[blocks.count - 1] = .table(last)
    }

    private mutating func readRow(_ line: String) {
        if table.isEmpty { flush() }
        var inner = line.dropFirst()
        if inner.last == "|", !inner.hasSuffix("\\|") { inner.removeLast() }
        if table.count == 1, inner.allSatisfy({ "-:| ".contains($0) }), inner.contains("-") {
            kinds = PaperText.cells(inner).map { rule in
                switch (rule.first == ":", rule.last == ":") {
                case (true, true): .short
                case (false, true): .number
                default: .text
                }
            }
            return
        }
        table.append(PaperText.cells(inner))
    }

    // MARK: - Ends

    /// Ends the block that is being read.
    private mutating func flush() {
        if !paragraph.isEmpty { blocks.append(.paragraph(paragraph.joined(separator: " "))) }
        if !items.isEmpty { blocks.append(.list(items, numbered: isNumbered)) }
        if !facts.isEmpty { blocks.append(.facts(facts)) }
        if !closing.isEmpty { blocks.append(.closing(closing)) }
        if !table.isEmpty { endTable() }
        (paragraph, items, facts, closing) = ([], [], [], [])
    }

    /// A heading right before a table is the table's title.
    private mutating func endTable() {
        tables += 1
        var (heading, headingLevel) = ("", 2)
        if case .heading(let text, let level) = blocks.last {
            (heading, headingLevel) = (text, level)
            blocks.removeLast()
        }
        let columns = table[0].enumerated().map { index, title in
            ReportTable.Column("c\(index + 1)", title, kinds.indices.contains(index) ? kinds[index] : .text)
        }
        let rows = table.dropFirst().map { row in
            columns.indices.map { index in
                let text = row.indices.contains(index) ? row[index] : ""
                return text.isEmpty ? ReportTable.Cell.missing : .text(text)
            }
        }
        var read = ReportTable("table\(tables)", heading, columns, rows: Array(rows), empty: "—")
        read.titleLevel = headingLevel
        blocks.append(.table(read))
        (table, kinds) = ([], [])
    }
}

extension ReportDocument {
    /// The document that a rendered paper is.
    ///
    /// - Parameter footer: at the foot of every page.
    init(wording: String, footer: String, language: ReportLanguage) {
        let reader = PaperReader(wording)
        self.init(
            title: reader.title, subtitle: reader.subtitle, number: reader.number, footer: footer,
            language: language, blocks: reader.blocks)
        if reader.isLetter { zoom = Self.letterZoom }
    }

    /// A report inside the wording around it.
    init(wording: String, around body: [Block], footer: String, language: ReportLanguage) {
        let reader = PaperReader(wording)
        self.init(
            title: reader.title, subtitle: reader.subtitle, number: reader.number, footer: footer,
            language: language,
            blocks: Array(reader.blocks[..<reader.body]) + body + Array(reader.blocks[reader.body...]))
    }

    /// Brings the type of a report, 9 points, near that of a letter (五号 to 小四, 10.5 to 12 points).
    static let letterZoom = 1.2
}
