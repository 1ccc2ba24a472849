import Vocabulary

/// Findings as lines, the gravest first, capped and counted.
enum FindingText {
    private static let cap = 50

    static func text(_ findings: [Finding], _ terminal: Terminal) -> String {
        let sorted = findings.enumerated().sorted {
            $0.element.severity != $1.element.severity
                ? $0.element.severity > $1.element.severity : $0.offset < $1.offset
        }.map(\.element)
        var lines = sorted.prefix(cap).map { finding in
            let style: Terminal.Style =
                finding.severity == .error ? .red : finding.severity == .warning ? .yellow : .grey
            let message = terminal.say(finding.message, finding.messageZh ?? finding.message)
            let help = finding.help.map { "\n  help: \($0)" } ?? ""
            return
                "\(terminal.styled("\(finding.severity.rawValue)[\(finding.code)]", style)): \(message)\(help)"
        }
        if sorted.count > cap {
            lines.append(terminal.say("… \(sorted.count) findings in all", "…… 共 \(sorted.count) 条提示"))
        }
        return lines.joined(separator: "\n")
    }

    /// Writes findings to standard error, if there are any.
    static func note(_ findings: [Finding], _ terminal: Terminal) {
        if !findings.isEmpty { terminal.note(text(findings, terminal)) }
    }
}
