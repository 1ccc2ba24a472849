import Digest
import Foundation
import Outerline
import ProjectFile
import Vocabulary

/// Documents that were handed in, as files named by their SHA-256 in a folder beside the project.
///
/// `city.documents` beside `city.gpkg`. What they are, whose they are and what they are called stands in the log; a file
/// that is handed in twice is kept once, and none is ever changed.
struct DocumentShelf: Sendable {
    private let folder: DocumentFolder

    /// - Parameter project: the path of the project.
    init(project: String) { folder = DocumentFolder(project: project) }

    /// Keeps a file; it is on the disk when this returns.
    ///
    /// - Returns: its SHA-256 in lower-case hexadecimal, and whether it was not there before.
    /// - Throws: ``Problem`` `PRJ-102`, `PRJ-116` if it cannot be written.
    func keep(_ data: Data) throws -> (sha256: String, isNew: Bool) {
        let hash = SHA256.hex(of: data)
        let path = try path(hash)
        if FileManager.default.fileExists(atPath: path) { return (hash, false) }
        do {
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw Problem(
                .cannotCreateFile, "the folder of documents cannot be made", at: .init(file: folder.path),
                help: "check its permissions")
        }
        try AtomicFile.write(data, to: path, replacing: true)
        return (hash, true)
    }

    /// Takes a file back that nothing tells of.
    func drop(_ sha256: String) {
        if let path = try? path(sha256) { try? FileManager.default.removeItem(atPath: path) }
    }

    func holds(_ sha256: String) -> Bool {
        (try? path(sha256)).map { FileManager.default.fileExists(atPath: $0) } ?? false
    }

    /// - Throws: ``Problem`` `WEB-606` if there is no such file, `WEB-641` if it is not the one that was handed in.
    func data(_ sha256: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: try path(sha256)) else {
            throw Problem(
                .noSuchPage, "the file of the document is missing", help: "look for it in a back-up")
        }
        guard SHA256.hex(of: data) == sha256 else {
            throw Problem(
                .fileRefused, "the file of the document was changed after it was kept",
                help: "restore it from a back-up")
        }
        return data
    }

    private func path(_ sha256: String) throws -> String {
        guard let path = folder.file(sha256) else {
            throw Problem(
                .noSuchPage, "there is no such document", help: "the page of the case lists its own")
        }
        return path
    }
}

/// A document as the reference of a ``DocumentOnFile`` names it: `承诺书.pdf sha256:…`.
struct KeptDocument: Sendable, Hashable {
    var name: String
    var sha256: String

    init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
    }

    /// Nil for a reference to anything else, such as a shelf of paper.
    init?(reference: String) {
        guard let mark = reference.range(of: Self.mark, options: .backwards) else { return nil }
        let hash = String(reference[mark.upperBound...])
        guard DocumentFolder.isHash(hash) else { return nil }
        self.init(name: String(reference[..<mark.lowerBound]), sha256: hash)
    }

    var reference: String { name + Self.mark + sha256 }

    private static let mark = " sha256:"

    /// `attachment` with its name, as RFC 6266 has it: plain letters for old programs, all letters for the others.
    var disposition: String {
        let plain = String(
            name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(FormValues.encoded(name))"
    }
}
