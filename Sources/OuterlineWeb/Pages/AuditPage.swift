import Foundation
import Hummingbird
import Vocabulary

/// Who signed in, who was refused, who changed accounts; for administrators.
struct AuditPage: PageModel {
    static let template = "audit"
    var title: String
    var rows: [Row]
    /// The account it is about; nil for all.
    var account: String?
    /// Nil on the last page.
    var nextAddress: String?

    private static let shown = 200

    struct Row: Sendable, Hashable {
        var at: String
        var action: String
        var account: String
        var by: String
        var address: String
        var note: String
    }

    init(_ entries: [AuditEntry], _ phrases: Phrases) {
        title = phrases["audit"]
        rows = entries.map { entry in
            Row(
                at: Clocks.minute(entry.at), action: phrases["audit_\(entry.action.rawValue)"],
                account: entry.account ?? "—", by: entry.by ?? "—", address: entry.address ?? "—",
                note: entry.note ?? "")
        }
    }

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let (host, account) = (desk.site.host, desk.query.text("account"))
        let before = desk.query.text("before").flatMap { Int($0) }
        let entries = try await host.block {
            try host.accounts.audit(limit: shown + 1, of: account, before: before)
        }
        var page = AuditPage(Array(entries.prefix(shown)), desk.phrases)
        page.account = account
        if entries.count > shown, let last = entries.prefix(shown).last {
            let query = FormValues((account.map { [("account", $0)] } ?? []) + [("before", "\(last.id)")])
            page.nextAddress = "/audit?\(query.encoded)"
        }
        return desk.page(page)
    }
}

/// Moments as a clock in China shows them.
enum Clocks {
    /// `2026-11-22 14:35`.
    static func minute(_ secondsSinceEpoch: Int) -> String {
        let local = secondsSinceEpoch + 8 * 3600
        let day = Day(number: Int((Double(local) / 86_400).rounded(.down)))
        let minute = (local - day.number * 86_400) / 60
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day) \(padded(minute / 60)):\(padded(minute % 60))"
    }

    /// The same for a moment of the log, `2026-11-22T06:35:00Z`; the text itself if it is none.
    static func minute(_ moment: String) -> String {
        guard moment.count == 20, let day = Day(moment.prefix(10)) else { return moment }
        let parts = moment.dropFirst(11).prefix(5).split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { return moment }
        return minute(day.number * 86_400 + parts[0] * 3600 + parts[1] * 60)
    }
}
