import Coordinator
import Digest
import Foundation
import Geometry
import Ledger
import ProjectFile
import Vocabulary

/// The object of `project export --json` and `project import --json`.
public struct ExchangeDocument: Encodable, Sendable {
    public var schema = "outerline.exchange/1"
    public var folder: String
    /// The end of the exported log.
    public var log: LogPosition
    /// Lines of each file, by name.
    public var lines: [String: Int]
    /// How many events an import added; nil for an export.
    public var newEvents: Int?
    public var findings: [Finding] = []

    private enum CodingKeys: String, CodingKey {
        case schema, folder, log, lines, findings
        case newEvents = "new_events"
    }
}

extension Project {
    /// Writes the project's applications, cases, permits and events as JSON Lines, and its rules, into a folder (R46).
    ///
    /// All files show one state of the project; the folder appears whole or not at all. The same project gives the
    /// same bytes.
    /// - Throws: ``Problem`` `PRJ-101` if there is something of that name that is no earlier export.
    public func export(to folder: String) throws -> ExchangeDocument {
        var document: ExchangeDocument?
        try ExportFolder.write(folder) { temporary in
            let manifest = try write(into: temporary)
            document = ExchangeDocument(
                folder: folder, log: manifest.log, lines: manifest.files.mapValues(\.lines))
        }
        return try document ?? ExchangeDocument(folder: folder, log: ledger.position(), lines: [:])
    }

    private func write(into folder: String) throws -> ExportManifest {
        var writers: [Ledger.ExportPart: LineWriter] = [:]
        for part in Ledger.ExportPart.allCases {
            writers[part] = try LineWriter(ExportFolder.path(folder, ExportManifest.name(of: part)))
        }
        let end = try ledger.export { part, line in try writers[part]?.write(line) }
        var files: [String: ExportManifest.Part] = [:]
        for (part, writer) in writers { files[ExportManifest.name(of: part)] = try writer.close() }
        var rules: [String: String] = [:]
        for rule in try file.storedFiles() {
            let path = ExportFolder.path(folder, "rules/\(rule.name)")
            try OutputFolder.make((path as NSString).deletingLastPathComponent)
            try AtomicFile.write(Data(rule.content), to: path, replacing: false)
            rules[rule.name] = rule.sha256
        }
        let values = try file.values()
        let manifest = ExportManifest(
            crs: try file.crs().definition,
            settings: values.filter { [RuleFiles.policyKey, "name"].contains($0.key) }, log: end,
            files: files, rules: rules)
        try AtomicFile.write(
            try JSONText.document(manifest), to: ExportFolder.path(folder, ExportManifest.file),
            replacing: false)
        return manifest
    }

    /// Takes an exported folder into a project: a new one is made of it, one with the same log is continued.
    ///
    /// Files are compared with their hashes before the project is touched; the hash chain of the events is checked
    /// before any of them counts. All or nothing. What was derived (applications, cases, permits) is made anew and
    /// compared with the exported lines.
    /// - Returns: how many events were new, and findings `LOG-116` for derived lines that differ.
    /// - Throws: ``Problems`` `LOG-115` for files that are missing or changed; ``Problem`` `LOG-102` … `LOG-106` for a
    ///   broken chain, `LOG-112` if the project has another log.
    public static func importExport(
        _ folder: String, into path: String, desk: Desk = Desk()
    ) throws -> ExchangeDocument {
        let manifest = try ExportManifest.checked(folder)
        let target = URL(fileURLWithPath: path).standardizedFileURL.path
        var new = 0
        if FileManager.default.fileExists(atPath: target) {
            let project = try Project.open(target, mode: .write, desk: desk)
            new = try project.restore(folder, manifest)
            try project.close()
        } else {
            try AtomicFile.write(target, replacing: false) { temporary in
                new = try make(temporary, from: folder, manifest, desk)
            }
        }
        return ExchangeDocument(
            folder: folder, log: manifest.log, lines: manifest.files.mapValues(\.lines), newEvents: new,
            findings: try Project.open(target, mode: .read, desk: desk).differences(from: folder, manifest))
    }

    /// Makes a project with the rules and the log of an export.
    private static func make(
        _ path: String, from folder: String, _ manifest: ExportManifest, _ desk: Desk
    ) throws -> Int {
        let system = try CoordinateSystem(manifest.crs)
        try system.requireMeasurable()
        let file = try ProjectFile.create(
            path, crs: ProjectCRS(system), settings: manifest.settings, migrations: Ledger.migrations,
            clock: desk.now)
        let project = Project(file, desk)
        let rules = try manifest.rules.keys.sorted().map { name in
            (name, try InputFile.data(ExportFolder.path(folder, "rules/\(name)")))
        }
        try file.write { db in for (name, data) in rules { try ProjectFile.store(data, as: name, db) } }
        let new = try project.restore(folder, manifest)
        try project.close()
        return new
    }

    private func restore(_ folder: String, _ manifest: ExportManifest) throws -> Int {
        let path = ExportFolder.path(folder, ExportManifest.name(of: .events))
        let reader = try LineReader(path)
        do {
            return try ledger.restore(through: manifest.log) { try reader.next() }
        } catch let problem as Problem {
            throw problem.located(.init(file: path))
        }
    }

    /// Derived lines of an export that are not what the log says; none if the project has more events by now.
    private func differences(from folder: String, _ manifest: ExportManifest) throws -> [Finding] {
        guard try ledger.position() == manifest.log else { return [] }
        return try Ledger.ExportPart.allCases.filter { $0 != .events }.compactMap { part in
            let reader = try LineReader(ExportFolder.path(folder, ExportManifest.name(of: part)))
            return try ledger.difference(of: part) { try reader.next() }
        }
    }
}
