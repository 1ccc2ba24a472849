import Foundation
import Vocabulary
import Yams

/// A text in a YAML file of nested mappings, by the path of its keys.
public struct FlatEntry: Sendable, Hashable {
    /// Keys joined by dots, such as `numbers.kinds.one_time`.
    public var path: String
    /// Quoted or not; empty for `null`.
    public var text: String
    /// From 1.
    public var line: Int?
}

extension FlatEntry {
    /// Reads a file of nested mappings whose values are texts, in its order.
    ///
    /// - Throws: ``Problems`` `CFG-101` if it is no YAML file, `CFG-104` for each list and each key that is no word.
    public static func read(_ data: Data, file: String) throws -> [FlatEntry] {
        try readYAML(data, file: file) { root in
            var entries: [FlatEntry] = []
            collect(root, &entries)
            return entries
        }
    }

    private static func collect(_ node: YAMLNode, _ entries: inout [FlatEntry]) {
        if let mapping = node.node.mapping {
            for (key, value) in mapping {
                guard let name = key.scalar?.string, !name.contains(".") else {
                    YAMLNode(report: node.report, node: key, path: node.path)
                        .fail(.yamlType, "a key must be a word")
                    continue
                }
                let path = node.path.isEmpty ? name : "\(node.path).\(name)"
                collect(YAMLNode(report: node.report, node: value, path: path), &entries)
            }
        } else if let scalar = node.node.scalar, !node.path.isEmpty {
            entries.append(
                FlatEntry(path: node.path, text: node.isNull ? "" : scalar.string, line: node.line))
        } else {
            node.fail(.yamlType, "expected keys with texts, found \(node.kind)")
        }
    }
}
