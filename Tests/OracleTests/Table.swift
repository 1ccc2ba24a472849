import Foundation
import Geometry
import Testing

/// A committed table: rows of named cells, comments and the header line left out.
struct Table {
    let rows: [[String: String]]

    init(_ name: String) throws {
        let url = try #require(
            Bundle.module.url(forResource: "Tables/\(name)", withExtension: "csv"), "\(name).csv is missing")
        var lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        let header = lines.removeFirst().split(separator: ",").map(String.init)
        rows = lines.map { line in
            // The last cell may hold commas.
            let cells = line.split(
                separator: ",", maxSplits: header.count - 1, omittingEmptySubsequences: false)
            return Dictionary(uniqueKeysWithValues: zip(header, cells.map(String.init)))
        }
    }
}

extension [String: String] {
    func text(_ column: String) throws -> String { try #require(self[column], "no column \(column)") }
    func number(_ column: String) throws -> Double {
        try #require(Double(text(column)), "\(column) is no number")
    }
}

/// A line or a polygon as the tables write them: `LINESTRING (x y,…)`, `POLYGON ((…),(…))`.
func shape(wkt: String) throws -> Shape {
    let name = wkt.prefix { $0 != " " }
    let rings = try wkt.dropFirst(name.count).split(whereSeparator: { "()".contains($0) })
        .map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { $0.count > 1 }
        .map { ring in
            try ring.split(separator: ",").map { position in
                let numbers = position.split(separator: " ").compactMap { Double($0) }
                try #require(numbers.count == 2, "position \(position)")
                return Point(numbers[0], numbers[1])
            }
        }
    switch name {
    case "LINESTRING": return .lines(rings)
    case "POLYGON": return .polygon(Polygon(shell: rings[0], holes: Array(rings.dropFirst())))
    default:
        Issue.record("unknown geometry \(name)")
        return .lines([])
    }
}
