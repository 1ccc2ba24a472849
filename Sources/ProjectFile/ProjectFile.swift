import Foundation
import GRDB
import Vocabulary

/// One city as one GeoPackage: the connection, its transactions, its tables.
///
/// Any number of readers work beside one writer, also from other processes
/// (write-ahead log, `synchronous=FULL`). Everything thrown is a ``Problem``
/// with its exit code, or the error of the caller's own closure.
public final class ProjectFile: Sendable {
    public enum Mode: Sendable { case read, write }

    /// The absolute path, symbolic links resolved.
    public let path: String
    public let mode: Mode
    let pool: DatabasePool
    /// Closes last, so that a reading process leaves no -wal and -shm behind (SQLite keeps them otherwise).
    let janitor: DatabaseQueue?
    let clock: @Sendable () -> Date
    private let closed = Guarded(false)

    init(
        path: String, mode: Mode, pool: DatabasePool, janitor: DatabaseQueue?,
        clock: @escaping @Sendable () -> Date
    ) {
        self.path = path
        self.mode = mode
        self.pool = pool
        self.janitor = janitor
        self.clock = clock
    }

    deinit { try? close() }

    /// Runs `body` on one consistent state of the project.
    public func read<T>(_ body: (Database) throws -> T) throws -> T {
        try DatabaseFailure.translated(path) { try pool.read(body) }
    }

    /// Runs `body` in one immediate transaction: all of it, or nothing.
    ///
    /// - Throws: ``Problem`` `PRJ-112` if another process writes for longer than the busy timeout.
    public func write<T>(_ body: (Database) throws -> T) throws -> T {
        try requireWritable()
        return try DatabaseFailure.translated(path) { try pool.write(body) }
    }

    /// Runs `body` on the writing connection outside any transaction, for statements that need it so.
    func writeWithoutTransaction<T>(_ body: (Database) throws -> T) throws -> T {
        try requireWritable()
        return try DatabaseFailure.translated(path) { try pool.writeWithoutTransaction(body) }
    }

    /// Ends all connections; the last writer's log is merged, so that the file can be copied alone.
    ///
    /// Closing again does nothing; using a closed project throws.
    public func close() throws {
        let first = closed.withLock { flag in
            defer { flag = true }
            return !flag
        }
        guard first else { return }
        try DatabaseFailure.translated(path) {
            if mode == .write {
                pool.invalidateReadOnlyConnections()
                try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            }
            try pool.close()
            try janitor?.close()
        }
    }

    private func requireWritable() throws {
        guard mode == .write else {
            throw Problem(
                .projectNotWritable, "the project was opened for reading", at: .init(file: path))
        }
    }

    /// The instant of the injected clock as GeoPackage writes it: `2026-11-22T14:35:34.112Z`.
    public func timestamp() -> String { ProjectFile.timestamp(clock()) }

    static func timestamp(_ date: Date) -> String {
        date.formatted(
            .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted)
        )
    }
}
