import Foundation
import Vocabulary
import Yams

/// Reads one YAML file and gives what `decode` makes of its root.
///
/// Every problem `decode` records on a ``YAMLNode`` is kept with its line, so
/// one run tells all of them.
///
/// - Parameters:
///   - data: the bytes of the file, UTF-8, at most 16 MB.
///   - file: the name to show in problems.
/// - Throws: ``Problems`` if the file is no single YAML document, or if
///   `decode` recorded or threw any.
/// - Complexity: O(bytes).
func readYAML<Value>(
    _ data: Data, file: String, _ decode: (YAMLNode) throws -> Value
) throws -> Value {
    let report = YAMLReport(file: file)
    let root = YAMLNode(report: report, node: try parseYAML(data, file: file), path: "")
    do {
        let value = try decode(root)
        try report.problems.throwIfAny()
        return value
    } catch let problem as Problem {
        report.problems.add(problem.located(.init(file: file)))
        throw report.problems
    }
}

/// The problems found so far in one YAML file.
final class YAMLReport {
    let file: String
    var problems = Problems()

    init(file: String) { self.file = file }
}

private let largestYAML = 16 * 1024 * 1024

func parseYAML(_ data: Data, file: String) throws -> Yams.Node {
    func refuse(_ message: String, line: Int? = nil, help: String? = nil) -> Problems {
        Problems([Problem(.yamlSyntax, message, at: .init(file: file, line: line), help: help)])
    }
    guard data.count <= largestYAML else { throw refuse("the file is larger than 16 MB") }
    guard let text = String(data: data, encoding: .utf8) else {
        throw refuse("the file is not UTF-8", help: "save it as UTF-8")
    }
    do {
        guard let node = try Parser(yaml: text, encoding: .utf8).singleRoot() else {
            throw refuse("the file is empty")
        }
        return node
    } catch let error as YamlError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            throw refuse(problem, line: mark.line)
        case .duplicatedKeysInMapping(let duplicates, let context):
            throw refuse(
                "key given twice: \(duplicates.sorted().joined(separator: ", "))", line: context.mark.line)
        case .reader(let problem, _, _, _):
            throw refuse(problem)
        default:
            throw refuse("the file cannot be read as YAML")
        }
    }
}

extension ErrorCode {
    static let yamlSyntax = ErrorCode(
        "CFG-101", exit: .badInput, "not a readable YAML file",
        """
        The file is not one YAML document in UTF-8. The line is where reading stopped; the cause often \
        lies on the line before: a missing colon, a tab, an unclosed quote or bracket, a key given twice.
        """)
    static let yamlMissing = ErrorCode(
        "CFG-102", exit: .badInput, "a needed key is missing",
        "A mapping lacks a key that has no default. The line is where the mapping starts.")
    static let yamlUnknownKey = ErrorCode(
        "CFG-103", exit: .badInput, "an unknown key",
        """
        The key means nothing at this place. It is refused, not ignored, since a mistyped key would \
        silently leave a default in force.
        """)
    static let yamlType = ErrorCode(
        "CFG-104", exit: .badInput, "a value of the wrong type",
        "The value is not of the type asked for here. Numbers, true and false stand without quotes.")
    static let yamlValue = ErrorCode(
        "CFG-105", exit: .badInput, "a value that is not allowed",
        "The value has the right type but is not one of the words, or not in the range, allowed here.")
}
