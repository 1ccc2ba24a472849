import Foundation
import Testing

@Suite("Routes listed, chosen, explained, drawn")
struct RouteChoiceTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
    }

    private func file(_ number: String, _ plot: String) throws {
        let output = try RequirementCity.file(number, plot, "water", in: city, scratch)
        #expect(output.status == 0, "\(output.err)")
    }

    @Test("a case's routes are listed, one is chosen, the case and the list show it")
    func choose() throws {
        try file("A1", "green")
        let before = try Tool.succeed(["route", "list", city, "A1-W", "--json"] + Tool.desk).json()
        #expect(before["schema"].text == "outerline.route-list/1")
        #expect(before["routes"].list.first?["chosen"].bool == true)
        let round = try #require(before["routes"].list.first { $0["name"].text == "no_green" })
        let line = try #require(round["line_sha256"].text)
        let choice = [
            "route", "choose", city, "A1-W", "no_green", "--expect", String(line.prefix(8)), "--json",
        ]
        #expect(try Tool.succeed(choice + Tool.desk).json()["route"]["regime"].text == "no_green")
        let after = try Tool.succeed(["route", "list", city, "A1-W", "--json"] + Tool.desk).json()
        #expect(
            after["routes"].list.filter { $0["chosen"].bool == true }.map { $0["name"].text } == ["no_green"])
        let permits = try Tool.succeed(["permit", "list", city, "--case", "A1-W", "--json"] + Tool.desk)
            .json()
        #expect(
            permits.list.first { $0["kind"].text == "GREEN_OCCUPY" }.map { $0["state"].text == "closed" }
                ?? true)
        // Chosen or not, the log holds together.
        #expect(try Tool.run(["project", "verify", city]).status == 0)
        let unknown = try Tool.run(["route", "choose", city, "A1-W", "no_gren"] + Tool.desk)
        #expect(unknown.status == 66 && unknown.codes == ["RTE-313"] && unknown.err.contains("no_green"))
        let stale = try Tool.run(
            ["route", "choose", city, "A1-W", "cheapest", "--expect", "abcdef"] + Tool.desk)
        #expect(stale.status == 1 && stale.codes == ["RTE-314"])
    }

    @Test("the list and the explanation speak both languages and leave no word behind")
    func languages() throws {
        try file("A1", "green")
        for command in [["route", "list"], ["route", "explain"]] {
            let words = command + [city, "A1-W"] + Tool.desk
            let zh = try Tool.succeed(words + ["--lang", "zh"]).text
            let en = try Tool.succeed(words + ["--lang", "en"]).text
            #expect(zh.contains("费用最低") && zh.contains("绿地"), "\(zh)")
            #expect(en.contains("cheapest") && !en.contains("费用"), "\(en)")
            for word in ["cheapest:", "open ground", "green space", "longer", "surface", "left out"] {
                #expect(!zh.contains(word), "\(word) in \(zh)")
            }
        }
        let gas = ["route", "plan", city, "--plot", "bare", "--utility", "heat", "--reach", "50"] + Tool.desk
        let none = try Tool.succeed(gas + ["--lang", "zh"]).text
        #expect(none.contains("RTE-101 地块 bare 周边 50 m 内没有可接驳的供暖主管"), "\(none)")
        #expect(
            try Tool.succeed(gas + ["--json"]).json()["unreachable"]["reason"]["zh"].text?.isEmpty == false)
    }

    @Test("a plot's route is explained without a case; its costs add up")
    func explain() throws {
        let words = ["route", "explain", city, "--plot", "road", "--utility", "water", "--json"] + Tool.desk
        let route = try Tool.succeed(words).json()["route"]
        let total = try #require(route["breakdown"]["total"].number)
        #expect(abs(total - (route["cost"].number ?? 0)) < 0.01)
        let parts = route["breakdown"]["by_feature"].list.reduce(0) { $0 + ($1["cost"].number ?? 0) }
        #expect(abs(parts + (route["breakdown"]["connection"].number ?? 0) - total) < 1e-6)
        #expect(route["breakdown"]["by_feature"].list.contains { $0["name"].text == "长江路" })
        #expect(try Tool.run(["route", "explain", city] + Tool.desk).status == 64)
        #expect(try Tool.run(["route", "explain", city, "--plot", "road"] + Tool.desk).status == 64)
    }

    @Test("bends stand in the plan, with the straights between them, and in the report")
    func bends() throws {
        // A short main behind a wall: round one end of it, 1 m off, to the plot.
        var walled = TinyCity()
        walled.addSquare("plots", "p", 0, 0, 30)
        walled.add("mains", "m", "LineString", [(5, -40), (25, -40)], "\"utility\":\"water\"")
        walled.add(
            "buildings", "b", "Polygon", [(-10, -25), (40, -25), (40, -15), (-10, -15), (-10, -25)])
        let city = try walled.project(in: scratch, "walled.gpkg")
        let rows = try scratch.write(
            "walled.csv", TinyCity.applications([(number: "A1", plot: "p", utilities: "water")]))
        try Tool.succeed(["case", "file", city, rows] + Tool.desk)
        let plan = try Tool.succeed(
            ["route", "plan", city, "--plot", "p", "--utility", "water", "--json"] + Tool.desk
        ).json()
        let round = try #require(plan["alternatives"].list.first)
        let bends = round["bends"].list
        #expect(bends.count >= 2 && bends.map { $0["number"].number } == (1...bends.count).map(Double.init))
        let straights =
            (bends.first?["straight_before_m"].number ?? 0)
            + bends.reduce(0) { $0 + ($1["straight_after_m"].number ?? 0) }
        #expect(abs(straights - (round["grid_length_m"].number ?? 0)) < 1e-6)
        let out = scratch.file("out")
        try Tool.succeed(
            ["report", "route", city, "--case", "A1-W", "--format", "md", "-o", out, "--lang", "zh"]
                + Tool.desk)
        let report = try scratch.read("out/A1-W.md")
        #expect(report.contains("## 转角一览") && report.contains("| J1 | K0+"), "\(report)")
    }

    @Test("the picture of a search: partition, fronts, line before and after, in longitude and latitude")
    func picture() throws {
        let path = scratch.file("search.geojson")
        let words =
            ["route", "plan", city, "--plot", "road", "--utility", "water", "--regime", "none", "--json"]
            + ["--debug-geojson", path] + Tool.desk
        let plan = try Tool.succeed(words).json()
        let picture = try JSON(Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(picture["type"].text == "FeatureCollection")
        var counts: [String: Int] = [:]
        for feature in picture["features"].list {
            counts[feature["properties"]["kind"].text ?? "", default: 0] += 1
        }
        for kind in ["window", "red_line", "line_before", "line_after", "source"] {
            #expect(counts[kind] == 1, "\(kind): \(counts)")
        }
        #expect((counts["triangle"] ?? 0) > 10 && (counts["front"] ?? 0) > 10 && (counts["face"] ?? 0) > 2)
        let line = try #require(
            picture["features"].list.first { $0["properties"]["kind"].text == "line_after" })
        #expect(line["properties"]["cost"].number == plan["alternatives"].list.first?["cost"].number)
        let first = try #require(line["geometry"]["coordinates"].list.first).list.compactMap(\.number)
        #expect(first.count == 2 && first[0] > 119 && first[0] < 123 && first[1] > 36 && first[1] < 39)
        let labels = picture["features"].list.compactMap { $0["properties"]["label"].text }
        #expect(labels.contains("roads R1") && labels.contains("open ground"))
        // The same bytes again, over the old file; and nothing beside it that cannot be written.
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try Tool.succeed(words)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        let nowhere = try Tool.run(
            ["route", "plan", city, "--plot", "road", "--utility", "water", "--debug-geojson", "/nowhere/x"]
                + Tool.desk)
        #expect(nowhere.status == 73 || nowhere.status == 74, "\(nowhere.err)")
        #expect(try !scratch.names().contains { $0.hasPrefix(".") })
    }
}
