import Digest
import Foundation
import GRDB
import Outerline
import Vocabulary

/// A session as the browser's cookie opens it.
public struct Session: Sendable, Hashable {
    public var account: Account
    /// The hash of the token under which it is kept; names the session without opening it.
    public var id: String
}

extension AccountStore {
    /// Signs somebody in.
    ///
    /// An attempt is counted before the password is looked at, so that many at once gain nothing.
    ///
    /// - Returns: the token of the new session, to be given to the browser once and kept nowhere else.
    /// - Throws: ``Problem`` `WEB-608`, or `WEB-609` with the seconds to wait in its help.
    public func signIn(_ name: String, password: String, address: String) throws -> String {
        let keys = ["account:\(name.lowercased().prefix(64))", "address:\(address)"]
        try countAttempt(name, keys, address)
        let known = try queue.read { db in
            (
                try Self.account(name, db),
                try String.fetchOne(
                    db, sql: "SELECT password FROM accounts WHERE name = ?", arguments: [name])
            )
        }
        let hash = known.1.flatMap { PasswordHash(text: $0) }
        let isRight = (hash ?? decoy).verifies(String(password.prefix(PasswordRules.mostBytes)))
        guard isRight, hash != nil, let account = known.0, !account.disabled else {
            try queue.write { try record(.signInFailed, name, by: nil, address: address, note: nil, $0) }
            throw Problem(.signInFailed, "name or password is wrong", help: "check both and try again")
        }
        let token = Secret.text(try Secret.random(32))
        let moment = moment
        try queue.write { db in
            for key in keys { try db.execute(sql: "DELETE FROM attempts WHERE key = ?", arguments: [key]) }
            try db.execute(
                sql: "DELETE FROM sessions WHERE seen_at <= ? OR made_at <= ?",
                arguments: [moment - rules.idle, moment - rules.absolute])
            try db.execute(
                sql:
                    "INSERT INTO sessions (token, account, made_at, seen_at, address) VALUES (?, ?, ?, ?, ?)",
                arguments: [SHA256.hex(of: token), account.name, moment, moment, address])
            try record(.signedIn, account.name, by: account.name, address: address, note: nil, db)
        }
        return token
    }

    /// The session a token opens; nil if there is none or it has ended.
    ///
    /// Its use is noted once a minute.
    public func session(_ token: String) throws -> Session? {
        let (id, moment) = (SHA256.hex(of: token), moment)
        let row = try queue.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT accounts.*, sessions.seen_at AS seen, sessions.made_at AS began
                    FROM sessions JOIN accounts ON accounts.name = sessions.account WHERE sessions.token = ?
                    """, arguments: [id]
            ).map { (Account($0), $0["seen"] as Int, $0["began"] as Int) }
        }
        guard let (account, seen, began) = row, let account, !account.disabled, moment < seen + rules.idle,
            moment < began + rules.absolute
        else { return nil }
        if moment >= seen + 60 {
            try queue.write {
                try $0.execute(
                    sql: "UPDATE sessions SET seen_at = ? WHERE token = ?", arguments: [moment, id])
            }
        }
        return Session(account: account, id: id)
    }

    /// Ends a session; one that has ended already is no error.
    public func signOut(_ token: String, address: String) throws {
        let id = SHA256.hex(of: token)
        try queue.write { db in
            guard
                let name = try String.fetchOne(
                    db, sql: "DELETE FROM sessions WHERE token = ? RETURNING account", arguments: [id])
            else { return }
            try record(.signedOut, name, by: name, address: address, note: nil, db)
        }
    }

    /// Counts an attempt for account and address, or refuses it while either has to wait.
    private func countAttempt(_ name: String, _ keys: [String], _ address: String) throws {
        let moment = moment
        let wait = try queue.write { db -> Int in
            let waits = try keys.map { key in
                let until = try Int.fetchOne(
                    db, sql: "SELECT locked_until FROM attempts WHERE key = ?", arguments: [key])
                return max(0, (until ?? 0) - moment)
            }
            if let longest = waits.max(), longest > 0 {
                try record(.signInLocked, name, by: nil, address: address, note: nil, db)
                return longest
            }
            for key in keys {
                let row = try Row.fetchOne(
                    db, sql: "SELECT failures, last_at FROM attempts WHERE key = ?", arguments: [key])
                let isOld = (row?["last_at"] ?? 0) <= moment - rules.memory
                let failures = (isOld ? 0 : row?["failures"] ?? 0) + 1
                try db.execute(
                    sql:
                        "INSERT OR REPLACE INTO attempts (key, failures, last_at, locked_until) VALUES (?, ?, ?, ?)",
                    arguments: [key, failures, moment, moment + rules.delay(after: failures)])
            }
            return 0
        }
        guard wait > 0 else { return }
        throw Problem(
            .signInLocked, "too many attempts to sign in have failed", help: "wait \(wait) s and try again")
    }
}
