import CityModel
import Coordinator
import Foundation
import Outerline
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary

/// A folder of one test, removed with it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "outerline-cases-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}

/// A city drawn in metres around (620000, 4156000): plots 40 m wide, in the order west to east.
///
/// `direct` at x 0 has free stubs of all utilities 10 m to its west; `road` at x 600 has water and gas mains across an
/// arterial road (x 560 to 580); `far` at x 900 has a stub of water 25 m away and a green (x 880 to 890) between.
struct DrawnCity {
    static let east = 620_000.0
    static let north = 4_156_000.0

    let folder: Folder
    let path: String

    init() throws {
        folder = try Folder()
        path = folder.path + "/city.gpkg"
        try FileManager.default.copyItem(atPath: Self.template.get(), toPath: path)
    }

    private static let home = Result { try Folder() }
    private static let template = Result { () throws -> String in
        let folder = try home.get()
        let path = folder.path + "/template.gpkg"
        _ = try Project.create(path, crs: "EPSG:4549", desk: desk("2026-11-01"))
        let project = try Project.open(path, mode: .write, desk: desk("2026-11-01"))
        for (layer, features) in layers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let text = "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
            let source = try folder.write("\(layer.rawValue).geojson", text)
            _ = try project.importLayer(
                layer, LayerImportOptions(sources: [source], sourceCRS: "EPSG:4549"))
        }
        _ = try project.setRepresentatives(
            try folder.write("people.csv", "name,company,district,utility\n李代表,Water Co,,water\n"))
        try project.close()
        return path
    }

    /// - Parameter day: on which things are recorded, at 10:00 in China; nil for one moment of all tests.
    static func desk(_ today: String, _ actor: String = "tester", at day: String? = nil) throws -> Desk {
        var moment = Date(timeIntervalSince1970: 1_795_500_000)
        if let day {
            moment = Date(timeIntervalSince1970: Double(try #require(Day(day)).number) * 86_400 + 7_200)
        }
        return Desk(today: Day(today), actor: actor, now: { [moment] in moment })
    }

    /// Opens the project for writing on a day.
    func open(_ today: String = "2026-11-20", at day: String? = nil) throws -> Project {
        try Project.open(path, mode: .write, desk: Self.desk(today, at: day))
    }

    // MARK: - Use cases, as a desk would take them

    private static let applicationColumns =
        "number,filed_on,applicant,user_type,plot,utilities,preconstruction,documents_pending,conditions_met\n"

    @discardableResult
    func file(
        _ rows: String..., accept: Bool = true, today: String = "2026-11-20", at day: String? = nil
    ) throws -> (cases: [JSONValue], findings: [Finding]) {
        let text = Self.applicationColumns + rows.joined(separator: "\n") + "\n"
        let file = try folder.write("applications.csv", text)
        let project = try open(today, at: day)
        var cases: [JSONValue] = []
        let findings = try project.file(try ApplicationFile.read(file), accept: accept) {
            cases.append(try JSONValue($0))
        }
        try project.close()
        return (cases, findings)
    }

    private static let leadColumns =
        "number,received_on,applicant,user_type,plot,utilities,origin,planning_permit_on,construction_permit_on\n"

    @discardableResult
    func leads(_ rows: String..., today: String = "2026-11-20") throws -> (
        cases: [JSONValue], findings: [Finding]
    ) {
        let file = try folder.write("leads.csv", Self.leadColumns + rows.joined(separator: "\n") + "\n")
        return try leads(file: file, today: today)
    }

    func leads(file: String, today: String = "2026-11-20") throws -> (
        cases: [JSONValue], findings: [Finding]
    ) {
        let project = try open(today)
        var cases: [JSONValue] = []
        let findings = try project.open(try LeadFile.read(file)) { cases.append(try JSONValue($0)) }
        try project.close()
        return (cases, findings)
    }

    @discardableResult
    func run(
        _ command: CaseCommand, _ id: String, on day: String, today: String = "2026-11-20"
    ) throws -> JSONValue {
        // A day of its own is also the day of the record.
        let project = try open(today, at: today == "2026-11-20" ? nil : today)
        let document = try project.run(command, on: id, effective: try #require(Day(day)))
        try project.close()
        return try JSONValue(document)
    }

    func detail(_ id: String, today: String = "2026-11-20") throws -> JSONValue {
        try JSONValue(
            try Project.open(path, mode: .read, desk: Self.desk(today)).caseDetail(id))
    }

    func worklist(today: String = "2026-11-20") throws -> [WorkItem] {
        try Project.open(path, mode: .read, desk: Self.desk(today)).worklist()
    }

    /// The line through points given in metres from the origin, as GeoJSON.
    func line(_ points: [(Double, Double)]) throws -> String {
        let pairs = points.map { "[\(Self.east + $0.0),\(Self.north + $0.1)]" }.joined(separator: ",")
        return try folder.write(
            "line-\(UUID().uuidString).geojson", "{\"type\":\"LineString\",\"coordinates\":[\(pairs)]}")
    }

    // MARK: - Map

    private static let layers: [LayerName: [String]] = [
        .plots: [("direct", 0.0), ("road", 600), ("far", 900)].map { plot, x in
            area(plot, x, 0, x + 40, 40)
        },
        .stubs: [
            point("water-direct", -10, 10, "water"), point("gas-direct", -10, 13, "gas"),
            point("heat-direct", -10, 16, "heat"), point("water-far", 875, 20, "water"),
            point("water-far-2", 875, 30, "water"),
        ],
        .mains: [("water", 0.0), ("gas", 3)].map { utility, shift in
            feature(
                "\(utility)-road", "LineString", "[\(pair(550 - shift, -50)),\(pair(550 - shift, 90))]",
                "\"utility\":\"\(utility)\",\"in_service\":true,\"spare_capacity\":100")
        },
        .roads: [
            area(
                "R1", 560, -400, 580, 400,
                "\"road_id\":\"R1\",\"name\":\"长江路\",\"class\":\"arterial\",\"administration\":\"city\","
                    + "\"opened_on\":\"2010-05-01\",\"surface\":\"asphalt\"")
        ],
        .greens: [area("G1", 880, -400, 890, 400, "\"class\":\"park\",\"name\":\"滨河公园\"")],
        .planningArea: [area("1", -100, -500, 2_000, 500)],
        .districts: [area("1", -500, -500, 2_000, 500, "\"code\":\"370602\",\"name\":\"芝罘区\"")],
        .territories: [
            area("1", -500, -500, 2_000, 500, "\"utility\":\"water\",\"company\":\"Water Co\""),
            area("2", -500, -500, 2_000, 500, "\"utility\":\"gas\",\"company\":\"Gas One\""),
            area("3", -500, -500, 200, 500, "\"utility\":\"gas\",\"company\":\"Gas Two\""),
        ],
    ]

    private static func pair(_ x: Double, _ y: Double) -> String { "[\(east + x),\(north + y)]" }

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

/// A JSON value read back by key, with no type of the program.
enum JSONValue: Decodable, Hashable {
    case null, bool(Bool), number(Double), string(String), array([JSONValue]), object([String: JSONValue])

    init(_ document: some Encodable) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(document))
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let list = try? value.decode([JSONValue].self) {
            self = .array(list)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    subscript(_ key: String) -> JSONValue {
        if case .object(let object) = self { object[key] ?? .null } else { .null }
    }
    subscript(_ index: Int) -> JSONValue { list.indices.contains(index) ? list[index] : .null }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    /// Every text in it that is a date.
    var dates: [String] {
        switch self {
        case .string(let text): Day(text) == nil ? [] : [text]
        case .array(let list): list.flatMap(\.dates)
        case .object(let object): object.values.flatMap(\.dates)
        default: []
        }
    }
    var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    var list: [JSONValue] { if case .array(let list) = self { list } else { [] } }
}

/// The codes of what `body` throws, in order; nil if it throws nothing.
func refusal(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch let problem as Problem {
        return problem.code
    } catch let problems as Problems {
        return problems.kept.map(\.code).joined(separator: " ")
    } catch {
        return "\(error)"
    }
}
