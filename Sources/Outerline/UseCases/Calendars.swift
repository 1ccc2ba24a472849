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
        let calendar: WorkCalendar
        if let file {
            calendar = try WorkCalendar(yaml: try InputFile.data(file), file: file)
        } else {
            calendar = try WorkCalendar.shipped()
        }
        guard from <= to else { return [] }
        return (from.number...to.number).map(Day.init(number:)).map {
            CalendarDay(
                date: $0, working: calendar.isWorking($0), name: calendar.name($0),
                provisional: calendar.isProvisional($0))
        }
    }
}
