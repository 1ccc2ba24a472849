import Foundation
import Testing

@Suite("Requirements of the policy: what supervisors see, and open data")
struct ViewRequirementTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
    }

    private func file(_ rows: String...) throws -> Output {
        let header = "number,filed_on,applicant,user_type,plot,utilities,district,conditions_met\n"
        let path = try scratch.write(
            "\(rows.count)-\(rows[0].prefix(3)).csv", header + rows.joined(separator: "\n") + "\n")
        return try Tool.succeed(["case", "file", city, path] + Tool.desk)
    }

    private func run(_ words: String...) throws { try Tool.succeed(words + Tool.desk) }

    private func indicators(_ more: String...) throws -> JSON {
        try Tool.succeed(["report", "indicators", city, "--json"] + more + Tool.desk).json()["indicators"]
    }

    private static let met = "in_plot_accepted;equipment_installed"

    /// Four cases accepted on Monday, 2 November 2026.
    ///
    /// A1 and A2 have two working days, so they are due on the 4th: A1 is on time, A2 two days late. A3 has three and is
    /// open. A4 is heat, which nothing is promised for.
    private func fourCases() throws {
        _ = try file(
            "A1,2026-11-02,a,resident,direct,water,,\(Self.met)",
            "A2,2026-11-02,b,resident,touching,water,,\(Self.met)")
        _ = try file(
            "A3,2026-11-02,c,resident,road,water,,\(Self.met)",
            "A4,2026-11-02,d,resident,direct,heat,,\(Self.met)")
        try run("case", "open-valve", city, "A1-W", "--on", "2026-11-04")
        try run("case", "open-valve", city, "A2-W", "--on", "2026-11-06")
    }

    @Test("R04 the indicators count the cases whose applicant came not at all, once, more often")
    func visits() throws {
        try fourCases()
        try run("case", "visit", city, "A2-W", "--on", "2026-11-05")
        for day in ["2026-11-03", "2026-11-05"] { try run("case", "visit", city, "A3-W", "--on", day) }
        let total = try indicators()["total"]
        #expect(total["visits_0"].number == 2 && total["visits_1"].number == 1)
        #expect(total["visits_more"].number == 1 && total["cases"].number == 4)
    }

    @Test("R05 permits, documents, steps, working days and fees a case")
    func reductions() throws {
        try fourCases()
        let permits = try Tool.succeed(["permit", "list", city, "--json"] + Tool.desk).json().list.count
        let total = try indicators()["total"]
        #expect(permits > 0 && total["average_permits"].number == Double(permits) / 4)
        // Steps: two for A1, A2 and A4, three for A3, whose line crosses a road.
        #expect(total["average_steps"].number == 9.0 / 4)
        #expect(total["average_fees"].number == 0)
        // One document is asked for, and it is pending until it is handed in: four of four cases.
        #expect(total["average_documents"].number == 1, "\(total)")
        // Net days of the supplied: two for A1, four for A2.
        #expect(total["average_net_days"].number == 3 && total["average_gross_days"].number == 3)
        try run(
            "case", "extension", city, "A3-W", "--work", "in-plot pipes", "--length", "30", "--cost", "1200",
            "--owner", "c")
        #expect(try indicators()["total"]["average_fees"].number == 300)
    }

    @Test("R40 indicators go by the 14 areas; a district nobody knows is a finding and is listed apart")
    func districts() throws {
        try fourCases()
        let told = try file(
            "A5,2026-11-02,e,resident,direct,gas,火星区,", "A6,2026-11-02,f,resident,direct,gas,蓬莱市,")
        #expect(told.err.contains("CLI-120") && told.err.contains("火星区") && !told.err.contains("'蓬莱市'"))
        let rows = try indicators()["by_district"].list
        #expect(rows.count == 15 && rows.prefix(14).allSatisfy { $0["unknown"].bool == false })
        let counts = Dictionary(
            rows.map { ($0["key"].text ?? "", $0["cases"].number ?? -1) }, uniquingKeysWith: { $1 })
        #expect(counts["370602"] == 3 && counts["370613"] == 1 && counts["370614"] == 1 && counts["火星区"] == 1)
        #expect(rows.last?["unknown"].bool == true)
        let penglai = try Tool.succeed(
            ["board", city, "--district", "蓬莱区", "--by", "utility", "--json"] + Tool.desk
        ).json()
        #expect(penglai["groups"].list.map { $0["key"].text } == ["gas"])
        let table = try Tool.succeed(["board", city, "--by", "district", "--lang", "zh"] + Tool.desk).text
        #expect(table.contains("火星区\t（未知）"))
    }

    @Test("R42 on-time rate, days by stage and holder, overdue cases, a sample by seed")
    func supervision() throws {
        try fourCases()
        try run(
            "clock", "stop", city, "A3-W", "--cause", "government_approval", "--holder", "bureau", "--on",
            "2026-11-04")
        try run("clock", "resume", city, "A3-W", "--on", "2026-11-09")
        let all = try indicators("--sample", "2", "--seed", "7")
        let total = all["total"]
        #expect(total["promised"].number == 2 && total["on_time"].number == 1)
        #expect(total["on_time_rate"].number == 0.5)
        // A3: three days promised; the 3rd, the 9th and the 10th counted. Today is the 20th, eight working days later.
        #expect(all["overdue"].list.map { $0["case"].text } == ["A3-W"])
        #expect(all["overdue"][0]["due"].text == "2026-11-10" && all["overdue"][0]["days_late"].number == 8)
        func days(_ list: String, _ name: String) -> Double? {
            all[list].list.first { $0["name"].text == name }?["days"].number
        }
        // 4, 5 and 6 November under the stop of A3; 14 working days from the 3rd to the 20th.
        #expect(days("holders", "authority") == 3)
        #expect(days("holders", "utility") == 31.0, "2 + 4 + (14 - 3) + 14")
        #expect(days("stages", "scheme") == 14)
        #expect(days("stages", "valve_opening") == 20.0, "2 + 4 + 14")
        let sample = all["sample"]["cases"].list.compactMap(\.text)
        #expect(sample.count == 2 && all["sample"]["from"].number == 4)
        #expect(try indicators("--sample", "2", "--seed", "7")["sample"]["cases"] == all["sample"]["cases"])
        let drawn = try (1...12).map {
            try indicators("--sample", "2", "--seed", "\($0)")["sample"]["cases"].list.compactMap(\.text)
        }
        #expect(Set(drawn.flatMap(\.self)).count == 4, "every case is drawn by some seed")
        for (name, part) in [("i.csv", "\"overdue\",A3-W"), ("i.md", "| A3-W |"), ("i.json", "\"A3-W\"")] {
            try run("report", "indicators", city, "-o", scratch.file(name))
            #expect(
                try scratch.read(name).contains(part.replacing("\"overdue\"", with: "overdue")), "\(name)")
        }
        let table = try Tool.succeed(["report", "indicators", city, "--lang", "zh"] + Tool.desk).text
        #expect(table.contains("50.0 %") && table.contains("超期案件"))
    }

    @Test(
        "R46 a project exported and imported is the same: events, tables and rules; a broken chain is refused"
    )
    func openData() throws {
        try fourCases()
        let out = scratch.file("out")
        try Tool.succeed(["project", "export", city, out])
        let names = ["applications", "cases", "events", "permits"].map { "\($0).jsonl" }
        #expect(
            try scratch.names().filter { $0.hasPrefix("out/") && $0.hasSuffix(".jsonl") }
                == names.map { "out/\($0)" })
        let copy = scratch.file("copy.gpkg")
        let told = try Tool.succeed(["project", "import", copy, out, "--json"]).json()
        #expect(told["findings"].list.isEmpty && (told["new_events"].number ?? 0) > 20)
        #expect(try Tool.run(["project", "verify", copy]).status == 0)
        let layers: Set = [
            "plots", "mains", "stubs", "roads", "greens", "planning_area", "districts", "territories",
        ]
        let own = layers.union([
            "gpkg_contents", "gpkg_ogr_contents", "gpkg_extensions", "gpkg_geometry_columns",
            "sqlite_sequence",
            "outerline_project", "outerline_migrations", "layer_styles",
        ])
        #expect(try withoutRowNumbers(copy, own) == withoutRowNumbers(city, own))
        try Tool.succeed(["project", "export", copy, scratch.file("again")])
        for name in names + ["project.json"] {
            #expect(try scratch.read("again/\(name)") == scratch.read("out/\(name)"), "\(name)")
        }
        // Again: nothing new. Later: what is new. Elsewhere: refused.
        let again = try Tool.succeed(["project", "import", copy, out, "--json"]).json()
        #expect(again["new_events"].number == 0)
        try run("case", "visit", city, "A3-W", "--on", "2026-11-05")
        try Tool.succeed(["project", "export", city, out])
        #expect(
            try Tool.succeed(["project", "import", copy, out, "--json"]).json()["new_events"].number == 1)
        try Tool.succeed(["project", "new", scratch.file("other.gpkg"), "--crs", "EPSG:4549"])
        let other = try Tool.run(["project", "import", scratch.file("other.gpkg"), out])
        #expect(other.codes == ["LOG-112"] && other.status == 73)
        try brokenExports(out)
    }

    private func brokenExports(_ out: String) throws {
        // A changed file is seen by its hash, a forged hash by the chain.
        let before = try scratch.read("out/events.jsonl")
        try scratch.write(
            "out/events.jsonl", before.replacing("\"applicant\":\"b\"", with: "\"applicant\":\"x\""))
        let target = scratch.file("forged.gpkg")
        let changed = try Tool.run(["project", "import", target, out])
        #expect(changed.codes == ["LOG-115"] && changed.status == 65)
        let forge = """
            old=$(grep -o '"events.jsonl" : {[^}]*}' out/project.json | grep -o '[0-9a-f]\\{64\\}' || \
            tr -d '\\n' < out/project.json | grep -o '"events.jsonl" : {[^}]*}' | grep -o '[0-9a-f]\\{64\\}')
            new=$(sha256sum out/events.jsonl | cut -d' ' -f1); sed -i "s/$old/$new/" out/project.json
            """
        #expect(try Tool.shell(forge, in: scratch).status == 0)
        let forged = try Tool.run(["project", "import", target, out])
        #expect(forged.codes == ["LOG-102"] && forged.status == 1, "\(forged.err)")
        #expect(!FileManager.default.fileExists(atPath: target), "nothing half-done")
        try FileManager.default.removeItem(atPath: scratch.file("out/permits.jsonl"))
        #expect(try Tool.run(["project", "import", target, out]).codes == ["CLI-101"])
        let elsewhere = try Tool.run(["project", "export", city, scratch.path])
        #expect(elsewhere.codes == ["PRJ-101"] && elsewhere.status == 73)
    }

    /// The dump of a project without the numbers SQLite gives rows, which depend on how often a row was replaced.
    private func withoutRowNumbers(_ path: String, _ except: Set<String>) throws -> String {
        try Dump.all(path, except: except).replacing(/fid:[0-9]+\s/, with: "")
            .replacing(/\[id:[0-9]+\sname/, with: "[name")
            .split(separator: "\n").sorted().joined(separator: "\n")
    }

    @Test("as of a day before anything was recorded every view is empty; as of today it is all there")
    func asOf() throws {
        try fourCases()
        let before = try Tool.succeed(["board", city, "--as-of", "2000-01-01", "--json"]).json()
        #expect(before["board"]["columns"].list.allSatisfy { $0["cases"].number == 0 })
        #expect(before["today"].text == "2000-01-01" && before["worklist_total"].number == 0)
        for words in [["case", "list"], ["permit", "list"]] {
            let past = try Tool.succeed([words[0], words[1], city, "--as-of", "2000-01-01", "--json"]).json()
            let last = try Tool.succeed(
                [words[0], words[1], city, "--as-of", "9000-01-01", "--json"] + Tool.desk
            ).json()
            let now = try Tool.succeed([words[0], words[1], city, "--json"] + Tool.desk).json()
            #expect(past.list.isEmpty && last == now && !now.list.isEmpty)
        }
        let missing = try Tool.run(["case", "show", city, "A1-W", "--as-of", "2000-01-01"])
        #expect(missing.status == 66)
        let all = try Tool.succeed(
            ["report", "indicators", city, "--as-of", "9000-01-01", "--json"] + Tool.desk)
        #expect(try all.json()["indicators"] == indicators())
    }

    @Test("due within working days: weekends do not count, overdue items are among them")
    func due() throws {
        _ = try file(
            "A1,2026-11-02,a,resident,direct,water,,\(Self.met)",
            "A2,2026-11-05,b,resident,direct,gas,,\(Self.met)")
        func due(_ within: String, _ today: String, _ more: String...) throws -> [String?] {
            try Tool.succeed(
                ["case", "due", city, "--within", within, "--today", today, "--json"] + more
            ).json()["items"].list.map { $0["case"].text }
        }
        // A1 is due on Wednesday the 4th, A2 on Monday the 9th.
        #expect(try due("0d", "2026-11-03") == [])
        #expect(try due("1d", "2026-11-03") == ["A1-W"])
        #expect(try due("1d", "2026-11-06") == ["A1-W", "A2-G"])
        #expect(try due("0d", "2026-11-06") == ["A1-W"])
        #expect(try due("2", "2026-11-05", "--utility", "gas") == ["A2-G"])
        #expect(try Tool.run(["case", "due", city, "--within", "soon"]).status == 64)
    }

    @Test(
        "a project in a city's own grid: created from a file, data taken in from its base, degenerate grids refused"
    )
    func cityGrid() throws {
        let grid = try scratch.write(
            "grid.yaml",
            "name: 测试独立坐标系\nsource: invented\nbase: EPSG:4549\neast_m: -573732.757\nnorth_m: -4107362.833\n"
                + "rotation_arcsec: -3075.5\nscale: 1.0000125\n")
        let path = scratch.file("grid.gpkg")
        let info = try Tool.succeed(["project", "new", path, "--grid", grid, "--json"]).json()
        #expect(info["crs"].text == "测试独立坐标系")
        let line = try scratch.write(
            "line.geojson",
            "{\"type\":\"LineString\",\"coordinates\":[[121.4,37.54],[121.4002,37.54]]}")
        // 0.0002° of longitude at 37.54° N on GRS80: 17.676 m (pyproj.Geod).
        let survey = try Tool.succeed(
            ["route", "survey", path, "--line", line, "--utility", "water", "--wgs84", "--json"]).json()
        #expect(abs((survey["ground_length_m"].number ?? 0) - 17.676) < 0.001)
        let plots = try scratch.write(
            "plots.geojson",
            TinyCity.collection([
                "{\"type\":\"Feature\",\"properties\":{\"id\":\"P1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                    + "[[[623732,4157362],[623772,4157362],[623772,4157402],[623732,4157402],[623732,4157362]]]}}"
            ]))
        try Tool.succeed(["layer", "import", path, "plots", plots, "--src-crs", "EPSG:4549"])
        let extent = try Tool.succeed(["layer", "list", path, "--json"]).json()[0]["extent"].list
        #expect(abs((extent.first?.number ?? 0) + 12_048) < 60, "\(extent)")
        let bad = try scratch.write(
            "bad.yaml", "name: x\nsource: y\nbase: EPSG:4549\nscale: 0\nrotation_arcsec: 1e9\n")
        let refused = try Tool.run(["project", "new", scratch.file("bad.gpkg"), "--grid", bad])
        #expect(refused.codes == ["CRS-109", "CRS-109"] && refused.status == 65)
        #expect(try Tool.run(["project", "new", scratch.file("no.gpkg")]).status == 64)
    }
}
