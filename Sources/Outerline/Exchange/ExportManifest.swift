import Digest
import Foundation
import Ledger
import Vocabulary

/// What `project.json` of an exported folder says: by it an export is known to be whole.
struct ExportManifest: Codable, Sendable {
    static let file = "project.json"
    static let schema = "outerline.export/1"

    var schema = Self.schema
    /// The definition of the coordinate system: `EPSG:4549`, a PROJ string, WKT, or a city grid.
    var crs: String
    /// Name and policy of the project, by key.
    var settings: [String: String]
    /// The end of the log.
    var log: LogPosition
    /// Each file of JSON Lines, by name.
    var files: [String: Part]
    /// SHA-256 of each file of rules, by its name below `rules`.
    var rules: [String: String]

    struct Part: Codable, Sendable, Hashable {
        var lines: Int
        var sha256: String
    }

    static func name(of part: Ledger.ExportPart) -> String { "\(part.rawValue).jsonl" }

    /// Reads the manifest of a folder and compares every file with it.
    ///
    /// - Throws: ``Problem`` `CLI-101` if there is none; ``Problems`` `LOG-115` for each file that is missing or changed.
    static func checked(_ folder: String) throws -> ExportManifest {
        let path = ExportFolder.path(folder, file)
        let manifest: ExportManifest
        do {
            manifest = try JSONDecoder().decode(ExportManifest.self, from: try InputFile.data(path))
        } catch is DecodingError {
            throw incomplete("it is no manifest of an export", path)
        }
        guard manifest.schema == Self.schema else {
            throw incomplete("its schema is '\(manifest.schema)', known is '\(Self.schema)'", path)
        }
        var problems = Problems()
        for part in Ledger.ExportPart.allCases {
            let name = name(of: part)
            let path = ExportFolder.path(folder, name)
            guard let stated = manifest.files[name] else {
                problems.add(incomplete("the manifest does not state it", path))
                continue
            }
            do {
                let found = try LineReader.part(path)
                if found != stated {
                    problems.add(
                        incomplete("it has \(found.lines) of \(stated.lines) lines, or another content", path)
                    )
                }
            } catch let problem as Problem {
                problems.add(problem)
            }
        }
        for (name, hash) in manifest.rules.sorted(by: { $0.key < $1.key }) {
            let path = ExportFolder.path(folder, "rules/\(name)")
            guard !name.split(separator: "/").contains("..") else {
                problems.add(incomplete("a rule may not lie outside the folder", path))
                continue
            }
            do {
                if SHA256.hex(of: try InputFile.data(path)) != hash {
                    problems.add(incomplete("it was changed", path))
                }
            } catch let problem as Problem {
                problems.add(problem)
            }
        }
        try problems.throwIfAny()
        return manifest
    }

    private static func incomplete(_ why: String, _ path: String) -> Problem {
        Problem(
            .exportIncomplete, "the export is not whole: \(why)", at: .init(file: path),
            help: "export the project again")
    }
}

/// Reads a file line by line, a piece of it in memory at a time.
final class LineReader {
    private let handle: FileHandle
    private let path: String
    private var buffer = Data()
    private var ended = false

    init(_ path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Problem(
                .fileNotFound, "there is no such file", at: .init(file: path), help: "check the path")
        }
        self.handle = handle
        self.path = path
    }

    deinit { try? handle.close() }

    /// The next line without its end; nil after the last.
    func next() throws -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[buffer.startIndex..<end]
                buffer = buffer[buffer.index(after: end)...]
                return try text(line)
            }
            guard !ended else {
                guard !buffer.isEmpty else { return nil }
                defer { buffer = Data() }
                return try text(buffer)
            }
            let more = try read()
            if more.isEmpty { ended = true } else { buffer = Data(buffer) + more }
        }
    }

    private func read() throws -> Data {
        do {
            return try handle.read(upToCount: 1 << 20) ?? Data()
        } catch {
            throw Problem(.fileUnreadable, "the file cannot be read", at: .init(file: path))
        }
    }

    private func text(_ bytes: Data) throws -> String {
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw Problem(.fileUnreadable, "the file is not UTF-8", at: .init(file: path))
        }
        return text
    }

    /// How many lines a file has, and its hash.
    static func part(_ path: String) throws -> ExportManifest.Part {
        let reader = try LineReader(path)
        let hash = SHA256()
        var lines = 0
        while true {
            let bytes = try reader.read()
            if bytes.isEmpty { break }
            hash.update(bytes)
            lines += bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
        }
        return ExportManifest.Part(lines: lines, sha256: hash.hex())
    }
}
