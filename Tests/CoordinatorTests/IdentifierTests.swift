import PermitPolicy
import Testing
import Vocabulary

@testable import Coordinator

@Suite("Identifiers")
struct IdentifierTests {
    @Test(
        "a permit id gives back its case, kind and ordinal",
        arguments: [
            ("A1-W-PLAN", "A1-W", "PLAN", 1), ("A1-W-ROAD_DIG-2", "A1-W", "ROAD_DIG", 2),
            ("2026-0012-G-PLAN-11", "2026-0012-G", "PLAN", 11), ("烟-7-H-TREE", "烟-7-H", "TREE", 1),
            ("X-W-W-H-PLAN", "X-W-W-H", "PLAN", 1),
        ])
    func permitParts(_ text: String, _ caseID: String, _ kind: String, _ ordinal: Int) throws {
        let permit = try #require(PermitID(text))
        #expect(permit.caseID.rawValue == caseID)
        #expect(permit.kind.rawValue == kind)
        #expect(permit.ordinal == ordinal)
        #expect(PermitID(permit.caseID, kind: permit.kind, ordinal: ordinal)?.rawValue == text)
    }

    @Test(
        "what is no id is refused",
        arguments: [
            "", "A1-W", "A1-PLAN", "A1-W-plan", "A1-W-PLAN-1", "A1-W-PLAN-02", "A1-W-", "A 1-W-PLAN",
            "A1/W-W-PLAN",
        ])
    func noPermit(_ text: String) { #expect(PermitID(text) == nil) }

    @Test(
        "ids sort digits by value",
        arguments: [
            (["A10-W", "A2-W", "A2-G"], ["A2-G", "A2-W", "A10-W"]),
            (["A01-W", "A1-W", "A1B-W"], ["A1-W", "A01-W", "A1B-W"]),
        ])
    func order(_ input: [String], _ sorted: [String]) {
        #expect(input.compactMap { CaseID($0) }.sorted().map(\.rawValue) == sorted)
    }

    @Test("the order without keys is the order by keys", arguments: 1...20 as ClosedRange<UInt64>)
    func plainOrder(seed: UInt64) {
        var generator = Seeded(seed)
        let letters: [Character] = Array("AAB-0019") + ["é", "\u{301}", "烟"]
        let known = ["1234567890123456789", "123456789012345678", "A", "", "A1", "A01"]
        func made() -> String {
            if Int.random(in: 0..<8, using: &generator) == 0 {
                return known[Int.random(in: 0..<known.count, using: &generator)]
            }
            // Letters beyond ASCII in some only.
            let from = letters.prefix(Bool.random(using: &generator) ? letters.count : 8)
            let count = Int.random(in: 0..<8, using: &generator)
            return String((0..<count).map { _ in from.randomElement(using: &generator) ?? "A" })
        }
        for _ in 0..<500 {
            let (a, b) = (made(), made())
            #expect(inOrder(a, b) == inKeyedOrder(a, b), "\(a) \(b)")
        }
    }

    @Test("the order of ids is total and transitive on awkward texts")
    func totalOrder() {
        let texts = [
            "A0001", "A1BB", "A0001A", "A1", "A01", "A", "1", "01", "1A", "A1-1", "A9999999999999999999",
        ]
        let ids = texts.compactMap { IntakeID($0) }
        for a in ids {
            #expect(!(a < a))
            for b in ids where a != b {
                #expect((a < b) != (b < a))
                for c in ids where a < b && b < c { #expect(a < c, "\(a) \(b) \(c)") }
            }
        }
    }

    @Test("streams read back as written", arguments: ["project", "application/A1", "case/A1-W", "stub/S/7"])
    func streams(_ text: String) { #expect(StreamID(text)?.description == text) }

    @Test(
        "what is no stream is refused", arguments: ["", "case/", "case/A1", "stub/", "other/A1", "projects"])
    func noStream(_ text: String) { #expect(StreamID(text) == nil) }

    @Test(
        "timestamps are whole seconds of UTC",
        arguments: [
            ("2026-02-28T23:59:59Z", true), ("2026-02-29T00:00:00Z", false), ("2026-02-28T24:00:00Z", false),
            ("2026-02-28T00:00:60Z", false), ("2026-02-28 00:00:00Z", false),
            ("2026-02-28T00:00:00+08:00", false),
            ("2026-02-28T0a:00:00Z", false), ("2026-02-28T00:00:00.5Z", false),
        ])
    func timestamps(_ text: String, _ valid: Bool) { #expect((Timestamp(text) != nil) == valid) }
}
