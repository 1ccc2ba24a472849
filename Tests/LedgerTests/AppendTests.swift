import Coordinator
import Digest
import Foundation
import GRDB
import Ledger
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary

@Suite("Appending to the log")
struct AppendTests {
    @Test("events are numbered, chained and read back as they were")
    func append() throws {
        let bench = try LedgerBench()
        #expect(try bench.ledger.position() == .start)
        let changes = try Sample.filing("A1", [.water, .gas])
        let position = try bench.ledger.append(changes)
        let logged = try bench.ledger.entries(after: 0, limit: 100)
        #expect(logged.map(\.entry) == changes.flatMap(\.entries))
        #expect(logged.map(\.sequence) == Array(1...logged.count))
        #expect(logged.first?.previousHash == LogPosition.start.hash)
        for (one, next) in zip(logged, logged.dropFirst()) { #expect(next.previousHash == one.hash) }
        #expect(position == LogPosition(sequence: logged.count, hash: logged.last?.hash ?? ""))
        #expect(try bench.ledger.position() == position)
        #expect(try bench.ledger.entries(after: 3, limit: 2).map(\.sequence) == [4, 5])
        let water = try #require(CaseID("A1-W"))
        #expect(try bench.ledger.entries(of: .connection(water)).map(\.version) == [1, 2, 3, 4])
        #expect(try bench.ledger.verify() == [])
    }

    @Test("the hash is SHA-256 over the length-prefixed columns (oracle: Python hashlib)")
    func hashOracle() throws {
        let bench = try LedgerBench()
        let water = try #require(CaseID("A1-W"))
        let entry = Entry(
            stream: .stub("S1"), event: .stubReserved(by: water), effectiveOn: day("2026-03-02"),
            recordedAt: try #require(Timestamp("2026-06-30T01:02:03Z")), actor: "刘")
        try bench.ledger.append([Change(stream: .stub("S1"), expectedVersion: 0, entries: [entry])])
        // f = ["1","stub/S1","1","stubReserved","2026-03-02","2026-06-30T01:02:03Z","刘",'{"by":"A1-W"}',"0"*64]
        // hashlib.sha256(b"".join(b"%d:%s\n" % (len(x), x) for x in (y.encode() for y in f))).hexdigest()
        #expect(
            try bench.ledger.position().hash
                == "58ab9b427f52bc4a4dde0eecd52dadcef27dddf379e9cf73c352534cf4795adc")
    }

    @Test("a change decided on an older version is refused as busy, and nothing of the batch is written")
    func conflict() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        let before = try bench.ledger.position()
        let state = try bench.ledger.state(of: try #require(CaseID("A1-W")))
        let stale = try state.decide(.recordVisit(), on: day("2026-03-03"), Sample.context())
        try bench.run(.recordVisit(), "A1-W")
        let after = try bench.ledger.position()
        #expect(after.sequence == before.sequence + 1)
        let fresh = try Sample.filing("A2")
        let refused = refusal { try bench.ledger.append(fresh + stale) }
        #expect(refused?.code == "LOG-101")
        #expect(refused?.exit == .busy)
        #expect(try bench.ledger.position() == after)
        #expect(try bench.count("SELECT count(*) FROM applications") == 1)
        #expect(refusal { try bench.ledger.append(try Sample.filing("A1")) }?.code == "LOG-101")
    }

    @Test("a failure between writing and committing leaves nothing behind")
    func failureInside() throws {
        struct Injected: Error {}
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        let before = try bench.ledger.position()
        #expect(throws: Injected.self) {
            try bench.file.write { db in
                try bench.ledger.append(try Sample.filing("A2"), db)
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM cases") == 2)
                throw Injected()
            }
        }
        // The events are in when the table of cases refuses its row.
        try bench.file.write {
            try $0.execute(
                sql: "CREATE TRIGGER fail BEFORE INSERT ON cases BEGIN SELECT RAISE(ABORT, 'injected'); END")
        }
        #expect(refusal { try bench.fileApplication("A3") } != nil)
        try bench.file.write { try $0.execute(sql: "DROP TRIGGER fail") }
        #expect(try bench.ledger.position() == before)
        #expect(try bench.count("SELECT count(*) FROM cases") == 1)
        #expect(try bench.count("SELECT count(*) FROM applications") == 1)
        #expect(try bench.ledger.verify() == [])
        #expect(try bench.fileApplication("A2").sequence > before.sequence)
    }

    @Test("another writer makes the append busy, exit 75")
    func busy() throws {
        let bench = try LedgerBench()
        let other = try ProjectFile.open(
            bench.path, mode: .write, migrations: Ledger.migrations, busyTimeout: 0.05, clock: Sample.clock)
        try other.write { _ in
            let refused = refusal { try bench.fileApplication("A1") }
            #expect(refused?.code == "PRJ-112")
            #expect(refused?.exit == .busy)
        }
        #expect(try bench.fileApplication("A1").sequence == 5)
        #expect(try Ledger(other, calendar: { Sample.calendar }).position().sequence == 5)
        try other.close()
    }

    @Test("what was recorded can neither be changed nor deleted")
    func appendOnly() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        for sql in [
            "UPDATE events SET actor = 'x' WHERE sequence = 2", "DELETE FROM events WHERE sequence = 2",
        ] {
            #expect(refusal { try bench.file.write { try $0.execute(sql: sql) } } != nil)
        }
        #expect(try bench.ledger.verify() == [])
    }

    @Test("a route that does not match its hash, or is no line, is refused")
    func routeMismatch() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        var changed = Sample.route()
        changed.wkb[20] ^= 1
        var broken = Sample.route()
        broken.wkb = Data([1, 2, 3])
        broken.sha256 = SHA256.hex(of: broken.wkb)
        var area = Sample.route()
        area.disturbed[0].wkb = area.wkb
        for route in [changed, broken, area] {
            #expect(
                refusal { try bench.run(.chooseRoute(route, Sample.decision()), "A1-W") }?.code == "LOG-110")
        }
        #expect(try bench.count("SELECT count(*) FROM routes") == 0)
        #expect(refusal { try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A1-W") } == nil)
    }

    @Test("no events, no transaction")
    func nothing() throws {
        let bench = try LedgerBench()
        let water = try #require(CaseID("A1-W"))
        #expect(
            try bench.ledger.append([Change(stream: .connection(water), expectedVersion: 7, entries: [])])
                == .start)
        #expect(try bench.ledger.append([]) == .start)
    }

    @Test("a calendar kept in the project itself can be read by every call, and project events need none")
    func calendarInProject() throws {
        struct Asked: Error {}
        let bench = try LedgerBench()
        let none = Ledger(bench.file, calendar: { throw Asked() })
        let rules = RuleSource(name: "yantai-2020", version: "1", sha256: "ab")
        let created = try ProjectState().decide(
            .create(name: "芝罘", crs: "EPSG:4549", policy: rules), on: day("2026-03-01"), Sample.context())
        _ = try bench.file.write { try none.append(created, $0) }
        #expect(try none.projectState().name == "芝罘")
        let file = bench.file
        let own = Ledger(
            file,
            calendar: {
                _ = try file.storedFiles(); return Sample.calendar
            })
        try own.append(try Sample.filing("A1"))
        _ = try file.write { try own.append(try Sample.filing("A2"), $0) }
        #expect(try own.verify() == [])
        try own.rebuild()
        #expect(throws: Asked.self) { try none.append(try Sample.filing("A3")) }
        #expect(try own.cases().count == 2)
    }

    @Test("as of a moment: what was recorded later is not known")
    func asOf() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        let id = try #require(CaseID("A1-W"))
        let later = try Sample.context("2026-06-30T09:00:00Z")
        try bench.ledger.run(.tellInterface(), on: id, effective: day("2026-03-05"), later)
        #expect(try bench.ledger.state(of: id).interfaceToldOn == day("2026-03-05"))
        let noon = try #require(Timestamp("2026-06-30T08:59:59Z"))
        #expect(try bench.ledger.state(of: id, asOf: noon).interfaceToldOn == nil)
    }

    @Test("a command on one case reads that case's events by index, and lists read no events")
    func plans() throws {
        let bench = try LedgerBench()
        func plan(_ sql: String) throws -> String {
            try bench.file.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN \(sql)") }
                .map { $0["detail"] as String }.joined(separator: "\n")
        }
        let stream = try plan("SELECT payload FROM events WHERE stream = 'case/A1-W' ORDER BY version")
        #expect(
            stream.contains("USING INDEX") && stream.contains("stream=?") && !stream.contains("TEMP B-TREE"))
        let head = try plan("SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1")
        #expect(!head.contains("TEMP B-TREE"))
        let permits = try plan("SELECT * FROM permits WHERE \"case\" = 'A1-W' ORDER BY id")
        #expect(permits.contains("USING INDEX"))
        let work = try plan(
            "SELECT * FROM cases WHERE stage = 'scheme' AND due < '2026-07-01' ORDER BY due, id")
        #expect(work.contains("USING INDEX cases_1") && !work.contains("TEMP B-TREE"))
    }
}
