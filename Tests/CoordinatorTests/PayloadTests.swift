import Foundation
import Testing

@testable import Coordinator

/// Any JSON, decoded through the same protocol as an event.
private enum Anything: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case array([Anything])
    case object([String: Anything])

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: PayloadKey.self) {
            var all: [String: Anything] = [:]
            for key in object.allKeys { all[key.stringValue] = try object.decode(Anything.self, forKey: key) }
            self = .object(all)
        } else if var array = try? decoder.unkeyedContainer() {
            var all: [Anything] = []
            while !array.isAtEnd { all.append(try array.decode(Anything.self)) }
            self = .array(all)
        } else {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let bool = try? value.decode(Bool.self) {
                self = .bool(bool)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }
    }
}

@Suite("Payloads are read as Foundation reads them")
struct PayloadTests {
    private func both<T: Decodable>(_ type: T.Type, _ text: String) -> (ours: T?, theirs: T?) {
        (
            try? PayloadDecoder.decode(type, from: Array(text.utf8)),
            try? JSONDecoder().decode(type, from: Data(text.utf8))
        )
    }

    @Test("every event, from the same text")
    func events() throws {
        for event in try EventRecordTests.samples() {
            let record = try EventRecord(event)
            let (ours, theirs) = both(Event.self, "{\"\(record.type)\":\(record.payload)}")
            #expect(ours == event)
            #expect(theirs == event)
        }
    }

    @Test(
        "strings, numbers, lists and space",
        arguments: [
            #""""#, #""a\"b\\c\/d\b\f\n\r\t""#, #""\u4E2d\u6587 \uD83D\uDE00""#, #""烟台 😀""#, #""\uD83D""#,
            #""\uDE00x""#,
            #""\x""#, #""\u12G4""#, "\"\u{1}\"", "\"a", "0", "-0", "-12", "12.5", "1e3", "1E-3", "01", "1.",
            ".5", "+1", "1e",
            "1e999", "123456789012345678901234567890", "true", "false", "null", "tru", "nul", "[]", "[ ]",
            "[1 2]",
            "[1,[2,[3]]]", "{}", "{ \"a\" : 1 , \"b\":[true,null] }", "{\"a\"}", "{\"a\":}", "{a:1}",
            "{\"\\u0061\":1}",
            "", " ", "1 2", "{\"a\":1}x", "\t\r\n[1]\n",
        ])
    func values(_ text: String) {
        let (ours, theirs) = both(Anything.self, text)
        #expect(ours == theirs, "\(text): \(String(describing: ours)), \(String(describing: theirs))")
    }

    @Test(
        "whole numbers in and out of range",
        arguments: [
            "0", "-1", "127", "128", "-128", "-129", "255", "256", "1.0", "1.5", "1e2", "9223372036854775807",
            "9223372036854775808", "-9223372036854775808", "true", "null", "\"1\"",
        ])
    func integers(_ text: String) {
        let own = "[\(text)]"
        #expect(both([Int8].self, own).ours == both([Int8].self, own).theirs)
        #expect(both([UInt8].self, own).ours == both([UInt8].self, own).theirs)
        #expect(both([Int].self, own).ours == both([Int].self, own).theirs)
        #expect(both([Bool].self, own).ours == both([Bool].self, own).theirs)
        #expect(both([Int?].self, own).ours == both([Int?].self, own).theirs)
    }

    @Test("a damaged payload is refused by both or means the same to both", arguments: 0..<40)
    func damaged(_ seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let samples = try EventRecordTests.samples().map { try EventRecord($0) }
        for _ in 0..<20 {
            guard let record = samples.randomElement(using: &random) else { continue }
            var bytes = Array("{\"\(record.type)\":\(record.payload)}".utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                let letter = Array("{}[]\",:\\0a-.eé \n".utf8).randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[at] = letter
                case 1: bytes.insert(letter, at: at)
                default: bytes.remove(at: at)
                }
            }
            // Foundation repairs what is no UTF-8 in a key; an event with such a key is refused here.
            guard let text = String(validating: bytes, as: UTF8.self) else {
                _ = try? PayloadDecoder.decode(Event.self, from: bytes)
                continue
            }
            let (ours, theirs) = both(Event.self, text)
            #expect(ours == theirs || (ours == nil && Self.endsListWithComma(text)), "\(text)")
        }
    }

    /// Foundation lets a comma stand before the end of a list; RFC 8259 and this reader do not.
    private static func endsListWithComma(_ text: String) -> Bool {
        text.range(of: #",\s*[}\]]"#, options: .regularExpression) != nil
    }

    @Test("a comma before the end of a list is refused", arguments: ["[1,]", #"{"a":1,}"#])
    func comma(_ text: String) {
        #expect(throws: PayloadFault.self) {
            try PayloadDecoder.decode(Anything.self, from: Array(text.utf8))
        }
    }

    @Test("what nests too deep is refused, not followed")
    func deep() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: PayloadFault.self) {
            try PayloadDecoder.decode(Anything.self, from: Array(deep.utf8))
        }
        let fair = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(both(Anything.self, fair).ours == both(Anything.self, fair).theirs)
    }

    @Test("an error names the way to its place")
    func path() throws {
        struct Outer: Decodable {
            var list: [[String: Int]]
        }
        let text = #"{"list":[{"a":1},{"a":2,"b":"x"}]}"#
        let error = #expect(throws: DecodingError.self) {
            try PayloadDecoder.decode(Outer.self, from: Array(text.utf8))
        }
        guard case .typeMismatch(_, let context) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["list", "Index 1", "b"])
    }
}
