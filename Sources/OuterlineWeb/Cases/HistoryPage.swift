import Foundation
import HTTPTypes
import Hummingbird
import Outerline
import Reports
import Vocabulary

/// Everything that was recorded about a case, page by page, the last first.
struct HistoryPage: PageModel {
    static let template = "history"
    var title: String
    var caseID: String
    var caseAddress: String
    var lines: [Line]
    /// Nil on the last page, and on the first.
    var nextAddress: String?
    var firstAddress: String?

    struct Line: Sendable, Hashable {
        var sequence: Int
        var event: String
        var on: String
        var recorded: String
        var actor: String
        /// As it stands in the log.
        var content: String
        var hasContent: Bool

        init(_ line: CaseEvent, _ phrases: Phrases) {
            sequence = line.sequence
            event = phrases["event_\(line.event)"]
            on = line.effectiveOn.description
            recorded = Clocks.minute(line.recordedAt)
            actor = line.actor
            content = line.content
            hasContent = !line.content.isEmpty
        }
    }

    private static let shown = 50
    private static let length = 1500

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let (id, phrases) = (desk.parameter("case"), desk.phrases)
        let text = desk.query.text("before")
        let before = text.flatMap { Int($0) }
        if text != nil, before == nil {
            throw Problem(
                .formInvalid, "'\(text?.prefix(40) ?? "")' is no place in the history",
                at: .init(field: "before"), help: "begin with the first page")
        }
        let page = try await desk.project { project in
            try project.history(of: id, before: before, limit: shown, length: length)
        }
        return desk.page(HistoryPage(id, page.lines, next: page.next, isFirst: before == nil, phrases))
    }

    private init(_ id: String, _ lines: [CaseEvent], next: Int?, isFirst: Bool, _ phrases: Phrases) {
        title = "\(id) \(phrases["history"])"
        caseID = id
        caseAddress = Links.caseAddress(id)
        let address = "\(caseAddress)/history"
        self.lines = lines.map { Line($0, phrases) }
        nextAddress = next.map { "\(address)?before=\($0)" }
        firstAddress = isFirst ? nil : address
    }
}

/// Numbered papers as files.
enum PaperFiles {
    /// A paper in the language asked for, word for word as it was issued.
    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let (id, name) = (desk.parameter("case"), desk.parameter("paper"))
        let language: ReportLanguage = desk.query["language"] == "en" ? .en : .zh
        let file = try await desk.project { try $0.paperFile(name, of: id, .pdf, language) }
        let disposition = "inline; filename=\"\(file.name)\""
        return Download.answer(file.data, type: "application/pdf", disposition: disposition)
    }
}
