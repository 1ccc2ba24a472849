import Digest
import Foundation
import GRDB
import Outerline
import Vocabulary

/// A key by which a program works in the name of an account.
public struct APIToken: Codable, Sendable, Hashable {
    public var id: String
    public var account: String
    public var title: String
    /// Narrows the account's scope.
    public var scope: Scope
    /// Seconds since 1970.
    public var expiresAt: Int
    public var revoked: Bool
}

extension AccountStore {
    /// What every token begins with, so that one that leaks is recognised.
    static let tokenPrefix = "outerline_"

    /// Makes a token.
    ///
    /// - Parameter days: how long it holds, 1 to 366.
    /// - Returns: the secret; it is shown this once and kept as a hash.
    public func addToken(
        for name: String, title: String, scope: Scope = .all, days: Int, by: String
    ) throws -> (id: String, secret: String) {
        let account = try account(name)
        guard (1...366).contains(days), !title.isEmpty else {
            throw Problem(
                .accountInvalid, "a token needs a title and 1 to 366 days", at: .init(field: "days"))
        }
        let secret = Self.tokenPrefix + Secret.text(try Secret.random(32))
        let id = Secret.text(try Secret.random(6))
        let (moment, text) = (moment, try Self.text(account.scope.narrowed(by: scope)))
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO tokens (id, hash, account, title, scope, made_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, SHA256.hex(of: secret), name, title, text, moment, moment + days * 86_400,
                ])
            try record(.tokenAdded, name, by: by, note: "\(id) \(title)", db)
        }
        return (id, secret)
    }

    /// The account a secret speaks for, with the scope of both; nil if the token is unknown, over or revoked.
    public func token(_ secret: String) throws -> Session? {
        guard secret.hasPrefix(Self.tokenPrefix) else { return nil }
        let (hash, moment) = (SHA256.hex(of: secret), moment)
        return try queue.read { db in
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT accounts.*, tokens.scope AS narrow FROM tokens
                        JOIN accounts ON accounts.name = tokens.account
                        WHERE tokens.hash = ? AND tokens.revoked = 0 AND tokens.expires_at > ?
                        """, arguments: [hash, moment]),
                var account = Account(row), !account.disabled, let narrow = Self.scope(row["narrow"])
            else { return nil }
            account.scope = account.scope.narrowed(by: narrow)
            return Session(account: account, id: hash)
        }
    }

    /// All tokens of an account, or of all, without their secrets.
    public func tokens(of name: String? = nil) throws -> [APIToken] {
        try queue.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM tokens WHERE ?1 IS NULL OR account = ?1 ORDER BY account, made_at, id",
                arguments: [name]
            ).compactMap { row in
                Self.scope(row["scope"]).map {
                    APIToken(
                        id: row["id"], account: row["account"], title: row["title"], scope: $0,
                        expiresAt: row["expires_at"], revoked: row["revoked"])
                }
            }
        }
    }

    /// - Parameter owner: whose token it has to be; nil for anybody's.
    /// - Throws: ``Problem`` `WEB-611` if there is no such token.
    public func revokeToken(_ id: String, of owner: String? = nil, by: String) throws {
        try queue.write { db in
            guard
                let name = try String.fetchOne(
                    db,
                    sql: """
                        UPDATE tokens SET revoked = 1 WHERE id = ?1 AND (?2 IS NULL OR account = ?2)
                        RETURNING account
                        """, arguments: [id, owner])
            else {
                throw Problem(
                    .noSuchAccount, "there is no token '\(id)'",
                    help: "'outerline-desk account token list' shows all tokens")
            }
            try record(.tokenRevoked, name, by: by, note: id, db)
        }
    }
}
