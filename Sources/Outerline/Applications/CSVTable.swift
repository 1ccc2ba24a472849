import Vocabulary

/// A CSV text (RFC 4180) with a header line, read with the line number of each record.
///
/// Fields may be quoted and then hold commas, doubled quotes and line breaks. A byte order mark is skipped; lines end
/// in LF or CRLF; empty lines are passed over; the separator is a comma, or a semicolon if the header has no comma.
struct CSVTable {
    struct Record {
        /// The line the record begins on, from 1.
        var line: Int
        var fields: [String]
    }

    var header: [String]
    var records: [Record]

    /// - Throws: ``Problem`` `CLI-103` for an open quote or a text without a header.
    init(_ text: String, file: String) throws {
        var parser = CSVParser(text)
        let all = try parser.records(file: file)
        guard let first = all.first else {
            throw Problem(.applicationsInvalid, "the file is empty", at: .init(file: file), help: "give a header line")
        }
        header = first.fields.map { $0.filter { !$0.isWhitespace }.lowercased() }
        records = Array(all.dropFirst())
    }
}

private struct CSVParser {
    private let characters: [Character]
    private let separator: Character

    init(_ text: String) {
        let body = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let head = body.prefix { !$0.isNewline }
        separator = head.contains(",") || !head.contains(";") ? "," : ";"
        characters = Array(body)
    }

    mutating func records(file: String) throws -> [CSVTable.Record] {
        var records: [CSVTable.Record] = []
        var fields: [String] = []
        var field = ""
        var line = 1
        var start = 1
        var quoted = false
        var index = 0
        func isLast(_ index: Int) -> Bool { index + 1 >= characters.count }
        while index < characters.count {
            let character = characters[index]
            if quoted {
                if character.isNewline { line += 1 }
                if character == "\"" {
                    if !isLast(index), characters[index + 1] == "\"" {
                        field.append("\"")
                        index += 1
                    } else {
                        quoted = false
                    }
                } else {
                    field.append(character)
                }
            } else if character == "\"" && field.isEmpty {
                quoted = true
            } else if character == separator {
                fields.append(field)
                field = ""
            } else if character.isNewline {
                Self.close(&fields, &field, start, &records)
                line += 1
                start = line
            } else {
                field.append(character)
            }
            index += 1
        }
        if quoted {
            throw Problem(
                .applicationsInvalid, "a quoted field is never closed", at: .init(file: file, line: start),
                help: "close it with a quotation mark; a quotation mark inside is written twice")
        }
        Self.close(&fields, &field, start, &records)
        return records
    }

    private static func close(
        _ fields: inout [String], _ field: inout String, _ line: Int, _ records: inout [CSVTable.Record]
    ) {
        fields.append(field)
        if fields.contains(where: { !$0.isEmpty }) { records.append(.init(line: line, fields: fields)) }
        fields = []
        field = ""
    }
}
