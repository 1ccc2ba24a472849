import Foundation
import Testing

/// The route report of a small drawn city, word by word, in both languages.
///
/// After a wanted change: OUTERLINE_GOLDENS=write swift test --filter ReportGoldenTests, then read the difference.
@Suite("Goldens of the route report")
struct ReportGoldenTests {
    private static let goldens = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")

    /// A main, a green strip, a road with its dates, a tree, two existing lines, a plot.
    private static func city() -> TinyCity {
        var city = TinyCity()
        city.addSquare("plots", "P1", 0, 0, 40, "\"name\":\"示例一号项目\",\"district\":\"370602\"")
        let road = [(-80.0, -22.0), (120.0, -22.0), (120.0, -10.0), (-80.0, -10.0), (-80.0, -22.0)]
        city.add(
            "roads", "R1", "Polygon", road,
            "\"name\":\"示例路\",\"class\":\"branch\",\"administration\":\"city\",\"surface\":\"asphalt\","
                + "\"owner\":\"示例市政养护中心\",\"opened_on\":\"2015-05-01\",\"repaired_on\":\"2018-05-01\"")
        let green = [(-80.0, -30.0), (120.0, -30.0), (120.0, -26.0), (-80.0, -26.0), (-80.0, -30.0)]
        city.add("greens", "G1", "Polygon", green, "\"name\":\"示例绿带\",\"class\":\"attached\"")
        city.add(
            "mains", "M1", "LineString", [(-80, -34), (120, -34)],
            "\"utility\":\"water\",\"dn_mm\":300,\"in_service\":true,\"spare_capacity\":500")
        city.add(
            "lines", "L1", "LineString", [(-80, -16), (120, -16)],
            "\"kind\":\"sewer\",\"dn_mm\":400,\"cover_m\":2.5")
        city.add("lines", "L2", "LineString", [(26, -9), (26, -1)], "\"kind\":\"power\",\"laying\":\"duct\"")
        city.add("trees", "T1", "Point", [(22, -5)], "\"species\":\"国槐\",\"trunk_cm\":20")
        city.addSquare("planning_area", "A1", -200, -200, 500)
        return city
    }

    private static func report(_ language: String, _ scratch: Scratch) throws -> String {
        let project = scratch.file("tiny.gpkg")
        if !FileManager.default.fileExists(atPath: project) {
            _ = try city().project(in: scratch)
            let applications = try scratch.write(
                "a.csv",
                "number,filed_on,applicant,user_type,plot,utilities\nA1,2026-11-02,示例单位,non_resident,P1,water\n"
            )
            try Tool.succeed(["case", "file", project, applications, "--json"] + Tool.desk)
        }
        try Tool.succeed(
            [
                "report", "route", project, "--case", "A1-W", "--format", "md,pdf", "-o",
                scratch.file(language),
            ]
                + ["--lang", language] + Tool.desk)
        // What depends on the machine or the day of the import is masked.
        return try scratch.read("\(language)/A1-W.md").replacing(/outerline [^|·\n]*\)/, with: "outerline …")
            .replacing(/[0-9a-f]{64}/, with: "…").replacing(/(路由|route) [0-9a-f]{12}/) { "\($0.output.1) …" }
    }

    @Test("The report reads as it did", arguments: ["zh", "en"])
    func text(language: String) throws {
        let scratch = try Scratch()
        let text = try Self.report(language, scratch)
        let golden = Self.goldens.appendingPathComponent("route-report.\(language).md")
        if ProcessInfo.processInfo.environment["OUTERLINE_GOLDENS"] == "write" {
            try FileManager.default.createDirectory(at: Self.goldens, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: golden)
        }
        let known = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
        let (lines, wanted) = (text.components(separatedBy: "\n"), known.components(separatedBy: "\n"))
        #expect(lines.count == wanted.count)
        for (line, wish) in zip(lines, wanted) { #expect(line == wish) }
    }

    @Test(
        "The PDF has the sections of the report in their order, in both languages", arguments: ["zh", "en"])
    func structure(language: String) throws {
        let scratch = try Scratch()
        let headings = try Self.report(language, scratch).components(separatedBy: "\n")
            .filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3).filter { !$0.isWhitespace } }
        let output = try Tool.shell(
            "command -v pdftotext >/dev/null || exit 42; pdftotext -raw '\(scratch.file(language))/A1-W.pdf' -"
        )
        guard output.status == 0 else { return #expect(output.status == 42) }
        var rest = output.text.filter { !$0.isWhitespace }[...]
        #expect(headings.count > 15)
        for heading in headings {
            let found = try #require(rest.range(of: heading), "\(heading) is missing or out of order")
            rest = rest[found.upperBound...]
        }
    }
}
