import Configuration
import Vocabulary
import WorkCalendar

/// One day of the working-day calendar: an object of `calendar list --json`.
public struct CalendarDay: Encodable, Sendable {
    public var date: Day
    public var working: Bool
    public var name: String?
    /// True beyond the announced calendar: weekends and statutory days only.
    public var provisional: Bool

    init(_ day: Day, _ calendar: WorkCalendar) {
        date = day
        working = calendar.isWorking(day)
        name = calendar.name(day)
        provisional = calendar.isProvisional(day)
    }

    private enum Key: String, CodingKey { case date, working, name, provisional }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(date, forKey: .date)
        try container.encode(working, forKey: .working)
        try container.encode(name, forKey: .name)
        try container.encode(provisional, forKey: .provisional)
    }
}

public enum Calendars {
    /// The days from `from` to `to`, both included; none if `to` lies before `from`.
    ///
    /// - Parameter file: a calendar file of one's own; nil takes the shipped one.
    public static func days(from: Day, to: Day, file: String? = nil) throws -> [CalendarDay] {
        days(from: from, to: to, try file.map { try load($0) } ?? WorkCalendar.shipped())
    }

    /// Reads a calendar file and says what it covers.
    ///
    /// - Throws: ``Problems`` with the line of each.
    public static func check(_ file: String) throws -> CalendarSummary {
        CalendarSummary(try load(file), file: file)
    }

    static func days(from: Day, to: Day, _ calendar: WorkCalendar) -> [CalendarDay] {
        guard from <= to else { return [] }
        return (from.number...to.number).map { CalendarDay(Day(number: $0), calendar) }
    }

    /// The days of either announced part that work or rest otherwise in `new` than in `old`.
    static func changedDays(from old: WorkCalendar, to new: WorkCalendar) -> [CalendarDay] {
        let first = min(old.data.first, new.data.first)
        let last = max(old.data.announcedUntil, new.data.announcedUntil)
        return days(from: first, to: last, new).filter { old.isWorking($0.date) != $0.working }
    }

    private static func load(_ file: String) throws -> WorkCalendar {
        try WorkCalendar(yaml: try InputFile.data(file), file: file)
    }
}

extension Project {
    /// The days of the project's own calendar from `from` to `to`, both included.
    public func calendarDays(from: Day, to: Day) throws -> [CalendarDay] {
        Calendars.days(from: from, to: to, try calendar())
    }
}

/// What a calendar file covers: the object of `calendar check --json`.
public struct CalendarSummary: Encodable, Sendable {
    public var schema = "outerline.calendar/1"
    public var file: String
    public var first: Day
    public var announcedUntil: Day
    /// Working days of each year that is wholly announced, by year.
    public var workingDays: [String: Int]
    public var lights: LightRule

    init(_ calendar: WorkCalendar, file: String) {
        let data = calendar.data
        self.file = file
        first = data.first
        announcedUntil = data.announcedUntil
        lights = data.lights
        var workingDays: [String: Int] = [:]
        for year in data.first.year...max(data.first.year, data.announcedUntil.year) {
            guard let start = Day(year, 1, 1), let end = Day(year, 12, 31), start >= data.first,
                end <= data.announcedUntil
            else { continue }
            workingDays[String(year)] = calendar.workingDays(after: start.advanced(by: -1), through: end)
        }
        self.workingDays = workingDays
    }

    private enum CodingKeys: String, CodingKey {
        case schema, file, first, lights
        case announcedUntil = "announced_until"
        case workingDays = "working_days"
    }
}
