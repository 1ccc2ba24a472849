import Foundation

/// What the bytes of a source tell about the encoding of its texts, where the format leaves it open.
enum SourceEncoding {
    /// How to open a Shapefile whose encoding is not declared; nil to trust the library.
    ///
    /// Without a .cpg file, and with a language byte that says nothing or Latin 1 (which many programs write for
    /// Chinese texts too), the texts are looked at: UTF-8 if they all are, GBK if they all are.
    static func ofShapefile(dbf: String?, cpg: String?) -> String? {
        guard cpg == nil, let dbf,
            let bytes = try? Data(contentsOf: URL(fileURLWithPath: dbf), options: .mappedIfSafe)
        else { return nil }
        return bytes.withUnsafeBytes { table in
            guard table.count > 32, [0x00, 0x57].contains(table[29]) else { return nil }
            return ofTexts(DBFTexts(table))
        }
    }

    /// UTF-8 or GBK if every text is; nil for plain ASCII and for anything else.
    private static func ofTexts(_ texts: DBFTexts) -> String? {
        var sawHighByte = false
        var isUTF8 = true
        var isGBK = true
        texts.forEach { text, isFull in
            guard text.contains(where: { $0 >= 0x80 }) else { return true }
            sawHighByte = true
            isUTF8 = isUTF8 && isValid(text, isFull, validUTF8)
            isGBK = isGBK && isValid(text, isFull, validGBK)
            return isUTF8 || isGBK
        }
        guard sawHighByte else { return nil }
        return isUTF8 ? "UTF-8" : isGBK ? "GBK" : nil
    }

    /// A text that fills its field may be cut inside its last character.
    private static func isValid(
        _ text: UnsafeRawBufferPointer, _ isFull: Bool, _ check: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        if check(text) { return true }
        guard isFull else { return false }
        return (1...min(3, text.count)).contains {
            check(UnsafeRawBufferPointer(rebasing: text.dropLast($0)))
        }
    }

    private static func validUTF8(_ text: UnsafeRawBufferPointer) -> Bool {
        String(validating: text, as: UTF8.self) != nil
    }

    /// Lead bytes 81–FE, trail bytes 40–FE without 7F (GBK, GB 18030 two-byte part).
    static func validGBK(_ text: UnsafeRawBufferPointer) -> Bool { pairs(text, trail: 0x40) }

    /// Lead and trail bytes A1–FE only (GB 2312): what Western texts hardly ever look like.
    static func validGB2312(_ text: UnsafeRawBufferPointer) -> Bool { pairs(text, trail: 0xA1) }

    private static func pairs(_ text: UnsafeRawBufferPointer, trail: UInt8) -> Bool {
        var index = 0
        while index < text.count {
            if text[index] < 0x80 {
                index += 1
                continue
            }
            let lead = text[index]
            guard index + 1 < text.count, (trail == 0xA1 ? 0xA1 : 0x81)...0xFE ~= lead,
                (trail...0xFE).contains(text[index + 1]), text[index + 1] != 0x7F
            else { return false }
            index += 2
        }
        return true
    }

    /// How to read a DXF drawing: releases from AC1021 on are UTF-8 whatever they declare; older ones declare a code
    /// page, which Chinese programs often leave at Western.
    static func ofDrawing(_ path: String) -> String? {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else {
            return nil
        }
        let head = String(decoding: bytes.prefix(65536), as: UTF8.self)
        let version = headerValue("$ACADVER", in: head) ?? ""
        if version.hasPrefix("AC"), version >= "AC1021" { return "UTF-8" }
        let page = headerValue("$DWGCODEPAGE", in: head)?.uppercased() ?? ""
        guard page.isEmpty || page == "ANSI_1252" || page == "ASCII" else { return nil }
        return bytes.withUnsafeBytes { text in
            guard text.contains(where: { $0 >= 0x80 }) else { return nil }
            if validUTF8(text) { return "UTF-8" }
            return validGB2312(text) ? "CP936" : nil
        }
    }

    /// The value of a header variable: its name, a group code and the value stand on lines of their own.
    private static func headerValue(_ name: String, in head: String) -> String? {
        let lines = head.split(maxSplits: 4000, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let at = lines.firstIndex(where: { $0.trimmingCharacters(in: .whitespaces) == name }),
            at + 2 < lines.count
        else { return nil }
        return lines[at + 2].trimmingCharacters(in: .whitespaces)
    }
}

/// The texts of a dBASE table: its field names, then the text fields of each record.
private struct DBFTexts {
    private let table: UnsafeRawBufferPointer
    private var fields: [(offset: Int, length: Int)] = []
    private var names: [UnsafeRawBufferPointer] = []
    private let headerLength: Int
    private let recordLength: Int

    init(_ table: UnsafeRawBufferPointer) {
        self.table = table
        headerLength = Int(table[8]) | Int(table[9]) << 8
        recordLength = Int(table[10]) | Int(table[11]) << 8
        var position = 32
        var offset = 1
        while position + 32 <= min(headerLength, table.count), table[position] != 0x0D {
            let length = Int(table[position + 16])
            let name = table[position..<position + 11].prefix { $0 != 0 }
            names.append(UnsafeRawBufferPointer(rebasing: name))
            if table[position + 11] == UInt8(ascii: "C") { fields.append((offset, length)) }
            offset += length
            position += 32
        }
    }

    /// Hands out each text without its padding, and whether it fills its field, until `body` returns false.
    func forEach(_ body: (_ text: UnsafeRawBufferPointer, _ isFull: Bool) -> Bool) {
        for name in names where !body(name, name.count >= 10) { return }
        guard recordLength > 0 else { return }
        var record = headerLength
        while record + recordLength <= table.count {
            for field in fields where record + field.offset + field.length <= table.count {
                let raw = table[record + field.offset..<record + field.offset + field.length]
                let end = raw.lastIndex { $0 != 0x20 && $0 != 0 }.map { $0 + 1 } ?? raw.startIndex
                let text = UnsafeRawBufferPointer(rebasing: raw[raw.startIndex..<end])
                if !body(text, text.count == field.length) { return }
            }
            record += recordLength
        }
    }
}
