import CXLSX
import Foundation
import Vocabulary

/// Writes one table into one sheet: header, rows, notes, widths, filters, print set-up.
struct WorkbookSheet {
    private let page: UnsafeMutablePointer<lxw_worksheet>
    private let sheet: Workbook.Sheet
    private let workbook: Workbook
    private let writer: WorkbookWriter
    private var table: ReportTable { sheet.table }
    private var lastColumn: UInt16 { UInt16(max(0, table.columns.count - 1)) }

    init(
        _ page: UnsafeMutablePointer<lxw_worksheet>, _ sheet: Workbook.Sheet, _ workbook: Workbook,
        _ writer: WorkbookWriter
    ) {
        self.page = page
        self.sheet = sheet
        self.workbook = workbook
        self.writer = writer
    }

    func write() throws {
        guard !table.columns.isEmpty, table.columns.count <= 16_384, table.rows.count < 1_048_000 else {
            throw Problem(
                .workbookFailed, "the table '\(table.id)' does not fit into a sheet",
                help: "a sheet holds 16 384 columns and 1 048 576 rows; give fewer cases")
        }
        let widths = table.columns.indices.map(width)
        for (column, width) in widths.enumerated() {
            let place = UInt16(column)
            try writer.check(worksheet_set_column(page, place, place, Double(width) + 0.7, nil))
        }
        try writeHeader(widths)
        for (index, row) in table.rows.enumerated() {
            var lines = 1
            for (column, cell) in row.prefix(table.columns.count).enumerated() {
                try write(cell, UInt32(index + 1), UInt16(column), table.columns[column].kind)
                if case .text(let text) = cell {
                    lines = max(lines, WorkbookText.lines(text, in: widths[column] - Self.padding))
                }
            }
            // Not every program finds the height of wrapped text by itself.
            guard lines > 1 else { continue }
            try writer.check(worksheet_set_row(page, UInt32(index + 1), Self.height(of: lines), nil))
        }
        let last = try writeNotes(below: UInt32(table.rows.count), widths)
        try setLamps()
        try setViews(last)
        try setPrint(last)
    }

    // MARK: - Cells

    private func writeHeader(_ widths: [Int]) throws {
        let format = try writer.format(format(.header, .centre))
        var lines = 1
        for (column, title) in table.columns.map(\.title).enumerated() {
            // The filter's button takes the room of two letters.
            lines = max(lines, WorkbookText.lines(title, in: widths[column] - 2))
            try string(title, 0, UInt16(column), format)
        }
        try writer.check(worksheet_set_row(page, 0, Self.height(of: min(lines, 6)) + 4, nil))
    }

    private func write(_ cell: ReportTable.Cell, _ row: UInt32, _ column: UInt16, _ kind: ReportTable.Kind)
        throws
    {
        let side: WorkbookFormat.Side = kind == .text ? .left : kind == .number ? .right : .centre
        switch TypedCell(cell) {
        case .blank:
            try writer.check(
                worksheet_write_blank(page, row, column, try writer.format(format(.body, side))))
        case .text(let text):
            try string(text, row, column, try writer.format(format(.body, side)))
        case .number(let value, let number):
            let own: WorkbookFormat.Side = kind == .text ? .right : side
            try writer.check(
                worksheet_write_number(
                    page, row, column, value, try writer.format(format(.body, own, number))))
        }
    }

    /// Always a string: whatever a name begins with, it is no formula and no link.
    private func string(
        _ text: String, _ row: UInt32, _ column: UInt16, _ format: UnsafeMutablePointer<lxw_format>
    ) throws {
        try writer.check(worksheet_write_string(page, row, column, WorkbookText.clean(text), format))
    }

    /// What is said instead of rows, and the notes, each across the whole width.
    ///
    /// - Returns: the last row used.
    private func writeNotes(below last: UInt32, _ widths: [Int]) throws -> UInt32 {
        var row = last
        if table.rows.isEmpty {
            row += 1
            try across(table.empty, row, widths, .empty)
        }
        if !table.notes.isEmpty { row += 1 }
        for note in table.notes {
            row += 1
            try across(note, row, widths, .note)
        }
        return row
    }

    private func across(_ text: String, _ row: UInt32, _ widths: [Int], _ role: WorkbookFormat.Role) throws {
        let format = try writer.format(format(role, .left))
        let lines = WorkbookText.lines(text, in: widths.reduce(0, +))
        try writer.check(worksheet_set_row(page, row, Self.height(of: lines), nil))
        guard lastColumn > 0 else { return try string(text, row, 0, format) }
        try writer.check(
            worksheet_merge_range(page, row, 0, row, lastColumn, WorkbookText.clean(text), format))
    }

    private func format(_ role: WorkbookFormat.Role, _ side: WorkbookFormat.Side, _ number: String? = nil)
        -> WorkbookFormat
    {
        // The font of Chinese office documents, on every machine that reads them.
        WorkbookFormat(
            role: role, side: side, number: number, font: workbook.language == .zh ? "宋体" : nil)
    }

    /// Characters of a column that the indent of its cells takes.
    private static let padding = 2

    /// Points for lines of ten-point letters; a row has at most 409.
    private static func height(of lines: Int) -> Double { min(409, Double(lines) * 13.5 + 2) }

    /// As wide as the content needs; a title of several words may wrap, and leaves room for the filter's button.
    private func width(_ column: Int) -> Int {
        let title = table.columns[column].title
        let word = title.split(whereSeparator: \.isWhitespace).map { displayWidth($0) }.max() ?? 0
        let content = table.rows.reduce(0) { widest, row in
            guard column < row.count, row[column] != .missing else { return widest }
            return max(widest, WorkbookText.width(row[column].text))
        }
        return min(max(content + Self.padding, min(word, 8) + 3), sheet.widest)
    }

    // MARK: - Set-up

    private func setLamps() throws {
        guard !table.rows.isEmpty else { return }
        for (column, definition) in table.columns.enumerated() {
            for lamp in sheet.lamps[definition.key] ?? [] {
                let format = try writer.format(WorkbookFormat(role: .lamp(fill: lamp.fill, ink: lamp.ink)))
                let value = strdup("\"" + lamp.word.replacing("\"", with: "\"\"") + "\"")
                defer { free(value) }
                var rule = lxw_conditional_format()
                rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
                rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
                rule.value_string = value
                rule.format = format
                let place = UInt16(column)
                try writer.check(
                    worksheet_conditional_format_range(
                        page, 1, place, UInt32(table.rows.count), place, &rule))
            }
        }
    }

    private func setViews(_ last: UInt32) throws {
        worksheet_freeze_panes(page, 1, UInt16(min(sheet.frozenColumns, table.columns.count - 1)))
        try writer.check(worksheet_autofilter(page, 0, 0, UInt32(table.rows.count), lastColumn))
        // A certificate's number is a text; no green corner needs to say so.
        let range = "A1:\(Self.letters(lastColumn))\(last + 1)"
        try writer.check(
            worksheet_ignore_errors(page, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), range))
    }

    private func setPrint(_ last: UInt32) throws {
        worksheet_set_landscape(page)
        // Numbers of the format: 8 is A3, 9 is A4.
        worksheet_set_paper(page, sheet.paper == .a3 ? 8 : 9)
        worksheet_set_margins(page, 0.4, 0.4, 0.7, 0.6)
        worksheet_fit_to_pages(page, 1, 0)
        try writer.check(worksheet_repeat_rows(page, 0, 0))
        try writer.check(worksheet_print_area(page, 0, 0, last, lastColumn))
        let title = Self.plain(workbook.title, limit: 80)
        let name = Self.plain(table.title, limit: 60)
        let middle = title == name ? "" : "&C\(name)"
        try writer.check(worksheet_set_header(page, "&L\(title)\(middle)&R\(workbook.day)"))
        let pages = workbook.language.say("Page &P of &N", "第 &P 页 共 &N 页")
        try writer.check(
            worksheet_set_footer(page, "&L\(Self.plain(workbook.program, limit: 80))&R\(pages)"))
    }

    /// A text of a page header, where an ampersand begins a code.
    private static func plain(_ text: String, limit: Int) -> String {
        WorkbookText.cut(
            WorkbookText.clean(text).split(whereSeparator: \.isNewline).joined(separator: " "), to: limit
        )
        .replacing("&", with: "&&")
    }

    /// The letters of a column, `A` for 0.
    static func letters(_ column: UInt16) -> String {
        var rest = Int(column) + 1
        var letters = ""
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}

/// What a cell of a report becomes in a workbook.
enum TypedCell: Hashable {
    case blank
    case text(String)
    case number(Double, format: String)

    init(_ cell: ReportTable.Cell) {
        switch cell {
        case .missing: self = .blank
        case .text(let text): self = text.isEmpty ? .blank : .text(text)
        case .number(let value, let decimals, let unit):
            self =
                value.isFinite
                ? .number(value, format: NumberFormat.decimals(decimals, unit: unit)) : .text(cell.text)
        case .integer(let value):
            // A workbook's numbers hold fifteen digits.
            self =
                value.magnitude < 1_000_000_000_000_000
                ? .number(Double(value), format: NumberFormat.integer) : .text(cell.text)
        case .day(let day):
            // Days are counted from 1899-12-30; before 1900-03-01 programs disagree on how, and 9999 is the last year.
            let serial = day.number + 25_569
            self =
                (61...2_958_465).contains(serial)
                ? .number(Double(serial), format: NumberFormat.day) : .text(cell.text)
        case .chainage(let metres):
            self =
                (0..<1e9).contains(metres) ? .number(metres, format: NumberFormat.chainage) : .text(cell.text)
        }
    }
}
