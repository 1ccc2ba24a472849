import Foundation
import PermitPolicy
import Vocabulary

/// The files of one pack's folder, read and split into sections by their top-level keys.
struct PackFiles {
    /// The folder's name.
    let name: String
    let sections: [String: YAMLNode]
    /// Every file's report; decoding adds to them.
    let reports: [YAMLReport]
    /// File names and bytes, by name; what the pack's hash covers.
    let contents: [(file: String, data: Data)]

    /// Reads every `.yaml` file of a folder; folders inside are not looked at.
    ///
    /// - Throws: ``Problems`` if it is no folder, holds no file, or a file is no YAML mapping.
    init(folder: URL) throws {
        name = folder.lastPathComponent
        var problems = Problems()
        var sections: [String: YAMLNode] = [:]
        var reports: [YAMLReport] = []
        contents = try Self.read(folder)
        for (file, data) in contents {
            let shown = "\(name)/\(file)"
            do {
                let report = YAMLReport(file: shown)
                let root = YAMLNode(report: report, node: try parseYAML(data, file: shown), path: "")
                reports.append(report)
                for (key, value) in root.entries() {
                    if let first = sections[key] {
                        value.fail(.packFolder, "section '\(key)' stands in \(first.report.file) already")
                    } else {
                        sections[key] = value
                    }
                }
            } catch {
                if let other = problems.collect(error) { throw other }
            }
        }
        try problems.throwIfAny()
        self.sections = sections
        self.reports = reports
    }

    /// A problem of the pack as a whole.
    func fail(_ code: ErrorCode, _ message: String, help: String? = nil) {
        reports.first?.problems.add(Problem(code, message, at: .init(file: name), help: help))
    }

    var problems: Problems {
        var all = Problems()
        for report in reports { all.add(report.problems) }
        return all
    }

    private static func read(_ folder: URL) throws -> [(file: String, data: Data)] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw Problems([
                Problem(
                    .packMissing, "there is no policy pack '\(folder.lastPathComponent)'",
                    at: .init(file: folder.path),
                    help: "shipped packs: \(PolicyPack.shippedNames().joined(separator: ", "))")
            ])
        }
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
            guard !names.isEmpty else {
                throw Problems([
                    Problem(.packFolder, "the folder holds no .yaml file", at: .init(file: folder.path))
                ])
            }
            return try names.map { ($0, try Data(contentsOf: folder.appendingPathComponent($0))) }
        } catch let problems as Problems {
            throw problems
        } catch {
            throw Problems([Problem(.packFolder, "the folder cannot be read", at: .init(file: folder.path))])
        }
    }
}
