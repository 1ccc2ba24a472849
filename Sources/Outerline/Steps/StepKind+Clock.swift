import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

extension StepKind {
    static let clockSteps: [StepKind] = [
        StepKind(
            "stop_clock", ConnectionStep.stopClock.wording,
            { scene in
                let causes = scene.state.decision?.promise.stopCauses ?? StopCause.allCases
                return [
                    .choice("cause", "原因", "cause", of: causes.sorted()),
                    StepField(
                        "holder", "责任方", "holder", .text,
                        suggestions: [scene.state.applicant, scene.state.company].compactMap(\.self)
                            + Set(scene.state.permits.map(\.requirement.authority.title.zh)).sorted()),
                    .evidence,
                    StepField(
                        "until", "恢复日（已结束的停表）", "day it ran again (for a stop that is over)", .day,
                        required: false),
                ]
            },
            { values, _ in
                let (holder, until) = (values.text("holder"), values.day("until"))
                let evidence = values.optional("evidence") ?? ""
                let cause: StopCause? = values.word("cause")
                return cause.map {
                    .command(.stopClock($0, holder: holder, evidence: evidence, until: until))
                }
            }),
        StepKind(
            "resume_clock", ConnectionStep.resumeClock.wording,
            { scene in [stop(scene.state.stops.stops.filter { $0.isOpen && !$0.cancelled }), .evidence] },
            { values, _ in
                .command(
                    .resumeClock(stop: values.optional("stop"), evidence: values.optional("evidence") ?? ""))
            }),
        StepKind(
            "correct_stop", ConnectionStep.correctStop.wording,
            { scene in
                [
                    stop(scene.state.stops.stops.filter { !$0.cancelled }),
                    StepField(
                        "change", "更正", "change",
                        .choice([
                            .init("cancel", Wording(zh: "误录，作废", en: "entered in error, cancel")),
                            .init("days", Wording(zh: "更正日期", en: "other days")),
                            .init("reopen", Wording(zh: "仍在停表", en: "it still stands")),
                        ]), probed: true),
                    StepField("start", "开始日", "start", .day, required: false),
                    StepField("end", "恢复日", "end", .day, required: false),
                    StepField("reason", "更正原因", "reason", .text),
                ]
            }, correction),
    ]

    @Sendable private static func correction(_ values: inout StepValues, _: PermitID?) -> StepAction? {
        let (stop, reason) = (values.text("stop"), values.text("reason"))
        let (start, end) = (values.day("start"), values.day("end"))
        let change: StopChange
        switch values.optional("change") {
        case "days": change = .days(start: start, end: end)
        case "reopen": change = .reopen(start: start)
        case "cancel": change = .cancel
        default:
            values.add("the change is none of the choices", "change", "choose one of: days, reopen, cancel")
            return nil
        }
        return .command(.correctStop(stop, change, reason: reason))
    }

    private static func stop(_ stops: [Stop]) -> StepField {
        StepField(
            "stop", "停表", "stop",
            .choice(
                stops.map { stop in
                    let days = "\(stop.startedOn)–\(stop.resumedOn.map { "\($0)" } ?? "")"
                    return .init(
                        stop.id,
                        Wording(
                            zh: "\(stop.id)：\(stop.cause.spoken.zh)，\(stop.holder)，\(days)",
                            en: "\(stop.id): \(stop.cause.spoken.en), \(stop.holder), \(days)"))
                }))
    }

    static let lastSteps: [StepKind] = [
        StepKind(
            "record_outer_duty", ConnectionStep.recordDuty.wording,
            { scene in [duty(scene.state.openOuterDuties), .note] },
            { values, _ in
                .command(.recordOuterDuty(values.text("duty"), note: values.optional("note")))
            }),
        StepKind(
            "report_emergency", ConnectionStep.reportEmergency.wording,
            { scene in
                [
                    StepField("to", "报告机关", "authority", .text),
                    StepField(
                        "at", "报告时间", "when", .moment,
                        initial: scene.state.emergency.flatMap { minute($0.startedAt) }),
                ]
            },
            { values, _ in
                let (authority, text) = (values.text("to"), values.text("at"))
                guard let moment = Timestamp(chinaTime: text) else {
                    values.add("'\(text)' is no moment", "at", "write it as 2026-11-22T14:35")
                    return nil
                }
                return .command(.reportEmergency(to: authority, at: moment))
            }),
        StepKind(
            "finish_repair", ConnectionStep.finishRepair.wording, { _ in [.note] },
            { values, _ in .command(.finishRepair(note: values.optional("note"))) }),
        StepKind(
            "withdraw", ConnectionStep.withdraw.wording,
            { _ in [StepField("reason", "原因", "reason", .text)] },
            { values, _ in .command(.withdraw(reason: values.text("reason"))) }),
    ]

    /// As a clock in China shows it: `2026-11-22T14:35`.
    private static func minute(_ moment: Timestamp) -> String? {
        Timestamp(secondsSinceEpoch: moment.secondsSinceEpoch + 8 * 3600).map {
            String($0.rawValue.prefix(16))
        }
    }

    static func duty(_ duties: [Duty]) -> StepField {
        StepField("duty", "事项", "duty", .choice(duties.map { .init($0.id, $0.title) }))
    }
}
