import Vocabulary

/// A minute of the day in Asia/Shanghai, written and coded as `17:00`.
public struct TimeOfDay: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Minutes after midnight, 0 … 1439.
    public let minute: Int

    /// Nil outside 0 … 1439.
    public init?(minute: Int) {
        guard (0..<1440).contains(minute) else { return nil }
        self.minute = minute
    }

    /// Parses `HH:MM` exactly; anything else is nil.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.minute = 60 * hour + minute
    }

    public var description: String {
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(padded(minute / 60)):\(padded(minute % 60))"
    }

    public static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minute < b.minute }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = TimeOfDay(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is no time HH:MM")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The moment of the day that decides whether the day counts; local time of Asia/Shanghai.
///
/// What happens up to and at the cut-off takes effect on that day, what
/// happens later takes effect on the next day.
public struct CutOff: Codable, Hashable, Sendable {
    /// Minutes after midnight, 0 … 1439.
    public var minute: Int

    public init(minute: Int) { self.minute = minute }

    /// 17:00; an assumption, a setting of the policy pack.
    public static let fivePM = CutOff(minute: 17 * 60)

    /// The day on which something that happened at `minute` of `day` takes effect.
    public func effectiveDay(of day: Day, minute: Int) -> Day {
        minute <= self.minute ? day : day.advanced(by: 1)
    }

    /// The day on which something takes effect; without a time of day it is `day` itself.
    public func effectiveDay(of day: Day, at time: TimeOfDay?) -> Day {
        time.map { effectiveDay(of: day, minute: $0.minute) } ?? day
    }
}
