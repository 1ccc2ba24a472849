import Vocabulary

extension FieldDefinition {
    /// A source's value as this field holds it.
    ///
    /// Text is trimmed. Numbers may be written as text; booleans as 0 and 1,
    /// yes and no, t and f, 是 and 否; dates as `2019-05-01`, `2019/5/1` or
    /// `20190501`, with or without a time of day.
    /// - Returns: nil if the value cannot be read so, or is not one of the allowed words.
    public func convert(_ value: AttributeValue) -> AttributeValue? {
        switch kind {
        case .text:
            let text = value.plainText.trimmed
            return allowed.isEmpty || allowed.contains(text) ? .text(text) : nil
        case .integer: return value.wholeNumber.map(AttributeValue.integer)
        case .real: return value.realNumber.map(AttributeValue.real)
        case .boolean: return value.truth.map(AttributeValue.boolean)
        case .date: return value.civilDay.map(AttributeValue.date)
        }
    }
}

extension AttributeValue {
    /// The value as text: numbers without a useless `.0`, dates as `YYYY-MM-DD`.
    public var plainText: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): Int(exactly: number).map(String.init) ?? String(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .date(let day): day.description
        }
    }

    /// True for text that holds nothing but blanks.
    public var isBlank: Bool {
        if case .text(let text) = self { text.trimmed.isEmpty } else { false }
    }

    var wholeNumber: Int? {
        switch self {
        case .integer(let number): number
        case .real(let number): Int(exactly: number)
        case .boolean(let flag): flag ? 1 : 0
        case .text(let text):
            Int(text.trimmed) ?? Double(decimal: text).flatMap { Int(exactly: $0) }
        case .date: nil
        }
    }

    var realNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number.isFinite ? number : nil
        case .text(let text): Double(decimal: text)
        case .boolean, .date: nil
        }
    }

    var truth: Bool? {
        switch self {
        case .boolean(let flag): return flag
        case .integer(let number): return number == 1 ? true : number == 0 ? false : nil
        case .real(let number): return number == 1 ? true : number == 0 ? false : nil
        case .text(let text):
            switch text.trimmed.lowercased() {
            case "1", "true", "t", "yes", "y", "是": return true
            case "0", "false", "f", "no", "n", "否": return false
            default: return nil
            }
        case .date: return nil
        }
    }

    var civilDay: Day? {
        switch self {
        case .date(let day): day
        case .text(let text): Day(loose: text.trimmed)
        case .integer(let number): Day(loose: String(number))
        case .real(let number): Int(exactly: number).flatMap { Day(loose: String($0)) }
        case .boolean: nil
        }
    }
}

private let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n", "\u{3000}", "\u{A0}", "\0"]

extension String {
    /// Without blanks, tabs, line ends and full-width spaces at either end.
    var trimmed: String {
        // Most values begin and end with a letter or digit; they need no copy.
        let visible: ClosedRange<UInt8> = 0x21...0x7E
        if let first = utf8.first, let last = utf8.last, visible.contains(first), visible.contains(last) {
            return self
        }
        guard let first = firstIndex(where: { !blanks.contains($0) }),
            let last = lastIndex(where: { !blanks.contains($0) })
        else { return "" }
        return String(self[first...last])
    }
}

extension Double {
    /// A finite decimal number; not hexadecimal, not `nan`.
    init?(decimal text: String) {
        let text = text.trimmed
        guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }), let value = Double(text),
            value.isFinite
        else { return nil }
        self = value
    }
}

extension Day {
    /// `2019-05-01`, `2019/5/1`, `2019.5.1` or `20190501`, with or without a time after `T` or a blank.
    init?(loose text: String) {
        let date = text.prefix { $0 != "T" && $0 != " " }
        let separated = date.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        let parts: [Substring]
        if separated.count == 3, separated[0].count == 4 {
            parts = separated
        } else if date.count == 8, separated.count == 1 {
            parts = [date.prefix(4), date.dropFirst(4).prefix(2), date.dropFirst(6)]
        } else {
            return nil
        }
        guard parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year, month, day)
    }
}
