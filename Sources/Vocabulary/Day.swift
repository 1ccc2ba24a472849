/// A civil day of the proleptic Gregorian calendar, without a time zone.
///
/// Written and coded as `2026-11-22`. Arithmetic is exact and needs no
/// calendar library: the day number counts from 1970-01-01 (algorithm:
/// era-based days-from-civil, H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms").
public struct Day: Hashable, Comparable, Sendable, Codable, CustomStringConvertible, Strideable {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) { self.number = number }

    /// The day of a year, month and day of month; nil if there is none, such as 2025-02-29.
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, in: year)
        else { return nil }
        number = Day.number(year, month, day)
    }

    /// Parses `YYYY-MM-DD` exactly; anything else is nil.
    public init?(_ text: some StringProtocol) {
        let parsed =
            text.utf8.withContiguousStorageIfAvailable { Day(utf8: $0) }
            ?? Array(text.utf8).withUnsafeBufferPointer { Day(utf8: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The same from bytes: a log of millions of events is full of days, and this copies nothing.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            return nil
        }
        func number(_ places: Range<Int>) -> Int? {
            var value = 0
            for place in places {
                guard (48...57).contains(bytes[place]) else { return nil }
                value = value * 10 + Int(bytes[place] - 48)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
            return nil
        }
        self.init(year, month, day)
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var dayOfMonth: Int { civil.day }

    /// 1 = Monday … 7 = Sunday (ISO 8601).
    public var weekday: Int { (((number + 3) % 7) + 7) % 7 + 1 }
    public var isWeekend: Bool { weekday >= 6 }

    public func advanced(by days: Int) -> Day { Day(number: number + days) }
    public func distance(to other: Day) -> Int { other.number - number }
    public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    /// The same date `years` later; 29 February becomes 28 February where there is none.
    public func adding(years: Int) -> Day {
        let (year, month, day) = civil
        let target = year + years
        return Day(number: Day.number(target, month, min(day, Day.length(ofMonth: month, in: target))))
    }

    public var description: String {
        let (year, month, day) = civil
        guard (0...9999).contains(year) else { return "\(year)-\(Self.padded(month))-\(Self.padded(day))" }
        return String(unsafeUninitializedCapacity: 10) { bytes in
            func put(_ value: Int, _ digits: Int, at start: Int) {
                var rest = value
                for place in stride(from: start + digits - 1, through: start, by: -1) {
                    bytes[place] = UInt8(48 + rest % 10)
                    rest /= 10
                }
            }
            put(year, 4, at: 0)
            bytes[4] = UInt8(ascii: "-")
            put(month, 2, at: 5)
            bytes[7] = UInt8(ascii: "-")
            put(day, 2, at: 8)
            return 10
        }
    }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is no date YYYY-MM-DD")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    // MARK: - Civil calendar

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
