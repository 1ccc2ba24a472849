import PermitPolicy

extension StateMachine {
    /// The picture as Mermaid `stateDiagram-v2`: states in their order, one arrow per step that moves.
    public var mermaid: String {
        var lines = ["stateDiagram-v2"]
        for state in State.allCases where used.contains(state) {
            lines.append("    \(state.rawValue): \(state.rawValue) \(state.wording.zh)")
        }
        lines += starts.map { "    [*] --> \($0.rawValue)" }
        for from in State.allCases {
            for to in State.allCases where to != from {
                let steps = rows.filter { $0.from.contains(from) && $0.to.contains(to) }
                guard !steps.isEmpty else { continue }
                let names = steps.map(\.step.rawValue).joined(separator: ", ")
                lines.append("    \(from.rawValue) --> \(to.rawValue): \(names)")
            }
        }
        lines += ends.map { "    \($0.rawValue) --> [*]" }
        return lines.joined(separator: "\n")
    }

    /// The whole table as Markdown: picture, then every row with its guards.
    public var markdown: String {
        var lines = ["## \(title.en) \(title.zh)", "", "```mermaid", mermaid, "```", ""]
        lines += ["| step | 步骤 | from | to | must hold |", "|---|---|---|---|---|"]
        for row in rows {
            let to = row.to.isEmpty ? "–" : names(row.to)
            let guards = row.guards.map { "`\($0.rawValue)`" }.joined(separator: " ")
            lines.append(
                "| `\(row.step.rawValue)` \(row.step.wording.en) | \(row.step.wording.zh) | \(names(row.from)) | \(to) | \(guards) |"
            )
        }
        return lines.joined(separator: "\n")
    }

    private func names(_ states: [State]) -> String {
        states == State.allCases.filter(used.contains)
            ? "any" : states.map(\.rawValue).joined(separator: ", ")
    }
}

/// The state machines of a case and its permits, as the documentation shows them.
public enum StateMachines {
    /// `Documentation/StateMachines.md`, whole.
    public static var markdown: String {
        let head = """
            # State machines

            Made from the tables in `Sources/Coordinator/Machine` by `outerline explain --states`; do not edit. The code \
            decides by the same tables, and a test compares this file with them.

            A case has two tracks that run beside each other: the connection and the early works. Each of its permits has \
            a machine of its own. A step that is not in the row of the present state is refused, and the refusal names \
            the states in which it is legal.
            """
        let guards =
            ["## What must hold", "", "| guard | 条件 | meaning |", "|---|---|---|"]
            + Guard.allCases.map { "| `\($0.rawValue)` | \($0.wording.zh) | \($0.wording.en) |" }
        return [
            head, ConnectionStep.machine.markdown, EarlyStep.machine.markdown, PermitStep.machine.markdown,
            guards.joined(separator: "\n"),
        ].joined(separator: "\n\n") + "\n"
    }
}
