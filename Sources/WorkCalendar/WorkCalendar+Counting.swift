import Vocabulary

/// The day a period ends, and whether the calendar for it has been announced.
public struct DueDay: Codable, Hashable, Sendable {
    public var day: Day
    /// True if any day from acceptance to `day` lies outside the announced calendar.
    public var provisional: Bool

    public init(day: Day, provisional: Bool) {
        self.day = day
        self.provisional = provisional
    }
}

extension WorkCalendar {
    /// The last day of a budget of working days; the acceptance day is not counted.
    ///
    /// A budget of 0 is due on the acceptance day, or on the first working day
    /// after it if that is none. Sources: 民法典 art. 201 (the starting day
    /// does not count) and 203 (a rest day moves the end), 行政许可法 art. 82.
    ///
    /// - Parameter budget: working days; negative counts as 0.
    /// - Complexity: O(log days).
    public func due(acceptedOn: Day, budget: Int) -> DueDay {
        let day = budget <= 0 ? firstWorking(from: acceptedOn) : working(budget, after: acceptedOn)
        return DueDay(day: day, provisional: isProvisional(from: acceptedOn, through: day))
    }

    /// How many working days lie after `a` up to and including `b`; 0 if `b` is not later.
    ///
    /// - Complexity: O(1) in the announced part and three years around it, else O(days).
    public func workingDays(after a: Day, through b: Day) -> Int {
        guard b > a else { return 0 }
        let low = a.number + 1 - start.number
        let high = b.number + 1 - start.number
        if low >= 0, high < counts.count { return Int(counts[high] - counts[low]) }
        return (a.advanced(by: 1)...b).reduce(0) { $0 + (isWorking($1) ? 1 : 0) }
    }

    /// The `n`-th working day after `day`, n ≥ 1.
    ///
    /// - Complexity: O(log days) in the announced part and three years around it, else O(days).
    public func working(_ n: Int, after day: Day) -> Day {
        let low = day.number + 1 - start.number
        if low >= 0, low < counts.count, Int(counts[counts.count - 1] - counts[low]) >= n, n > 0 {
            let target = counts[low] + Int32(n)
            var (below, reached) = (low, counts.count - 1)
            while reached - below > 1 {
                let middle = (below + reached) / 2
                if counts[middle] >= target { reached = middle } else { below = middle }
            }
            return start.advanced(by: reached - 1)
        }
        var (found, current) = (0, day)
        while found < n {
            current = current.advanced(by: 1)
            if isWorking(current) { found += 1 }
        }
        return current
    }

    /// `day` itself if people work on it, else the next working day.
    public func firstWorking(from day: Day) -> Day {
        isWorking(day) ? day : working(1, after: day)
    }

    /// Whether a period's end rests on days that are not announced.
    public func isProvisional(from acceptedOn: Day, through due: Day) -> Bool {
        isProvisional(due) || acceptedOn.advanced(by: 1) < data.first
    }
}
