import CGDAL
import CityModel
import Foundation
import Geometry
import ProjectFile
import Vocabulary

extension ProjectFile {
    /// Writes a layer of the project to a file, features in the order of their ids.
    ///
    /// - Parameters:
    ///   - path: where; a Shapefile puts its parts beside it.
    ///   - replacing: allows to replace files of that name.
    /// - Throws: ``Problem`` `LYR-116` if the project lacks the layer, `PRJ-101` if a file exists, `PRJ-102` if the
    ///   folder cannot be written, `LYR-117` for what the format's writer reports.
    public func exportLayer(
        _ layer: LayerName, to path: String, format: ExportFormat, replacing: Bool = false
    ) throws
        -> ExportReport
    {
        let crs = try crs()
        let (columns, features) = try withCity { city in
            guard let columns = try city.columns(of: layer) else {
                throw Problem(
                    .layerAbsent, "the project has no layer \(layer.rawValue)",
                    at: .init(file: self.path, layer: layer.rawValue), help: "import it with 'layer import'")
            }
            return (columns, try city.features(of: layer, in: nil))
        }
        let kind = try geometryKind(of: layer) ?? .polygon
        let plan = ExportPlan(
            layer: layer, kind: kind, columns: columns, format: format, crs: crs, time: timestamp())
        var notes: [Finding] = []
        var files: [String] = []
        try ExportFolder.write(path, format, replacing: replacing) { target in
            notes = try plan.write(features, to: target)
        } made: {
            files = $0
        }
        return ExportReport(
            format: format, files: files, count: features.count,
            crs: format == .geojson ? "EPSG:4326" : try CoordinateSystem(crs.definition).label, notes: notes)
    }

    private func geometryKind(of layer: LayerName) throws -> Shape.Kind? {
        let type = try read { try Contents.geometryType(of: layer.rawValue, $0) } ?? ""
        return type.hasSuffix("POINT") ? .point : type.hasSuffix("LINESTRING") ? .line : .polygon
    }
}

/// Lets an export grow in a folder of its own and moves its files to their place when they are whole.
private enum ExportFolder {
    static func write(
        _ path: String, _ format: ExportFormat, replacing: Bool, _ body: (String) throws -> Void,
        made: ([String]) -> Void
    ) throws {
        let target = URL(fileURLWithPath: path).standardizedFileURL
        let folder = target.deletingLastPathComponent()
        let stem = target.deletingPathExtension().lastPathComponent
        let place = Problem.Place(file: path)
        // GDAL adds the parts of a Shapefile by its stem, so the name must end in the format's own extension.
        let name = format == .shp ? stem + ".shp" : target.lastPathComponent
        let parts = format == .shp ? ["shp", "shx", "dbf", "prj", "cpg"].map { "\(stem).\($0)" } : [name]
        let existing = parts.filter {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
        }
        if let first = existing.first, !replacing {
            throw Problem(
                .fileExists, "\(first) exists already", at: place,
                help: "choose another name, or allow to replace it")
        }
        let temporary = folder.appendingPathComponent(".\(stem).\(getpid()).export")
        do {
            try? FileManager.default.removeItem(at: temporary)
            try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: false)
        } catch {
            throw Problem(
                .cannotCreateFile, "the folder cannot be written", at: place,
                help: "check that it exists and that you may write there")
        }
        defer { try? FileManager.default.removeItem(at: temporary) }
        do {
            try Temporaries.during(temporary.path) { try body(temporary.appendingPathComponent(name).path) }
        } catch let problem as Problem {
            throw problem.located(place)
        }
        let written = try FileManager.default.contentsOfDirectory(atPath: temporary.path).sorted()
        for file in written {
            try AtomicFile.move(
                temporary.appendingPathComponent(file).path, to: folder.appendingPathComponent(file).path,
                replacing: replacing)
        }
        made(written)
    }
}
