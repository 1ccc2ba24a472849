import Foundation
import Outerline
import Vocabulary

/// How problems are told: one line, the place, then the help; under `--json` the same as JSON on standard error.
enum ErrorText {
    static func text(_ problem: Problem, _ terminal: Terminal) -> String {
        var lines = ["\(terminal.styled("error[\(problem.code)]", .red)): \(problem.message)"]
        let place = problem.place
        let parts: [String?] = [
            place.file.map { file in place.line.map { "\(file):\($0)" } ?? file },
            place.layer.map { "layer \($0)" },
            place.feature.map { "feature \($0)" },
            place.field.map { "field \($0)" },
        ]
        let known = parts.compactMap(\.self)
        if !known.isEmpty { lines.append("  --> " + known.joined(separator: ", ")) }
        if let help = problem.help { lines.append("  help: \(help)") }
        return lines.joined(separator: "\n")
    }

    static func text(_ problems: Problems, _ terminal: Terminal) -> String {
        var blocks = problems.kept.map { text($0, terminal) }
        if problems.count > 1 {
            let codes = problems.countByCode.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }
            let shown = problems.count > problems.kept.count ? ", the first \(problems.kept.count) shown" : ""
            blocks.append("\(problems.count) problems\(shown): \(codes.joined(separator: ", "))")
        }
        return blocks.joined(separator: "\n")
    }

    static func json(_ problems: Problems) -> Data {
        struct Document: Encodable {
            var schema = "outerline.errors/1"
            var count: Int
            var countByCode: [String: Int]
            var errors: [Problem]
            private enum CodingKeys: String, CodingKey {
                case schema, count, errors
                case countByCode = "count_by_code"
            }
        }
        let document = Document(count: problems.count, countByCode: problems.countByCode, errors: problems.kept)
        return (try? JSONText.line(document)) ?? Data()
    }
}
