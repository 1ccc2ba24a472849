import Coordinator
import Digest
import Foundation
import GRDB
import Geometry
import Ledger
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary
import WorkCalendar

func day(_ text: String) -> Day { Day(text) ?? Day(number: -1) }

/// A project with a ledger in a fresh folder that is removed with the value.
final class LedgerBench {
    let folder: String
    let file: ProjectFile
    let ledger: Ledger
    var path: String { folder + "/city.gpkg" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/outerline-ledger-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        file = try ProjectFile.create(
            folder + "/city.gpkg", crs: Sample.crs, migrations: Ledger.migrations, busyTimeout: 0.05,
            clock: Sample.clock)
        ledger = Ledger(file, calendar: { Sample.calendar })
    }

    deinit {
        try? file.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Runs SQL with the log's guards taken away, as a forger would.
    func forge(_ sql: String) throws {
        try file.write { db in
            try db.execute(
                sql:
                    "DROP TRIGGER IF EXISTS events_keep_updates; DROP TRIGGER IF EXISTS events_keep_deletes; \(sql)"
            )
        }
    }

    func count(_ sql: String) throws -> Int { try file.read { try Int.fetchOne($0, sql: sql) ?? -1 } }

    /// Files an application and accepts it.
    @discardableResult
    func fileApplication(_ number: String, _ utilities: [Utility] = [.water]) throws -> LogPosition {
        try ledger.append(try Sample.filing(number, utilities))
    }

    @discardableResult
    func run(_ command: CaseCommand, _ id: String, _ on: String = "2026-03-10") throws -> CaseState {
        try ledger.run(command, on: try #require(CaseID(id)), effective: day(on), Sample.context())
    }
}

enum Sample {
    /// 2026-06-30T01:02:03Z.
    static let clock: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_782_781_323) }

    static let calendar: WorkCalendar = {
        let data = CalendarData(
            first: day("2026-01-01"), announcedUntil: day("2026-12-31"), holidays: [], makeUpDays: [])
        do { return try WorkCalendar(data) } catch { preconditionFailure("the fixture's calendar: \(error)") }
    }()

    /// EPSG:4549 as `gdalsrsinfo -o wkt1 EPSG:4549` (GDAL 3.6.2) writes it, on one line.
    static let crs = ProjectCRS(
        srsID: 4549, name: "CGCS2000 / 3-degree Gauss-Kruger CM 120E", organization: "EPSG", code: 4549,
        wkt: """
            PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",GEOGCS["China Geodetic Coordinate System 2000",\
            DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],\
            AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",\
            0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]],\
            PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],\
            PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],\
            UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","4549"]]
            """,
        definition: "EPSG:4549", semiMajorAxis: 6_378_137, inverseFlattening: 298.257222101)

    static func context(_ at: String = "2026-06-30T01:02:03Z") throws -> CommandContext {
        CommandContext(today: day("2026-06-30"), recordedAt: try #require(Timestamp(at)), actor: "刘")
    }

    static func filing(_ number: String, _ utilities: [Utility] = [.water]) throws -> [Change] {
        let id = try #require(IntakeID(number))
        let application = Application(
            number: id, filedOn: day("2026-03-02"), applicant: "乐居公司", userType: .nonResident,
            plot: "P\(number)",
            utilities: utilities, district: "370602", conditionsMet: ValveCondition.allCases)
        return try Intake.file(
            application, existing: ApplicationState(id: id), cases: [], admissible: { _ in nil }, context())
    }

    static let source = Citation(law: "城市道路管理条例", article: "art. 33", level: .law)
    static func words(_ text: String) -> Wording { Wording(zh: text, en: text) }

    static func requirement(_ kind: PermitKind, after: [PermitKind] = []) -> PermitRequirement {
        PermitRequirement(
            kind: kind, verdict: .required, title: words(kind.rawValue),
            authority: Authority(
                id: "370602/municipal", role: "municipal", title: words("审批局"), district: "370602",
                assumption: false),
            basis: [source],
            triggers: [PermitTrigger(layer: "roads", features: ["R1", "R2"], fromM: 12.345, toM: 1020.5)],
            prerequisites: after, promisedDays: DayLimit(days: 5, unit: .working, source: source))
    }

    static func decision(_ kinds: [PermitKind] = [.plan, .roadDig]) -> PolicyDecision {
        PolicyDecision(
            pack: PackReference(name: "test", version: "1", sha256: "00"), decidedOn: day("2026-03-02"),
            promise: PromiseDecision(
                classID: "three-stage", title: words("三环节"),
                stages: ["acceptance", "scheme", "valve_opening"].map { Stage(id: $0, title: words($0)) },
                budgetDays: 3, budgetText: words("3"), verdict: .pass, review: false,
                directConnect: DirectConnectDecision(answer: .no, reason: words("no")), reasons: [],
                missing: [],
                stopCauses: StopCause.allCases),
            outerLine: OuterLineDecision(needed: true, reason: words("不通")),
            permits: kinds.map { requirement($0, after: $0 == .roadDig ? [.plan] : []) })
    }

    /// A route from (0, 0) shifted by `offset` metres, 100 m long, crossing one road.
    static func route(_ offset: Double = 0, utility: Utility = .water, stub: String = "S1") -> RouteRecord {
        func wkb(_ shape: Shape) -> Data { Data(WKB.encode(shape)) }
        let line = wkb(.line([Point(500_000 + offset, 4_150_000), Point(500_100 + offset, 4_150_000)]))
        let part = wkb(.line([Point(500_010 + offset, 4_150_000), Point(500_020 + offset, 4_150_000)]))
        let box = Box(minX: 500_010 + offset, minY: 4_149_999, maxX: 500_020 + offset, maxY: 4_150_001)
        return RouteRecord(
            wkb: line, sha256: SHA256.hex(of: line), regime: "cheapest", fromLayer: "stubs",
            fromFeature: stub,
            groundLengthM: 100.04, gridLengthM: 100, cost: 64_000,
            facts: RouteFacts(utility: utility, groundLengthM: 100.04, gridLengthM: 100), dataVersion: 1,
            crossings: [
                RouteCrossing(
                    layer: "roads", features: ["R1"], name: "南大街", kind: "crosses", fromM: 10, toM: 20,
                    lengthM: 10,
                    groundLengthM: 10.004, angleDeg: 90, areaM2: 20, method: "open_cut", wkb: part),
                RouteCrossing(
                    layer: "greens", features: ["G1"], kind: "strip", fromM: 30, toM: 30, lengthM: 0,
                    groundLengthM: 0, areaM2: 1.5),
            ],
            disturbed: [
                DisturbedArea(layer: "roads", feature: "R1", areaM2: 20, wkb: wkb(.polygon(Polygon(box))))
            ])
    }
}

/// The code and exit of the problem `body` throws; nil if it throws none.
func refusal(_ body: () throws -> Void) -> (code: String, exit: ExitCode)? {
    do {
        try body()
        return nil
    } catch let problem as Problem {
        return (problem.code, problem.exit)
    } catch {
        return ("\(error)", .internalError)
    }
}
