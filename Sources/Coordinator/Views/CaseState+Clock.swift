import PermitPolicy
import Vocabulary
import WorkCalendar

/// What the ledger's lamp shows (红黄灯).
public enum TrafficLight: String, Codable, Sendable, CaseIterable {
    /// In time.
    case green
    /// Near due, by the ``LightRule`` of the calendar.
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

    /// The lamp of a clock reading: derived each time, never stored.
    public init(_ reading: ClockReading?) {
        guard let reading, reading.budgetDays != nil else {
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
                self = reading.nearDue ? .yellow : .green
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
