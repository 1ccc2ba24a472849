import Foundation
import GRDB
import Vocabulary

extension ProjectFile {
    /// Opens a project; every wrong file is told apart and left as it is.
    ///
    /// Opening for writing brings older tables up to date and drops what an import that was killed left behind.
    /// Opening for reading writes nothing and works in a read-only folder too.
    ///
    /// - Parameters:
    ///   - migrations: the steps of the components that keep tables in the project, such as the ledger.
    ///   - busyTimeout: seconds to wait for another writer.
    ///   - clock: gives the time for `last_change` of the GeoPackage tables.
    /// - Throws: ``Problem`` `PRJ-103` … `PRJ-116`.
    public static func open(
        _ path: String, mode: Mode, migrations: [Migration] = [], busyTimeout: TimeInterval = 2,
        clock: @escaping @Sendable () -> Date = { Date() }
    ) throws -> ProjectFile {
        let path = resolved(path)
        try FileInspection.requireGeoPackage(path)
        try NetworkFileSystem.refuse(path)
        let all = Migration.ofProject + migrations
        try DatabaseFailure.translated(path) { try requireProject(path, all, mode, busyTimeout) }
        let project = try DatabaseFailure.translated(path) {
            try connect(path, mode: mode, busyTimeout: busyTimeout, clock: clock)
        }
        if mode == .write { try project.bringUpToDate(all) }
        return project
    }

    /// The absolute path with symbolic links resolved, so that one project has one name.
    static func resolved(_ path: String) -> String {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        return url.resolvingSymlinksInPath().path(percentEncoded: false)
    }

    private func bringUpToDate(_ migrations: [Migration]) throws {
        let pending = try read { try Migration.pending(migrations, in: $0, path: path) }
        if !pending.isEmpty { try write { try Migration.apply(pending, to: $0) } }
        try dropStaleStaging()
    }

    /// Looks at the tables through a connection that cannot write.
    private static func requireProject(
        _ path: String, _ migrations: [Migration], _ mode: Mode, _ busyTimeout: TimeInterval
    ) throws {
        if mode == .write { try requireWritableFile(path) }
        let glance = try DatabaseQueue(
            path: readablePath(path), configuration: configuration(readonly: true, busyTimeout))
        defer { try? glance.close() }
        try glance.read { db in
            guard try db.tableExists(Migration.table), try db.tableExists("outerline_project") else {
                throw Problem(
                    .notProject, "the GeoPackage is no Outerline project", at: .init(file: path),
                    help: "create one with 'outerline project new', then import this file's layers")
            }
            let pending = try Migration.pending(migrations, in: db, path: path)
            if mode == .read, !pending.isEmpty {
                throw Problem(
                    .projectTooOld, "the project's tables are older than this program", at: .init(file: path),
                    help: "open it once with a command that writes")
            }
        }
    }

    private static func requireWritableFile(_ path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        guard access(path, W_OK) == 0, access(folder, W_OK) == 0 else {
            throw Problem(
                .projectNotWritable, "the project cannot be written", at: .init(file: path),
                help: "check the permissions of the file and its folder")
        }
    }

    static func connect(
        _ path: String, mode: Mode, busyTimeout: TimeInterval, clock: @escaping @Sendable () -> Date
    ) throws -> ProjectFile {
        switch mode {
        case .write:
            let pool = try DatabasePool(
                path: path, configuration: configuration(readonly: false, busyTimeout))
            // The pool sets NORMAL with the write-ahead log; facts must survive a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return ProjectFile(path: path, mode: mode, pool: pool, janitor: nil, clock: clock)
        case .read:
            let readable = readablePath(path)
            let janitor = readable == path ? makeJanitor(path, busyTimeout) : nil
            let pool = try DatabasePool(
                path: readable, configuration: configuration(readonly: true, busyTimeout))
            return ProjectFile(path: path, mode: mode, pool: pool, janitor: janitor, clock: clock)
        }
    }

    /// A connection that could write but never does; closing last, it removes the side files of readers.
    private static func makeJanitor(_ path: String, _ busyTimeout: TimeInterval) -> DatabaseQueue? {
        let folder = (path as NSString).deletingLastPathComponent
        guard access(path, W_OK) == 0, access(folder, W_OK) == 0 else { return nil }
        var configuration = configuration(readonly: false, busyTimeout)
        configuration.label = "janitor"
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
        let attached: ()? = try? queue.read {
            _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema")
        }
        return attached == nil ? nil : queue
    }

    /// The path, or in a folder where no side file can be made (and none is) a name that asks for none.
    private static func readablePath(_ path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        let sideFiles = access(path + "-wal", F_OK) == 0
        guard access(folder, W_OK) != 0, !sideFiles else { return path }
        let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
        return "file://\(escaped)?immutable=1"
    }

    static func configuration(readonly: Bool, _ busyTimeout: TimeInterval) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(busyTimeout)
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { db in
            try db.execute(
                sql: "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST")
            SpatialFunctions.register(in: db)
        }
        return configuration
    }
}
