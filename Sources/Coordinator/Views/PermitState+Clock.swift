import PermitPolicy
import Vocabulary
import WorkCalendar

/// One of the two clocks of a permit, read on a day.
public struct PermitClock: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The limit the law gives.
        case statutory
        /// The limit the authority promises.
        case promised
    }

    public var kind: Kind
    /// Days, unit and source, from the permit's rule.
    public var limit: DayLimit
    /// Nil before the authority accepted.
    public var reading: ClockReading?
    public var light: TrafficLight
}

extension PermitState {
    /// The limit that counts: the authority's promise, else the statutory one; nil if neither is known.
    public var limit: DayLimit? { requirement.promisedDays ?? requirement.statutoryDays }

    /// The statutory and the promised clock, as far as the rule gives limits.
    public func clocks(on today: Day, _ calendar: WorkCalendar) -> [PermitClock] {
        let limits: [(PermitClock.Kind, DayLimit?)] = [
            (.statutory, requirement.statutoryDays), (.promised, requirement.promisedDays),
        ]
        return limits.compactMap { kind, limit in
            limit.map {
                PermitClock(
                    kind: kind, limit: $0, reading: reading(within: $0, on: today, calendar),
                    light: light(within: $0, on: today, calendar))
            }
        }
    }

    /// The day a limit ends, counted from acceptance by the authority.
    ///
    /// The time for supplements asked after acceptance does not count (assumption: 补正 stops the authority's
    /// clock). A limit in calendar days that ends on a rest day ends on the next working day (民法典 art. 203).
    /// Nil before acceptance and while a supplement is owed.
    public func due(within limit: DayLimit?, _ calendar: WorkCalendar) -> DueDay? {
        limit.flatMap { clock($0)?.due(calendar) }
    }

    public func due(_ calendar: WorkCalendar) -> DueDay? { due(within: limit, calendar) }

    /// The authority's clock for a limit, read on `today`; nil before acceptance or without a limit.
    public func reading(within limit: DayLimit?, on today: Day, _ calendar: WorkCalendar) -> ClockReading? {
        limit.flatMap { clock($0)?.reading(on: today, calendar: calendar) }
    }

    public func reading(on today: Day, _ calendar: WorkCalendar) -> ClockReading? {
        reading(within: limit, on: today, calendar)
    }

    public func isOverdue(on today: Day, _ calendar: WorkCalendar) -> Bool {
        reading(on: today, calendar)?.overdue ?? false
    }

    public func light(on today: Day, _ calendar: WorkCalendar) -> TrafficLight {
        light(within: limit, on: today, calendar)
    }

    private func light(within limit: DayLimit?, on today: Day, _ calendar: WorkCalendar) -> TrafficLight {
        switch stage(on: today) {
        case .required, .preparing, .submitted, .closed: .none
        case .granted: reading(within: limit, on: today, calendar)?.overdue ?? false ? .late : .done
        case .refused, .expired, .changeRequired: .red
        case .supplementRequested: .grey
        case .accepted: TrafficLight(reading(within: limit, on: today, calendar))
        }
    }

    /// The authority's clock for a limit; nil before acceptance.
    ///
    /// - Parameter suppliedOn: when an owed supplement is taken to come in; nil leaves it owed.
    func clock(_ limit: DayLimit, suppliedOn: Day? = nil) -> Clock? {
        guard let acceptedOn, stage != .required, stage != .preparing else { return nil }
        let asked = supplements.filter { $0.requestedOn >= acceptedOn }
        let stops = asked.enumerated().map { index, supplement in
            Stop(
                id: String(index), cause: .customer, holder: "", startedOn: supplement.requestedOn,
                resumedOn: supplement.suppliedOn ?? suppliedOn.map { max($0, supplement.requestedOn) })
        }
        guard let ledger = try? StopLedger(stops) else { return nil }
        return Clock(
            acceptedOn: acceptedOn, budgetDays: limit.days, unit: limit.counting, stops: ledger,
            endedOn: decidedOn)
    }
}

extension DayLimit {
    /// The unit in the words of the clock.
    var counting: CountingUnit { unit == .working ? .working : .calendar }
}
