import Vocabulary

/// Texts as a workbook can hold them.
enum WorkbookText {
    /// The most characters (UTF-16 units) a cell holds.
    static let cellLimit = 32_767

    /// The text without what XML cannot hold, cut with an ellipsis at a limit of UTF-16 units; line ends become one.
    static func clean(_ text: String, limit: Int = cellLimit) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x09: scalars.append(scalar)
            case 0x0D, 0x2028, 0x2029: scalars.append("\n")
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        return cut(defused(String(scalars)), to: limit)
    }

    /// The start of a text that fits into so many UTF-16 units, with an ellipsis if something is left out.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        var used = 1
        return text.prefix {
            used += $0.utf16.count
            return used <= limit
        } + "…"
    }

    /// How wide a text is at its widest line, in characters.
    static func width(_ text: String) -> Int {
        text.split(whereSeparator: \.isNewline).map { displayWidth($0) }.max() ?? 0
    }

    /// Into how many lines a text falls in a column of so many characters.
    static func lines(_ text: String, in width: Int) -> Int {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).reduce(0) {
            $0 + max(1, (displayWidth($1) + max(1, width) - 1) / max(1, width))
        }
    }

    /// A text that spells an escape of the format, such as `_x0041_`, keeps its letters.
    private static func defused(_ text: String) -> String {
        text.replacing(/_(x[0-9A-Fa-f]{4}_)/) { "_x005F_\($0.1)" }
    }
}

/// Names of sheets: at most 31 UTF-16 units, none of `[]:*?/\`, no apostrophe at an end, no two equal but for case.
struct SheetNames {
    private var taken: Set<String> = []

    /// A valid name near a title that no sheet has yet.
    mutating func next(_ title: String) -> String {
        let plain = WorkbookText.clean(title.replacing("_x", with: "-x")).map { character in
            "[]:*?/\\".contains(character) || character.isNewline ? " " : character
        }
        var base = String(plain).split(separator: " ").joined(separator: " ")
        while base.hasPrefix("'") { base.removeFirst() }
        while base.hasSuffix("'") { base.removeLast() }
        // The program keeps this name for itself.
        if base.isEmpty || base.lowercased() == "history" { base = "Sheet" }
        var name = Self.cut(base, to: 31)
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            let suffix = " (\(number))"
            name = Self.cut(base, to: 31 - suffix.utf16.count) + suffix
            number += 1
        }
        return name
    }

    private static func cut(_ text: String, to limit: Int) -> String {
        var name = WorkbookText.cut(text, to: limit)
        while name.hasSuffix("'") { name.removeLast() }
        return name.isEmpty ? "Sheet" : name
    }
}
