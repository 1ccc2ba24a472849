import Foundation
import GRDB

/// What the audit tells of.
public enum AuditAction: String, Codable, Sendable, CaseIterable {
    case signedIn = "signed_in"
    case signInFailed = "sign_in_failed"
    case signInLocked = "sign_in_locked"
    case signedOut = "signed_out"
    case accountAdded = "account_added"
    case accountChanged = "account_changed"
    case passwordChanged = "password_changed"
    case tokenAdded = "token_added"
    case tokenRevoked = "token_revoked"
    case statusLinkAdded = "status_link_added"
    case statusLinkRevoked = "status_link_revoked"
    case webhookAdded = "webhook_added"
    case webhookRemoved = "webhook_removed"
    case webhookResumed = "webhook_resumed"
    case backedUp = "backed_up"
}

/// One line of the audit: who did what to which account, when, from where.
///
/// No secret stands in it.
public struct AuditEntry: Codable, Sendable, Hashable {
    public var id: Int
    /// Seconds since 1970.
    public var at: Int
    public var action: AuditAction
    public var account: String?
    public var by: String?
    public var address: String?
    public var note: String?
}

extension AccountStore {
    /// The latest entries first.
    ///
    /// - Parameters:
    ///   - name: only what happened to or was done by this account; nil for all.
    ///   - before: only entries with lesser ids; nil for the latest.
    public func audit(limit: Int = 200, of name: String? = nil, before: Int? = nil) throws -> [AuditEntry] {
        try queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM audit WHERE (?1 IS NULL OR account = ?1 OR by = ?1) AND (?2 IS NULL OR id < ?2)
                    ORDER BY id DESC LIMIT ?3
                    """, arguments: [name, before, limit]
            ).compactMap { row in
                AuditAction(rawValue: row["action"]).map {
                    AuditEntry(
                        id: row["id"], at: row["at"], action: $0, account: row["account"], by: row["by"],
                        address: row["address"], note: row["note"])
                }
            }
        }
    }

    func record(
        _ action: AuditAction, _ account: String?, by: String?, address: String? = nil, note: String?,
        _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, action, account, by, address, note) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [moment, action.rawValue, account.map(Self.shortened), by, address, note])
    }

    /// A name somebody typed; it may be a password typed in the wrong field, or very long.
    private static func shortened(_ name: String) -> String { String(name.prefix(64)) }
}
