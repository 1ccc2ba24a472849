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

    /// Reads the files of a pack.
    ///
    /// - Throws: ``Problems`` if a file is no YAML mapping.
    init(name: String, contents: [(file: String, data: Data)]) throws {
        self.name = name
        self.contents = contents
        var problems = Problems()
        var sections: [String: YAMLNode] = [:]
        var reports: [YAMLReport] = []
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
}
