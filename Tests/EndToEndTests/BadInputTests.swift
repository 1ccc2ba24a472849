import Foundation
import Testing

/// One bad input: what to do with it, and how it must be told.
struct BadInput: CustomTestStringConvertible, Sendable {
    var name: String
    var code: String
    var exit: Int32
    /// The words after the program's name; `CITY` stands for the project, `DIR/` for the folder.
    var command: String
    /// Makes the input in the folder.
    var make: @Sendable (Scratch) throws -> Void = { _ in }
    /// A word of the place that must be named.
    var place = ""

    var testDescription: String { name }
}

extension BadInput {
    private static let square =
        "[121.356,37.527],[121.357,37.527],[121.357,37.528],[121.356,37.528],[121.356,37.527]"

    private static func polygon(_ id: String, _ ring: String = square) -> String {
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"\(id)\"},"
            + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}}"
    }

    private static func main(_ properties: String) -> String {
        "{\"type\":\"Feature\",\"properties\":{\"id\":\"1\",\(properties)},"
            + "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[121.356,37.527],[121.357,37.527]]}}"
    }

    private static func plots(_ features: String...) -> @Sendable (Scratch) throws -> Void {
        { try $0.write("bad.geojson", TinyCity.collection(features)) }
    }

    private static func cut(_ bytes: Int) -> @Sendable (Scratch) throws -> Void {
        {
            let whole = try Data(contentsOf: URL(fileURLWithPath: $0.file("city.gpkg")))
            try $0.write("bad.gpkg", whole.prefix(bytes))
        }
    }

    static let sources: [BadInput] = [
        BadInput(
            name: "GeoJSON with NaN", code: "GEO-102", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson",
            make: plots(polygon("a", square.replacing("121.357,37.528", with: "NaN,37.528"))),
            place: "feature a"),
        BadInput(
            name: "GeoJSON with swapped axes", code: "CRS-108", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson",
            make: plots(
                polygon("a", "[37.527,121.356],[37.527,121.357],[37.528,121.357],[37.527,121.356]")),
            place: "feature a"),
        BadInput(
            name: "a plot that crosses itself", code: "GEO-103", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson",
            make: plots(
                polygon(
                    "a",
                    "[121.356,37.527],[121.357,37.528],[121.357,37.527],[121.356,37.528],[121.356,37.527]")),
            place: "feature a"),
        BadInput(
            name: "duplicate ids", code: "LYR-111", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson",
            make: plots(polygon("a"), polygon("a")), place: "feature a"),
        BadInput(
            name: "a line where an area is needed", code: "CTY-101", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson", make: plots(main("\"utility\":\"water\"")),
            place: "feature 1"),
        BadInput(
            name: "an unknown utility in the data", code: "CTY-104", exit: 65,
            command: "layer import CITY mains DIR/bad.geojson", make: plots(main("\"utility\":\"steam\"")),
            place: "field utility"),
        BadInput(
            name: "a wrong field type", code: "CTY-103", exit: 65,
            command: "layer import CITY mains DIR/bad.geojson",
            make: plots(main("\"utility\":\"water\",\"dn_mm\":\"thick\"")), place: "field dn_mm"),
        BadInput(
            name: "a source without CRS", code: "CRS-107", exit: 65,
            command: "layer import CITY plots DIR/bad.shp",
            make: { scratch in
                for type in ["shp", "shx", "dbf"] {
                    let data = try Data(contentsOf: SampleFiles.url("plots.\(type)"))
                    try scratch.write("bad.\(type)", data)
                }
            }, place: "bad.shp"),
        BadInput(
            name: "data of another zone", code: "CRS-104", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson --src-crs EPSG:4550", make: plots(polygon("a")),
            place: "bad.geojson"),
        BadInput(
            name: "an empty source", code: "LYR-103", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson",
            make: { try $0.write("bad.geojson", "") }, place: "bad.geojson"),
        BadInput(
            name: "a cut GeoJSON", code: "LYR-102", exit: 65,
            command: "layer import CITY plots DIR/bad.geojson",
            make: {
                try $0.write("bad.geojson", TinyCity.collection([polygon("a")]).prefix(120).description)
            },
            place: "bad.geojson"),
        BadInput(
            name: "a cut GeoPackage as source", code: "LYR-104", exit: 65,
            command: "layer import CITY plots DIR/bad.gpkg", make: cut(100_000), place: "bad.gpkg"),
        BadInput(
            name: "text named .gpkg as source", code: "LYR-102", exit: 65,
            command: "layer import CITY plots DIR/bad.gpkg", make: { try $0.write("bad.gpkg", "hello\n") },
            place: "bad.gpkg"),
        BadInput(
            name: "a source that is not there", code: "LYR-101", exit: 66,
            command: "layer import CITY plots DIR/bad.geojson", place: "bad.geojson"),
    ]

    static let projects: [BadInput] = ["case list", "project verify", "board"].flatMap { verb in
        [
            BadInput(
                name: "\(verb) of a cut project", code: "PRJ-108", exit: 65, command: "\(verb) DIR/bad.gpkg",
                make: cut(100_000), place: "bad.gpkg"),
            BadInput(
                name: "\(verb) of an empty file", code: "PRJ-106", exit: 65, command: "\(verb) DIR/bad.gpkg",
                make: { try $0.write("bad.gpkg", "") }, place: "bad.gpkg"),
            BadInput(
                name: "\(verb) of a text file", code: "PRJ-107", exit: 65, command: "\(verb) DIR/bad.gpkg",
                make: { try $0.write("bad.gpkg", "hello\n") }, place: "bad.gpkg"),
            BadInput(
                name: "\(verb) of a path that is not there", code: "PRJ-104", exit: 66,
                command: "\(verb) DIR/bad.gpkg", place: "bad.gpkg"),
            BadInput(
                name: "\(verb) of a folder", code: "PRJ-105", exit: 65, command: "\(verb) DIR/", place: ""),
        ]
    }

    static let others: [BadInput] = [
        BadInput(
            name: "a project in Web Mercator", code: "CRS-103", exit: 65,
            command: "project new DIR/new.gpkg --crs EPSG:3857"),
        BadInput(
            name: "a project in degrees", code: "CRS-102", exit: 65,
            command: "project new DIR/new.gpkg --crs EPSG:4326"),
        BadInput(
            name: "a system nobody knows", code: "CRS-101", exit: 65,
            command: "project new DIR/new.gpkg --crs EPSG:99999"),
        BadInput(
            name: "a project that exists", code: "PRJ-101", exit: 73,
            command: "project new CITY --crs EPSG:4549", place: "city.gpkg"),
        BadInput(
            name: "a folder that is not there", code: "PRJ-102", exit: 73,
            command: "project new DIR/no/new.gpkg --crs EPSG:4549", place: "new.gpkg"),
        BadInput(
            name: "a policy nobody knows", code: "POL-301", exit: 66,
            command: "project new DIR/new.gpkg --crs EPSG:4549 --policy atlantis"),
        BadInput(
            name: "applications that are not there", code: "CLI-101", exit: 66,
            command: "case file CITY DIR/bad.csv", place: "bad.csv"),
        BadInput(
            name: "applications without a column", code: "CLI-103", exit: 65,
            command: "case file CITY DIR/bad.csv",
            make: { try $0.write("bad.csv", "number,filed_on,applicant,user_type,plot\nA1,,X,,\n") },
            place: "bad.csv:1"),
        BadInput(
            name: "an unknown utility in an application", code: "CLI-103", exit: 65,
            command: "case file CITY DIR/bad.csv",
            make: { try $0.write("bad.csv", TinyCity.applications([("A1", "1", "steam")])) },
            place: "field utilities"),
        BadInput(
            name: "an application for no plot", code: "RTE-304", exit: 66,
            command: "case file CITY DIR/bad.csv",
            make: {
                try $0.write(
                    "bad.csv", TinyCity.applications([("A1", "1", "water"), ("A2", "999", "water")]))
            }, place: "bad.csv:3"),
        BadInput(
            name: "the same number twice", code: "CLI-103", exit: 65, command: "case file CITY DIR/bad.csv",
            make: {
                try $0.write("bad.csv", TinyCity.applications([("A1", "1", "water"), ("A1", "2", "water")]))
            }, place: "bad.csv:3"),
        BadInput(
            name: "a number filed before with other content", code: "CAS-108", exit: 65,
            command: "case file CITY DIR/bad.csv",
            make: {
                try $0.write("bad.csv", TinyCity.applications([("SYN-2026-000001", "1", "water")]))
            }, place: "bad.csv:2"),
        BadInput(
            name: "a case nobody filed", code: "CAS-101", exit: 66,
            command: "case show CITY SYN-2026-000001-X"),
        BadInput(
            name: "a permit nobody needs", code: "CLI-111", exit: 66,
            command: "permit submit CITY SYN-2026-000001-H-MOON"),
        BadInput(
            name: "a plot nobody knows", code: "RTE-304", exit: 66, command: "route plan CITY --plot 999"),
        BadInput(
            name: "a line in degrees", code: "RTE-306", exit: 65,
            command: "route survey CITY --line DIR/bad.geojson --utility water",
            make: {
                try $0.write(
                    "bad.geojson",
                    "{\"type\":\"LineString\",\"coordinates\":[[121.356,37.527],[121.357,37.527]]}")
            }, place: "bad.geojson"),
        BadInput(
            name: "a report into /proc", code: "PRJ-102", exit: 73,
            command: "report ledger CITY -o /proc/x.csv",
            place: "/proc/x.csv"),
        BadInput(
            name: "a backup over a file", code: "PRJ-101", exit: 73, command: "project backup CITY CITY",
            place: "city.gpkg"),
    ]
}

/// The committed sample data.
enum SampleFiles {
    static func url(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("SampleData/\(name)")
    }
}

@Suite("Bad input is told with code, place and help, and changes nothing")
struct BadInputTests {
    private static let known = Result {
        Set(
            try Tool.succeed(["explain", "--all"]).text.matches(of: #/(?m)^## ([^ ]+) /#).map { String($0.1) }
        )
    }

    @Test(arguments: BadInput.sources + BadInput.projects + BadInput.others)
    func refused(_ input: BadInput) throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        try input.make(scratch)
        let dump = try Dump.all(city)
        let names = try scratch.names()
        let words = input.command.split(separator: " ").map {
            String($0).replacing("CITY", with: city).replacing("DIR/", with: scratch.path + "/")
        }
        let output = try Tool.run(words)
        #expect(output.status == input.exit, "\(output.err)")
        #expect(output.codes == [input.code], "\(output.err)")
        #expect(output.out.isEmpty)
        #expect(input.place.isEmpty || output.err.contains(input.place), "\(output.err)")
        #expect(output.err.contains("  help: "), "\(output.err)")
        #expect(try Self.known.get().contains(input.code))
        #expect(try scratch.names() == names, "no file is left behind")
        #expect(try Dump.all(city) == dump, "the project is as it was")
        // The same under --json, for programs.
        let told = try JSON(Data(try Tool.run(words + ["--json"]).err.utf8))
        #expect(told["errors"][0]["code"].text == input.code)
        #expect(told["errors"][0]["help"].text != nil)
    }

    @Test("ten thousand errors in one file are counted, and the first hundred told")
    func manyErrors() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let dump = try Dump.all(city)
        var tiny = TinyCity()
        for index in 0..<10_000 { tiny.add("mains", "m", "LineString", [(0, 0), (Double(index), 1)]) }
        let source = try scratch.write("bad.geojson", TinyCity.collection(tiny.layers["mains"] ?? []))
        let output = try Tool.run(["layer", "import", city, "mains", source, "--src-crs", "EPSG:4549"])
        #expect(output.status == 65)
        #expect(output.codes.count == 100)
        #expect(output.err.contains("10000 problems, the first 100 shown: CTY-102 ×10000"))
        #expect(try Dump.all(city) == dump)
        let rows = (0..<10_000).map { "A\($0),never,X,alien,1,steam\n" }.joined()
        let applications = try scratch.write(
            "bad.csv", "number,filed_on,applicant,user_type,plot,utilities\n" + rows)
        let refused = try Tool.run(["case", "file", city, applications])
        #expect(refused.status == 65 && refused.codes.count == 100)
        #expect(refused.err.contains("30000 problems, the first 100 shown: CLI-103 ×30000"))
        #expect(try Dump.all(city) == dump)
    }

    @Test("names with quotes, commas, line breaks and emoji survive every report")
    func oddNames() throws {
        let scratch = try Scratch()
        var tiny = TinyCity()
        let odd = "O'Neil \\\"A\\\", 北京|路\\n2nd <b>🏭</b>"
        let plain = "O'Neil \"A\", 北京|路\n2nd <b>🏭</b>"
        tiny.addSquare("plots", "p,1\\\"x", 0, 0, 30, "\"name\":\"\(odd)\"")
        tiny.addSquare("roads", "r 🛣", -60, -30, 20, "\"name\":\"\(odd)\",\"class\":\"branch\"")
        tiny.add(
            "roads", "r2", "Polygon", [(-60, -8), (90, -8), (90, -2), (-60, -2), (-60, -8)],
            "\"name\":\"\(odd)\",\"class\":\"branch\",\"administration\":\"city\"")
        tiny.add("mains", "m'1", "LineString", [(-60, -12), (90, -12)], "\"utility\":\"water\"")
        let city = try tiny.project(in: scratch)
        let csv =
            "number,filed_on,applicant,user_type,plot,utilities\n"
            + "A1,2026-11-02,\"O'Neil \"\"A\"\", 北京|路\n2nd <b>🏭</b>\",non_resident,\"p,1\"\"x\",water\n"
        let applications = try scratch.write("a.csv", csv)
        let filed = try Tool.succeed(["case", "file", city, applications, "--json"] + Tool.desk).json()
        #expect(filed["applicant"].text == plain && filed["plot"].text == "p,1\"x")
        try Tool.succeed(["layer", "export", city, "plots", scratch.file("plots.geojson")])
        let exported = try JSON(Data(scratch.read("plots.geojson").utf8))
        #expect(exported["features"][0]["properties"]["name"].text == plain)
        #expect(exported["features"][0]["properties"]["id"].text == "p,1\"x")
        try Tool.succeed(
            ["report", "route", city, "--case", "A1-W", "--format", "md,geojson,csv", "-o", scratch.path]
                + Tool.desk)
        let map = try JSON(Data(scratch.read("A1-W.geojson").utf8))
        let mapText = map["features"].list.map { "\($0)" }.joined()
        #expect(mapText.contains("🏭"))
        let crossings = try scratch.read("A1-W-crossings.csv")
        #expect(crossings.contains("\"O'Neil \"\"A\"\", 北京|路\n2nd <b>🏭</b>\""))
        let markdown = try scratch.read("A1-W.md")
        for line in markdown.split(separator: "\n") where line.contains("O'Neil") {
            let isCell = line.hasPrefix("| ") && line.hasSuffix(" |")
            #expect(isCell || !line.hasPrefix("|"), "a cell stays one cell: \(line)")
            #expect(!line.contains("北京|路") && !line.contains("<b>"), "pipes and tags are escaped: \(line)")
        }
        try Tool.succeed(["report", "ledger", city, "-o", scratch.file("l.csv")] + Tool.desk)
        #expect(try scratch.read("l.csv").contains("\"O'Neil \"\"A\"\", 北京|路\n2nd <b>🏭</b>\""))
        // One record per line in a pipe, whatever the name holds.
        #expect(try Tool.succeed(["case", "list", city] + Tool.desk).lines.count == 2)
        #expect(try Tool.succeed(["project", "verify", city]).status == 0)
    }

    @Test("a plot with no main in reach, and one that is walled in, are results with a reason")
    func unreachable() throws {
        let scratch = try Scratch()
        var tiny = TinyCity()
        tiny.addSquare("plots", "far", 5_000, 0, 30)
        tiny.addSquare("plots", "walled", 0, 0, 30)
        for (id, x, y) in [("n", -30.0, 30.0), ("s", -30.0, -30.0)] {
            tiny.add(
                "buildings", id, "Polygon", [(x, y), (x + 90, y), (x + 90, y + 30), (x, y + 30), (x, y)])
        }
        for (id, x) in [("w", -30.0), ("e", 30.0)] {
            tiny.addSquare("buildings", id, x, 0, 30)
        }
        tiny.add("mains", "m", "LineString", [(-100, -60), (100, -60)], "\"utility\":\"water\"")
        let city = try tiny.project(in: scratch)
        let plans = try Tool.succeed(["route", "plan", city, "--all", "--json"] + Tool.desk).jsonLines()
        let reasons = Dictionary(
            plans.map { ($0["plot"].text, $0["unreachable"]["code"].text) },
            uniquingKeysWith: { first, _ in first })
        #expect(reasons == ["far": "RTE-101", "walled": "RTE-102"])
        for plan in plans {
            #expect(
                plan["unreachable"]["message"].text?.isEmpty == false && plan["alternatives"].list.isEmpty)
        }
        let rows = TinyCity.applications([("A1", "far", "water"), ("A2", "walled", "water")])
        let filing = ["case", "file", city, try scratch.write("a.csv", rows)] + Tool.desk
        let output = try Tool.succeed(filing + ["--json"])
        #expect(try output.jsonLines().count == 2)
        #expect(try Tool.run(filing + ["--fail-on", "warning"]).status == 2)
    }
}
