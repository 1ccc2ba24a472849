import Digest
import Foundation
import GRDB
import Outerline
import Vocabulary

extension AccountStore {
    /// All webhooks, the oldest first.
    func webhooks() throws -> [Webhook] {
        try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM webhooks ORDER BY made_at, id").compactMap(Webhook.init)
        }
    }

    /// - Throws: ``Problem`` `API-110`.
    func webhook(_ id: String) throws -> Webhook {
        let found = try queue.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM webhooks WHERE id = ?", arguments: [id])
                .flatMap(Webhook.init)
        }
        if let found { return found }
        throw Problem(
            .noSuchWebhook, "there is no webhook '\(id.prefix(40))'", help: "'GET /api/webhooks' lists them")
    }

    /// Makes a webhook that is told of everything after `position`.
    func addWebhook(_ url: String, scope: Scope, after position: Int, by: String) throws -> Webhook {
        let id = Secret.text(try Secret.random(6))
        let secret = "whsec_" + Secret.text(try Secret.random(32))
        let (text, moment) = (try Self.text(scope), moment)
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO webhooks (id, url, secret, scope, position, made_by, made_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """, arguments: [id, url, secret, text, position, by, moment])
            try record(.webhookAdded, nil, by: by, note: "\(id) \(url)", db)
        }
        return try webhook(id)
    }

    func removeWebhook(_ id: String, by: String) throws {
        _ = try webhook(id)
        try queue.write { db in
            try db.execute(sql: "DELETE FROM webhooks WHERE id = ?", arguments: [id])
            try record(.webhookRemoved, nil, by: by, note: id, db)
        }
    }

    /// Tries a webhook again at once, from where it was.
    func resumeWebhook(_ id: String, by: String) throws -> Webhook {
        _ = try webhook(id)
        try queue.write { db in
            try db.execute(
                sql: """
                    UPDATE webhooks SET stopped = 0, failures = 0, failing_since = NULL, next_at = 0 WHERE id = ?
                    """, arguments: [id])
            try record(.webhookResumed, nil, by: by, note: id, db)
        }
        return try webhook(id)
    }

    /// Notes that a webhook knows all up to `position`; what another delivery noted further on stands.
    func delivered(_ id: String, through position: Int, status: Int?) throws {
        try queue.write { db in
            try db.execute(
                sql: """
                    UPDATE webhooks SET position = max(position, ?), failures = 0, failing_since = NULL, next_at = 0,
                        last_status = coalesce(?, last_status) WHERE id = ?
                    """, arguments: [position, status, id])
        }
    }

    /// Notes a failure and when to try again.
    func failed(_ hook: Webhook, status: Int?) throws {
        let moment = moment
        let since = hook.failingSince ?? moment
        let failures = hook.failures + 1
        // 410: the receiver asks never to be called again.
        let ends = status == 410 || moment - since >= WebhookPatience.end
        try queue.write { db in
            try db.execute(
                sql: """
                    UPDATE webhooks SET failures = ?, failing_since = ?, next_at = ?, last_status = ?, stopped = ?
                    WHERE id = ?
                    """,
                arguments: [
                    failures, since, moment + WebhookPatience.delay(after: failures), status, ends, hook.id,
                ])
        }
    }
}

extension Webhook {
    /// Nil for a row whose scope cannot be read: such a webhook is told nothing.
    init?(_ row: Row) {
        guard let scope = AccountStore.scope(row["scope"]) else { return nil }
        self.init(
            id: row["id"], url: row["url"], secret: row["secret"], scope: scope, position: row["position"],
            failures: row["failures"], failingSince: row["failing_since"], nextAt: row["next_at"],
            lastStatus: row["last_status"], stopped: row["stopped"], madeBy: row["made_by"],
            madeAt: row["made_at"])
    }
}
