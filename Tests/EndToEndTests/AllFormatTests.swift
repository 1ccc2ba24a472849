import Foundation
import Testing

/// Every format of a route report, drawings and data for GIS too, states the same and is the same bytes again.
@Suite("All formats of the route report")
struct AllFormatTests {
    private static let id = "申-1-W"
    private static let formats = "md,pdf,json,csv,xlsx,geojson,gpkg,shp,dxf"

    /// A road, a green, bends around buildings; the other routes recorded with the chosen one.
    private static let written: Result<Scratch, any Error> = Result {
        let scratch = try Scratch()
        var city = TinyCity()
        city.addSquare("plots", "P1", 0, 60, 30, "\"plot_no\":\"芝-001\"")
        city.add("mains", "M1", "LineString", [(-60, 0), (90, 0)], "\"utility\":\"water\",\"dn_mm\":300")
        city.add(
            "roads", "R1", "Polygon", [(-60, 10), (90, 10), (90, 22), (-60, 22), (-60, 10)],
            "\"class\":\"secondary\",\"name\":\"长江路\",\"administration\":\"city\"")
        city.addSquare("greens", "G1", -30, 26, 12, "\"name\":\"街旁绿地\"")
        city.addSquare("buildings", "B1", -8, 40, 16)
        city.addSquare("buildings", "B2", 6, 40, 16)
        city.addSquare("buildings", "B3", 20, 40, 16)
        let path = try city.project(in: scratch)
        let applications = try scratch.write("a.csv", TinyCity.applications([("申-1", "P1", "water")]))
        try Tool.succeed(["case", "file", path, applications] + Tool.desk)
        try Tool.succeed(["route", "choose", path, id, "cheapest"] + Tool.desk)
        try write(path, to: scratch.file("out"))
        atexit { try? AllFormatTests.written.get().remove() }
        return scratch
    }

    private let scratch: Scratch

    init() throws { scratch = try Self.written.get() }

    /// Everything that can be written of a case and of its project.
    private static func write(_ city: String, to folder: String) throws {
        try Tool.succeed(
            ["report", "route", city, "--case", id, "--format", formats, "--tables", "all", "-o", folder]
                + ["--lang", "zh", "--draw-tables"] + Tool.desk)
    }

    private func file(_ name: String) -> String { scratch.file("out/\(Self.id)\(name)") }

    // MARK: - Reading

    private func markdown() throws -> ReportedFacts {
        let text = try scratch.read("out/\(Self.id).md")
        var tables: [String: [[String]]] = [:]
        var title = ""
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("#") { title = String(line.drop { $0 == "#" || $0 == " " }) }
            guard line.hasPrefix("| ") else { continue }
            tables[title, default: []].append(line.dropFirst(2).dropLast(2).components(separatedBy: " | "))
        }
        // The first line is the header; facts have none, but an empty one that does not begin so.
        return try ReportedFacts(tables: tables.mapValues { $0[0].count == 2 ? $0 : Array($0.dropFirst()) })
    }

    private func csv() throws -> ReportedFacts {
        let ids = [
            "summary": "概况", "permits": "须办理的许可", "crossings": "穿越一览表", "coordinates": "坐标表",
        ]
        var tables: [String: [[String]]] = [:]
        for (id, title) in ids {
            let rows = try #require(
                try Python.json(
                    """
                    import sys, json, csv
                    print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))[1:]))
                    """, [file("-\(id).csv")], needs: []))
            tables[title] = rows.list.map { $0.list.compactMap(\.text) }
        }
        return try ReportedFacts(tables: tables)
    }

    private func workbook() throws -> ReportedFacts? {
        let sheets = try Python.json(
            """
            import sys, json, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            def text(v):
                if v is None: return ''
                return v.isoformat()[:10] if hasattr(v, 'isoformat') else repr(v) if isinstance(v, float) else str(v)
            print(json.dumps({s.title: [[text(v) for v in r] for r in s.iter_rows(min_row=2, values_only=True)]
                for s in book.worksheets}))
            """, [file(".xlsx")], needs: ["openpyxl"])
        guard let sheets else { return nil }
        // Notes under a table have one cell.
        var tables: [String: [[String]]] = [:]
        for title in sheets.keys {
            let rows = sheets[title].list.map { $0.list.compactMap(\.text) }
            tables[title] = rows.filter { row in row.count { !$0.isEmpty } > 1 }
        }
        return try ReportedFacts(tables: tables)
    }

    private func geoPackage() throws -> ReportedFacts? {
        guard let layers = try Python.layers(file(".gpkg")) else { return nil }
        return ReportedFacts(
            layers: Dictionary(
                uniqueKeysWithValues: layers.list.map { layer in
                    (layer["name"].text ?? "", layer["features"].list.map { $0["fields"] })
                }))
    }

    private func shapefiles() throws -> ReportedFacts? {
        var layers: [String: [JSON]] = [:]
        for name in ["route", "crossings", "contacts", "points"] {
            let path = file("-\(name).shp")
            guard FileManager.default.fileExists(atPath: path) else { continue }
            guard let read = try Python.layers(path) else { return nil }
            layers[name] = read[0]["features"].list.map { $0["fields"] }
        }
        return ReportedFacts(layers: layers)
    }

    private func drawing() throws -> ReportedFacts? {
        guard let layers = try Python.layers(file(".dxf")) else { return nil }
        let entities = layers[0]["features"].list
        let route = entities.first { $0["fields"]["Layer"].text == "新建给水管" }
        return ReportedFacts(
            texts: entities.compactMap { $0["fields"]["Text"].text },
            polyline: route?["shape"]["coordinates"].positions ?? [])
    }

    // MARK: - Comparing

    @Test("JSON, Markdown, CSV, workbook, GeoJSON, GeoPackage, Shapefile and DXF state the same")
    func same() throws {
        let truth = ReportedFacts(report: try JSON(Data(try scratch.read("out/\(Self.id).json").utf8))).stated
        #expect(truth.count == 9 && truth["crossings"] != "0", "\(truth)")
        #expect((truth["points"]?.split(separator: " ").count ?? 0) > 2)
        let tables = Set(truth.keys)
        let maps = tables.subtracting(["required"])
        let plan = tables.subtracting(["permits"])
        let map = ReportedFacts(map: try JSON(Data(try scratch.read("out/\(Self.id).geojson").utf8)))
        let found: [(String, ReportedFacts?, Set<String>)] = [
            ("Markdown", try markdown(), tables), ("CSV", try csv(), tables),
            ("XLSX", try workbook(), tables),
            ("GeoJSON", map, maps), ("GeoPackage", try geoPackage(), maps),
            ("Shapefile", try shapefiles(), maps), ("DXF", try drawing(), plan),
        ]
        for (format, facts, names) in found {
            guard let facts else { continue }
            for name in names {
                #expect(facts.stated[name] == truth[name], "\(name) in \(format)")
            }
            if let drawn = facts.stated["drawn"] { #expect(drawn == truth["grid"], "the polyline") }
        }
    }

    @Test("The PDF states what JSON does: facts, every crossing, every point")
    func pdf() throws {
        let output = try Tool.shell(
            "command -v pdftotext >/dev/null || exit 42; pdftotext -raw '\(file(".pdf"))' -")
        guard output.status == 0 else { return #expect(output.status == 42) }
        let text = output.text.filter { !$0.isWhitespace }
        let report = try JSON(Data(try scratch.read("out/\(Self.id).json").utf8))
        let truth = ReportedFacts(report: report).stated
        for (name, fact, unit) in [
            ("实地长度（判定用）", "ground", "m"), ("图上长度", "grid", "m"), ("穿越数", "crossings", ""),
            ("须办理许可数", "required", ""), ("预计可开工日期", "ready", ""), ("报告日期", "date", ""),
        ] {
            // Those the strip alone touches stand in the schedule and are no crossings of the summary.
            let strips = report["tables"]["crossings"]["rows"].list.count { $0["kind"].text == "仅作业带" }
            let value =
                fact == "crossings" ? Int(truth[fact] ?? "").map { String($0 - strips) } : truth[fact]
            #expect(text.contains(name + (value ?? "?") + unit), "\(name)")
        }
        for (table, row) in [("crossings", ["number", "from_m", "to_m"]), ("coordinates", ["point"])] {
            for line in report["tables"][table]["rows"].list {
                let cells = row.map { key -> String in
                    let value = line[key]
                    guard let number = value.number else { return value.text ?? "?" }
                    return key == "number"
                        ? String(Int(number))
                        : String(
                            format: "K%d+%07.3f", Int(number / 1000),
                            number - 1000 * (number / 1000).rounded(.down))
                }
                let places = ["x_north_m", "y_east_m"].compactMap { line[$0].number }
                    .map { String(format: "%.3f", $0) }
                let wanted = table == "crossings" ? cells.joined() : places.joined()
                #expect(text.contains(wanted), "\(wanted)")
            }
        }
    }

    // MARK: - Bytes

    /// Every paper, drawing and list the program writes of a project.
    private static func writeEverything(_ city: String, to folder: String) throws {
        try write(city, to: folder + "/route")
        let commands: [[String]] = [
            [
                "report", "sheet", city, "--case", id, "--format", "pdf,svg,png", "--alternatives", "-o",
                "sheet",
            ],
            ["report", "packet", city, "--case", id, "-o", "packet"],
            ["report", "packet", city, "--case", id, "--zip", "-o", "zip"],
            [
                "report", "notice", city, "--case", id, "--kind", "one-time", "--format", "pdf,md", "-o",
                "notice",
            ],
            ["report", "calendar", city, "-o", "due/"],
        ]
        for words in commands {
            var words = words
            words[words.count - 1] = "\(folder)/\(words[words.count - 1])"
            try Tool.succeed(words + ["--lang", "zh"] + Tool.desk)
        }
        for name in ["ledger.xlsx", "ledger.csv", "ledger.md", "ledger.json", "due.ics"] {
            let noun = name == "due.ics" ? "calendar" : "ledger"
            try Tool.succeed(["report", noun, city, "-o", "\(folder)/\(name)", "--lang", "zh"] + Tool.desk)
        }
        for ending in ["json", "csv", "md", "xlsx", "pdf", "svg"] {
            try Tool.succeed(
                [
                    "report", "indicators", city, "--sample", "1", "-o", "\(folder)/i.\(ending)", "--lang",
                    "zh",
                ]
                    + Tool.desk)
        }
        try Tool.succeed(["project", "qgis", city, "-o", "\(folder)/city.qgs", "--lang", "zh"] + Tool.desk)
    }

    @Test("Everything written is the same bytes on two runs and after a restore from backup")
    func sameBytes() throws {
        let scratch = try Scratch()
        for folder in ["a", "b"] {
            try FileManager.default.createDirectory(
                atPath: scratch.file(folder), withIntermediateDirectories: true)
        }
        let city = scratch.file("a/city.gpkg")
        try FileManager.default.copyItem(atPath: self.scratch.file("tiny.gpkg"), toPath: city)
        // A notice is issued once; what is written after that only reads.
        try Tool.succeed(
            ["report", "notice", city, "--case", Self.id, "--kind", "one-time", "-o", scratch.file("first")]
                + Tool.desk)
        try Self.writeEverything(city, to: scratch.file("a/one"))
        try Self.writeEverything(city, to: scratch.file("a/two"))
        try Tool.succeed(["project", "backup", city, scratch.file("b/city.gpkg")])
        try Self.writeEverything(scratch.file("b/city.gpkg"), to: scratch.file("b/one"))
        let names = try scratch.names().filter { $0.hasPrefix("a/one/") }.map { $0.dropFirst("a/one/".count) }
        let files = names.filter { $0.contains(".") && !$0.hasSuffix("/") }
        for ending in [
            "md", "pdf", "json", "csv", "xlsx", "geojson", "gpkg", "shp", "dbf", "dxf", "svg", "png", "zip",
            "ics", "qgs",
        ] { #expect(files.contains { $0.hasSuffix("." + ending) }, "\(ending)") }
        for name in names {
            var isFolder: ObjCBool = false
            let one = scratch.file("a/one/\(name)")
            guard FileManager.default.fileExists(atPath: one, isDirectory: &isFolder), !isFolder.boolValue
            else { continue }
            let bytes = FileManager.default.contents(atPath: one)
            for other in ["a/two", "b/one"] {
                #expect(
                    bytes == FileManager.default.contents(atPath: scratch.file("\(other)/\(name)")),
                    "\(other)/\(name)")
            }
        }
        for other in ["a/two/", "b/one/"] {
            let count = try scratch.names().count { $0.hasPrefix(other) }
            #expect(count == names.count, "\(other)")
        }
    }
}
