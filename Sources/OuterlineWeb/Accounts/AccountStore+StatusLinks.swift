import Digest
import Foundation
import GRDB
import Outerline
import Vocabulary

/// A link by which an applicant sees how far the application has come, without an account.
public struct StatusLink: Codable, Sendable, Hashable {
    public var id: String
    /// The case on whose page it was made.
    public var caseID: String
    /// What it shows.
    public var cases: [String]
    /// The person who made it.
    public var by: String
    /// Seconds since 1970.
    public var madeAt: Int
    public var expiresAt: Int
    public var revoked: Bool
}

extension AccountStore {
    static func makeStatusLinks(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE status_links (
                    id TEXT PRIMARY KEY NOT NULL, hash TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL,
                    cases TEXT NOT NULL, made_by TEXT NOT NULL, made_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0);
                CREATE INDEX status_links_case ON status_links (case_id);
                """)
    }

    /// How long a link may hold, in days.
    static let linkDays = 1...366

    /// Makes a link.
    ///
    /// - Parameters:
    ///   - cases: what it shows; its own case among them.
    ///   - account: who makes it, for the audit.
    /// - Returns: the secret of its address; it is shown this once and kept as a hash.
    /// - Throws: ``Problem`` `WEB-614` for a number of days that is not possible.
    public func addStatusLink(
        _ caseID: String, cases: [String], days: Int, by person: String, account: String
    ) throws -> (id: String, secret: String) {
        guard Self.linkDays.contains(days) else {
            throw Problem(
                .formInvalid, "a link holds 1 to 366 days", at: .init(field: "days"),
                help: "make another one when it is over")
        }
        let secret = Secret.text(try Secret.random(32))
        let id = Secret.text(try Secret.random(6))
        let moment = moment
        let text = String(decoding: try JSONEncoder().encode(cases), as: UTF8.self)
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO status_links (id, hash, case_id, cases, made_by, made_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, SHA256.hex(of: secret), caseID, text, person, moment, moment + days * 86_400,
                ])
            try record(.statusLinkAdded, account, by: account, note: "\(id) \(caseID)", db)
        }
        return (id, secret)
    }

    /// The links made on the page of a case, the latest first.
    public func statusLinks(of caseID: String) throws -> [StatusLink] {
        try queue.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM status_links WHERE case_id = ? ORDER BY made_at DESC, id",
                arguments: [caseID]
            ).compactMap(StatusLink.init)
        }
    }

    /// The link a secret opens; nil if there is none, or it is over or revoked.
    public func statusLink(_ secret: String) throws -> StatusLink? {
        let moment = moment
        return try queue.read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM status_links WHERE hash = ? AND revoked = 0 AND expires_at > ?",
                arguments: [SHA256.hex(of: secret), moment]
            ).flatMap(StatusLink.init)
        }
    }

    /// Makes a link useless at once.
    ///
    /// - Throws: ``Problem`` `WEB-606` if the case has no such link.
    public func revokeStatusLink(_ id: String, of caseID: String, account: String) throws {
        try queue.write { db in
            try db.execute(
                sql: "UPDATE status_links SET revoked = 1 WHERE id = ? AND case_id = ?",
                arguments: [id, caseID])
            guard db.changesCount > 0 else {
                throw Problem(
                    .noSuchPage, "the case has no such link", help: "the page of links shows those it has")
            }
            try record(.statusLinkRevoked, account, by: account, note: "\(id) \(caseID)", db)
        }
    }
}

extension StatusLink {
    /// Nil for a row whose cases cannot be read: such a link shows nothing.
    init?(_ row: Row) {
        let text: String = row["cases"]
        guard let cases = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else { return nil }
        self.init(
            id: row["id"], caseID: row["case_id"], cases: cases, by: row["made_by"], madeAt: row["made_at"],
            expiresAt: row["expires_at"], revoked: row["revoked"])
    }
}
