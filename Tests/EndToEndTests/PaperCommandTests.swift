import Foundation
import Testing

@Suite("Papers and packets from the command line")
struct PaperCommandTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        city = try RequirementCity.project(in: scratch)
        let filed = try RequirementCity.file("A1", "road", "water", in: city, scratch)
        #expect(filed.status == 0, "\(filed.err)")
    }

    @Test("R16 report notice issues once, prints the same bytes again, and lists its number")
    func notice() throws {
        let words = [
            "report", "notice", city, "--case", "A1-W", "--kind", "one-time", "--format", "pdf,md", "--lang",
            "zh",
        ]
        let first = try Tool.succeed(words + ["-o", scratch.file("a"), "--json"] + Tool.desk).json()
        #expect(first["number"].text == "告知〔2026〕0001号" && first["again"].bool == false)
        #expect(first["schema"].text == "outerline.paper/1" && first["files"].list.count == 2)
        let again = try Tool.succeed(words + ["-o", scratch.file("b"), "--json", "--today", "2026-12-01"])
            .json()
        #expect(again["again"].bool == true && again["on"].text == "2026-11-20")
        for (one, two) in zip(first["files"].list, again["files"].list) {
            let (one, two) = (try #require(one.text), try #require(two.text))
            #expect(FileManager.default.contents(atPath: one) == FileManager.default.contents(atPath: two))
        }
        let list = try Tool.succeed(["report", "notice", city, "--list", "--json"]).json().list
        #expect(list.map(\.["number"].text) == ["告知〔2026〕0001号"])
        #expect(try Tool.run(["project", "verify", city]).status == 0)
        let early = try Tool.run(
            ["report", "notice", city, "--case", "A1-W", "--kind", "interface", "-o", scratch.file("c")]
                + Tool.desk)
        #expect(early.status == 1 && early.err.contains("R30"), "\(early.err)")
        #expect(try Tool.run(["report", "notice", city, "--case", "A1-W"]).status == 64)
        #expect(
            try Tool.run(words + ["--permit", "ROAD_DUG", "-o", scratch.file("c")] + Tool.desk).status == 66)
    }

    @Test("report packet writes folders or archives that other programs open")
    func packet() throws {
        let words = ["report", "packet", city, "--case", "A1-W", "--lang", "zh"] + Tool.desk
        let folders = try Tool.succeed(words + ["-o", scratch.file("p"), "--json"]).json().list
        let permits = try Tool.succeed(["permit", "list", city, "--case", "A1-W", "--json"] + Tool.desk)
            .json().list
        #expect(folders.count == permits.count + 1)
        try Tool.succeed(words + ["-o", scratch.file("z"), "--zip"])
        let archive = scratch.file("z") + "/A1-W-ROAD_DIG.zip"
        let listed = try Tool.shell(
            "python3 -m zipfile -t '\(archive)' && python3 -m zipfile -l '\(archive)'")
        #expect(
            listed.status == 0 && listed.text.contains("03-drawing.pdf")
                && listed.text.contains("index.json"), "\(listed.err)")
        let unpacked = scratch.file("u")
        _ = try Tool.shell("python3 -m zipfile -e '\(archive)' '\(unpacked)'")
        let folder = scratch.file("p") + "/A1-W-ROAD_DIG"
        #expect(try Tool.shell("diff -r '\(unpacked)' '\(folder)'").status == 0)
    }

    @Test("everything wrong in a folder of templates is told with file and line, and nothing is issued")
    func templates() throws {
        let folder = scratch.file("tpl")
        try FileManager.default.createDirectory(atPath: folder + "/zh", withIntermediateDirectories: true)
        try scratch.write("tpl/zh/one_time.mustache", "{{numbr}}\n{{applicant}\n")
        try scratch.write("tpl/zh/acceptence.mustache", "")
        let output = try Tool.run(
            ["report", "notice", city, "--case", "A1-W", "--kind", "one-time", "--template", folder]
                + Tool.desk)
        #expect(output.status == 65)
        #expect(
            output.err.contains("zh/one_time.mustache:1") && output.err.contains("zh/one_time.mustache:2"))
        #expect(output.err.contains("did you mean 'zh/acceptance.mustache'?"), "\(output.err)")
        #expect(try Tool.succeed(["report", "notice", city, "--list", "--json"]).json().list.isEmpty)
    }
}
