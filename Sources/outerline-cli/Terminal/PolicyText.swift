import Outerline
import PermitPolicy
import Vocabulary

/// Policy packs and their differences for people.
struct PolicyText {
    var terminal: Terminal

    func text(_ document: PolicyDocument) -> String {
        let until = document.validUntil.map { " – \($0)" } ?? " –"
        let head = [
            "\(document.pack.name) \(document.pack.version) · \(say(document.title))",
            "\(terminal.say("in force", "有效期")): \(document.validFrom)\(until)",
            "\(terminal.say("based on", "继承")): \(document.lineage.dropFirst().joined(separator: " → "))",
            "SHA-256 \(document.pack.sha256)",
        ]
        return (head + [classes(document), permits(document), thresholds(document)].compactMap(\.self))
            .joined(separator: "\n")
    }

    func text(_ document: PolicyDiffDocument) -> String {
        var values = Table([
            .text(terminal.say("value", "项目")), .text(document.before.name), .text(document.after.name),
            .text(terminal.say("source", "依据")),
        ])
        for value in document.values {
            values.add([value.path, value.before, value.after, value.sourceAfter ?? value.sourceBefore])
        }
        guard let compared = document.compared else {
            return [values.text(for: terminal), wordings(document)].compactMap(\.self).joined(separator: "\n")
        }
        var cases = Table([
            .text(terminal.say("case", "案件")), .text(terminal.say("class", "类别")),
            .text(terminal.say("due", "承诺到期")), .text(terminal.say("ready to dig", "可开工")),
            .text(terminal.say("permits", "许可")),
        ])
        for entry in document.cases {
            cases.add([
                entry.id, change(entry.changes.classBefore, entry.changes.classAfter),
                change(entry.dueBefore?.description, entry.dueAfter?.description),
                change(entry.readyBefore?.description, entry.readyAfter?.description),
                permits(entry.changes),
            ])
        }
        let sum = terminal.say(
            "\(document.cases.count) of \(compared) open cases with a route would change",
            "\(compared) 个在办案件中 \(document.cases.count) 个将变化")
        return [values.text(for: terminal), sum, cases.text(for: terminal), wordings(document)]
            .compactMap(\.self).joined(separator: "\n")
    }

    /// What stays the same by another clause or in other words; nil if nothing does.
    private func wordings(_ document: PolicyDiffDocument) -> String? {
        guard !document.wordings.isEmpty else { return nil }
        var table = Table([
            .text(terminal.say("clause or wording", "条款与文字")), .text(document.before.name),
            .text(document.after.name),
        ])
        for found in document.wordings { table.add([found.path, found.before, found.after]) }
        return "\n" + table.text(for: terminal)
    }

    // MARK: - Parts

    private func classes(_ document: PolicyDocument) -> String? {
        var table = Table([
            .text(terminal.say("class", "类别")), .text(terminal.say("stages", "环节")),
            .text(terminal.say("working days", "工作日")), .text(terminal.say("source", "依据")),
        ])
        for found in document.classes {
            let budgets = found.budgets.map {
                "\(terminal.say($0.utility.rawValue, $0.utility.zh)) \($0.days.value)"
            }
            table.add([
                found.id, found.stages.map { say($0.title) }.joined(separator: " → "),
                budgets.joined(separator: ", "), found.source.short,
            ])
        }
        return table.text(for: terminal)
    }

    private func permits(_ document: PolicyDocument) -> String? {
        var table = Table([
            .text(terminal.say("permit", "许可")), .text(terminal.say("title", "名称")),
            .text(terminal.say("statutory", "法定时限")), .text(terminal.say("promised", "承诺时限")),
            .text(terminal.say("basis", "依据")), .text(terminal.say("known from", "依据等级")),
        ])
        for rule in document.permits {
            table.add([
                rule.kind.rawValue, say(rule.title), days(rule.statutoryDays), days(rule.promisedDays),
                rule.basis.first?.short, rule.basis.first?.level.rawValue,
            ])
        }
        return table.text(for: terminal)
    }

    private func thresholds(_ document: PolicyDocument) -> String? {
        guard !document.thresholds.isEmpty else { return nil }
        var table = Table([
            .text(terminal.say("threshold", "阈值")), .text(terminal.say("measure", "计量")),
            .text(terminal.say("effect", "效果")), .text(terminal.say("source", "依据")),
        ])
        for rule in document.thresholds {
            let limits = rule.limits.map { "\($0.measure.rawValue) ≤ \($0.value.value)" }
            table.add([
                rule.id, limits.joined(separator: ", "), rule.effect.rawValue, rule.limit.source.short,
            ])
        }
        return table.text(for: terminal)
    }

    private func permits(_ changes: DecisionChanges) -> String {
        (changes.added.map { "+\($0)" } + changes.removed.map { "-\($0)" }
            + changes.changed.map { "\($0.kind) \($0.authority): \($0.before) → \($0.after)" })
            .joined(separator: "; ")
    }

    private func change(_ before: String?, _ after: String?) -> String? {
        before == after ? before : "\(before ?? "—") → \(after ?? "—")"
    }

    private func days(_ limit: DayLimit?) -> String? {
        limit.map {
            let unit = $0.unit == .working ? terminal.say("working", "工作日") : terminal.say("calendar", "自然日")
            return "\($0.days) \(unit)"
        }
    }

    private func say(_ text: Wording) -> String { terminal.say(text.en, text.zh) }
}
