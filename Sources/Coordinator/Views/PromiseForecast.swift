import PermitPolicy
import Vocabulary
import WorkCalendar

/// Whether the promise of a case is kept if its permits come as a programme says.
///
/// The promise leaves out design, construction and what the utility does not
/// control (二(一)4), so it is asked whether the works may start before its
/// budget is used up: a stop that stands for a government approval is taken to
/// end on the ready-to-dig day; what no stop covers counts.
public struct PromiseForecast: Codable, Sendable, Hashable {
    public enum Answer: String, Codable, Sendable, CaseIterable {
        case kept, broken
        /// The policy gives no limit.
        case notPromised = "not_promised"
        /// Something it rests on is not known; see the reasons.
        case unknown
    }

    public var answer: Answer
    /// The day the promise ends; nil where it has none or the clock stands without a known end.
    public var due: Day?
    public var dueProvisional: Bool
    public var readyToDig: Day?
    /// What is left of the budget on the ready-to-dig day; negative when overdrawn.
    public var remainingDays: Int?
    /// What decided, and what was assumed.
    public var reasons: [Wording]

    enum CodingKeys: String, CodingKey {
        case answer, due, reasons
        case dueProvisional = "due_provisional"
        case readyToDig = "ready_to_dig"
        case remainingDays = "remaining_days"
    }
}

extension CaseState {
    /// Reads the promise against a programme of this case.
    public func forecast(_ programme: Programme, _ calendar: WorkCalendar) -> PromiseForecast {
        let ready = programme.readyToDig
        guard let clock else {
            return forecast(.unknown, ready, .init(zh: "尚未受理，未开始计时", en: "not accepted yet: no promise runs"))
        }
        guard clock.budgetDays != nil else {
            let none = decision?.promise.budgetText ?? .init(zh: "无承诺时限", en: "nothing is promised")
            return forecast(.notPromised, ready, none)
        }
        if let ended = clock.endedOn { return forecast(ended: ended, clock, ready, calendar) }
        guard let ready else {
            let open = programme.undetermined.joined(separator: ", ")
            return forecast(
                .unknown, nil,
                .init(zh: "许可时限未知：\(open)", en: "the limits of some permits are not known: \(open)"))
        }
        if let other = clock.stops.stops.first(where: { $0.isOpen && $0.cause != .governmentApproval }) {
            return forecast(
                .unknown, ready,
                .init(
                    zh: "停表中（\(other.cause.rawValue)，自\(other.startedOn)），结束日期未知",
                    en:
                        "the clock stands for \(other.cause.rawValue) since \(other.startedOn), with no known end"
                ))
        }
        return forecast(clock, ready, calendar)
    }

    private func forecast(_ clock: Clock, _ ready: Day, _ calendar: WorkCalendar) -> PromiseForecast {
        var clock = clock
        var reasons: [Wording] = []
        for stop in clock.stops.stops where stop.isOpen {
            let resumed = max(ready, stop.startedOn)
            // Cannot fail: the day is not before the start.
            _ = try? clock.stops.resume(stop.id, on: resumed)
            reasons.append(
                .init(
                    zh: "停表 \(stop.id)（政府审批，\(stop.holder)）按\(resumed)恢复计时",
                    en: "stop \(stop.id) (government approval, \(stop.holder)) is taken to end on \(resumed)")
            )
        }
        let reading = clock.reading(on: ready, calendar: calendar)
        guard let due = reading.due else {
            return forecast(.unknown, ready, .init(zh: "停表中", en: "the clock stands"))
        }
        let kept = ready <= due
        reasons.insert(
            kept
                ? .init(
                    zh: "可于\(ready)开工，不晚于承诺期限\(due)",
                    en: "works may start on \(ready), not after the due day \(due)")
                : .init(
                    zh: "\(ready)方可开工，晚于承诺期限\(due)",
                    en: "works may start on \(ready), after the due day \(due)"),
            at: 0)
        return PromiseForecast(
            answer: kept ? .kept : .broken, due: due, dueProvisional: reading.dueProvisional,
            readyToDig: ready, remainingDays: reading.remainingDays, reasons: reasons)
    }

    private func forecast(
        ended: Day, _ clock: Clock, _ ready: Day?, _ calendar: WorkCalendar
    ) -> PromiseForecast {
        let reading = clock.reading(on: ended, calendar: calendar)
        return PromiseForecast(
            answer: reading.overdue ? .broken : .kept, due: reading.due,
            dueProvisional: reading.dueProvisional, readyToDig: ready, remainingDays: reading.remainingDays,
            reasons: [.init(zh: "已于\(ended)办结", en: "ended on \(ended)")])
    }

    private func forecast(
        _ answer: PromiseForecast.Answer, _ ready: Day?, _ reason: Wording
    ) -> PromiseForecast {
        PromiseForecast(
            answer: answer, due: nil, dueProvisional: false, readyToDig: ready, remainingDays: nil,
            reasons: [reason])
    }
}
