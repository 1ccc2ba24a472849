import Vocabulary

/// Which days a limit counts.
public enum CountingUnit: String, Codable, Sendable, CaseIterable {
    /// 工作日.
    case working
    /// 日: every day; a limit that ends on a rest day ends on the next working day (民法典 art. 203).
    case calendar
}

/// A promise in days with its stops: a budget that is used up day by day.
///
/// Day d counts if it lies after the acceptance day, is a working day (any day
/// for ``CountingUnit/calendar``), and the clock runs at the cut-off of d.
/// Nothing here is stored but what happened; due day and overdue follow from it.
public struct Clock: Codable, Hashable, Sendable {
    public var acceptedOn: Day
    /// Days promised; nil where the policy gives no limit.
    public var budgetDays: Int?
    public var unit: CountingUnit
    public var stops: StopLedger
    /// The day the promised thing was done; nil while it is not.
    public var endedOn: Day?

    public init(
        acceptedOn: Day, budgetDays: Int?, unit: CountingUnit = .working, stops: StopLedger = StopLedger(),
        endedOn: Day? = nil
    ) {
        self.acceptedOn = acceptedOn
        self.budgetDays = budgetDays
        self.unit = unit
        self.stops = stops
        self.endedOn = endedOn
    }

    enum CodingKeys: String, CodingKey {
        case unit, stops
        case acceptedOn = "accepted_on"
        case budgetDays = "budget_days"
        case endedOn = "ended_on"
    }
}

/// What a clock shows on one day.
public struct ClockReading: Codable, Hashable, Sendable {
    public enum State: String, Codable, Sendable {
        case running, stopped, ended
    }

    public var state: State
    public var budgetDays: Int?
    /// Days of the clock's unit after acceptance up to and including the day of the reading, or to the end.
    public var grossDays: Int
    /// Those of them on which the clock stood.
    public var stoppedDays: Int
    /// `grossDays - stoppedDays`: what was used of the budget.
    public var netDays: Int
    /// Stopped days by cause; a day under several stops belongs to the one that started first.
    public var stoppedByCause: [StoppedDays]
    /// Nil if nothing is promised, or if an open stop began before the budget was used up.
    public var due: Day?
    /// True if the due day rests on a calendar that is not announced.
    public var dueProvisional: Bool
    /// The reading's day, or the end, lies after the due day.
    public var overdue: Bool
    /// So little of the budget is left that the calendar's ``LightRule`` warns; false when overdue or ended.
    public var nearDue: Bool

    /// What is left of the budget; negative when overdrawn, nil without a budget.
    public var remainingDays: Int? { budgetDays.map { $0 - netDays } }

    enum CodingKeys: String, CodingKey {
        case state, due, overdue
        case budgetDays = "budget_days"
        case grossDays = "gross_days"
        case stoppedDays = "stopped_days"
        case netDays = "net_days"
        case stoppedByCause = "stopped_by_cause"
        case dueProvisional = "due_provisional"
        case nearDue = "near_due"
    }
}

/// How many days one cause stopped.
public struct StoppedDays: Codable, Hashable, Sendable {
    public var cause: StopCause
    public var days: Int

    public init(cause: StopCause, days: Int) {
        self.cause = cause
        self.days = days
    }
}

extension Clock {
    /// Reads the clock on `today`; days after the end are not looked at.
    ///
    /// - Complexity: O(s log s + s log d) for s stops and d days of the calendar.
    public func reading(on today: Day, calendar: WorkCalendar) -> ClockReading {
        let last = endedOn.map { min($0, today) } ?? today
        let ended = endedOn.map { $0 <= today } ?? false
        let gross = count(after: acceptedOn, through: last, calendar)
        let byCause = stoppedDays(through: last, calendar)
        let stopped = byCause.reduce(0) { $0 + $1.days }
        let due = due(calendar)
        let overdue = due.map { last > $0.day } ?? false
        let near =
            budgetDays.map { calendar.data.lights.isNearDue(remaining: $0 - (gross - stopped), of: $0) }
            ?? false
        return ClockReading(
            state: ended ? .ended : stops.isStopped(on: today) ? .stopped : .running,
            budgetDays: budgetDays, grossDays: gross, stoppedDays: stopped, netDays: gross - stopped,
            stoppedByCause: byCause, due: due?.day, dueProvisional: due?.provisional ?? false,
            overdue: overdue, nearDue: near && !overdue && !ended)
    }

    /// The day on which the budget is used up; nil without a budget or while an open stop defers it.
    public func due(_ calendar: WorkCalendar) -> DueDay? {
        guard let budgetDays else { return nil }
        guard let counted = day(afterCounting: budgetDays, calendar) else { return nil }
        let day = unit == .calendar ? calendar.firstWorking(from: counted) : counted
        return DueDay(day: day, provisional: calendar.isProvisional(from: acceptedOn, through: day))
    }

    /// The day on which the `count`-th day counts; for 0 the first working day from acceptance on that runs.
    private func day(afterCounting count: Int, _ calendar: WorkCalendar) -> Day? {
        var left = max(count, 1)
        // A budget of 0 may be met on the acceptance day itself.
        var runsAfter = count <= 0 ? acceptedOn.advanced(by: -1) : acceptedOn
        for stretch in stops.stretches {
            let lastRunning = stretch.from.advanced(by: -1)
            let running = self.count(after: runsAfter, through: lastRunning, calendar)
            if running >= left { return nth(left, after: runsAfter, calendar) }
            left -= running
            guard let until = stretch.until else { return nil }
            runsAfter = max(runsAfter, until.advanced(by: -1))
        }
        return nth(left, after: runsAfter, calendar)
    }

    /// How many days of the unit lie after `a` up to and including `b`; stops are not looked at.
    private func count(after a: Day, through b: Day, _ calendar: WorkCalendar) -> Int {
        switch unit {
        case .working: calendar.workingDays(after: a, through: b)
        case .calendar: max(0, a.distance(to: b))
        }
    }

    private func nth(_ n: Int, after day: Day, _ calendar: WorkCalendar) -> Day {
        switch unit {
        case .working: calendar.working(n, after: day)
        case .calendar: day.advanced(by: n)
        }
    }

    private func stoppedDays(through last: Day, _ calendar: WorkCalendar) -> [StoppedDays] {
        var days: [StopCause: Int] = [:]
        for stretch in stops.stretches {
            let after = max(acceptedOn, stretch.from.advanced(by: -1))
            let through = stretch.until.map { min(last, $0.advanced(by: -1)) } ?? last
            let count = self.count(after: after, through: through, calendar)
            if count > 0 { days[stretch.cause, default: 0] += count }
        }
        return days.map { StoppedDays(cause: $0.key, days: $0.value) }.sorted { $0.cause < $1.cause }
    }
}
