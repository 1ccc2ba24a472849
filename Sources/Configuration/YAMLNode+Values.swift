import Vocabulary
import Yams

/// Scalars; each gives nil and records a problem if the value is of another type.
extension YAMLNode {
    /// The text of a scalar, quoted or not.
    func text() -> String? {
        guard let scalar = node.scalar, !isNull else {
            fail(.yamlType, "expected text, found \(kind)")
            return nil
        }
        return scalar.string
    }

    /// A finite decimal number, within `range` if one is given.
    func number(in range: ClosedRange<Double>? = nil) -> Double? {
        guard let plain, plain.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }),
            let value = Double(plain), value.isFinite
        else {
            fail(.yamlType, "expected a number, found \(kind)")
            return nil
        }
        if let range, !range.contains(value) {
            fail(.yamlValue, "\(plain) is not within \(bounds(range))")
            return nil
        }
        return value
    }

    /// A whole number, within `range` if one is given.
    func integer(in range: ClosedRange<Int>? = nil) -> Int? {
        guard let plain, let value = Int(plain) else {
            fail(.yamlType, "expected a whole number, found \(kind)")
            return nil
        }
        if let range, !range.contains(value) {
            fail(.yamlValue, "\(value) is not within \(range.lowerBound) … \(range.upperBound)")
            return nil
        }
        return value
    }

    /// `true` or `false`; YAML 1.1 words such as `yes` are refused.
    func boolean() -> Bool? {
        switch plain {
        case "true": return true
        case "false": return false
        default:
            fail(.yamlType, "expected true or false, found \(kind)")
            return nil
        }
    }

    /// A date `YYYY-MM-DD`.
    func day() -> Day? {
        guard let text = node.scalar?.string, let day = Day(text) else {
            fail(.yamlType, "expected a date YYYY-MM-DD, found \(kind)")
            return nil
        }
        return day
    }

    /// One of the words of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        guard let word = text() else { return nil }
        if let value = Choice(rawValue: word) { return value }
        let known = Choice.allCases.map(\.rawValue)
        fail(
            .yamlValue, "'\(word)' is not allowed here",
            help: nearestWord(to: word, among: known).map { "did you mean '\($0)'?" }
                ?? "one of: \(known.joined(separator: ", "))")
        return nil
    }

    /// The texts of a list, or of a single scalar.
    func texts() -> [String] { itemsOrSelf().compactMap { $0.text() } }

    private func bounds(_ range: ClosedRange<Double>) -> String {
        range.upperBound == .greatestFiniteMagnitude
            ? "\(range.lowerBound) and above" : "\(range.lowerBound) … \(range.upperBound)"
    }
}

/// Values of a key. A missing required key is recorded and gives the neutral
/// value, which never comes out since the reading then fails as a whole.
extension YAMLNode {
    func requiredText(_ key: String) -> String { required(key)?.text() ?? "" }
    func text(_ key: String) -> String? { self[key]?.text() }
    func requiredNumber(_ key: String, in range: ClosedRange<Double>? = nil) -> Double {
        required(key)?.number(in: range) ?? range?.lowerBound ?? 0
    }
    func number(_ key: String, in range: ClosedRange<Double>? = nil) -> Double? {
        self[key]?.number(in: range)
    }
    func integer(_ key: String, in range: ClosedRange<Int>? = nil) -> Int? { self[key]?.integer(in: range) }
    func boolean(_ key: String, default value: Bool) -> Bool { self[key]?.boolean() ?? value }
    func day(_ key: String) -> Day? { self[key]?.day() }
    func texts(_ key: String) -> [String] { self[key]?.texts() ?? [] }
    func requiredItems(_ key: String) -> [YAMLNode] { required(key)?.items() ?? [] }
    func items(_ key: String) -> [YAMLNode] { self[key]?.items() ?? [] }
    func requiredEntries(_ key: String) -> [(key: String, value: YAMLNode)] {
        required(key)?.entries() ?? []
    }
    func entries(_ key: String) -> [(key: String, value: YAMLNode)] { self[key]?.entries() ?? [] }
}

/// Every number from zero up.
let notNegative: ClosedRange<Double> = 0 ... .greatestFiniteMagnitude
