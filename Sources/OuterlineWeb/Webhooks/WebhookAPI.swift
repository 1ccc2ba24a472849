import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import Vocabulary

extension RouteTable {
    static let webhooks: [Endpoint] = [
        .api(
            "webhooks", .get, "/api/webhooks", .administrators,
            APIOperation(.webhooks, "The webhooks and how they fare", answer: .json("Webhooks")),
            WebhookAPI.list),
        .api(
            "add a webhook", .post, "/api/webhooks", .administrators,
            APIOperation(
                .webhooks, "Tell an address of everything recorded from now on",
                detail: """
                    Off unless whoever runs the desk allows hosts with `--webhook-host`. What is posted is a document \
                    `outerline.changes/1`, signed in `Outerline-Signature: t=SECONDS,v1=HEX`: HMAC-SHA256 over \
                    `SECONDS.BODY` with the secret, which is told this once. Events come in the order of the log, at \
                    least once; `Outerline-Delivery` is the same for every attempt. An answer other than 2xx is tried \
                    again after 5 s, 10 s, 20 s … an hour, for seven days; 410 ends it at once.
                    """,
                body: .json("WebhookOrder"), answer: .json("NewWebhook"), status: .created, refusals: [409]),
            WebhookAPI.add),
        .api(
            "remove a webhook", .delete, "/api/webhooks/:webhook", .administrators,
            APIOperation(.webhooks, "Tell an address nothing more", answer: .nothing, status: .noContent),
            WebhookAPI.remove),
        .api(
            "resume a webhook", .post, "/api/webhooks/:webhook/resume", .administrators,
            APIOperation(
                .webhooks, "Try again at once, from where it was; takes no body", answer: .json("Webhook")),
            WebhookAPI.resume),
    ]
}

enum WebhookAPI {
    @Sendable static func list(_ desk: DeskRequest) async throws -> Response {
        let (host, hosts, end) = (desk.site.host, desk.site.webhooks.hosts, desk.position.sequence)
        let hooks = try await host.block { try host.accounts.webhooks() }
        return try await desk.document { _ in
            WebhooksDocument(allowedHosts: hosts, webhooks: hooks.map { WebhookDocument($0, end: end) })
        }
    }

    @Sendable static func add(_ desk: DeskRequest) async throws -> Response {
        var object = try desk.object(["url", "utilities", "districts"])
        let url = object.requiredText("url")
        let utilities: [Utility]? = object.words("utilities")
        let scope = Scope(utilities: utilities.map { Set($0) }, districts: object.texts("districts"))
        try object.problems.throwIfAny()
        _ = try WebhookAddress(url, allowed: desk.site.webhooks.hosts)
        let (host, own, end) = (desk.site.host, desk.scope.narrowed(by: scope), desk.position.sequence)
        let by = desk.session?.account.name ?? ""
        let hook = try await host.block {
            try host.accounts.addWebhook(url, scope: own, after: end, by: by)
        }
        return try await desk.document(status: .created) { _ in
            NewWebhookDocument(webhook: WebhookDocument(hook, end: end), secret: hook.secret)
        }
    }

    @Sendable static func remove(_ desk: DeskRequest) async throws -> Response {
        let (host, id, by) = (desk.site.host, desk.parameter("webhook"), desk.session?.account.name ?? "")
        try await host.block { try host.accounts.removeWebhook(id, by: by) }
        return Response(status: .noContent)
    }

    @Sendable static func resume(_ desk: DeskRequest) async throws -> Response {
        let (host, id, by) = (desk.site.host, desk.parameter("webhook"), desk.session?.account.name ?? "")
        let end = desk.position.sequence
        let hook = try await host.block { try host.accounts.resumeWebhook(id, by: by) }
        return try await desk.document { _ in WebhookDocument(hook, end: end) }
    }
}

struct WebhooksDocument: Encodable, Sendable {
    var schema = "outerline.webhooks/1"
    var allowedHosts: [String]
    var webhooks: [WebhookDocument]

    private enum CodingKeys: String, CodingKey {
        case schema, webhooks
        case allowedHosts = "allowed_hosts"
    }
}

struct WebhookDocument: Encodable, Sendable {
    var webhook: String
    var url: String
    @OrNull var utilities: [Utility]?
    @OrNull var districts: [String]?
    var position: Int
    /// Events it has not been told of.
    var lag: Int
    var failures: Int
    @OrNull var nextTryAt: String?
    @OrNull var lastStatus: Int?
    var stopped: Bool
    var madeBy: String
    var madeAt: String

    private enum CodingKeys: String, CodingKey {
        case webhook, url, utilities, districts, position, lag, failures, stopped
        case nextTryAt = "next_try_at"
        case lastStatus = "last_status"
        case madeBy = "made_by"
        case madeAt = "made_at"
    }

    init(_ hook: Webhook, end: Int) {
        webhook = hook.id
        url = hook.url
        position = hook.position
        lag = max(0, end - hook.position)
        failures = hook.failures
        stopped = hook.stopped
        madeBy = hook.madeBy
        madeAt = Moments.text(hook.madeAt)
        utilities = hook.scope.utilities?.sorted()
        districts = hook.scope.districts
        nextTryAt = hook.failures > 0 && !hook.stopped ? Moments.text(hook.nextAt) : nil
        lastStatus = hook.lastStatus
    }
}

/// A webhook with its secret, shown once.
struct NewWebhookDocument: Encodable, Sendable {
    var webhook: WebhookDocument
    var secret: String

    private enum Key: String, CodingKey { case secret }

    func encode(to encoder: any Encoder) throws {
        try webhook.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(secret, forKey: .secret)
    }
}
