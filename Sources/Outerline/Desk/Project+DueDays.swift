import Coordinator
import Ledger
import Vocabulary
import WorkCalendar

/// One day of the calendar of due dates.
public struct AgendaDay: Sendable, Hashable {
    public var day: Day
    public var isWorking: Bool
    /// The calendar of this day is not announced yet.
    public var isProvisional: Bool
    /// The holiday, or the make-up day (调休上班); nil for an ordinary day.
    public var name: String?
    /// The first items due on it, and how many there are, with how many are overdue by now.
    public var items: [WorkItem]
    public var count: Int
    public var red: Int
}

extension Project {
    /// The days of a stretch with what is due on each of them, over all cases a filter lets through.
    ///
    /// - Parameter items: at most so many a day; all are counted.
    /// - Complexity: one count over open items, one short query for each day with something due.
    public func dueDays(_ days: ClosedRange<Day>, _ filter: ViewFilter, items: Int) throws -> [AgendaDay] {
        let calendar = try calendar()
        let counts = try ledger.lampCounts(by: .due, filter, on: desk.today, desk.approval)
        var all: [Day: (count: Int, red: Int)] = [:]
        for count in counts {
            guard let day = count.key.flatMap({ Day($0) }), days.contains(day) else { continue }
            all[day, default: (0, 0)].count += count.count
            if count.light == .red { all[day, default: (0, 0)].red += count.count }
        }
        return try days.map { day in
            let (count, red) = all[day] ?? (0, 0)
            return try AgendaDay(
                day: day, isWorking: calendar.isWorking(day), isProvisional: calendar.isProvisional(day),
                name: calendar.name(day), items: count == 0 ? [] : dueItems(on: day, filter, items),
                count: count, red: red)
        }
    }

    private func dueItems(on day: Day, _ filter: ViewFilter, _ count: Int) throws -> [WorkItem] {
        guard count > 0 else { return [] }
        return try ledger.work(
            filter, dueFrom: day, dueThrough: day, order: .due, count: count, on: desk.today, desk.approval
        ).items
    }
}
