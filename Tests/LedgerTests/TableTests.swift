import Coordinator
import Foundation
import GRDB
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary
import WorkCalendar

extension Sample {
    /// 3 March 2026 is a day off.
    static func otherCalendar() throws -> WorkCalendar {
        try WorkCalendar(
            CalendarData(
                first: day("2026-01-01"), announcedUntil: day("2026-12-31"),
                holidays: [.init(name: "x", from: day("2026-03-03"), to: day("2026-03-03"))], makeUpDays: []))
    }
}

@Suite("Read tables")
struct TableTests {
    @Test("cases and permits are listed as the log has them")
    func lists() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1", [.water, .gas])
        try bench.fileApplication("A2")
        try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A1-W", "2026-03-03")
        try bench.run(.assignUtilityByHand(company: "自来水公司"), "A1-W", "2026-03-03")
        try bench.run(.tellInterface(), "A1-W", "2026-03-04")
        let plan = try #require(PermitID("A1-W-PLAN"))
        try bench.run(.submitPermit(plan), "A1-W", "2026-03-05")
        try bench.run(.acceptPermit(plan), "A1-W", "2026-03-06")

        #expect(try bench.ledger.cases().map(\.caseID.rawValue) == ["A1-G", "A1-W", "A2-W"])
        var query = CaseQuery()
        query.isUnassigned = false
        let row = try #require(try bench.ledger.cases(query).first)
        #expect(row.caseID.rawValue == "A1-W" && row.application == "A1" && row.plot == "PA1")
        #expect(row.promiseClass == "three-stage" && row.budgetDays == 3 && row.due == day("2026-03-05"))
        #expect(row.stages == ["acceptance", "scheme", "valve_opening"])
        #expect(row.outerLine == true && row.company == "自来水公司" && row.groundLengthM == 100.04)
        #expect((row.permits, row.permitsOpen) == (2, 2))
        query = CaseQuery()
        query.order = .due
        #expect(try bench.ledger.cases(query).map(\.caseID.rawValue) == ["A1-W", "A1-G", "A2-W"])
        query.limit = 1
        query.offset = 1
        #expect(try bench.ledger.cases(query).map(\.caseID.rawValue) == ["A1-G"])
        query = CaseQuery()
        query.utility = .water
        query.parent = IntakeID("A2")
        #expect(try bench.ledger.cases(query).map(\.caseID.rawValue) == ["A2-W"])
        #expect(try bench.ledger.caseCounts() == [.scheme: 3])

        let permits = try bench.ledger.permits(of: row.caseID)
        #expect(permits.map(\.permit.rawValue) == ["A1-W-PLAN", "A1-W-ROAD_DIG"])
        #expect(permits.map(\.state) == [.accepted, .required])
        #expect(permits[0].assignee == "自来水公司" && permits[0].due == day("2026-03-13"))
        #expect(permits[0].basis == "城市道路管理条例 art. 33")
        #expect(permits[0].trigger == "roads R1+R2 K0+012.345–K1+020.500")
        #expect(try bench.ledger.permits().count == 2)
    }

    @Test("a granted permit past its validity is listed as expired")
    func expired() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        try bench.run(.chooseRoute(Sample.route(), Sample.decision([.plan])), "A1-W", "2026-03-03")
        try bench.run(.tellInterface(), "A1-W", "2026-03-04")
        let plan = try #require(PermitID("A1-W-PLAN"))
        for command in [
            CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan, until: day("2026-05-01")),
        ] {
            try bench.run(command, "A1-W", "2026-03-05")
        }
        #expect(try bench.ledger.permits(on: day("2026-05-01")).map(\.state) == [.granted])
        #expect(try bench.ledger.permits(on: day("2026-05-02")).map(\.state) == [.expired])
        #expect(try bench.ledger.permits().map(\.state) == [.granted])
    }

    @Test("R24 the next plan sees a chosen route's stub as used, and two cases cannot take one stub")
    func stubs() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        try bench.fileApplication("A2")
        try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A1-W", "2026-03-03")
        let first = try #require(CaseID("A1-W"))
        #expect(try bench.ledger.stubUses() == ["S1": .reserved(by: first)])
        #expect(
            refusal { try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A2-W") }?.code
                == "CAS-113")
        try bench.run(.withdrawRoute(reason: "x"), "A1-W", "2026-03-04")
        #expect(try bench.ledger.stubUses() == [:])
        try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A2-W", "2026-03-05")
        try bench.run(.confirmScheme(), "A2-W", "2026-03-05")
        try bench.run(.openValve, "A2-W", "2026-03-06")
        #expect(try bench.ledger.stubUses() == ["S1": .used(by: try #require(CaseID("A2-W")))])
        #expect(try bench.ledger.verify() == [])
    }

    @Test("routes, crossings and areas are features with index and extent")
    func features() throws {
        let bench = try LedgerBench()
        func extent(_ table: String) throws -> Box? {
            try bench.file.read { try Contents.extent(of: table, $0) }
        }
        for (number, offset) in [("A1", 0.0), ("A2", 500), ("A3", 1000)] {
            try bench.fileApplication(number)
            try bench.run(
                .chooseRoute(Sample.route(offset, stub: "S\(number)"), Sample.decision()), "\(number)-W",
                "2026-03-03")
        }
        #expect(try extent("routes") == Box(minX: 500_000, minY: 4_150_000, maxX: 501_100, maxY: 4_150_000))
        #expect(try bench.count("SELECT count(*) FROM rtree_crossings_geom") == 3)
        #expect(try bench.count("SELECT count(*) FROM crossings") == 6)
        #expect(try bench.file.verify() == [])
        #expect(try bench.ledger.verify() == [])
    }

    @Test("the extent shrinks when the outermost route goes")
    func shrinking() throws {
        let bench = try LedgerBench()
        func extent() throws -> Box? { try bench.file.read { try Contents.extent(of: "routes", $0) } }
        for (number, offset) in [("A1", 0.0), ("A2", 500), ("A3", 1000)] {
            try bench.fileApplication(number)
            try bench.run(
                .chooseRoute(Sample.route(offset, stub: "S\(number)"), Sample.decision()), "\(number)-W",
                "2026-03-03")
        }
        let fid = try bench.count("SELECT fid FROM cases WHERE id = 'A3-W'")
        try bench.run(.withdrawRoute(reason: "x"), "A3-W", "2026-03-04")
        #expect(try extent()?.maxX == 500_600)
        try bench.run(.chooseRoute(Sample.route(200, stub: "SA1"), Sample.decision()), "A1-W", "2026-03-04")
        #expect(try extent() == Box(minX: 500_200, minY: 4_150_000, maxX: 500_600, maxY: 4_150_000))
        for number in ["A1", "A2"] { try bench.run(.withdrawRoute(reason: "x"), "\(number)-W", "2026-03-05") }
        #expect(try extent() == nil)
        #expect(try bench.count("SELECT fid FROM cases WHERE id = 'A3-W'") == fid)
        #expect(try bench.file.verify() == [])
        #expect(try bench.ledger.verify() == [])
    }

    @Test("GDAL lists the tables and reads the route where it lies")
    func gdal() throws {
        let bench = try LedgerBench()
        try bench.fileApplication("A1")
        try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A1-W", "2026-03-03")
        try bench.file.close()
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/ogrinfo") else { return }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/ogrinfo")
        process.arguments = ["-ro", "-al", bench.path, "routes", "cases", "events"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(text.contains("MULTILINESTRING ((500000 4150000,500100 4150000))"))
        #expect(text.contains("Extent: (500000.000000, 4150000.000000) - (500100.000000, 4150000.000000)"))
        #expect(text.contains("franchise_utility: String"))
        #expect(text.contains("previous_hash: String"))
        #expect(!text.contains("Warning") && !text.contains("ERROR"), "\(text)")
    }

    @Test("two ledgers given the same commands have the same bytes in their logs")
    func deterministic() throws {
        var heads: [LogPosition] = []
        for _ in 0..<2 {
            let bench = try LedgerBench()
            try bench.fileApplication("A1", [.gas, .water])
            try bench.run(.chooseRoute(Sample.route(), Sample.decision()), "A1-W", "2026-03-03")
            heads.append(try bench.ledger.position())
        }
        #expect(heads[0] == heads[1])
    }
}
