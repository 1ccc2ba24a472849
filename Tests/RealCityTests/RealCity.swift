import CityFiles
import CityModel
import Foundation
import Outerline
import ProjectFile
import Testing
import Vocabulary

/// A city nobody in this project drew, with what Shapely measured in it; see the README beside the data.
struct RealCity: Sendable, CustomTestStringConvertible {
    let name: String
    let crs: String

    var testDescription: String { name }

    static let all = [
        RealCity(name: "vancouver", crs: "EPSG:26910"), RealCity(name: "porto", crs: "EPSG:3763"),
    ]

    /// The folder of the data: `$OUTERLINE_DATA`, or `shared/data` beside the checkout; nil if there is none.
    static let folder: URL? = {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let beside = checkout.deletingLastPathComponent().appendingPathComponent("shared/data")
        let set = ProcessInfo.processInfo.environment["OUTERLINE_DATA"].map { URL(fileURLWithPath: $0) }
        let folder = set ?? beside
        let known = folder.appendingPathComponent("oracle_porto_1000_lines.csv")
        return FileManager.default.fileExists(atPath: known.path) ? folder : nil
    }()

    /// True if the planning of real routes, minutes in a debug build, is asked for.
    static let isLong = ProcessInfo.processInfo.environment["OUTERLINE_LONG"] == "1"

    private func file(_ name: String) throws -> URL {
        try #require(Self.folder).appendingPathComponent(name)
    }

    /// Runs a test with a project that holds the city, made afresh in a folder of its own.
    func withProject(
        _ layers: [LayerName], desk: Desk = Desk(), _ body: (Project) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "outerline-real-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("\(name).gpkg").path
        _ = try Project.create(path, crs: crs, desk: desk)
        let project = try Project.open(path, mode: .write, desk: desk)
        let source = try file("\(name).gpkg").path
        for layer in layers {
            let report = try project.importLayer(
                layer,
                LayerImportOptions(
                    sources: [source], sourceLayer: layer == .roads ? "road_areas" : layer.rawValue,
                    fieldMap: layer == .mains ? ["utility": "medium"] : [:], repair: true))
            #expect(report.stored > 0, "\(layer.rawValue)")
        }
        try body(project)
        try project.close()
    }

    /// The rows of an oracle table, cells by column.
    func oracle(_ table: String) throws -> [[String: String]] {
        let text = try String(contentsOf: try file("oracle_\(name)_1000_\(table).csv"), encoding: .utf8)
        var lines = text.split(whereSeparator: \.isNewline)
        let header = lines.removeFirst().split(separator: ",").map(String.init)
        return lines.map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(header, cells))
        }
    }
}
