import Foundation
import Testing

@Suite("The main job: from layers to permits and reports")
struct MainJobTests {
    @Test("a case runs from filing to the ledger, and the project verifies")
    func wholeJob() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        let filed = try SampleDistrict.filedCases()
        #expect(filed.count == 8)
        for entry in filed {
            for key in [
                "case", "application", "plot", "utility", "class", "stages", "budget_days", "due", "review",
                "franchise_utility", "representative", "outer_line",
            ] { #expect(entry.has(key), "\(key)") }
            #expect(entry["outer_line"].has("needed") && entry["outer_line"].has("reason"))
        }
        let listed = try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json().list
        #expect(Set(listed.map { $0["case"] }) == Set(filed.map { $0["case"] }))

        let id = "SYN-2026-000003-W"
        let permits = try Tool.succeed(["permit", "list", city, "--case", id, "--json"] + Tool.desk).json()
            .list
        // Whether the trench's strip touches the green beside depends on which of two equally dear lines is found.
        let kinds = permits.map { $0["kind"].text }.filter { $0 != "GREEN_OCCUPY" }
        #expect(kinds == ["HIGHWAY", "PLAN", "ROAD_ATTACH", "ROAD_DIG", "TRAFFIC"])
        for permit in permits {
            for key in [
                "permit", "case", "kind", "state", "authority", "assignee", "basis", "trigger", "due",
            ] { #expect(permit.has(key), "\(key)") }
            #expect(permit["state"].text == "required" && permit["assignee"].text == "示例供水有限公司")
        }
        try permitSteps(city, id)
        try clockSteps(city, id)
        try reports(city, id, scratch)
        let verified = try Tool.succeed(["project", "verify", city, "--json"]).json()
        #expect(verified["ok"].bool == true && verified["findings"].list.isEmpty)
        let info = try Tool.succeed(["project", "info", city, "--json"]).json()
        #expect(info["cases"].number == 8 && info["applications"].number == 4)
        #expect(info["log"]["sequence"] == verified["events"])
    }

    private func permitSteps(_ city: String, _ id: String) throws {
        let refused = try Tool.run(["permit", "submit", city, "\(id)-PLAN"] + Tool.desk)
        #expect(refused.status == 1 && refused.codes == ["PRM-102"])
        func step(_ words: [String], _ state: String) throws {
            let after = try Tool.succeed(words + ["--json"] + Tool.desk).json()
            #expect(after["state"].text == state, "\(words)")
        }
        try Tool.succeed(
            ["case", "tell-interface", city, id, "--position", "main 7, K0+000", "--on", "2026-11-02"]
                + Tool.desk)
        try step(["permit", "submit", city, "\(id)-PLAN", "--on", "2026-11-03"], "submitted")
        try step(["permit", "accept", city, "\(id)-PLAN", "--on", "2026-11-04"], "accepted")
        try step(
            ["permit", "supplement", city, "\(id)-PLAN", "--item", "drawing", "--on", "2026-11-05"],
            "supplement_requested")
        try step(["permit", "accept", city, "\(id)-PLAN", "--on", "2026-11-09"], "accepted")
        try step(
            ["permit", "grant", city, "\(id)-PLAN", "--certificate", "C-1", "--on", "2026-11-10"], "granted")
        try step(["permit", "submit", city, "\(id)-TRAFFIC", "--on", "2026-11-10"], "submitted")
        try step(["permit", "accept", city, "\(id)-TRAFFIC", "--on", "2026-11-10"], "accepted")
        try step(
            ["permit", "refuse", city, "\(id)-TRAFFIC", "--reason", "traffic_impact", "--on", "2026-11-11"],
            "refused")
        let again = try Tool.run(["permit", "grant", city, "\(id)-PLAN"] + Tool.desk)
        #expect(again.status == 1 && again.err.contains("help:"))
    }

    private func clockSteps(_ city: String, _ id: String) throws {
        let running = try Tool.succeed(["clock", "show", city, id, "--json"] + Tool.desk).json()
        #expect(running["budget_days"].number == 3 && running["stops"].list.isEmpty)
        let gross = try #require(running["gross_days"].number)
        try Tool.succeed(
            ["clock", "stop", city, id, "--cause", "government_approval", "--holder", "bureau"]
                + ["--on", "2026-11-03"] + Tool.desk)
        let stopped = try Tool.succeed(["clock", "show", city, id, "--json"] + Tool.desk).json()
        #expect(stopped["stopped"].bool == true && stopped["stops"].list.count == 1)
        try Tool.succeed(["clock", "resume", city, id, "--on", "2026-11-10"] + Tool.desk)
        let resumed = try Tool.succeed(["clock", "show", city, id, "--json"] + Tool.desk).json()
        // 3 to 9 November 2026, Tuesday to Monday, are five working days on which the clock stood at the cut-off.
        #expect(resumed["gross_days"].number == gross && resumed["net_days"].number == gross - 5)
    }

    private func reports(_ city: String, _ id: String, _ scratch: Scratch) throws {
        let folder = scratch.file("reports")
        let paths = try Tool.succeed(
            ["report", "route", city, "--case", id, "--format", "md,geojson,csv", "-o", folder, "--json"]
                + Tool.desk
        ).json().list.compactMap(\.text)
        #expect(paths.count == 4 && paths.allSatisfy { FileManager.default.fileExists(atPath: $0) })
        let markdown = try scratch.read("reports/\(id).md")
        #expect(markdown.hasPrefix("# Route report") && markdown.contains(id))
        #expect(markdown.contains("城市道路管理条例"))
        let map = try JSON(Data(scratch.read("reports/\(id).geojson").utf8))
        #expect(map["type"].text == "FeatureCollection" && !map["features"].list.isEmpty)
        try Tool.succeed(["report", "ledger", city, "-o", scratch.file("ledger.csv")] + Tool.desk)
        let ledger = try scratch.read("ledger.csv")
        #expect(ledger.contains("\(id)-PLAN") && ledger.contains("C-1"))
        let board = try Tool.succeed(["board", city, "--json"] + Tool.desk).json()
        #expect(board["board"]["columns"].list.flatMap { $0["cards"].list }.count == 8)
        #expect(board["worklist"].list.contains { $0["action"].text == "submit_again" })
    }

    @Test("route branch, survey and plan, and the calendar, give the documented keys")
    func documentedKeys() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.project(in: scratch)
        let branch = try Tool.succeed([
            "route", "branch", city, "--plot", "3", "--utility", "water", "--json",
        ]).json()
        #expect(
            branch.keys.isSuperset(of: [
                "plot", "utility", "from", "ground_length_m", "grid_length_m", "line", "crossings",
            ]))
        #expect(branch["from"].keys == ["layer", "feature"] && branch["line"]["type"].text == "LineString")
        // The line as JSON goes in again and is measured the same.
        let line = try JSONEncoder().encode(Encoded(branch["line"]))
        let path = try scratch.write("line.geojson", line)
        let survey = try Tool.succeed(
            ["route", "survey", city, "--line", path, "--utility", "water", "--plot", "3", "--json"]
        ).json()
        #expect(survey["ground_length_m"] == branch["ground_length_m"])
        #expect(
            survey.keys.isSuperset(of: [
                "schema", "ground_length_m", "grid_length_m", "crossings", "lengths_by_surface",
            ]))
        let crossing = survey["crossings"][0]
        #expect(
            crossing.keys.isSuperset(of: [
                "layer", "features", "kind", "from_m", "to_m", "length_m", "ground_length_m", "angle_deg",
                "area_m2",
            ]))
        let plans = try Tool.succeed(["route", "plan", city, "--all", "--json"] + Tool.desk).jsonLines()
        #expect(plans.count == 24)
        for plan in plans {
            #expect(plan.keys.isSuperset(of: ["plot", "utility", "unreachable", "alternatives"]))
            for way in plan["alternatives"].list {
                #expect(
                    way.keys.isSuperset(of: [
                        "regime", "from", "cost", "lower_bound", "gap", "grid_length_m", "ground_length_m",
                        "line", "crossings", "permits", "ready_to_dig",
                    ]))
                let bound = try #require(way["lower_bound"].number)
                let cost = try #require(way["cost"].number)
                #expect(bound <= cost * (1 + 1e-9))
            }
        }
        let days = try Tool.succeed(
            ["calendar", "list", "--from", "2026-10-01", "--to", "2026-10-10", "--json"]
        ).json().list
        #expect(days.count == 10 && days[0].keys.isSuperset(of: ["date", "working", "name"]))
        #expect(days[0]["working"].bool == false && days[9]["date"].text == "2026-10-10")
    }

    /// Writes a JSON value out again.
    private struct Encoded: Encodable {
        let value: JSON
        init(_ value: JSON) { self.value = value }

        func encode(to encoder: any Encoder) throws {
            var single = encoder.singleValueContainer()
            switch value {
            case .null: try single.encodeNil()
            case .bool(let flag): try single.encode(flag)
            case .number(let number): try single.encode(number)
            case .string(let text): try single.encode(text)
            case .array(let list): try single.encode(list.map(Encoded.init))
            case .object(let object): try single.encode(object.mapValues(Encoded.init))
            }
        }
    }
}

@Suite("Same input, same bytes")
struct DeterminismTests {
    /// All that a stranger can read of a filed project, in one text; times of recording are not in it.
    private func answers(_ city: String, _ reports: String) throws -> String {
        var text = ""
        for command in [
            ["case", "list"], ["permit", "list"], ["board"], ["route", "branch", "--all"],
            ["route", "plan", "--all", "--jobs", "2"],
        ] {
            let desk = command == ["route", "branch", "--all"] ? [] : Tool.desk
            var words = command
            words.insert(city, at: command[0] == "board" ? 1 : 2)
            text += try Tool.succeed(words + ["--json"] + desk).text
        }
        for id in ["SYN-2026-000001-H", "SYN-2026-000003-W"] {
            try Tool.succeed(
                ["report", "route", city, "--case", id, "--format", "md,geojson,csv", "-o", reports]
                    + Tool.desk)
        }
        try Tool.succeed(["report", "ledger", city, "-o", "\(reports)/ledger.csv"] + Tool.desk)
        for name in try FileManager.default.contentsOfDirectory(atPath: reports).sorted() {
            text += try String(contentsOfFile: "\(reports)/\(name)", encoding: .utf8)
        }
        return text
    }

    @Test("two projects made the same way give the same bytes, also from sources in another row order")
    func sameBytes() throws {
        let scratch = try Scratch()
        let first = try SampleDistrict.filedProject(in: scratch, "first.gpkg")
        let shuffled = scratch.file("shuffled")
        try FileManager.default.copyItem(atPath: SampleDistrict.folder(), toPath: shuffled)
        for layer in SampleDistrict.layers {
            let path = "\(shuffled)/\(layer).geojson"
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(
                String.init)
            let features = lines.filter { $0.hasPrefix("{\"type\":\"Feature\",") }
                .map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }
            let whole = TinyCity.collection(features.reversed().map { $0 })
            try whole.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let second = scratch.file("second.gpkg")
        try SampleDistrict.make(second, from: shuffled)
        let output = try Tool.succeed(
            ["case", "file", second, shuffled + "/applications.csv", "--json"] + Tool.desk)
        #expect(try output.jsonLines() == SampleDistrict.filedCases())
        let one = try answers(first, scratch.file("r1"))
        let other = try answers(second, scratch.file("r2"))
        // The reports name the hashes of the sources, which differ between the two orders.
        let hash = /[0-9a-f]{64}/
        #expect(one.replacing(hash, with: "") == other.replacing(hash, with: ""))
        #expect(try answers(first, scratch.file("r3")) == one)
    }
}
