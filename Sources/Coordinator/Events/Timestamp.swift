import Vocabulary

/// A moment in UTC to the second, written `2026-11-22T08:00:00Z`.
///
/// It is always injected; nothing in this target reads a clock. Order of the
/// text is order in time.
public struct Timestamp: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: String

    /// Nil unless the text is exactly `YYYY-MM-DDThh:mm:ssZ` with a real date and time.
    public init?(rawValue: String) {
        let bytes = Array(rawValue.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            Day(rawValue.prefix(10)) != nil
        else { return nil }
        func number(_ at: Int) -> Int? {
            let digits = (Int(bytes[at]) - 48, Int(bytes[at + 1]) - 48)
            guard (0...9).contains(digits.0), (0...9).contains(digits.1) else { return nil }
            return digits.0 * 10 + digits.1
        }
        guard let hour = number(11), hour < 24, let minute = number(14), minute < 60,
            let second = number(17), second < 60
        else { return nil }
        self.rawValue = rawValue
    }

    public init?(_ text: String) { self.init(rawValue: text) }
    public var description: String { rawValue }
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.rawValue < b.rawValue }
}
