import Foundation
import ProjectFile
import Vocabulary

/// The folder of documents beside a project: `city.documents` beside `city.gpkg`.
///
/// Its files are named by their SHA-256 in folders of the first two digits. What they are stands in the log; a file is on
/// the disk before the log tells of it, and none is ever changed.
public struct DocumentFolder: Sendable, Hashable {
    public let path: String

    /// - Parameter project: the path of the project.
    public init(project: String) {
        path = URL(fileURLWithPath: project).deletingPathExtension().appendingPathExtension("documents").path
    }

    /// Where the document of a hash lies, whether it is there or not; nil for text that is no hash.
    public func file(_ sha256: String) -> String? {
        Self.isHash(sha256) ? "\(path)/\(sha256.prefix(2))/\(sha256)" : nil
    }

    /// Whether a text is a SHA-256 in lower-case hexadecimal.
    public static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// The hashes of all documents, in ascending order; what else lies in the folder is passed over.
    public func hashes() -> [String] {
        func names(_ folder: String) -> [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        }
        return names(path).filter { $0.utf8.count == 2 }.flatMap { start in
            names("\(path)/\(start)").filter { Self.isHash($0) && $0.hasPrefix(start) }
        }.sorted()
    }

    /// How much a folder holds.
    public struct Contents: Encodable, Sendable, Hashable {
        public var files: Int
        public var bytes: Int
    }

    /// Copies all documents; the other folder appears when it is whole, and not at all if there are none.
    ///
    /// A copy of the project is made first: every document it tells of is then among those that are copied.
    ///
    /// - Throws: ``Problem`` `PRJ-101` if the other folder exists, `PRJ-102`, `PRJ-113` or `PRJ-114` for what the
    ///   system refuses.
    /// - Complexity: reads and writes every document once, one at a time.
    public func copy(to other: DocumentFolder) throws -> Contents {
        let hashes = hashes()
        var contents = Contents(files: hashes.count, bytes: 0)
        guard !hashes.isEmpty else { return contents }
        let (files, target) = (FileManager.default, URL(fileURLWithPath: other.path))
        guard !files.fileExists(atPath: other.path) else {
            throw Problem(
                .fileExists, "the folder of documents exists already", at: .init(file: other.path),
                help: "choose another name or move it away")
        }
        let part = target.deletingLastPathComponent()
            .appendingPathComponent(".\(target.lastPathComponent).\(getpid()).tmp").path
        try Temporaries.during(part) {
            do {
                for hash in hashes { contents.bytes += try copy(hash, into: part) }
                try files.moveItem(atPath: part, toPath: other.path)
            } catch {
                try? files.removeItem(atPath: part)
                if error is Problem { throw error }
                throw Problem(
                    .cannotCreateFile, "the folder of documents cannot be made",
                    at: .init(file: other.path),
                    help: "check that the folder exists and that you may write there"
                )
            }
        }
        return contents
    }

    /// - Returns: its bytes.
    private func copy(_ hash: String, into part: String) throws -> Int {
        let (start, folder) = (hash.prefix(2), "\(part)/\(hash.prefix(2))")
        guard let data = FileManager.default.contents(atPath: "\(path)/\(start)/\(hash)") else {
            throw Problem(
                .readWriteFailed, "a document cannot be read", at: .init(file: "\(path)/\(start)/\(hash)"),
                help: "check its permissions")
        }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try AtomicFile.write(data, to: "\(folder)/\(hash)", replacing: false)
        return data.count
    }
}

extension Project {
    /// Copies the project as it is now while others go on working, and the documents beside it.
    ///
    /// - Returns: how many documents were copied into the folder beside the copy.
    /// - Throws: ``Problem`` `PRJ-101` if the copy or its folder exists, `PRJ-102`, `PRJ-113`, `PRJ-114`; nothing
    ///   of the copy is left then.
    @discardableResult
    public func backup(to destination: String) throws -> DocumentFolder.Contents {
        try file.backup(to: destination)
        return try copyDocuments(besides: destination)
    }

    /// Writes the project as one file without side files, to hand over, and the documents beside it.
    ///
    /// - Returns, Throws: as ``backup(to:)``.
    @discardableResult
    public func pack(to destination: String) throws -> DocumentFolder.Contents {
        try file.pack(to: destination)
        return try copyDocuments(besides: destination)
    }

    private func copyDocuments(besides copy: String) throws -> DocumentFolder.Contents {
        do {
            return try DocumentFolder(project: path).copy(to: DocumentFolder(project: copy))
        } catch {
            // A copy without its documents would look whole.
            try? FileManager.default.removeItem(atPath: copy)
            throw error
        }
    }
}
