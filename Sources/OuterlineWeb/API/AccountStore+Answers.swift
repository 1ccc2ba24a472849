import Foundation
import GRDB
import Outerline
import Vocabulary

/// Answers kept under the keys of their requests.
enum KeptAnswer {
    /// A request that wants to be done once.
    struct Claim: Sendable, Hashable {
        var account: String
        var key: String
        /// A hash of the request.
        var request: String
        /// The run of the desk: what an earlier one left unfinished will never be finished.
        var run: String
        /// How long answers are kept.
        var seconds: Int
    }

    static let table = """
        CREATE TABLE answers (
            account TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE, key TEXT NOT NULL,
            request TEXT NOT NULL, run TEXT NOT NULL, made_at INTEGER NOT NULL,
            status INTEGER, type TEXT, body BLOB, PRIMARY KEY (account, key)) WITHOUT ROWID;
        CREATE INDEX answers_made ON answers (made_at);
        """
}

extension AccountStore {
    /// Takes a key for a request that is about to be done.
    ///
    /// - Parameter takingOver: whether a request that an earlier run of the desk left unfinished may be done again.
    /// - Returns: the answer the same request had; nil if it is to be done now.
    /// - Throws: ``Problem`` `API-104` if the key is another request's, `API-105` if this one is being done, `API-106`
    ///   if it was being done when the desk ended.
    func claim(_ claim: KeptAnswer.Claim, takingOver: Bool) throws -> CommandAnswer? {
        let moment = moment
        return try queue.write { db in
            try db.execute(
                sql: "DELETE FROM answers WHERE made_at <= ?", arguments: [moment - claim.seconds])
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM answers WHERE account = ? AND key = ?",
                arguments: [claim.account, claim.key])
            guard let row else {
                try db.execute(
                    sql: "INSERT INTO answers (account, key, request, run, made_at) VALUES (?, ?, ?, ?, ?)",
                    arguments: [claim.account, claim.key, claim.request, claim.run, moment])
                return nil
            }
            guard row["request"] as String == claim.request else {
                throw Problem(
                    .idempotencyKeyReused, "the Idempotency-Key was used for another request",
                    help: "send a new request with a new key")
            }
            if let status: Int = row["status"] {
                return CommandAnswer(status: status, body: row["body"] ?? Data(), type: row["type"] ?? "")
            }
            if row["run"] as String == claim.run {
                throw Problem(
                    .idempotencyUnderWay, "the same request is under way", help: "send it again in a moment")
            }
            guard takingOver else {
                throw Problem(
                    .idempotencyLost, "the desk ended before it could keep the answer",
                    help: "look at the history of the case; send what is missing with a new key")
            }
            try db.execute(
                sql: "UPDATE answers SET run = ?, made_at = ? WHERE account = ? AND key = ?",
                arguments: [claim.run, moment, claim.account, claim.key])
            return nil
        }
    }

    func keep(_ answer: CommandAnswer, _ claim: KeptAnswer.Claim) throws {
        try queue.write { db in
            try db.execute(
                sql:
                    "UPDATE answers SET status = ?, type = ?, body = ? WHERE account = ? AND key = ? AND run = ?",
                arguments: [answer.status, answer.type, answer.body, claim.account, claim.key, claim.run])
        }
    }

    /// Gives a key back whose request was not decided.
    func release(_ claim: KeptAnswer.Claim) throws {
        try queue.write { db in
            try db.execute(
                sql: "DELETE FROM answers WHERE account = ? AND key = ? AND status IS NULL",
                arguments: [claim.account, claim.key])
        }
    }
}
