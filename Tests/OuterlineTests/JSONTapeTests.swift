import Foundation
import Testing

@testable import Outerline

/// Documents are written as `JSONEncoder` writes them, byte by byte.
@Suite("JSON lines")
struct JSONTapeTests {
    private func reference(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONTapeEncoder.data(value), as: UTF8.self)
    }

    @Test("random documents")
    func random() throws {
        var generator = Numbers(state: 20_261_122)
        for _ in 0..<2000 {
            let value = Node.random(4, &generator)
            #expect(try text(value) == reference(value))
        }
    }

    @Test(
        "numbers",
        arguments: [
            0, -0.0, 1, -1, 0.1, 1e15, 1e16, 1e17, 123_456_789.123_456_78, .leastNonzeroMagnitude,
            1.7976931348623157e308,
            1e-7,
            100, 494_899.557_492_728_3,
        ])
    func numbers(_ number: Double) throws {
        #expect(try text([number]) == reference([number]))
        #expect(try text([Float(number).isFinite ? Float(number) : 0]).isEmpty == false)
        #expect(try text(number) == reference(number))
    }

    @Test("every byte below 128, and longer characters, in values and keys")
    func strings() throws {
        for scalar in (0..<128).compactMap(Unicode.Scalar.init) + ["é", "路", "𠮷", "\u{2028}", "\u{FEFF}"] {
            let string = "a\(Character(scalar))b"
            #expect(try text(string) == reference(string))
            let keyed = [string: 1, "a": 2, "a!": 3, "ab": 4]
            #expect(try text(keyed) == reference(keyed))
        }
    }

    @Test("types that JSONEncoder writes in its own way")
    func special() throws {
        struct Special: Encodable {
            var data = Data([0, 1, 255])
            var url = URL(string: "https://example.org/a/b?c=1")
            var decimal = Decimal(string: "12345678901234567890.5")
            var date = Date(timeIntervalSinceReferenceDate: 12.5)
            var integers: [Int64] = [.min, .max]
            var unsigned: UInt64 = .max
            var small: Int8 = -7
            var float: Float = 0.1
            var absent: Int?
            var keyedByNumber = [3: "c", 10: "b"]
        }
        #expect(try text(Special()) == reference(Special()))
    }

    @Test("containers made by hand: nested, super, twice, none")
    func containers() throws {
        #expect(try text(ByHand()) == reference(ByHand()))
        struct Empty: Encodable { func encode(to encoder: any Encoder) throws {} }
        #expect(try text([Empty()]) == reference([Empty()]))
        #expect(throws: EncodingError.self) { try text(Empty()) }
    }

    @Test("what is no number is refused, with its place")
    func nonFinite() throws {
        let error = #expect(throws: EncodingError.self) { try text(["a": [1, .nan]]) }
        guard case .invalidValue(_, let context)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["a", "Index 1"])
    }
}

/// An encodable tree of everything documents hold.
private indirect enum Node: Encodable {
    case null, flag(Bool), whole(Int), number(Double), text(String)
    case list([Node])
    case object([String: Node])

    static func random(_ depth: Int, _ numbers: inout Numbers) -> Node {
        switch numbers.below(depth > 0 ? 7 : 5) {
        case 0: return .null
        case 1: return .flag(numbers.below(2) == 0)
        case 2: return .whole(Int(truncatingIfNeeded: numbers.next()))
        case 3:
            let number = Double(bitPattern: numbers.next())
            return .number(number.isFinite ? number : Double(numbers.below(1000)) / 8)
        case 4: return .text(text(&numbers))
        case 5: return .list((0..<numbers.below(5)).map { _ in random(depth - 1, &numbers) })
        default:
            let members = (0..<numbers.below(6)).map { _ in (text(&numbers), random(depth - 1, &numbers)) }
            return .object(Dictionary(members) { first, _ in first })
        }
    }

    private static func text(_ numbers: inout Numbers) -> String {
        let letters: [Character] = [
            "a", "b", "Z", "_", "/", "\"", "\\", "\n", "\u{1}", "é", "路", "🚰", " ", "!",
        ]
        return String((0..<numbers.below(12)).map { _ in letters[numbers.below(letters.count)] })
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .flag(let value): try value.encode(to: encoder)
        case .whole(let value): try value.encode(to: encoder)
        case .number(let value): try value.encode(to: encoder)
        case .text(let value): try value.encode(to: encoder)
        case .list(let values): try values.encode(to: encoder)
        case .object(let members): try members.encode(to: encoder)
        }
    }
}

private struct ByHand: Encodable {
    private enum Key: String, CodingKey { case b, a, list, parent }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        var list = members.nestedUnkeyedContainer(forKey: .list)
        try members.encode(1, forKey: .b)
        try list.encode(list.count)
        var inner = list.nestedContainer(keyedBy: Key.self)
        try inner.encode(true, forKey: .parent)
        var innermost = list.nestedUnkeyedContainer()
        try innermost.encodeNil()
        try list.encode("\(list.count)")
        // The same object again, a key twice, and the encoders of a superclass.
        var again = encoder.container(keyedBy: Key.self)
        try again.encodeNil(forKey: .a)
        try again.encode("last", forKey: .b)
        try [1, 2].encode(to: members.superEncoder())
        try "p".encode(to: members.superEncoder(forKey: .parent))
    }
}

/// A seeded generator (SplitMix64).
private struct Numbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
