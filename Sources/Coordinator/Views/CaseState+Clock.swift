import PermitPolicy
import Vocabulary
import WorkCalendar

/// What the ledger's lamp shows (红黄灯).
public enum TrafficLight: String, Codable, Sendable, CaseIterable {
    /// In time.
    case green
    /// Near due: one working day left, or a fifth of the budget if that is more.
    case yellow
    /// Overdue.
    case red
    /// The clock stands.
    case grey
    /// Nothing is promised, or nothing runs.
    case none
    /// Done in time.
    case done
    /// Done, late.
    case late

    /// The lamp of a clock reading.
    ///
    /// Source of the yellow limits: practice, `domain/notes.md` §4 (one working day of a promise of two or three
    /// days, a fifth of longer ones); an assumption.
    public init(_ reading: ClockReading?) {
        guard let reading, let budget = reading.budgetDays else {
            self = .none
            return
        }
        switch reading.state {
        case .ended: self = reading.overdue ? .late : .done
        case .running, .stopped:
            if reading.overdue {
                self = .red
            } else if reading.state == .stopped {
                self = .grey
            } else {
                self = Double(budget - reading.netDays) <= max(1, 0.2 * Double(budget)) ? .yellow : .green
            }
        }
    }
}

extension CaseState {
    /// The promise read on `today`; nil before acceptance.
    ///
    /// Withdrawal ends the clock.
    public func reading(on today: Day, _ calendar: WorkCalendar) -> ClockReading? {
        clock?.reading(on: today, calendar: calendar)
    }

    public func light(on today: Day, _ calendar: WorkCalendar) -> TrafficLight {
        withdrawnOn == nil ? TrafficLight(reading(on: today, calendar)) : .none
    }

    /// The day of the promise; nil where nothing is promised, before acceptance, or while the clock stands.
    public func due(_ calendar: WorkCalendar) -> DueDay? { clock?.due(calendar) }
}

extension PermitState {
    /// The limit that counts: the authority's promise, else the statutory one; nil if neither is known.
    public var limit: DayLimit? { requirement.promisedDays ?? requirement.statutoryDays }

    /// The day a limit ends, counted from acceptance by the authority.
    ///
    /// The time for supplements asked after acceptance does not count (assumption: 补正 stops the authority's
    /// clock); nil before acceptance and while a supplement is owed.
    public func due(within limit: DayLimit?, _ calendar: WorkCalendar) -> DueDay? {
        guard let limit, let acceptedOn, stage != .required, stage != .preparing else { return nil }
        let asked = supplements.filter { $0.requestedOn >= acceptedOn && $0.suppliedOn != $0.requestedOn }
        guard limit.unit == .working else {
            guard asked.allSatisfy({ $0.suppliedOn != nil }) else { return nil }
            let waited = asked.reduce(0) {
                $0 + ($1.suppliedOn.map { $0.number } ?? 0) - $1.requestedOn.number
            }
            let day = acceptedOn.advanced(by: limit.days + waited)
            return DueDay(day: day, provisional: false)
        }
        return clock(limit, acceptedOn, asked)?.due(calendar)
    }

    /// The authority's clock read on `today`; nil before acceptance or without a limit in working days.
    public func reading(on today: Day, _ calendar: WorkCalendar) -> ClockReading? {
        guard let limit, limit.unit == .working, let acceptedOn else { return nil }
        let asked = supplements.filter { $0.requestedOn >= acceptedOn }
        return clock(limit, acceptedOn, asked)?.reading(on: today, calendar: calendar)
    }

    public func due(_ calendar: WorkCalendar) -> DueDay? { due(within: limit, calendar) }

    public func isOverdue(on today: Day, _ calendar: WorkCalendar) -> Bool {
        guard let due = due(calendar) else { return false }
        return (decidedOn.map { min($0, today) } ?? today) > due.day
    }

    public func light(on today: Day, _ calendar: WorkCalendar) -> TrafficLight {
        switch stage(on: today) {
        case .required, .preparing, .submitted, .closed: return .none
        case .granted: return isOverdue(on: today, calendar) ? .late : .done
        case .refused, .expired, .changeRequired: return .red
        case .supplementRequested: return .grey
        case .accepted:
            if let reading = reading(on: today, calendar) { return TrafficLight(reading) }
            guard due(calendar) != nil else { return .none }
            return isOverdue(on: today, calendar) ? .red : .green
        }
    }

    private func clock(_ limit: DayLimit, _ acceptedOn: Day, _ asked: [Supplement]) -> Clock? {
        let stops = asked.enumerated().map {
            Stop(
                id: String($0.offset), cause: .customer, holder: "", startedOn: $0.element.requestedOn,
                resumedOn: $0.element.suppliedOn)
        }
        guard let ledger = try? StopLedger(stops) else { return nil }
        return Clock(acceptedOn: acceptedOn, budgetDays: limit.days, stops: ledger, endedOn: decidedOn)
    }
}
