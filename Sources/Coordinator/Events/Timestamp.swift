import Vocabulary

/// A moment in UTC to the second, written `2026-11-22T08:00:00Z`.
///
/// It is always injected; nothing in this target reads a clock. Order of the
/// text is order in time.
public struct Timestamp: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: String

    /// Nil unless the text is exactly `YYYY-MM-DDThh:mm:ssZ` with a real date and time.
    public init?(rawValue: String) {
        var text = rawValue
        guard text.withUTF8(Timestamp.isMoment) else { return nil }
        self.rawValue = rawValue
    }

    private static func isMoment(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            Day(utf8: UnsafeBufferPointer(rebasing: bytes[..<10])) != nil
        else { return false }
        func isNumber(_ at: Int, below limit: Int) -> Bool {
            let digits = (Int(bytes[at]) - 48, Int(bytes[at + 1]) - 48)
            guard (0...9).contains(digits.0), (0...9).contains(digits.1) else { return false }
            return digits.0 * 10 + digits.1 < limit
        }
        return isNumber(11, below: 24) && isNumber(14, below: 60) && isNumber(17, below: 60)
    }

    public init?(_ text: String) { self.init(rawValue: text) }

    /// A moment as a clock in China shows it: `YYYY-MM-DDThh:mm`, UTC+8 all year (Asia/Shanghai).
    public init?(chinaTime text: String) {
        guard text.utf8.count == 16, let wall = Timestamp("\(text):00Z") else { return nil }
        self.init(secondsSinceEpoch: wall.secondsSinceEpoch - 8 * 3600)
    }

    /// Nil before the year 1 and after 9999.
    public init?(secondsSinceEpoch seconds: Int) {
        let day = Day(number: Int((Double(seconds) / 86_400).rounded(.down)))
        let rest = seconds - day.number * 86_400
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        self.init("\(day)T\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z")
    }

    public var secondsSinceEpoch: Int {
        func number(_ at: Int) -> Int { Int(rawValue.dropFirst(at).prefix(2)) ?? 0 }
        let days = Day(rawValue.prefix(10))?.number ?? 0
        return days * 86_400 + number(11) * 3600 + number(14) * 60 + number(17)
    }

    /// The day a calendar in China shows at this moment.
    public var dayInChina: Day {
        Day(number: Int((Double(secondsSinceEpoch + 8 * 3600) / 86_400).rounded(.down)))
    }
    public var description: String { rawValue }
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.rawValue < b.rawValue }
}
