import Coordinator
import Outerline
import PermitPolicy
import Vocabulary
import WorkCalendar

/// Programmes and what-ifs as tables.
enum ProgrammeText {
    static func text(_ programme: ProgrammeDocument, _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("permit", "许可")), .text(terminal.say("state", "状态")),
            .text(terminal.say("start", "开始")), .text(terminal.say("finish", "完成")),
            .number(terminal.say("float", "时差")), .text(terminal.say("critical", "关键")),
            .text(terminal.say("after", "前置")), .text(terminal.say("assumption", "假设")),
        ])
        for bar in programme.bars {
            table.add([
                bar.permit, terminal.word(bar.state), bar.start?.description,
                ClockText.mark(bar.finish, provisional: bar.finishProvisional, terminal),
                bar.floatDays.map(String.init), bar.critical ? "●" : nil,
                bar.after.joined(separator: " "),
                terminal.say(bar.assumption.text.en, bar.assumption.text.zh),
            ])
        }
        return table.text(for: terminal) + "\n\n" + answer(programme, terminal)
    }

    static func text(_ answer: WhatIfDocument, _ terminal: Terminal) -> String {
        var table = Table([
            .text(""), .text(terminal.say("as it is", "现状")), .text(terminal.say("what if", "假设")),
        ])
        func row(_ en: String, _ zh: String, _ value: (ProgrammeDocument) -> String?) {
            table.add([terminal.say(en, zh), value(answer.asItIs), value(answer.whatIf)])
        }
        row("ready to dig", "可开工日期") {
            ClockText.mark($0.readyToDig, provisional: $0.readyToDigProvisional, terminal)
        }
        row("promise due", "承诺期限") {
            ClockText.mark($0.promise.due, provisional: $0.promise.dueProvisional, terminal)
        }
        row("promise", "承诺") { word($0.promise.answer, terminal) }
        row("remaining days", "剩余工作日") { $0.promise.remainingDays.map(String.init) }
        return text(answer.whatIf, terminal) + "\n\n" + table.text(for: terminal)
    }

    private static func answer(_ programme: ProgrammeDocument, _ terminal: Terminal) -> String {
        var table = Table([.text(terminal.say("programme", "计划")), .text("")])
        func row(_ en: String, _ zh: String, _ value: String?) { table.add([terminal.say(en, zh), value]) }
        row("case", "案件", programme.caseID)
        row(
            "approval", "审批方式",
            programme.approval == .parallel
                ? terminal.say("parallel", "并联") : terminal.say("serial", "串联"))
        row(
            "ready to dig", "可开工日期",
            ClockText.mark(programme.readyToDig, provisional: programme.readyToDigProvisional, terminal))
        row("critical path", "关键路径", programme.criticalPath.joined(separator: " → "))
        if !programme.undetermined.isEmpty {
            row("undetermined", "未定", programme.undetermined.joined(separator: " "))
        }
        if !programme.outside.isEmpty {
            let outside = programme.outside.map { "\($0.permit) (\(terminal.word($0.verdict)))" }
            row("not counted", "未计入", outside.joined(separator: " "))
        }
        row("promise", "承诺", word(programme.promise.answer, terminal))
        for reason in programme.promise.reasons { row("", "", terminal.say(reason.en, reason.zh)) }
        return table.text(for: terminal)
    }

    private static func word(_ answer: PromiseForecast.Answer, _ terminal: Terminal) -> String {
        switch answer {
        case .kept: terminal.styled(terminal.say("kept", "可兑现"), .green)
        case .broken: terminal.styled(terminal.say("broken", "将超期"), .red)
        case .notPromised: terminal.say("nothing is promised", "未承诺时限")
        case .unknown: terminal.say("unknown", "未知")
        }
    }
}
