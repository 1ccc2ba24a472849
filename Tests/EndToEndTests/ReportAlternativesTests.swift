import Foundation
import Testing

/// Where the routes come from that a report compares: recorded when one was chosen, or planned for the report.
@Suite("Alternatives in reports")
struct ReportAlternativesTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
    }

    private func alternatives(_ more: [String] = [], _ id: String = "A1-W") throws -> JSON {
        try Tool.succeed(
            ["report", "route", city, "--case", id, "--format", "json", "-o", scratch.file("out")]
                + ["--lang", "en"] + more + Tool.desk)
        return try JSON(Data(try scratch.read("out/\(id).json").utf8))["tables"]["alternatives"]
    }

    private func notes(_ table: JSON) -> String {
        table["notes"].list.compactMap(\.text).joined(separator: "\n")
    }

    @Test("The routes one was chosen among are recorded, and the report shows them as if planned on that day")
    func recorded() throws {
        #expect(try RequirementCity.file("A1", "green", "water", in: city, scratch).status == 0)
        try Tool.succeed(["route", "choose", city, "A1-W", "no_green"] + Tool.desk)
        let recorded = try alternatives(["--alternatives", "recorded"])
        let planned = try alternatives(["--alternatives", "planned"])
        #expect(recorded["rows"].list.count > 1 && recorded["rows"] == planned["rows"])
        #expect(try alternatives()["rows"] == recorded["rows"], "auto takes what is recorded")
        #expect(notes(recorded).contains("Planned on 2026-11-20 with the route"))
        #expect(!notes(recorded).contains("have changed since") && !notes(planned).contains("Planned on"))
        #expect(try Tool.run(["project", "verify", city]).status == 0)
        // A later import changes what would be planned, not what is recorded.
        let far = try scratch.write(
            "far.geojson",
            TinyCity.collection(
                [
                    "{\"type\":\"Feature\",\"properties\":{\"id\":\"B9\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                        + "[[[630000,4156000],[630010,4156000],[630010,4156010],[630000,4156000]]]}}"
                ]))
        try Tool.succeed(
            ["layer", "import", city, "buildings", far, "--src-crs", "EPSG:4549"] + Tool.desk)
        let later = try alternatives(["--alternatives", "recorded"])
        #expect(later["rows"] == recorded["rows"] && notes(later).contains("have changed since"))
    }

    @Test("A case filed with the cheapest alone says so; nothing is planned where nothing may be")
    func unrecorded() throws {
        #expect(try RequirementCity.file("A1", "green", "water", in: city, scratch).status == 0)
        let recorded = try alternatives(["--alternatives", "recorded"])
        #expect(recorded["rows"].list.map { $0["chosen"].text } == ["chosen"])
        #expect(notes(recorded).contains("none was planned for this report"))
        let own = try alternatives()
        #expect(own["rows"].list.count > 1 && notes(own).contains("these were planned for this report"))
        #expect(try alternatives(["--alternatives", "none"]).isNull)
        try Tool.succeed(
            ["report", "route", city, "--all", "--format", "json", "-o", scratch.file("all"), "--lang", "en"]
                + Tool.desk)
        let all = try JSON(Data(try scratch.read("all/A1-W.json").utf8))["tables"]["alternatives"]
        #expect(all["rows"] == recorded["rows"], "with --all nothing is planned unless asked")
    }

    @Test("Filing and planning anew record the others when asked to")
    func filing() throws {
        let path = try scratch.write("b.csv", TinyCity.applications([("B1", "green", "water")]))
        try Tool.succeed(["case", "file", city, path, "--alternatives"] + Tool.desk)
        let filed = try alternatives(["--alternatives", "recorded"], "B1-W")
        #expect(filed["rows"].list.count > 1 && filed["rows"].list.first?["chosen"].text == "chosen")
        #expect(filed["rows"] == (try alternatives(["--alternatives", "planned"], "B1-W"))["rows"])
        #expect(try RequirementCity.file("A1", "green", "water", in: city, scratch).status == 0)
        try Tool.succeed(["case", "route", city, "A1-W", "--alternatives"] + Tool.desk)
        #expect(try alternatives(["--alternatives", "recorded"])["rows"].list.count > 1)
        let wrong = try Tool.run(
            ["case", "route", city, "A1-W", "--alternatives", "--line", "x"] + Tool.desk)
        #expect(wrong.status == 64)
    }
}
