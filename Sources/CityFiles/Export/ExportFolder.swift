import Foundation
import ProjectFile
import Vocabulary

/// Lets an export grow in a folder of its own and moves its files to their place when they are whole.
enum ExportFolder {
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
