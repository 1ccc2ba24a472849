import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import Vocabulary

extension RouteTable {
    /// The running of the desk: what watches it, and copies of it.
    static let operation: [Endpoint] = [
        .api(
            "description", .get, "/api/openapi.json", .readers(.none),
            APIOperation(.operation, "This description", answer: .json("Description")), OperationAPI.describe),
        .api(
            "metrics", .get, "/metrics", .accounts([.supervisor, .administrator], within: .none),
            APIOperation(
                .operation, "Counts and times in the text format of Prometheus",
                answer: APIContent(type: "text/plain", schema: nil)), OperationAPI.metrics),
        .api(
            "back up", .post, "/api/backups", .administrators,
            APIOperation(
                .operation, "Copy the project and the accounts while the desk goes on",
                detail: "Into a new folder of the folder that `--backups` names; takes no body.",
                answer: .json("Backup"), status: .created, refusals: [409]), OperationAPI.backUp),
    ]
}

enum OperationAPI {
    private static let description = Result { try OpenAPI.data(RouteTable.all) }

    @Sendable static func describe(_ desk: DeskRequest) async throws -> Response {
        .data(try description.get(), "application/json")
    }

    @Sendable static func metrics(_ desk: DeskRequest) async throws -> Response {
        let (site, position) = (desk.site, desk.position.sequence)
        let hooks = try await site.host.block { try site.host.accounts.webhooks() }
        var text = MetricsText()
        text.gauge("outerline_live_listeners", "Open streams of changes.", Double(site.changes.listeners))
        text.gauge("outerline_log_position", "Events in the log.", Double(position))
        text.gauge("outerline_queue_waiting", "Requests that wait for a thread.", Double(site.host.waiting))
        text.head("outerline_webhook_lag_events", "gauge", "Events a webhook has not been told of.")
        for hook in hooks {
            text.line(
                "outerline_webhook_lag_events", [("webhook", hook.id)], "\(max(0, position - hook.position))")
        }
        text.head("outerline_webhook_failures", "gauge", "Failures in a row of a webhook.")
        for hook in hooks {
            text.line("outerline_webhook_failures", [("webhook", hook.id)], "\(hook.failures)")
        }
        if let bytes = residentBytes {
            text.gauge("process_resident_memory_bytes", "Memory of the process.", Double(bytes))
        }
        text.head("outerline_build_info", "gauge", "The program.")
        text.line("outerline_build_info", [("version", Version.number)], "1")
        return .data(
            Data((site.metrics.text + text.text).utf8), "text/plain; version=0.0.4; charset=utf-8")
    }

    @Sendable static func backUp(_ desk: DeskRequest) async throws -> Response {
        guard let folder = desk.site.settings.backups else {
            throw Problem(
                .backupsOff, "the desk has no folder for back-ups",
                help: "'outerline-desk serve --backups FOLDER' names one")
        }
        let (host, by) = (desk.site.host, desk.session?.account.name ?? "")
        return try await desk.document(status: .created) { project in
            try DeskBackup.make(project, host.accounts, into: folder, at: host.project.moment, by: by)
        }
    }

    /// Of the process, as Linux tells it; nil where it does not.
    private static var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }
}
