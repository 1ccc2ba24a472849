/// Text on its way into the wording of a paper, and out of it.
///
/// Papers are written in a small Markdown, where any punctuation mark of ASCII may follow a backslash and then stands
/// for itself. Values are escaped so before a template sees them: whatever a name holds, it cannot become markup.
enum PaperText {
    /// A value as one line of plain text, every punctuation mark of ASCII behind a backslash.
    ///
    /// Line breaks and tabs become spaces; other control characters and marks that turn the direction of the text
    /// around them are left out.
    static func escaped(_ value: String) -> String {
        var text = ""
        text.reserveCapacity(value.utf8.count)
        for scalar in line(value).unicodeScalars {
            if isPunctuation(scalar) { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    /// A value on one line, without what turns the text around it.
    static func line(_ value: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar.value {
            case 0x09...0x0D, 0x85, 0x2028, 0x2029: text.append(" ")
            case 0...0x1F, 0x7F...0x9F: break
            // Marks and overrides of direction; letters keep the direction they have.
            case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: break
            default: text.append(scalar)
            }
        }
        return String(text)
    }

    /// The text a piece of wording stands for: backslashes taken away, marks of emphasis dropped.
    static func plain(_ wording: some StringProtocol) -> String {
        var text = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in wording.unicodeScalars {
            if isEscaped {
                if !isPunctuation(scalar) { text.append("\\") }
                text.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar != "*" {
                text.append(scalar)
            }
        }
        if isEscaped { text.append("\\") }
        return String(text)
    }

    /// The parts of a line between bars that stand for themselves, each trimmed of spaces.
    static func cells(_ line: some StringProtocol) -> [String] {
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if scalar == "|", !isEscaped {
                cells.append(String(cell))
                cell = .init()
                continue
            }
            isEscaped = scalar == "\\" && !isEscaped
            cell.append(scalar)
        }
        cells.append(String(cell))
        return cells.map { plain(trimmed($0)) }
    }

    /// Without spaces at both ends; the wide space that indents Chinese paragraphs stays.
    static func trimmed(_ text: some StringProtocol) -> String {
        var view = Substring(text)
        while view.first == " " || view.first == "\t" { view.removeFirst() }
        while view.last == " " || view.last == "\t" { view.removeLast() }
        return String(view)
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
