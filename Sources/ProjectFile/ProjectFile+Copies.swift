import Foundation
import GRDB
import Vocabulary

extension ProjectFile {
    /// Writes an exact copy of the project's present state; others may go on writing meanwhile.
    ///
    /// - Throws: ``Problem`` `PRJ-101` if `destination` exists, `PRJ-102` if it cannot be made, `PRJ-113` for a full
    ///   disk.
    public func backup(to destination: String) throws {
        let destination = ProjectFile.resolved(destination)
        try AtomicFile.write(destination, replacing: false) { temporary in
            try DatabaseFailure.translated(destination) {
                let copy = try DatabaseQueue(path: temporary)
                try pool.backup(to: copy)
                try copy.close()
            }
        }
    }

    /// Writes a compact copy that needs no side files, to be handed over.
    ///
    /// - Throws: as ``backup(to:)``.
    public func pack(to destination: String) throws {
        let destination = ProjectFile.resolved(destination)
        try AtomicFile.write(destination, replacing: false) { temporary in
            try DatabaseFailure.translated(destination) {
                // VACUUM INTO keeps the log mode of the header, so the copy is set back before it gets its name.
                try pool.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [temporary]) }
                let copy = try DatabaseQueue(path: temporary)
                try copy.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
                try copy.close()
            }
        }
    }
}
