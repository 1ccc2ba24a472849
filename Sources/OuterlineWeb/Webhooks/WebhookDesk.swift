import Foundation
import Ledger
import Outerline
import ServiceLifecycle
import Vocabulary

/// Tells webhooks what was recorded: each in the order of the log, at least once.
///
/// Where a webhook stands is kept in the file of accounts, so that a desk that was killed goes on from there.
final class WebhookDesk: Service, Sendable {
    /// Events looked at for one delivery.
    static let batch = 100
    static let timeout = Duration.seconds(10)

    /// The hosts that may be called; none switches webhooks off.
    let hosts: [String]
    private let host: DeskHost
    private let underWay = Guarded<Set<String>>([])

    init(_ host: DeskHost, hosts: [String]) {
        self.host = host
        self.hosts = hosts
    }

    /// Looks twice a second until the server ends; a slow receiver holds up no other.
    func run() async throws {
        if hosts.isEmpty {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    let due = (try? await self.due()) ?? []
                    for hook in due where self.underWay.withLock({ $0.insert(hook.id).inserted }) {
                        group.addTask {
                            defer { _ = self.underWay.withLock { $0.remove(hook.id) } }
                            try? await self.deliver(hook)
                        }
                    }
                    try? await Task.sleep(for: .milliseconds(500))
                }
                group.cancelAll()
            }
        }
    }

    /// The webhooks that may be called now and do not know the end of the log.
    func due() async throws -> [Webhook] {
        let host = host
        return try await host.block {
            let hooks = try host.accounts.webhooks().filter {
                !$0.stopped && $0.nextAt <= host.accounts.moment
            }
            if hooks.isEmpty { return [] }
            let end = try host.project.project(actor: "webhooks").logPosition().sequence
            return hooks.filter { $0.position < end }
        }
    }

    /// Tells one webhook the next stretch of the log.
    func deliver(_ hook: Webhook) async throws {
        let host = host
        let changes = try await host.block {
            let project = host.project.project(actor: "webhooks")
            return try ChangesDocument(
                project, after: hook.position, limit: Self.batch, try project.knownScope(hook.scope))
        }
        if changes.events.isEmpty {
            return try await host.block {
                try host.accounts.delivered(hook.id, through: changes.through, status: nil)
            }
        }
        let status = await send(changes, to: hook)
        try Task.checkCancellation()
        try await host.block {
            if let status, (200..<300).contains(status) {
                try host.accounts.delivered(hook.id, through: changes.through, status: status)
            } else {
                try host.accounts.failed(hook, status: status)
            }
        }
    }

    /// The status of the answer; nil for none, also where the host is no longer allowed.
    private func send(_ changes: ChangesDocument, to hook: Webhook) async -> Int? {
        do {
            let address = try WebhookAddress(hook.url, allowed: hosts)
            let body = try JSONText.line(changes)
            guard
                let signature = WebhookSignature.make(body, secret: hook.secret, at: host.accounts.moment)
            else { return nil }
            return try await PlainHTTP.post(
                body, to: address,
                [
                    ("Content-Type", "application/json"), ("User-Agent", "Outerline/\(Version.number)"),
                    (WebhookSignature.header, signature), ("Outerline-Webhook", hook.id),
                    // The same for every attempt, so that a receiver knows what it has had.
                    ("Outerline-Delivery", "\(hook.id)-\(hook.position)-\(changes.through)"),
                ], within: Self.timeout)
        } catch {
            return nil
        }
    }
}
