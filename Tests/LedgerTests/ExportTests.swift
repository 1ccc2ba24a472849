import Coordinator
import Foundation
import Ledger
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary

@Suite("Export and import of the log")
struct ExportTests {
    private func lived() throws -> LedgerBench {
        let bench = try LedgerBench()
        try bench.fileApplication("A1", [.water, .gas])
        try bench.run(.chooseRoute(Sample.route(0.1), Sample.decision()), "A1-W", "2026-03-03")
        try bench.run(.informUser(content: "引号\" 换行\n 斜线/ 制表\t"), "A1-W", "2026-03-04")
        return bench
    }

    private func lines(of bench: LedgerBench) throws -> [String] {
        var lines: [String] = []
        try bench.ledger.export { lines.append($0) }
        return lines
    }

    @Test("R46 an exported log taken into a new project is the same log, with the same tables")
    func roundTrip() throws {
        let bench = try lived()
        let exported = try lines(of: bench)
        #expect(exported.count == (try bench.ledger.position().sequence))
        #expect(exported[0].hasPrefix(#"{"actor":"刘","effective_on":"2026-03-02","hash":""#))
        let copy = try LedgerBench()
        try copy.ledger.restore(exported + [""])
        #expect(try copy.ledger.position() == bench.ledger.position())
        #expect(try copy.ledger.verify() == [])
        #expect(try copy.ledger.cases() == bench.ledger.cases())
        #expect(try copy.file.verify() == [])
        #expect(try lines(of: copy) == exported)
    }

    @Test("lines in another order of keys and spacing give the same log")
    func respelled() throws {
        let bench = try lived()
        let respelled = try lines(of: bench).map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let data = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted])
            return String(decoding: data, as: UTF8.self)
        }
        let copy = try LedgerBench()
        try copy.ledger.restore(respelled)
        #expect(try copy.ledger.position() == bench.ledger.position())
    }

    @Test("a changed, missing or foreign line refuses the whole import and names the line")
    func refused() throws {
        let bench = try lived()
        let exported = try lines(of: bench)
        var changed = exported
        changed[3] = changed[3].replacingOccurrences(of: "刘", with: "王")
        var missing = exported
        missing.remove(at: 4)
        let copy = try LedgerBench()
        for (lines, code, line) in [
            (changed, "LOG-102", 4), (missing, "LOG-103", 5), (Array(exported.reversed()), "LOG-103", 1),
            (["{}"], "LOG-113", 1), (["", "nonsense"], "LOG-113", 2),
        ] {
            do {
                try copy.ledger.restore(lines)
                Issue.record("it was taken in")
            } catch let problem as Problem {
                #expect(problem.code == code)
                #expect(problem.place.line == line)
            }
            #expect(try copy.ledger.position() == .start)
        }
    }

    @Test(
        "taking the same export in again changes nothing; a later one adds what is new; another log is refused"
    )
    func continued() throws {
        let bench = try lived()
        let exported = try lines(of: bench)
        let copy = try LedgerBench()
        #expect(try copy.ledger.restore(exported.prefix(4)) == 4)
        #expect(try copy.ledger.restore(exported) == exported.count - 4)
        #expect(try copy.ledger.restore(exported) == 0)
        #expect(try copy.ledger.restore(exported.prefix(2)) == 0)
        #expect(try lines(of: copy) == exported && copy.ledger.verify() == [])
        try bench.run(.recordVisit(), "A1-G", "2026-03-05")
        #expect(try copy.ledger.restore(lines(of: bench)) == 1)
        try copy.run(.recordVisit(), "A1-W", "2026-03-06")
        try bench.run(.recordVisit(note: "other"), "A1-W", "2026-03-06")
        #expect(refusal { try copy.ledger.restore(try lines(of: bench)) }?.code == "LOG-112")
        let end = LogPosition(sequence: 99, hash: String(repeating: "0", count: 64))
        var rest = exported.makeIterator()
        let fresh = try LedgerBench()
        let cut = refusal { try fresh.ledger.restore(through: end) { rest.next() } }
        #expect(cut?.code == "LOG-106")
    }

    @Test("the derived parts have the columns of their tables; a line that differs is named")
    func derived() throws {
        let bench = try lived()
        var parts: [Ledger.ExportPart: [String]] = [:]
        let end = try bench.ledger.export { parts[$0, default: []].append($1) }
        #expect(try end == bench.ledger.position())
        #expect(
            parts.mapValues(\.count) == [.applications: 1, .cases: 2, .permits: 2, .events: end.sequence])
        let first = try #require(
            try JSONSerialization.jsonObject(with: Data((parts[.cases]?[1] ?? "").utf8)) as? [String: Any])
        #expect(first["id"] as? String == "A1-W" && first["stage"] as? String == "scheme")
        #expect(first["stages"] as? [String] == ["acceptance", "scheme", "valve_opening"])
        #expect(first["outer_line"] as? Bool == true && first["ground_length_m"] as? Double == 100.04)
        #expect(first["representative"] is NSNull && first["sort"] == nil)
        for part in [Ledger.ExportPart.applications, .cases, .permits] {
            let lines = parts[part] ?? []
            func difference(_ lines: [String]) throws -> Finding? {
                var rest = lines.makeIterator()
                return try bench.ledger.difference(of: part) { rest.next() }
            }
            #expect(try difference(lines) == nil)
            #expect(try difference(Array(lines.dropLast()))?.subjects == [part.rawValue, "\(lines.count)"])
            #expect(try difference(lines + ["{}"])?.subjects == [part.rawValue, "\(lines.count + 1)"])
            var changed = lines
            changed[0] += " "
            #expect(try difference(changed)?.code == "LOG-116")
        }
    }
}
