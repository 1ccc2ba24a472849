import Foundation
import GRDB
import Vocabulary

extension ProjectFile {
    /// What the names of staging tables begin with.
    public static let stagingPrefix = "outerline_staging_"

    /// Holds the right to stage an import; one at a time for a project, across processes.
    ///
    /// The lock is the system's (flock), so it ends with the process that held it.
    public final class StagingLock {
        private let path: String
        private let descriptor: Int32

        fileprivate init?(_ path: String) throws {
            while true {
                let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
                guard descriptor >= 0 else {
                    throw DatabaseFailure.system(errno, "the import cannot be locked", path)
                }
                guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                    Glibc.close(descriptor)
                    return nil
                }
                // The holder before us removes the file: make sure that ours is the one others see.
                var ours = stat()
                var theirs = stat()
                if fstat(descriptor, &ours) == 0, stat(path, &theirs) == 0, ours.st_ino == theirs.st_ino {
                    self.path = path
                    self.descriptor = descriptor
                    return
                }
                Glibc.close(descriptor)
            }
        }

        deinit {
            unlink(path)
            Glibc.close(descriptor)
        }
    }

    /// Takes the staging lock.
    ///
    /// - Throws: ``Problem`` `PRJ-117` if another import holds it.
    public func lockStaging() throws -> StagingLock {
        guard let lock = try StagingLock(path + "-import") else {
            throw Problem(
                .importRunning, "another import into this project is running", at: .init(file: path),
                help: "retry when it has ended")
        }
        return lock
    }

    /// Drops what an import that was killed left behind, unless one is running now.
    func dropStaleStaging() throws {
        let stale = try read { try ProjectFile.stagingTables($0) }
        guard !stale.isEmpty, let lock = try StagingLock(path + "-import") else { return }
        try dropStaging(lock)
    }

    /// Drops every staging table; the caller shows that no import is using them.
    public func dropStaging(_ lock: borrowing StagingLock) throws {
        let tables = try read { try ProjectFile.stagingTables($0) }
        for table in tables { try write { try FeatureTable.dropBare(table, $0) } }
    }

    private static func stagingTables(_ db: Database) throws -> [String] {
        // The underscore is a wildcard of LIKE: compare the prefix itself.
        try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, length(?1)) = ?1 ORDER BY name
                """,
            arguments: [stagingPrefix])
    }
}
