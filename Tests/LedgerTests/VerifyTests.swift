import Coordinator
import Digest
import Foundation
import GRDB
import Ledger
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary
import WorkCalendar

@Suite("Verifying and rebuilding")
struct VerifyTests {
    /// A project with two cases, a route and permits on their way.
    private func lived() throws -> LedgerBench {
        let bench = try LedgerBench()
        try bench.fileApplication("A1", [.water, .gas])
        try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A1-W", "2026-03-03")
        try bench.run(.assignUtilityByHand(company: "自来水公司"), "A1-W", "2026-03-03")
        try bench.run(.tellInterface(), "A1-W", "2026-03-04")
        let plan = try #require(PermitID("A1-W-PLAN"))
        try bench.run(.submitPermit(plan), "A1-W", "2026-03-05")
        try bench.run(.acceptPermit(plan), "A1-W", "2026-03-06")
        try bench.run(.stopClock(.governmentApproval, holder: "审批局"), "A1-W", "2026-03-05")
        return bench
    }

    @Test(
        "tampering is found and the first bad event named",
        arguments: [
            (
                "one byte", "UPDATE events SET payload = replace(payload, 'P', 'Q') WHERE sequence = 2",
                "LOG-102", "2"
            ),
            ("actor", "UPDATE events SET actor = '王' WHERE sequence = 4", "LOG-102", "4"),
            ("date", "UPDATE events SET effective_on = '2026-03-01' WHERE sequence = 9", "LOG-102", "9"),
            ("delete one", "DELETE FROM events WHERE sequence = 5", "LOG-103", "6"),
            ("delete the first", "DELETE FROM events WHERE sequence = 1", "LOG-103", "2"),
            ("cut off the end", "DELETE FROM events WHERE sequence > 12", "LOG-106", "13"),
            ("cut off all", "DELETE FROM events", "LOG-106", "1"),
            (
                "swap two",
                """
                UPDATE events SET sequence = 1000 WHERE sequence = 6; UPDATE events SET sequence = 6 WHERE sequence = 7;
                UPDATE events SET sequence = 7 WHERE sequence = 1000
                """, "LOG-102", "6"
            ),
            (
                "close a gap",
                "DELETE FROM events WHERE sequence = 5; UPDATE events SET sequence = sequence - 1 WHERE sequence > 5",
                "LOG-102", "5"
            ),
            (
                "forge a hash",
                "UPDATE events SET hash = '\(String(repeating: "a", count: 64))' WHERE sequence = 8",
                "LOG-102", "8"
            ),
            ("a text for a blob", "UPDATE events SET payload = x'00' WHERE sequence = 8", "LOG-102", "8"),
        ])
    func tampered(_ what: String, _ sql: String, _ code: String, _ subject: String) throws {
        let bench = try lived()
        #expect(try bench.ledger.verify() == [])
        try bench.forge(sql)
        let findings = try bench.ledger.verify()
        #expect(findings.map(\.code) == [code], "\(what)")
        #expect(findings.first?.subjects == [subject], "\(what)")
    }

    @Test("an event whose own hash was made to fit breaks the chain after it")
    func rehashed() throws {
        let bench = try lived()
        let row = try #require(try bench.ledger.entries(after: 3, limit: 1).first)
        let record = try EventRecord(row.entry.event)
        let fields = [
            "4", row.entry.stream.description, String(row.version), record.type,
            row.entry.effectiveOn.description,
            row.entry.recordedAt.rawValue, "forger", record.payload, row.previousHash,
        ]
        let hash = SHA256.hex(of: fields.flatMap { Array("\($0.utf8.count):\($0)\n".utf8) })
        try bench.forge("UPDATE events SET actor = 'forger', hash = '\(hash)' WHERE sequence = 4")
        let findings = try bench.ledger.verify()
        #expect(findings.map(\.code) == ["LOG-104"])
        #expect(findings.first?.subjects == ["5"])
    }

    @Test("an event put at the end by hand is not the end recorded")
    func putIn() throws {
        let bench = try lived()
        let last = try bench.ledger.position()
        try bench.forge(
            """
            INSERT INTO events SELECT sequence + 1, stream, version + 1, type, effective_on, recorded_at, actor, payload,
            hash, hash FROM events WHERE sequence = \(last.sequence)
            """)
        #expect(try bench.ledger.verify().map(\.code) == ["LOG-102"])
    }

    @Test(
        "tables that say something else than the log are found, and rebuilt",
        arguments: [
            ("UPDATE cases SET representative = '王' WHERE id = 'A1-W'", "cases", "A1-W"),
            ("DELETE FROM permits WHERE id = 'A1-W-ROAD_DIG'", "permits", "A1-W-ROAD_DIG"),
            ("INSERT INTO stops (id) VALUES ('A9-W-1')", "stops", "A9-W-1"),
            ("UPDATE routes SET geom = NULL WHERE id = 'A1-W'", "routes", "A1-W"),
            ("DELETE FROM crossings", "crossings", "A1-W-001"),
            ("UPDATE stub_uses SET state = 'free'", "stub_uses", "S1"),
            ("UPDATE applications SET plot = 'P9'", "applications", "A1"),
        ])
    func differing(_ sql: String, _ table: String, _ id: String) throws {
        let bench = try lived()
        try bench.file.write { try $0.execute(sql: sql) }
        let findings = try bench.ledger.verify()
        #expect(findings.map(\.code) == ["LOG-108"])
        #expect(findings.first?.subjects == [table, id])
        try bench.ledger.rebuild()
        #expect(try bench.ledger.verify() == [])
        #expect(try bench.file.verify() == [])
    }

    @Test("a missing table is found and rebuilt, with its registration")
    func missing() throws {
        let bench = try lived()
        try bench.file.write { try FeatureTable.drop("routes", $0) }
        #expect(try bench.ledger.verify().map(\.code) == ["LOG-109"])
        try bench.ledger.rebuild()
        #expect(try bench.ledger.verify() == [])
        #expect(try bench.file.verify() == [])
        #expect(try bench.count("SELECT count(*) FROM rtree_routes_geom") == 1)
    }

    @Test("a rebuild that fails leaves the tables as they were")
    func failedRebuild() throws {
        let bench = try lived()
        try bench.forge("UPDATE events SET type = 'unheardOf' WHERE sequence = 11")
        #expect(refusal { try bench.ledger.rebuild() }?.code == "LOG-107")
        #expect(try bench.count("SELECT count(*) FROM cases") == 2)
        #expect(try bench.count("SELECT count(*) FROM routes") == 1)
    }

    @Test("another calendar gives other due days: verify sees it, rebuild writes them")
    func otherCalendar() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        try bench.run(.adoptDecision(Sample.decision()), "A1-W", "2026-03-02")
        #expect(try bench.ledger.cases().first?.due == day("2026-03-05"))
        let holidays = try Sample.otherCalendar()
        let moved = Ledger(bench.file, calendar: { holidays })
        #expect(Set(try moved.verify().map(\.code)) == ["LOG-108"])
        try moved.rebuild()
        #expect(try moved.cases().first?.due == day("2026-03-06"))
        #expect(try moved.verify() == [])
    }
}
