import Foundation
import Testing

/// What a file of a route report states, written alike whatever the format: lengths to the centimetre, places to the
/// millimetre, days as `YYYY-MM-DD`.
struct ReportedFacts {
    /// By name: `ground`, `grid`, `crossings`, `permits`, `required`, `ready`, `date`, `stretches`, `points`.
    var stated: [String: String] = [:]

    mutating func length(_ name: String, _ metres: Double?) {
        stated[name] = metres.map { String(format: "%.2f", $0) }
    }

    mutating func count(_ name: String, _ number: Int?) { stated[name] = number.map(String.init) }

    mutating func day(_ name: String, _ text: String?) {
        stated[name] = text.map { String($0.replacing("/", with: "-").prefix(10)) }
    }

    /// From and to along the route, in the order of the schedule.
    mutating func stretches(_ pairs: [(Double?, Double?)]) {
        count("crossings", pairs.count)
        stated["stretches"] = pairs.map { "\(Self.place($0.0))–\(Self.place($0.1))" }.joined(separator: " ")
    }

    /// North and east of start, bends and end.
    mutating func points(_ pairs: [(Double?, Double?)]) {
        stated["points"] = pairs.map { "\(Self.place($0.0)),\(Self.place($0.1))" }.joined(separator: " ")
    }

    private static func place(_ metres: Double?) -> String {
        metres.map { String(format: "%.3f", $0) } ?? "?"
    }

    /// Metres of a chainage such as `K0+012.345`.
    static func metres(_ chainage: String) -> Double? {
        let parts = chainage.dropFirst().split(separator: "+")
        guard parts.count == 2, let km = Double(parts[0]), let rest = Double(parts[1]) else { return nil }
        return km * 1000 + rest
    }

    /// The number a text begins with, such as `75.18 m`.
    static func number(_ text: String?) -> Double? {
        text.flatMap { Double($0.prefix { $0.isNumber || $0 == "." }) }
    }

    // MARK: - Tables

    /// From tables as lists of cells by title, such as those of Markdown and workbooks, in Chinese.
    init(tables: [String: [[String]]]) throws {
        let summary = try #require(tables["概况"])
        func fact(_ name: String) -> String? { summary.first { $0.first == name }?.last }
        length("ground", Self.number(fact("实地长度（判定用）")))
        length("grid", Self.number(fact("图上长度")))
        count("required", fact("须办理许可数").flatMap { Int($0) })
        day("ready", fact("预计可开工日期"))
        day("date", fact("报告日期"))
        count("permits", tables["须办理的许可"]?.count)
        stretches((tables["穿越一览表"] ?? []).map { (Self.place(of: $0[1]), Self.place(of: $0[2])) })
        points((tables["坐标表"] ?? []).map { (Double($0[2]), Double($0[3])) })
    }

    private static func place(of cell: String) -> Double? {
        cell.hasPrefix("K") ? metres(cell) : Double(cell)
    }

    // MARK: - Objects

    /// From the JSON of a report.
    init(report: JSON) {
        length("ground", report["ground_length_m"].number)
        length("grid", report["grid_length_m"].number)
        day("ready", report["ready_to_dig"].text)
        day("date", report["date"].text)
        let tables = report["tables"]
        let permits = tables["permits"]["rows"].list
        count("permits", permits.count)
        count("required", permits.count { $0["verdict"].text?.hasPrefix("须办理") == true })
        stretches(tables["crossings"]["rows"].list.map { ($0["from_m"].number, $0["to_m"].number) })
        points(tables["coordinates"]["rows"].list.map { ($0["x_north_m"].number, $0["y_east_m"].number) })
    }

    /// From GeoJSON.
    init(map: JSON) {
        let all = map["features"].list.map { $0["properties"] }
        func of(_ type: String) -> [JSON] { all.filter { $0["type"].text == type } }
        let route = of("route").first ?? .null
        length("ground", route["ground_length_m"].number)
        length("grid", route["grid_length_m"].number)
        count("permits", route["permits"].list.count)
        day("ready", route["ready_to_dig"].text)
        day("date", route["date"].text)
        stretches(of("crossing").map { ($0["from_m"].number, $0["to_m"].number) })
        points(of("point").map { ($0["x_north_m"].number, $0["y_east_m"].number) })
    }

    /// From the layers of a GeoPackage or of Shapefiles, whose names of fields end after ten letters.
    init(layers: [String: [JSON]]) {
        let route = layers["route"]?.first ?? .null
        func field(_ row: JSON, _ name: String) -> JSON {
            row.has(name) ? row[name] : row[String(name.prefix(10))]
        }
        length("ground", field(route, "ground_length_m").number)
        length("grid", field(route, "grid_length_m").number)
        count("permits", field(route, "permits").text?.split(separator: " ").count)
        day("ready", field(route, "ready_on").text)
        day("date", field(route, "reported_on").text)
        let stretches = ((layers["crossings"] ?? []) + (layers["contacts"] ?? [])).sorted {
            ($0["no"].number ?? 0) < ($1["no"].number ?? 0)
        }
        self.stretches(stretches.map { ($0["from_m"].number, $0["to_m"].number) })
        points((layers["points"] ?? []).map { ($0["x_north_m"].number, $0["y_east_m"].number) })
    }

    /// From the texts of a drawing, in its order, and the length of its polyline.
    init(texts: [String], polyline: [[Double]]) {
        func note(_ name: String) -> String? {
            texts.first { $0.hasPrefix(name + "：") }.map { String($0.dropFirst(name.count + 1)) }
        }
        length("ground", Self.number(note("实地长度（判定用）")))
        length("grid", Self.number(note("图上长度")))
        let drawn = zip(polyline, polyline.dropFirst()).reduce(0) {
            $0 + hypot($1.0[0] - $1.1[0], $1.0[1] - $1.1[1])
        }
        length("drawn", drawn)
        count("required", note("须办理许可数").flatMap { Int($0) })
        day("ready", note("预计可开工日期"))
        day("date", note("报告日期"))
        let places = texts.compactMap { text -> (Int, Double?, Double?)? in
            guard let found = text.firstMatch(of: /^穿(\d+) .*(K\d+\+[\d.]+)–(K\d+\+[\d.]+)$/) else {
                return nil
            }
            return (
                Int(found.output.1) ?? 0, Self.metres(String(found.output.2)),
                Self.metres(String(found.output.3))
            )
        }
        stretches(places.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) })
        func coordinates(_ axis: String) -> [Double?] {
            texts.filter { $0.hasPrefix(axis + "=") }.map { Double($0.dropFirst(2)) }
        }
        points(Array(zip(coordinates("X"), coordinates("Y"))))
    }
}
