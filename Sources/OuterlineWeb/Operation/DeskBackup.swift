import Digest
import Foundation
import GRDB
import Ledger
import Outerline
import ProjectFile
import Vocabulary

/// Copies of the project, its documents and the accounts, made while they are used.
public enum DeskBackup {
    /// As below, for a project nobody has opened here; a desk may go on serving it.
    public static func make(
        file: String, _ accounts: AccountStore, into folder: String, at moment: Date, by: String
    ) throws -> BackupDocument {
        let project = try Project.open(file, mode: .read)
        defer { try? project.close() }
        return try make(project, accounts, into: folder, at: moment, by: by)
    }

    /// Copies all into a new folder, which gets its name when everything is in it.
    ///
    /// The accounts come first: what they remember of the log (webhooks, kept answers) is then in the copy of the
    /// project, too. The documents come last: those the copy of the project tells of are then among them.
    ///
    /// - Parameters:
    ///   - folder: exists already; the copy is a folder in it, named by the moment.
    ///   - by: whoever asks, for the audit.
    /// - Throws: ``Problem`` `API-113` if the folder cannot be written.
    public static func make(
        _ project: Project, _ accounts: AccountStore, into folder: String, at moment: Date, by: String
    ) throws -> BackupDocument {
        let text = moment.formatted(.iso8601)
        let name = "outerline-" + text.filter { $0 != ":" }
        let part = "\(folder)/.\(name).part"
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: part, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw failed(folder, "a folder cannot be made there")
        }
        do {
            try accounts.backup(to: "\(part)/desk.sqlite")
            let documents = try project.backup(to: "\(part)/project.gpkg")
            let position = try Project.open("\(part)/project.gpkg", mode: .read).logPosition()
            for end in ["-wal", "-shm"] { try? files.removeItem(atPath: "\(part)/project.gpkg\(end)") }
            let copies = try ["desk.sqlite", "project.gpkg"].map { file in
                let path = "\(part)/\(file)"
                let size = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).seekToEnd()
                return BackupDocument.File(name: file, bytes: Int(size), sha256: try SHA256.hex(ofFile: path))
            }
            try files.moveItem(atPath: part, toPath: "\(folder)/\(name)")
            try accounts.note(.backedUp, by: by, name)
            return BackupDocument(
                name: name, madeAt: text, log: position, files: copies, documents: documents)
        } catch {
            try? files.removeItem(atPath: part)
            if error is Problem { throw error }
            throw failed(folder, "\(error)")
        }
    }

    private static func failed(_ folder: String, _ why: String) -> Problem {
        Problem(
            .backupFailed, "the back-up cannot be written: \(why)", at: .init(file: folder),
            help: "check that the folder exists, is writable and has room")
    }
}

/// One copy of a desk.
public struct BackupDocument: Encodable, Sendable {
    public var schema = "outerline.backup/1"
    /// The folder.
    public var name: String
    public var madeAt: String
    /// The end of the log in the copy.
    public var log: LogPosition
    public var files: [File]
    /// What the folder `project.documents` holds; it is absent where there are none.
    public var documents: DocumentFolder.Contents

    /// How many events the copy holds.
    public var events: Int { log.sequence }

    public struct File: Encodable, Sendable {
        public var name: String
        public var bytes: Int
        public var sha256: String
    }

    private enum CodingKeys: String, CodingKey {
        case schema, name, log, files, documents
        case madeAt = "made_at"
    }
}

extension AccountStore {
    /// Copies the file as it is now while others use it; only its owner may read the copy.
    func backup(to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
        let copy = try DatabaseQueue(path: path)
        try queue.backup(to: copy)
        // The copy needs no files beside it.
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copy.close()
    }

    func note(_ action: AuditAction, by: String, _ note: String) throws {
        try queue.write { try record(action, nil, by: by, note: note, $0) }
    }
}
