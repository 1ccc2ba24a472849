import CityModel
import Coordinator
import Digest
import Foundation
import Logging
import Outerline
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary

@testable import OuterlineWeb

/// A small city with cases, a desk on it, and accounts of every role.
///
/// Plot `west` lies in district 370602, `east` in 370613; both have free stubs of all utilities 10 m away, and a road
/// lies between the stub and the plot `east`. Filed on 2026-11-18 and accepted: A1 (water, gas) on `west`, B1 (water) on `east`.
final class DeskCity: Sendable {
    static let today = "2026-11-20"
    static let password = "a long enough password"
    static let accounts = [
        Account(name: "admin", person: "管理员", role: .administrator),
        Account(name: "officer", person: "李代表", role: .liaisonOfficer),
        Account(name: "engineer", person: "工程师", role: .engineer),
        Account(name: "supervisor", person: "督查员", role: .supervisor),
        Account(name: "gas", person: "燃气员", role: .liaisonOfficer, scope: Scope(utilities: [.gas])),
        Account(name: "zhifu", person: "芝罘员", role: .liaisonOfficer, scope: Scope(districts: ["370602"])),
    ]

    let folder: TemporaryFolder
    let host: DeskHost
    let site: Site
    /// The clock of the desk; tests move it by hand.
    let clock = Guarded(Date(timeIntervalSince1970: 1_795_158_000))

    /// - Parameter cases: false leaves the log without applications.
    init(cases: Bool = true) throws {
        folder = try TemporaryFolder()
        let template = try cases ? Self.withCases.get() : Self.empty.get()
        let path = "\(folder.path)/city.gpkg"
        try FileManager.default.copyItem(atPath: "\(template.path)/city.gpkg", toPath: path)
        try FileManager.default.copyItem(
            atPath: "\(template.path)/desk.sqlite", toPath: "\(folder.path)/desk.sqlite")
        let now: @Sendable () -> Date = { [clock] in clock.withLock { $0 } }
        let accounts = try AccountStore("\(folder.path)/desk.sqlite", cost: Self.cheap, now: now)
        host = DeskHost(try ProjectHost(path, now: now), accounts, today: Day(Self.today), threads: 2)
        site = try Site(host)
    }

    /// Cheap to compute: what is tested is not how hard guessing is.
    static let cheap = PasswordHash.Cost(logN: 4, blockSize: 8, parallelism: 1)

    var path: String { "\(folder.path)/city.gpkg" }

    func client(_ name: String? = nil) async throws -> DeskClient {
        let client = DeskClient(site)
        if let name { try await client.signIn(name) }
        return client
    }

    func wait(_ seconds: Double) { clock.withLock { $0 += seconds } }

    /// Takes a step as another person at the desk.
    func take(_ step: String, on id: String, permit: String? = nil, _ values: [String: String] = [:]) throws {
        let project = host.project.project(actor: "王经办", today: Day(Self.today))
        try project.take(step, on: id, permit: permit, values: values)
    }

    // MARK: - Templates

    private static let empty = Result { () throws -> TemporaryFolder in
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/city.gpkg"
        let desk = Desk(
            today: Day("2026-11-01"), actor: "tester", now: { Date(timeIntervalSince1970: 1_793_500_000) })
        _ = try Project.create(path, crs: "EPSG:4549", desk: desk)
        let project = try Project.open(path, mode: .write, desk: desk)
        for (layer, features) in layers.sorted(by: { $0.key < $1.key }) {
            let text = "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
            let source = try folder.write("\(layer).geojson", text)
            let name = try #require(LayerName(rawValue: layer))
            _ = try project.importLayer(name, LayerImportOptions(sources: [source], sourceCRS: "EPSG:4549"))
        }
        _ = try project.setRepresentatives(
            try folder.write(
                "people.csv", "name,company,district,utility\n李代表,,,water\n燃气员,,,gas\n"))
        try project.close()
        let store = try AccountStore("\(folder.path)/desk.sqlite", cost: cheap)
        for account in accounts { try store.add(account, password: password, by: "tests") }
        try store.close()
        return folder
    }

    private static let withCases = Result { () throws -> TemporaryFolder in
        let source = try empty.get()
        let folder = try TemporaryFolder()
        for name in ["city.gpkg", "desk.sqlite"] {
            try FileManager.default.copyItem(
                atPath: "\(source.path)/\(name)", toPath: "\(folder.path)/\(name)")
        }
        let desk = Desk(
            today: Day("2026-11-18"), actor: "tester", now: { Date(timeIntervalSince1970: 1_794_990_000) })
        let project = try Project.open("\(folder.path)/city.gpkg", mode: .write, desk: desk)
        let file = try folder.write(
            "applications.csv",
            """
            number,filed_on,applicant,user_type,plot,utilities,project
            A1,2026-11-18,海港学校,non_resident,west,water;gas,教学楼
            B1,2026-11-18,张三<b>,resident,east,water,

            """)
        _ = try project.file(try ApplicationFile.read(file)) { _ in }
        try project.close()
        return folder
    }

    private static let (x0, y0) = (620_000.0, 4_156_000.0)

    private static let layers: [String: [String]] = [
        "plots": [
            area("west", 0, 0, 40, 40, "\"name\":\"海港学校\""), area("east", 600, 0, 640, 40, "\"name\":\"东区\""),
        ],
        "stubs": ["water", "gas", "heat"].enumerated().flatMap { index, utility in
            [
                point("\(utility)-west", -10, 10 + Double(index) * 3, utility),
                point("\(utility)-east", 570, 10 + Double(index) * 3, utility),
            ]
        },
        "roads": [
            area(
                "R1", 575, -400, 590, 400,
                "\"road_id\":\"R1\",\"name\":\"长江路\",\"class\":\"arterial\",\"administration\":\"city\","
                    + "\"opened_on\":\"2010-05-01\",\"surface\":\"asphalt\"")
        ],
        "planning_area": [area("1", -100, -500, 2_000, 500)],
        "districts": [
            area("1", -500, -500, 300, 500, "\"code\":\"370602\",\"name\":\"芝罘区\""),
            area("2", 300, -500, 2_000, 500, "\"code\":\"370613\",\"name\":\"莱山区\""),
        ],
        "territories": [
            area("1", -500, -500, 2_000, 500, "\"utility\":\"water\",\"company\":\"供水公司\""),
            area("2", -500, -500, 2_000, 500, "\"utility\":\"gas\",\"company\":\"燃气公司\""),
            area("3", -500, -500, 2_000, 500, "\"utility\":\"heat\",\"company\":\"热力公司\""),
        ],
    ]

    private static func pair(_ x: Double, _ y: Double) -> String { "[\(x0 + x),\(y0 + y)]" }

    private static func point(_ id: String, _ x: Double, _ y: Double, _ utility: String) -> String {
        feature(
            id, "Point", pair(x, y),
            "\"utility\":\"\(utility)\",\"state\":\"free\",\"capacity\":50,\"in_service\":true,\"dn_mm\":100")
    }

    private static func area(
        _ id: String, _ west: Double, _ south: Double, _ east: Double, _ north: Double, _ more: String = ""
    ) -> String {
        let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return feature(
            id, "Polygon", "[[" + ring.map { pair($0.0, $0.1) }.joined(separator: ",") + "]]", more)
    }

    private static func feature(
        _ id: String, _ type: String, _ coordinates: String, _ more: String
    ) -> String {
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"\(id)\"\(more.isEmpty ? "" : "," + more)},"
            + "\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"
    }
}

/// A folder of one test, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "outerline-desk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}
