import Vocabulary
import Yams

/// A value in a YAML file that knows its line and its path.
///
/// Accessors give nil, or an empty list, where the value is not what was asked
/// for, and record why; the problems come out of ``readYAML(_:file:_:)``
/// together. A key with the value `null` counts as absent.
struct YAMLNode {
    let report: YAMLReport
    let node: Yams.Node
    /// Where it stands, such as `layers.plots.fields[2]`; empty for the root.
    let path: String

    /// The line it starts on, from 1.
    var line: Int? { node.mark?.line }

    /// Records a problem at this value.
    func fail(_ code: ErrorCode, _ message: String, help: String? = nil) {
        report.problems.add(
            Problem(
                code, message,
                at: .init(file: report.file, line: line, field: path.isEmpty ? nil : path), help: help))
    }

    // MARK: - Structure

    /// The value of a key; nil if this is no mapping, or the key is absent or null.
    subscript(_ key: String) -> YAMLNode? {
        guard let mapping = node.mapping else { return nil }
        for (candidate, value) in mapping where candidate.scalar?.string == key {
            let child = child(value, key)
            return child.isNull ? nil : child
        }
        return nil
    }

    /// The value of a key that must be there.
    func required(_ key: String) -> YAMLNode? {
        guard requireMapping() else { return nil }
        if let value = self[key] { return value }
        fail(.yamlMissing, "'\(key)' is missing")
        return nil
    }

    /// Refuses every key but these.
    func allow(_ keys: String...) { allow(keys) }

    func allow(_ keys: [String]) {
        guard requireMapping(), let mapping = node.mapping else { return }
        for (key, _) in mapping {
            guard let name = key.scalar?.string else {
                child(key, "?").fail(.yamlType, "a key must be a word")
                continue
            }
            if !keys.contains(name) {
                let near = nearestWord(to: name, among: keys)
                child(key, name).fail(
                    .yamlUnknownKey, "unknown key '\(name)'",
                    help: near.map { "did you mean '\($0)'?" }
                        ?? "known here: \(keys.joined(separator: ", "))")
            }
        }
    }

    /// The keys and values of a mapping in file order; empty, and recorded, for anything else.
    func entries() -> [(key: String, value: YAMLNode)] {
        guard requireMapping(), let mapping = node.mapping else { return [] }
        return mapping.compactMap { key, value in
            guard let name = key.scalar?.string else {
                fail(.yamlType, "a key must be a word")
                return nil
            }
            return (name, child(value, name))
        }
    }

    /// The items of a sequence; empty, and recorded, for anything else.
    func items() -> [YAMLNode] {
        guard let sequence = node.sequence else {
            fail(.yamlType, "expected a list, found \(kind)")
            return []
        }
        return sequence.enumerated().map { index, value in
            YAMLNode(report: report, node: value, path: "\(path)[\(index)]")
        }
    }

    /// The items of a sequence, or this value alone where it is no sequence.
    func itemsOrSelf() -> [YAMLNode] { node.sequence == nil ? [self] : items() }

    var isMapping: Bool { node.mapping != nil }
    var isSequence: Bool { node.sequence != nil }
    var isNull: Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// What kind of value it is, for messages.
    var kind: String {
        if isMapping { return "a mapping" }
        if isSequence { return "a list" }
        if isNull { return "nothing" }
        return "'\(node.scalar?.string ?? "")'"
    }

    /// Its text if it is written without quotes.
    var plain: String? {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return nil }
        return scalar.string
    }

    private func child(_ value: Yams.Node, _ key: String) -> YAMLNode {
        YAMLNode(report: report, node: value, path: path.isEmpty ? key : "\(path).\(key)")
    }

    private func requireMapping() -> Bool {
        if isMapping { return true }
        fail(.yamlType, "expected a mapping, found \(kind)")
        return false
    }
}
