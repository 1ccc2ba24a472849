import PermitPolicy
import Vocabulary

/// The number of an intake: an application, a project record or an advance notice.
///
/// It comes from outside (the one window, the project-approval system) and is
/// never counted up here, so the same input gives the same ids. Letters of any
/// script, digits, `-`, `_` and `.`; 1 to 64 characters.
public struct IntakeID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: String

    /// Nil if the text is empty, too long or holds a character an id may not hold.
    public init?(rawValue: String) {
        let isPlain = rawValue.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        guard (1...64).contains(isPlain ? rawValue.utf8.count : rawValue.count),
            isPlain || rawValue.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    public init?(_ text: String) { self.init(rawValue: text) }
    public var description: String { rawValue }
    public static func < (a: IntakeID, b: IntakeID) -> Bool { inOrder(a.rawValue, b.rawValue) }
}

/// A case: one utility of one intake, `<intake>-W`, `-G` or `-H`.
public struct CaseID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: String
    public let intake: IntakeID
    public let utility: Utility

    public init(_ intake: IntakeID, _ utility: Utility) {
        self.intake = intake
        self.utility = utility
        rawValue = "\(intake)-\(utility.letter)"
    }

    /// Nil unless the text is an intake number followed by `-W`, `-G` or `-H`.
    public init?(rawValue: String) {
        guard let utility = Utility.allCases.first(where: { rawValue.hasSuffix("-\($0.letter)") }),
            let intake = IntakeID(String(rawValue.dropLast(2)))
        else { return nil }
        self.init(intake, utility)
    }

    public init?(_ text: String) { self.init(rawValue: text) }
    public var description: String { rawValue }
    public static func < (a: CaseID, b: CaseID) -> Bool { inOrder(a.rawValue, b.rawValue) }
}

/// A permit of a case, `<case>-<KIND>`.
///
/// From the second of a kind on it carries `-2`, `-3` and so on.
public struct PermitID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let rawValue: String
    public let caseID: CaseID
    public let kind: PermitKind
    /// 1 for the first permit of its kind.
    public let ordinal: Int

    /// Nil if the kind is not made of capitals, digits and `_`, starting with a capital.
    public init?(_ caseID: CaseID, kind: PermitKind, ordinal: Int = 1) {
        let letters = kind.rawValue.utf8
        guard ordinal >= 1, let first = letters.first, (65...90).contains(first),
            letters.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) || $0 == 95 })
        else { return nil }
        self.caseID = caseID
        self.kind = kind
        self.ordinal = ordinal
        rawValue = "\(caseID)-\(kind)" + (ordinal > 1 ? "-\(ordinal)" : "")
    }

    /// Nil unless the text is a case id, a kind and perhaps an ordinal from 2 on.
    public init?(rawValue: String) {
        var parts = rawValue.split(separator: "-", omittingEmptySubsequences: false)
        var ordinal = 1
        if let last = parts.last, let number = Int(last) {
            guard number >= 2, String(number) == last else { return nil }
            ordinal = number
            parts.removeLast()
        }
        guard let kind = parts.popLast(), let caseID = CaseID(parts.joined(separator: "-")) else {
            return nil
        }
        self.init(caseID, kind: PermitKind(String(kind)), ordinal: ordinal)
    }

    public init?(_ text: String) { self.init(rawValue: text) }
    public var description: String { rawValue }
    public static func < (a: PermitID, b: PermitID) -> Bool { inOrder(a.rawValue, b.rawValue) }
}

/// The one order of ids: by their UTF-8, with runs of digits by value, so that `A2` precedes `A10`.
func inOrder(_ a: String, _ b: String) -> Bool {
    let plain = a.utf8.withContiguousStorageIfAvailable { left in
        b.utf8.withContiguousStorageIfAvailable { right in inPlainOrder(left, right) }
    }
    if let known = plain??.flatMap({ $0 }) { return known }
    return inKeyedOrder(a, b)
}

/// The order of two different ids in ASCII, without building keys; nil where that does not tell.
///
/// Lists of works are sorted at every request.
private func inPlainOrder(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard a.allSatisfy({ $0 < 0x80 }), b.allSatisfy({ $0 < 0x80 }) else { return nil }
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
        switch (isDigit(a[i]), isDigit(b[j])) {
        case (true, true):
            guard let one = number(a, &i), let other = number(b, &j) else { return nil }
            if one != other { return one < other }
        // The word that ends is the shorter one.
        case (true, false): return true
        case (false, true): return false
        case (false, false):
            if a[i] != b[j] { return a[i] < b[j] }
            (i, j) = (i + 1, j + 1)
        }
    }
    if i < a.count || j < b.count { return j < b.count }
    return nil
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// The value of a run of digits, read to its end; nil of more than 18.
private func number(_ bytes: UnsafeBufferPointer<UInt8>, _ i: inout Int) -> Int? {
    let begin = i
    var value = 0
    while i < bytes.count, isDigit(bytes[i]) {
        guard i - begin < 18 else { return nil }
        value = value * 10 + Int(bytes[i] - 0x30)
        i += 1
    }
    return value
}

/// The same by keys: words, and the numbers between them.
func inKeyedOrder(_ a: String, _ b: String) -> Bool {
    func key(_ text: String) -> [(String, Int)] {
        var parts: [(String, Int)] = []
        var word = ""
        var digits = ""
        for character in text {
            if let value = character.wholeNumberValue, character.isASCII, value < 10, digits.count < 18 {
                digits.append(character)
            } else {
                if !digits.isEmpty {
                    parts.append((word, Int(digits) ?? 0))
                    word = ""
                    digits = ""
                }
                word.append(character)
            }
        }
        parts.append((word, Int(digits) ?? -1))
        return parts
    }
    let (left, right) = (key(a), key(b))
    for (one, other) in zip(left, right) where one != other { return one < other }
    if left.count != right.count { return left.count < right.count }
    return a.utf8.count != b.utf8.count ? a.utf8.count < b.utf8.count : a < b
}
