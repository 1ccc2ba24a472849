import Coordinator
import Vocabulary

/// Who writes: what stands at the head and foot of papers, how they are numbered, and the boxes of a title block.
///
/// Data of a city or utility, read from `letterhead.yaml`.
public struct Letterhead: Sendable, Hashable {
    /// One value of the file with its path, such as `numbers.kinds.one_time`, and its place.
    public struct Entry: Sendable, Hashable {
        public var path: String
        public var text: String
        public var file: String
        public var line: Int?

        public init(path: String, text: String, file: String, line: Int?) {
            self.path = path
            self.text = text
            self.file = file
            self.line = line
        }
    }

    public static let file = "letterhead.yaml"

    /// By path; later entries have replaced earlier ones.
    private var values: [String: String] = [:]
    private let rule: NumberRule

    init(_ entries: [Entry], _ problems: inout Problems) {
        var numberRule: Entry?
        for entry in entries {
            guard Self.isKnown(entry.path) else {
                problems.add(
                    Problem(
                        .templateInvalid, "the letterhead knows no '\(entry.path)'",
                        at: .init(file: entry.file, line: entry.line, field: entry.path),
                        help: nearestWord(to: entry.path, among: Self.known.sorted()).map {
                            "did you mean '\($0)'?"
                        }))
                continue
            }
            values[entry.path] = entry.text
            // One text for both languages takes the place of one each.
            for language in ReportLanguage.allCases { values["\(entry.path).\(language.rawValue)"] = nil }
            if entry.path == "numbers.rule" { numberRule = entry }
        }
        rule = NumberRule(numberRule?.text ?? "")
        if let flaw = rule.flaw {
            problems.add(
                Problem(
                    .templateInvalid, "the rule of numbers \(flaw)",
                    at: .init(file: numberRule?.file, line: numberRule?.line, field: "numbers.rule"),
                    help: "such as {kind}-{year}-{seq:4}"))
        }
    }

    /// The text of a path in a language; nil if the file leaves it open.
    func text(_ path: String, _ language: ReportLanguage) -> String? {
        (values["\(path).\(language.rawValue)"] ?? values[path]).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A box of the title block (图签), such as `designer`; nil if it is left to be filled in by hand.
    public func titleBlock(_ box: String, _ language: ReportLanguage) -> String? {
        text("title_block.\(box)", language)
    }

    /// The number of a paper, by the rule.
    ///
    /// - Parameter sequence: from 1 in every year and kind.
    public func number(_ kind: PaperKind, year: Int, sequence: Int) -> String {
        rule.number(values["numbers.kinds.\(kind.rawValue)"] ?? kind.rawValue, year, sequence)
    }

    // MARK: - Names

    private static let spoken = [
        "organisation", "window", "address", "phone", "hours", "title_block.organisation",
        "title_block.designer", "title_block.checker", "title_block.reviewer", "title_block.approver",
        "title_block.stage", "title_block.labels.organisation", "title_block.labels.designer",
        "title_block.labels.checker", "title_block.labels.reviewer", "title_block.labels.approver",
    ]
    private static let known: Set<String> = Set(
        spoken.flatMap { [$0, "\($0).zh", "\($0).en"] } + ["numbers.rule"]
            + PaperKind.allCases.map { "numbers.kinds.\($0.rawValue)" })

    /// The basis of conditions is given by city, under its name in the policy pack.
    private static func isKnown(_ path: String) -> Bool {
        if known.contains(path) { return true }
        let parts = path.split(separator: ".")
        return parts.count == 3 && parts[0] == "condition_basis" && ["zh", "en"].contains(parts[2])
    }
}

/// How papers are numbered: text with `{kind}`, `{year}` and `{seq}` or `{seq:4}`, four digits with leading zeros.
struct NumberRule: Sendable, Hashable {
    private enum Part: Hashable {
        case text(String)
        case kind, year
        case sequence(digits: Int)
    }

    private var parts: [Part] = []
    /// What is wrong with it; nil for a rule that gives every paper a number of its own.
    private(set) var flaw: String?

    init(_ rule: String) {
        var rest = Substring(rule)
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                flaw = "has a { without }"
                return
            }
            let name = rest[rest.index(after: open)..<close]
            switch name {
            case "kind": parts.append(.kind)
            case "year": parts.append(.year)
            case "seq": parts.append(.sequence(digits: 1))
            default:
                guard name.hasPrefix("seq:"), let digits = Int(name.dropFirst(4)), (1...9).contains(digits)
                else {
                    flaw = "knows no '{\(name)}'"
                    return
                }
                parts.append(.sequence(digits: digits))
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        let hasSequence = parts.contains { if case .sequence = $0 { true } else { false } }
        if !(parts.contains(.kind) && parts.contains(.year) && hasSequence) {
            flaw = "lacks {kind}, {year} or {seq}, so two papers could have one number"
        }
    }

    func number(_ kind: String, _ year: Int, _ sequence: Int) -> String {
        parts.map { part in
            switch part {
            case .text(let text): return text
            case .kind: return kind
            case .year: return String(year)
            case .sequence(let digits):
                let text = String(sequence)
                return String(repeating: "0", count: max(0, digits - text.count)) + text
            }
        }.joined()
    }
}
