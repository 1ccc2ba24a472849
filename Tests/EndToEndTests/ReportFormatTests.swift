import Foundation
import Testing

/// Every format of the route report states the same lengths, counts and dates.
@Suite("Formats of the route report")
struct ReportFormatTests {
    private let scratch: Scratch
    private let id: String
    private let folder: String

    /// Written once for all tests; lives as long as the test run.
    private static let written: Result<(scratch: Scratch, id: String), any Error> = Result {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        // One with crossings, bends and several permits.
        let found = try ReportFormatTests.busiest(city)
        let id = try #require(found)
        try report(city, id, into: scratch.file("out"))
        atexit { try? ReportFormatTests.written.get().scratch.remove() }
        return (scratch, id)
    }

    private static func report(_ city: String, _ id: String, into folder: String) throws {
        try Tool.succeed(
            ["report", "route", city, "--case", id, "--format", "md,pdf,json,csv,geojson", "--tables", "all"]
                + ["-o", folder, "--lang", "zh"] + Tool.desk)
    }

    init() throws {
        (scratch, id) = try Self.written.get()
        folder = scratch.file("out")
    }

    private static func busiest(_ city: String) throws -> String? {
        let permits = try Tool.succeed(["permit", "list", city, "--json"] + Tool.desk).json().list
        var counts: [String: Int] = [:]
        for permit in permits { counts[permit["case"].text ?? "", default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private func data(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    private func json() throws -> JSON { try JSON(data("\(id).json")) }

    // MARK: - Reading what was written

    /// The cells of the Markdown table under a heading.
    private func markdownRows(_ title: String) throws -> [[String]] {
        let text = String(decoding: try data("\(id).md"), as: UTF8.self)
        let lines = text.components(separatedBy: "\n")
        guard let start = lines.firstIndex(of: "## \(title)") else { return [] }
        let table = lines[(start + 1)...].drop { $0.isEmpty }.prefix { $0.hasPrefix("|") }
        return table.dropFirst(2).map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        }
    }

    private func csvRows(_ table: String) throws -> [[String: String]] {
        let text = String(decoding: try data("\(id)-\(table).csv"), as: UTF8.self)
        let lines = text.dropFirst(text.hasPrefix("\u{FEFF}") ? 1 : 0).components(separatedBy: "\r\n")
        let keys = lines[0].components(separatedBy: ",")
        return lines.dropFirst().filter { !$0.isEmpty && !$0.contains("\"") }.map { line in
            Dictionary(zip(keys, line.components(separatedBy: ",")), uniquingKeysWith: { first, _ in first })
        }
    }

    /// The text of the PDF without any space, in the order it is drawn; nil where no reader is installed.
    private func pdfText() throws -> String? {
        let output = try Tool.shell(
            "command -v pdftotext >/dev/null && pdftotext -raw '\(folder)/\(id).pdf' -")
        guard output.status == 0 else { return nil }
        return output.text.filter { !$0.isWhitespace }
    }

    private func rounded(_ value: JSON, _ decimals: Int) throws -> String {
        String(format: "%.\(decimals)f", try #require(value.number))
    }

    // MARK: - Comparing

    @Test("Lengths, counts and dates are the same in JSON, CSV, Markdown, GeoJSON and PDF")
    func sameFacts() throws {
        let report = try json()
        let crossings = report["tables"]["crossings"]["rows"].list
        #expect(!crossings.isEmpty)
        let md = String(decoding: try data("\(id).md"), as: UTF8.self)
        let ground = try rounded(report["ground_length_m"], 2)
        #expect(md.contains("| 实地长度（判定用） | \(ground) m |"))
        let ready = try #require(report["ready_to_dig"].text)
        #expect(md.contains("| 预计可开工日期 | \(ready)"))
        let required = report["tables"]["permits"]["rows"].list.count {
            $0["verdict"].text?.hasPrefix("须办理") == true
        }
        #expect(md.contains("| 须办理许可数 | \(required) |"))

        let map = try JSON(data("\(id).geojson"))
        let features = map["features"].list
        #expect(features[0]["properties"]["ground_length_m"] == report["ground_length_m"])
        func all(_ type: String) -> [JSON] { features.filter { $0["properties"]["type"].text == type } }
        #expect(all("crossing").count == crossings.count)
        for (feature, crossing) in zip(all("crossing"), crossings) {
            for key in ["from_m", "to_m", "length_m", "area_m2", "angle_deg"] {
                #expect(feature["properties"][key] == crossing[key], "\(key) in GeoJSON")
            }
        }
        #expect(
            features[0]["properties"]["permits"].list.count == report["tables"]["permits"]["rows"].list.count)
        let points = report["tables"]["coordinates"]["rows"].list
        #expect(all("point").map { $0["properties"]["x_north_m"] } == points.map { $0["x_north_m"] })
        guard let pdf = try pdfText() else { return }
        #expect(pdf.contains("实地长度（判定用）\(ground)m") && pdf.contains("预计可开工日期\(ready)"))
    }

    @Test("Every row of every table stands in Markdown and CSV as JSON has it, and in the PDF once")
    func sameTables() throws {
        let report = try json()
        let tables = report["tables"]
        #expect(
            tables.keys.isSuperset(of: [
                "summary", "thresholds", "crossings", "bends", "coordinates", "clearances", "permits",
                "permit_grounds", "materials", "programme", "alternatives", "cost_by_surface",
                "cost_by_feature",
                "lengths_by_surface", "lengths_by_method", "findings", "sources",
            ]))
        let pdf = try pdfText()
        for name in tables.keys.sorted() where name != "summary" {
            let table = tables[name]
            let rows = table["rows"].list
            let title = try #require(table["title"].text)
            let shown = try markdownRows(title)
            #expect(shown.count == rows.count, "\(name) in Markdown")
            if !rows.isEmpty {
                #expect(
                    FileManager.default.fileExists(atPath: "\(folder)/\(id)-\(name).csv"), "\(name) as CSV")
            }
            guard let pdf else { continue }
            #expect(pdf.contains(title.filter { !$0.isWhitespace }), "\(title) in the PDF")
            for row in shown {
                let text = row.joined().filter { !$0.isWhitespace }.replacing("&lt;", with: "<")
                #expect(pdf.contains(text), "row of \(name) in the PDF: \(row)")
            }
        }
    }

    @Test("Numbers of CSV and Markdown are those of JSON, rounded")
    func sameNumbers() throws {
        let tables = try json()["tables"]
        for (name, decimals) in [
            ("crossings", ["from_m": 3, "to_m": 3, "length_m": 2, "ground_length_m": 2]),
            ("coordinates", ["x_north_m": 3, "y_east_m": 3, "longitude_deg": 8]),
            ("lengths_by_surface", ["length_m": 2]), ("cost_by_surface", ["cost": 0]),
        ] {
            let rows = tables[name]["rows"].list
            let csv = try csvRows(name)
            #expect(csv.count == rows.count, "\(name): a row with quotes is left out of this comparison")
            for (row, line) in zip(rows, csv) {
                for (key, places) in decimals where !row[key].isNull {
                    #expect(line[key] == (try rounded(row[key], places)), "\(name) \(key)")
                }
            }
        }
        let lengths = tables["lengths_by_surface"]["rows"].list.dropLast().compactMap {
            $0["length_m"].number
        }
        let total = try #require(try json()["grid_length_m"].number)
        #expect(abs(lengths.reduce(0, +) - total) < 0.001 * Double(lengths.count + 1))
        let costs = tables["cost_by_feature"]["rows"].list.compactMap { $0["cost"].number }
        let sums = tables["cost_by_surface"]["rows"].list.compactMap { $0["cost"].number }
        #expect(abs(costs.reduce(0, +) + sums[sums.count - 2] - (sums.last ?? 0)) < 0.01)
    }

    @Test("Two runs give the same bytes in every format")
    func sameBytes() throws {
        let city = scratch.file("city.gpkg")
        let again = scratch.file("again")
        try Self.report(city, id, into: again)
        let backup = scratch.file("backup.gpkg")
        try Tool.succeed(["project", "backup", city, backup])
        let restored = scratch.file("restored")
        try Self.report(backup, id, into: restored)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names.count > 20)
        for name in names {
            let first = try data(name)
            for other in [again, restored] {
                #expect(first == (try Data(contentsOf: URL(fileURLWithPath: "\(other)/\(name)"))), "\(name)")
            }
        }
    }

    @Test("The PDF is sound, small, and has its Chinese fonts inside")
    func soundPDF() throws {
        let path = "\(folder)/\(id).pdf"
        #expect(try data("\(id).pdf").count < 1_000_000)
        let check = try Tool.shell("command -v qpdf >/dev/null || exit 42; qpdf --check '\(path)'")
        #expect(check.status == 42 || check.status == 0, "\(check.text) \(check.err)")
        let fonts = try Tool.shell("command -v pdffonts >/dev/null || exit 42; pdffonts '\(path)'")
        guard fonts.status == 0 else { return #expect(fonts.status == 42) }
        let lines = fonts.lines.dropFirst(2)
        #expect(lines.contains { $0.contains("NotoSansCJKsc") })
        for line in lines { #expect(line.contains(" yes yes "), "embedded and subset: \(line)") }
    }

    @Test("Several cases, and all of them; a case without a route is told apart")
    func several() throws {
        let city = scratch.file("city.gpkg")
        let out = scratch.file("all")
        let told = try Tool.succeed(
            [
                "report", "route", city, "--all", "--format", "json", "-o", out, "--alternatives", "none",
                "--json",
            ]
                + Tool.desk
        ).json().list.compactMap(\.text)
        let listed = try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json().list.count
        #expect(told.count > 1 && told.count <= listed)
        #expect(told == told.sorted { $0.localizedStandardCompare($1) == .orderedAscending })
        let report = try JSON(Data(contentsOf: URL(fileURLWithPath: told[0])))
        #expect(!report["tables"].has("alternatives") && report["tables"].has("crossings"))
        let none = try Tool.run(
            ["report", "route", city, "--case", "NO-1-W", "--format", "pdf", "-o", scratch.file("none")]
                + Tool.desk)
        #expect(none.status == 66 && !FileManager.default.fileExists(atPath: scratch.file("none")))
        for words in [[], ["--all", "--case", id], ["--all", "--format", "doc"]] {
            #expect(try Tool.run(["report", "route", city] + words + Tool.desk).status == 64)
        }
    }
}
