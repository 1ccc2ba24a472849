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

    /// The text of a PDF without spaces; nil where no reader is installed.
    private func text(_ pdf: String) throws -> String? {
        let output = try Tool.shell("command -v pdftotext >/dev/null || exit 42; pdftotext -raw '\(pdf)' -")
        guard output.status == 0 else { return nil }
        return output.text.filter { !$0.isWhitespace }
    }

    @Test("a city's folder sets the wording around the route report and the title block of its sheets")
    func reports() throws {
        let folder = scratch.file("tpl")
        try FileManager.default.createDirectory(atPath: folder + "/zh", withIntermediateDirectories: true)
        try scratch.write(
            "tpl/zh/route_report.mustache",
            "# 示例市外线工程报告\n@subtitle {{subject}}\n@number 示外〔2026〕{{number}}\n\n"
                + "　　本报告由{{organisation}}编制，穿越{{crossings_count}}处，须办理{{permits_count}}项许可。\n\n@report\n\n"
                + "@signatures 编制（签字） | 审核（签字）\n@closing {{organisation}}（盖章）\n@closing {{date}}\n")
        try scratch.write(
            "tpl/letterhead.yaml",
            "organisation: 示例水务集团\ntitle_block:\n  organisation: 示例设计院 <甲级>\n  designer: 张工\n"
                + "  approver: {zh: 李总, en: Mr Li}\n  stage: 施工图\n  labels: {designer: 制图人, approver: 总工程师}\n"
        )
        let words = ["--case", "A1-W", "--lang", "zh", "--template", folder]
        try Tool.succeed(
            ["report", "route", city, "--format", "md,pdf,json", "-o", scratch.file("r")] + words + Tool.desk)
        let markdown = try scratch.read("r/A1-W.md")
        #expect(markdown.hasPrefix("# 示例市外线工程报告\n") && markdown.contains("示外〔2026〕A1-W"))
        let report = try JSON(Data(try scratch.read("r/A1-W.json").utf8))
        let crossings = report["tables"]["crossings"]["rows"].list.count
        #expect(markdown.contains("本报告由示例水务集团编制，穿越\(crossings)处"))
        let (opening, tables) = (markdown.range(of: "本报告由"), markdown.range(of: "## 概况"))
        let closing = try #require(markdown.range(of: "示例水务集团（盖章）"))
        #expect(try #require(opening).lowerBound < #require(tables).lowerBound)
        #expect(try #require(tables).lowerBound < closing.lowerBound)
        #expect(markdown.contains("2026年11月20日") && markdown.contains("编制（签字）"))
        try Tool.succeed(["report", "sheet", city, "-o", scratch.file("s")] + words + Tool.desk)
        for path in ["r/A1-W.pdf", "s/A1-W-sheets.pdf"] {
            guard let text = try text(scratch.file(path)) else { continue }
            for word in ["示例设计院<甲级>", "张工", "制图人", "李总", "总工程师", "施工图", "校对"] {
                #expect(text.contains(word), "\(word) in \(path)")
            }
            #expect(!text.contains("审定"), "the box has another name")
        }
        // Without a folder all is as shipped.
        try Tool.succeed(
            ["report", "route", city, "--case", "A1-W", "--lang", "zh", "--format", "md", "-o"]
                + [scratch.file("plain")] + Tool.desk)
        #expect(try scratch.read("plain/A1-W.md").hasPrefix("# 外线工程路由报告\n\nA1-W\n"))
        try scratch.write("tpl/zh/route_report.mustache", "# {{titel}}\n")
        let wrong = try Tool.run(
            ["report", "route", city, "-o", scratch.file("w")] + words + Tool.desk)
        #expect(wrong.status == 65 && wrong.err.contains("route_report.mustache:1"), "\(wrong.err)")
        #expect(!FileManager.default.fileExists(atPath: scratch.file("w")))
    }
}
