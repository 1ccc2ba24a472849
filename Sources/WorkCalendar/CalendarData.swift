import Vocabulary

/// What a calendar file says: the announced days off and make-up days, and the
/// statutory days that are certain before an announcement.
public struct CalendarData: Codable, Hashable, Sendable {
    /// Days off under one name, both ends included.
    public struct Holiday: Codable, Hashable, Sendable {
        public var name: String
        public var from: Day
        public var to: Day

        public init(name: String, from: Day, to: Day) {
            self.name = name
            self.from = from
            self.to = to
        }
    }

    /// A day off on the same date of every year, such as 1 May.
    public struct FixedHoliday: Codable, Hashable, Sendable {
        public var name: String
        public var month: Int
        public var day: Int
        /// How many days from that date on; at least 1.
        public var days: Int

        public init(name: String, month: Int, day: Int, days: Int) {
            self.name = name
            self.month = month
            self.day = day
            self.days = days
        }
    }

    /// A Saturday or Sunday on which people work (调休上班).
    public struct MakeUpDay: Codable, Hashable, Sendable {
        public var name: String
        public var day: Day

        public init(name: String, day: Day) {
            self.name = name
            self.day = day
        }
    }

    /// The first day of the announced part.
    public var first: Day
    /// The last day of the announced part.
    public var announcedUntil: Day
    public var holidays: [Holiday]
    public var makeUpDays: [MakeUpDay]
    /// Used outside the announced part only.
    public var fixedStatutory: [FixedHoliday]
    /// Statutory days with a date of their own year; used outside the announced part only.
    public var datedStatutory: [Holiday]
    /// When lamps turn yellow.
    public var lights: LightRule

    public init(
        first: Day, announcedUntil: Day, holidays: [Holiday], makeUpDays: [MakeUpDay],
        fixedStatutory: [FixedHoliday] = [], datedStatutory: [Holiday] = [],
        lights: LightRule = .assumed
    ) {
        self.first = first
        self.announcedUntil = announcedUntil
        self.holidays = holidays
        self.makeUpDays = makeUpDays
        self.fixedStatutory = fixedStatutory
        self.datedStatutory = datedStatutory
        self.lights = lights
    }

    enum CodingKeys: String, CodingKey {
        case first, holidays, lights
        case announcedUntil = "announced_until"
        case makeUpDays = "make_up_days"
        case fixedStatutory = "fixed_statutory"
        case datedStatutory = "dated_statutory"
    }
}
