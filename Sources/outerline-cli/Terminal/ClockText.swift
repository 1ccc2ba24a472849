import Coordinator
import Outerline
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The clocks of a case as tables.
enum ClockText {
    static func text(_ clock: ClockDocument, _ terminal: Terminal) -> String {
        let stops = clock.stops.stops
        return [
            promise(clock, terminal), stops.isEmpty ? nil : self.stops(stops, terminal),
            clock.permits.isEmpty ? nil : permits(clock.permits, terminal),
        ].compactMap(\.self).joined(separator: "\n\n")
    }

    /// A day, marked where it rests on a calendar that is not announced.
    static func mark(_ day: Day?, provisional: Bool, _ terminal: Terminal) -> String? {
        day.map { "\($0)" + (provisional ? terminal.say(" (provisional)", "（暂定）") : "") }
    }

    private static func promise(_ clock: ClockDocument, _ terminal: Terminal) -> String {
        var table = Table([.text(terminal.say("clock", "时钟")), .text("")])
        func row(_ en: String, _ zh: String, _ value: String?) { table.add([terminal.say(en, zh), value]) }
        row("case", "案件", clock.caseID)
        row("accepted on", "受理日期", clock.acceptedOn?.description)
        row("budget", "时限", clock.budgetText.map { terminal.say($0.en, $0.zh) })
        row("net working days", "净工作日", clock.netDays.map(String.init))
        row("gross working days", "总工作日", clock.grossDays.map(String.init))
        row("remaining", "剩余", clock.remainingDays.map(String.init))
        for stopped in clock.stoppedByCause {
            let cause = terminal.word(stopped.cause)
            row("stopped: \(cause)", "停表：\(cause)", String(stopped.days))
        }
        let due = mark(clock.due, provisional: clock.dueProvisional, terminal)
        row("due", "期限", clock.stopped && clock.due == nil ? terminal.say("clock stopped", "停表") : due)
        row("light", "灯", terminal.word(clock.light))
        return table.text(for: terminal)
    }

    private static func stops(_ stops: [Stop], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("stop", "停表")), .text(terminal.say("cause", "原因")),
            .text(terminal.say("holder", "责任方")), .text(terminal.say("from", "起")),
            .text(terminal.say("resumed", "恢复")), .text(terminal.say("evidence", "依据")),
            .text(terminal.say("corrections", "更正")),
        ])
        for stop in stops {
            let until =
                stop.cancelled ? terminal.say("cancelled", "已撤销") : stop.resumedOn?.description ?? "…"
            let corrections = stop.corrections.map {
                "\($0.madeOn): \($0.startedOn) – \($0.resumedOn?.description ?? "…") (\($0.reason))"
            }
            table.add([
                stop.id, terminal.word(stop.cause), stop.holder, stop.startedOn.description, until,
                stop.evidence,
                corrections.joined(separator: "; "),
            ])
        }
        return table.text(for: terminal)
    }

    private static func permits(_ clocks: [PermitClockDocument], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("permit", "许可")), .text(terminal.say("state", "状态")),
            .text(terminal.say("limit", "时限")), .text(terminal.say("accepted", "受理")),
            .number(terminal.say("net", "净")), .number(terminal.say("gross", "总")),
            .text(terminal.say("due", "期限")), .text(terminal.say("light", "灯")),
        ])
        for clock in clocks {
            let unit =
                clock.limit.unit == .working
                ? terminal.say("working days", "工作日") : terminal.say("days", "日")
            let kind =
                clock.kind == .statutory ? terminal.say("statutory", "法定") : terminal.say("promised", "承诺")
            table.add([
                clock.permit, terminal.word(clock.state), "\(kind) \(clock.limit.days) \(unit)",
                clock.acceptedOn?.description, clock.netDays.map(String.init),
                clock.grossDays.map(String.init),
                mark(clock.due, provisional: clock.dueProvisional, terminal), terminal.word(clock.light),
            ])
        }
        return table.text(for: terminal)
    }
}
