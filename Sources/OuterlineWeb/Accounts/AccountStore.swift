import Digest
import Foundation
import GRDB
import Outerline
import Vocabulary

/// Accounts, sessions, tokens and the audit: `desk.sqlite` beside the project, never in it.
///
/// Everything here blocks; it is called from threads that may (see ``DeskHost``). What is secret is kept as a hash.
public final class AccountStore: Sendable {
    public let path: String
    let queue: DatabaseQueue
    let now: @Sendable () -> Date
    let rules: SessionRules
    let cost: PasswordHash.Cost
    /// Checked against for names nobody has, so that these take as long as others.
    let decoy: PasswordHash

    /// Opens or makes the file; only its owner may read it.
    ///
    /// - Parameter cost: how hard a guess at a password made from now on is.
    /// - Throws: ``Problem`` `WEB-613`.
    public init(
        _ path: String, rules: SessionRules = SessionRules(), cost: PasswordHash.Cost = .standard,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.path = path
        self.now = now
        self.rules = rules
        self.cost = cost
        decoy = try PasswordHash("decoy \(try Secret.text(Secret.random(16)))", cost: cost)
        do {
            if !FileManager.default.fileExists(atPath: path) {
                guard
                    FileManager.default.createFile(
                        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
                else { throw CocoaError(.fileWriteUnknown) }
            }
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.label = "desk"
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try Self.migrator.migrate(queue)
        } catch {
            throw Problem(
                .deskFileInvalid, "the file of accounts cannot be opened: \(error)", at: .init(file: path),
                help: "check the path and its permissions; --accounts names another file")
        }
    }

    public func close() throws { try queue.close() }

    /// Numbered steps, never edited.
    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001 accounts") { db in
            try db.execute(
                sql: """
                    CREATE TABLE accounts (
                        name TEXT PRIMARY KEY NOT NULL, person TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
                        scope TEXT NOT NULL, password TEXT, disabled INTEGER NOT NULL DEFAULT 0,
                        made_at INTEGER NOT NULL);
                    CREATE TABLE sessions (
                        token TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE,
                        made_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, address TEXT NOT NULL) WITHOUT ROWID;
                    CREATE INDEX sessions_account ON sessions (account);
                    CREATE TABLE tokens (
                        id TEXT PRIMARY KEY NOT NULL, hash TEXT NOT NULL UNIQUE,
                        account TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE, title TEXT NOT NULL,
                        scope TEXT NOT NULL, made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
                        revoked INTEGER NOT NULL DEFAULT 0);
                    CREATE TABLE attempts (
                        key TEXT PRIMARY KEY NOT NULL, failures INTEGER NOT NULL, last_at INTEGER NOT NULL,
                        locked_until INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE TABLE audit (
                        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, account TEXT,
                        by TEXT, address TEXT, note TEXT);
                    CREATE TRIGGER audit_keep_updates BEFORE UPDATE ON audit
                        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
                    CREATE TRIGGER audit_keep_deletes BEFORE DELETE ON audit
                        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
                    """)
        }
        migrator.registerMigration("002 status links") { try Self.makeStatusLinks($0) }
        migrator.registerMigration("api 1 kept answers") { try $0.execute(sql: KeptAnswer.table) }
        migrator.registerMigration("api 2 webhooks") { try $0.execute(sql: Webhook.table) }
        return migrator
    }

    /// Seconds since 1970.
    var moment: Int { Int(now().timeIntervalSince1970.rounded(.down)) }
}

/// How long a session lasts, and when guessing is slowed down.
public struct SessionRules: Sendable, Hashable {
    /// Seconds without a request after which a session ends.
    public var idle = 2 * 3600
    /// Seconds after which it ends in any case: one long working day.
    public var absolute = 12 * 3600
    /// Failures in a row that cost nothing.
    public var freeFailures = 5
    /// Seconds to wait after the first failure that costs something; doubled with each further one.
    public var firstDelay = 30
    public var longestDelay = 3600
    /// Seconds without a failure after which they are forgotten.
    public var memory = 24 * 3600

    public init() {}

    /// Seconds to wait after so many failures in a row.
    func delay(after failures: Int) -> Int {
        let over = failures - freeFailures
        guard over >= 0 else { return 0 }
        return over >= 20 ? longestDelay : min(longestDelay, firstDelay << over)
    }
}
