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
        #expect(refusal { try bench.ledger.restore(exported) }?.code == "LOG-112")
    }
}
