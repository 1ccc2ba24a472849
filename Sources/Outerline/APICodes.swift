import Vocabulary

extension ErrorCode {
    public static let bodyUnreadable = ErrorCode(
        "API-101", exit: .usage, "the body is no JSON object",
        "Commands of the API take one JSON object in UTF-8; the message says where reading it ended.")
    public static let mediaTypeRefused = ErrorCode(
        "API-102", exit: .usage, "the body is of a type the address does not take",
        "Send 'Content-Type: application/json', or 'application/geo+json' for a line. Forms of pages have addresses of "
            + "their own.")
    public static let idempotencyKeyInvalid = ErrorCode(
        "API-103", exit: .usage, "the Idempotency-Key is none",
        "A key has 1 to 128 visible ASCII characters; a random UUID is a good one.")
    public static let idempotencyKeyReused = ErrorCode(
        "API-104", exit: .badInput, "the Idempotency-Key was used for another request",
        "A key names one request: the same method, address, precondition and body. Nothing was done. Send another request "
            + "with a new key.")
    public static let idempotencyUnderWay = ErrorCode(
        "API-105", exit: .failed, "a request with the same Idempotency-Key is under way",
        "The first one has not been answered yet. Send it again in a moment to have its answer.")
    public static let idempotencyLost = ErrorCode(
        "API-106", exit: .failed, "the answer to a request with the same Idempotency-Key was lost",
        "The desk ended while it was working on it, so that it cannot tell whether it was recorded. Look at the history "
            + "of the case, and send what is missing with a new key. Commands that name the version of the case are "
            + "simply tried again.")
    public static let tooManyRequests = ErrorCode(
        "API-107", exit: .busy, "too many requests",
        "Each account and each address may send so many requests a second; 'Retry-After' says when the next one counts. "
            + "'outerline-desk serve --rate-limit' sets how many.")
    public static let webhooksOff = ErrorCode(
        "API-108", exit: .failed, "webhooks are switched off, or not allowed to that host",
        "By default no request leaves the desk. Whoever runs it names the hosts that may be told of changes: "
            + "'outerline-desk serve --webhook-host HOST:PORT', once for each.")
    public static let webhookInvalid = ErrorCode(
        "API-109", exit: .badInput, "the address of a webhook cannot be used",
        "It is 'http://host:port/path' without a user, a password or a fragment. For https put a proxy on this machine."
    )
    public static let noSuchWebhook = ErrorCode(
        "API-110", exit: .notFound, "no such webhook", "'GET /api/webhooks' lists all of them.")
    public static let tokenRefused = ErrorCode(
        "API-111", exit: .failed, "a token cannot make another token",
        "A token that leaks would outlive its end otherwise. Sign in, or use 'outerline-desk account token add'."
    )
    public static let backupsOff = ErrorCode(
        "API-112", exit: .failed, "the desk has no folder for back-ups",
        "'outerline-desk serve --backups FOLDER' names one. 'outerline-desk backup' needs none.")
    public static let backupFailed = ErrorCode(
        "API-113", exit: .inputOutput, "the back-up cannot be written",
        "The folder is missing, full or not writable for the desk. Nothing that exists was touched.")
}

/// Codes of the API, its webhooks and the running of the desk.
public enum APICodes {
    public static let all: [ErrorCode] = [
        .bodyUnreadable, .mediaTypeRefused, .idempotencyKeyInvalid, .idempotencyKeyReused,
        .idempotencyUnderWay, .idempotencyLost, .tooManyRequests, .webhooksOff, .webhookInvalid,
        .noSuchWebhook, .tokenRefused, .backupsOff, .backupFailed,
    ]
}
