import PermitPolicy
import Vocabulary
import WorkCalendar

/// One field of a step's form.
public struct StepField: Sendable, Hashable {
    /// What is entered.
    public enum Input: Sendable, Hashable {
        case text
        /// Several lines, each of them one item.
        case lines
        case day
        /// A number from 0 on.
        case number
        case choice([Choice])
        /// Yes or no.
        case flag
        /// `2026-11-22T14:35`, a clock in China.
        case moment
        /// A line as GeoJSON.
        case geometry
    }

    public struct Choice: Sendable, Hashable {
        public var value: String
        public var wording: Wording

        public init(_ value: String, _ wording: Wording) {
            self.value = value
            self.wording = wording
        }
    }

    public var name: String
    public var wording: Wording
    public var input: Input
    public var isRequired: Bool
    /// What the field holds when the form is first shown.
    public var initial: String?
    /// Words that are often entered; a field that has some may hold others.
    public var suggestions: [String] = []
    /// Whether a choice is legal depends on the case: those that are not are left out.
    var isProbed = false

    init(
        _ name: String, _ zh: String, _ en: String, _ input: Input, required: Bool = true,
        initial: String? = nil, suggestions: [String] = [], probed: Bool = false
    ) {
        isProbed = probed
        self.name = name
        self.wording = Wording(zh: zh, en: en)
        self.input = input
        isRequired = required
        self.initial = initial
        self.suggestions = suggestions
    }

    static func choice<Word: SpokenWord>(
        _ name: String, _ zh: String, _ en: String, of words: [Word], initial: Word? = nil
    ) -> StepField {
        StepField(
            name, zh, en, .choice(words.map { Choice($0.rawValue, $0.spoken) }), initial: initial?.rawValue)
    }

    static let note = StepField("note", "说明", "note", .text, required: false)
    static let evidence = StepField("evidence", "依据", "evidence", .text, required: false)

    /// A value a careful person might enter, by which it is found out whether the step is legal at all.
    func sample(_ today: Day) -> String {
        // Another text than the one that stands there already.
        if input == .text || input == .lines || input == .geometry { return "…" }
        if let initial { return initial }
        switch input {
        case .text, .lines, .geometry: return ""
        case .day: return isRequired ? "\(today)" : ""
        case .number: return isRequired ? "1" : ""
        case .flag: return "yes"
        case .choice(let choices): return choices.first?.value ?? ""
        case .moment: return isRequired ? "\(today)T00:00" : ""
        }
    }
}

/// What was entered in a form: read value by value, with every fault noted.
public struct StepValues: Sendable {
    private let values: [String: String]
    private(set) var problems = Problems()

    public init(_ values: [String: String]) { self.values = values }

    /// The text without blanks around it; nil if there is none.
    func optional(_ name: String) -> String? {
        let text = values[name]?.split(whereSeparator: \.isWhitespace).isEmpty ?? true ? nil : values[name]
        return text.map { text in
            let start = text.drop(while: \.isWhitespace)
            return String(start.reversed().drop(while: \.isWhitespace).reversed())
        }
    }

    mutating func text(_ name: String) -> String {
        if let text = optional(name) { return text }
        add("'\(name)' is empty", name, "fill it in")
        return ""
    }

    /// Non-empty lines.
    func lines(_ name: String) -> [String] {
        (values[name] ?? "").split(whereSeparator: \.isNewline).map(String.init)
            .compactMap { StepValues(["": $0]).optional("") }
    }

    mutating func day(_ name: String) -> Day? {
        guard let text = optional(name) else { return nil }
        if let day = Day(text) { return day }
        add("'\(text)' is no day", name, "write it as 2026-11-22")
        return nil
    }

    mutating func requiredDay(_ name: String) -> Day? {
        if optional(name) == nil { add("'\(name)' is empty", name, "write a day as 2026-11-22") }
        return day(name)
    }

    mutating func number(_ name: String) -> Double? {
        guard let text = optional(name) else { return nil }
        if let number = Double(text), number.isFinite, number >= 0 { return number }
        add("'\(text)' is no number from 0 on", name, "write digits, with a point for decimals")
        return nil
    }

    mutating func flag(_ name: String) -> Bool {
        switch optional(name) {
        case "yes": return true
        case "no", nil: return false
        case let other?:
            add("'\(other)' is neither yes nor no", name, "say yes or no")
            return false
        }
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String) -> Word? {
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        guard let text = optional(name) else {
            add("'\(name)' is empty", name, "choose one of: \(known)")
            return nil
        }
        if let word = Word(rawValue: text) { return word }
        add("'\(text)' is none of the choices", name, "choose one of: \(known)")
        return nil
    }

    mutating func add(_ message: String, _ field: String, _ help: String) {
        problems.add(Problem(.formInvalid, message, at: .init(field: field), help: help))
    }
}
