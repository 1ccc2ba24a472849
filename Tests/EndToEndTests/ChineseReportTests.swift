import Foundation
import Testing

/// A Chinese report has no English sentence: findings and reasons are said in Chinese, from the same values.
@Suite("Chinese reports")
struct ChineseReportTests {
    /// Four English words in a row make a sentence; names, codes and commands are shorter.
    private static func sentences(_ text: String) -> [String] {
        text.matches(of: /[A-Za-z]{2,}(?: [a-z]{2,}){3,}/).map { String($0.output) }
    }

    /// Ground that gives a designer much to look at: roads in and out of their no-dig period, one without dates, a
    /// building in the way, a flat crossing, short straights, a district nobody knows.
    private static func city(in scratch: Scratch) throws -> String {
        var city = TinyCity()
        city.addSquare("plots", "P1", 0, 100, 30, "\"district\":\"999999\"")
        city.add("mains", "M1", "LineString", [(-100, 0), (150, 0)], "\"utility\":\"water\"")
        for (id, y, dates) in [
            ("R1", 10.0, "\"opened_on\":\"2025-05-01\""), ("R2", 30.0, ""),
            ("R3", 50.0, "\"opened_on\":\"2010-05-01\",\"repaired_on\":\"2026-01-01\""),
        ] {
            let ring = [(-100.0, y), (150.0, y), (150.0, y + 8), (-100.0, y + 8), (-100.0, y)]
            city.add(
                "roads", id, "Polygon", ring,
                "\"class\":\"branch\",\"administration\":\"city\"\(dates.isEmpty ? "" : "," + dates)")
        }
        let ring = [(-100.0, 70.0), (150.0, 70.0), (150.0, 74.0), (-100.0, 74.0), (-100.0, 70.0)]
        city.add("roads", "R4", "Polygon", ring, "\"class\":\"branch\"")
        city.addSquare("buildings", "B1", 8, 78, 6)
        city.addSquare(
            "districts", "D1", -200, -200, 500, "\"code\":\"999999\",\"name\":\"新区\"")
        let path = try city.project(in: scratch)
        let applications = try scratch.write("a.csv", TinyCity.applications([("A1", "P1", "water")]))
        try Tool.succeed(["case", "file", path, applications] + Tool.desk)
        // Flat across the first road, a short jog, then straight through the building.
        let line = [(-20.0, 0.0), (10.0, 24.0), (10.4, 24.4), (11, 24.4), (11, 100)]
            .map { "[\(620_000 + $0.0),\(4_156_000 + $0.1)]" }.joined(separator: ",")
        let drawn = try scratch.write(
            "line.geojson", "{\"type\":\"LineString\",\"coordinates\":[\(line)]}")
        try Tool.succeed(["case", "route", path, "A1-W", "--line", drawn, "--diameter", "200"] + Tool.desk)
        return path
    }

    @Test("Findings of a Chinese report are Chinese, those of an English one English, code by code")
    func findings() throws {
        let scratch = try Scratch()
        let city = try Self.city(in: scratch)
        var rows: [String: [JSON]] = [:]
        for language in ["zh", "en"] {
            try Tool.succeed(
                ["report", "route", city, "--case", "A1-W", "--format", "json,md,pdf", "--lang", language]
                    + ["--alternatives", "planned", "-o", scratch.file(language)] + Tool.desk)
            let report = try JSON(Data(try scratch.read("\(language)/A1-W.json").utf8))
            rows[language] = report["tables"]["findings"]["rows"].list
        }
        let (chinese, english) = (rows["zh"] ?? [], rows["en"] ?? [])
        #expect(chinese.map { $0["code"] } == english.map { $0["code"] })
        let codes = Set(chinese.compactMap { $0["code"].text })
        for code in ["RTE-301", "RTE-302", "RTE-307", "RTE-315", "POL-201", "POL-202", "POL-203", "POL-205"] {
            #expect(codes.contains(code), "\(code): \(codes.sorted())")
        }
        for (zh, en) in zip(chinese, english) {
            let (zh, en) = (zh["message"].text ?? "", en["message"].text ?? "")
            #expect(
                zh.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) } && Self.sentences(zh).isEmpty, "\(zh)")
            #expect(en != zh && en.contains(" "), "\(en)")
            // The same values: every number of one stands in the other.
            let numbers = { (text: String) in
                Set(text.matches(of: /[0-9]+\.[0-9]+/).map { String($0.output) })
            }
            #expect(numbers(zh) == numbers(en), "\(zh) / \(en)")
        }
        #expect(Self.sentences(try scratch.read("zh/A1-W.md")) == [])
    }

    @Test("No report of the sample district has an English sentence")
    func sample() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        try Tool.succeed(
            ["report", "route", city, "--all", "--format", "md", "--lang", "zh", "-o", scratch.file("out")]
                + Tool.desk)
        let names = try scratch.names().filter { $0.hasSuffix(".md") }
        #expect(names.count > 5)
        for name in names { #expect(Self.sentences(try scratch.read(name)) == [], "\(name)") }
    }

    @Test("Whoever makes a finding that reaches a report says it in Chinese")
    func makers() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources").standardizedFileURL
        var count = 0
        for folder in ["PermitPolicy", "Outerline/Planning"] {
            let root = sources.appendingPathComponent(folder).path
            for name in try FileManager.default.subpathsOfDirectory(atPath: root)
            where name.hasSuffix(".swift") {
                let text = String(
                    decoding: try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(name)")), as: UTF8.self)
                for found in text.ranges(of: /\bFinding\(\s*\./) {
                    count += 1
                    #expect(Self.call(text[found.lowerBound...]).contains("zh: "), "\(name)")
                }
            }
        }
        #expect(count >= 14)
    }

    /// The text of a call up to the parenthesis that closes it.
    private static func call(_ text: Substring) -> Substring {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return text[...index] }
            }
        }
        return text
    }
}
