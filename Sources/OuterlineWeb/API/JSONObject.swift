import Outerline
import Vocabulary

/// The members of a body, read one by one; every fault is noted.
struct JSONObject: Sendable {
    private let members: [String: JSONValue]
    private(set) var problems = Problems()

    init(_ members: [String: JSONValue]) { self.members = members }

    /// Notes members there are none of.
    mutating func requireKnown(_ known: [String]) {
        for name in members.keys.sorted() where !known.contains(name) {
            let near = nearestWord(to: name, among: known)
            add(
                "there is no '\(name.prefix(40))'", name,
                near.map { "did you mean '\($0)'?" } ?? "one of: \(known.joined(separator: ", "))")
        }
    }

    /// Whether it is there and not null.
    func has(_ name: String) -> Bool { members[name].map { $0 != .null } ?? false }

    mutating func text(_ name: String) -> String? {
        switch members[name] {
        case nil, .null: return nil
        case .string(let text): return text
        default:
            add("'\(name)' is no text", name, "send a text")
            return nil
        }
    }

    mutating func requiredText(_ name: String) -> String {
        if !has(name) { add("'\(name)' is missing", name, "send a text") }
        return text(name) ?? ""
    }

    mutating func integer(_ name: String) -> Int? {
        switch members[name] {
        case nil, .null: return nil
        case .integer(let integer): return integer
        default:
            add("'\(name)' is no whole number", name, "send a whole number")
            return nil
        }
    }

    mutating func flag(_ name: String) -> Bool? {
        switch members[name] {
        case nil, .null: return nil
        case .bool(let flag): return flag
        default:
            add("'\(name)' is neither true nor false", name, "send true or false")
            return nil
        }
    }

    /// Nil where it is missing.
    mutating func texts(_ name: String) -> [String]? {
        switch members[name] {
        case nil, .null: return nil
        case .array(let values):
            let texts = values.compactMap(\.text)
            if texts.count == values.count { return texts }
            fallthrough
        default:
            add("'\(name)' is no list of texts", name, "send an array of texts")
            return nil
        }
    }

    /// Words of a closed list; nil where they are missing.
    mutating func words<Word: RawRepresentable<String> & CaseIterable>(_ name: String) -> [Word]? {
        texts(name).map { texts in
            texts.compactMap { text in
                if let word = Word(rawValue: text) { return word }
                add(
                    "'\(text.prefix(40))' is none of '\(name)'", name,
                    "one of: \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
                return nil
            }
        }
    }

    /// The values of a form, as texts: what a page would send.
    mutating func formValues(_ name: String) -> [String: String] {
        guard case .object(let values)? = members[name] else {
            if has(name) {
                add("'\(name)' is no object", name, "send an object of values by name of the field")
            }
            return [:]
        }
        return values.reduce(into: [:]) { texts, entry in
            if entry.value == .null { return }
            guard let text = Self.formText(entry.value) else {
                add(
                    "'\(entry.key.prefix(40))' is no value of a field", entry.key,
                    "a text, number, flag or list of texts")
                return
            }
            texts[entry.key] = text
        }
    }

    /// A value as a page would send it; nil for an object and whatever holds one.
    private static func formText(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): return text
        case .bool(let flag): return flag ? "yes" : "no"
        case .integer(let integer): return "\(integer)"
        case .number(let number): return "\(number)"
        case .array(let values):
            let lines = values.compactMap(\.text)
            return lines.count == values.count ? lines.joined(separator: "\n") : nil
        case .null, .object: return nil
        }
    }

    mutating func add(_ message: String, _ field: String, _ help: String) {
        problems.add(Problem(.formInvalid, message, at: .init(field: String(field.prefix(80))), help: help))
    }
}
