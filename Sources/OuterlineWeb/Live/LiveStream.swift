import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Outerline
import ServiceLifecycle
import Vocabulary

/// `GET /live`: changes as server-sent events, from a place in the log on.
enum LiveStream {
    /// One message: which cases changed, and how far the log has come.
    struct Message: Encodable, Sendable, Hashable {
        struct Item: Encodable, Sendable, Hashable {
            var `case`: String
            var event: String
            var actor: String
        }

        var cases: [Item]
        var through: Int
        /// The page has to be loaded again: too much happened.
        var reload: Bool

        var text: String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let data = (try? encoder.encode(self)) ?? Data("{}".utf8)
            return "id: \(through)\nevent: change\ndata: \(String(decoding: data, as: UTF8.self))\n\n"
        }
    }

    @Sendable static func open(_ desk: DeskRequest) async throws -> Response {
        let header = HTTPField.Name("Last-Event-ID").flatMap { desk.head.headerFields[$0] }
        let asked = (header ?? desk.query["after"]).flatMap { Int($0) }
        let from = min(max(0, asked ?? desk.position.sequence), desk.position.sequence)
        let scope = desk.scope
        // Listening begins before the past is read, so that nothing falls between the two.
        let news = desk.site.changes.listen()
        let (known, past) = try await desk.project { project in
            (try project.knownScope(scope), try missed(project, after: from))
        }
        let first = message(past, known)
        let body = ResponseBody { writer in
            var last = from
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            if let first {
                last = first.through
                try await writer.write(ByteBuffer(string: first.text))
            }
            for await item in news.cancelOnGracefulShutdown() {
                if case .beat = item {
                    try await writer.write(ByteBuffer(string: ": beat\n\n"))
                    continue
                }
                guard let told = message(item, known), told.through > last else { continue }
                last = told.through
                try await writer.write(ByteBuffer(string: told.text))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: body)
    }

    private static func missed(_ project: Project, after from: Int) throws -> ChangeFeed.News {
        let end = try project.logPosition().sequence
        guard end - from <= ChangeFeed.most else { return .reload(through: end) }
        let (changes, through) = try project.changes(after: from, limit: ChangeFeed.most)
        return .changes(changes, through: through)
    }

    /// What of the news this visitor may see; nil if that is nothing.
    static func message(_ news: ChangeFeed.News, _ scope: ViewScope) -> Message? {
        switch news {
        case .beat: return nil
        case .reload(let through): return Message(cases: [], through: through, reload: true)
        case .changes(let changes, let through):
            var items: [Message.Item] = []
            for change in changes where scope.admits(change.utility, district: change.district) {
                let item = Message.Item(case: change.caseID, event: change.event, actor: change.actor)
                // The last word on a case stands for all before it.
                items.removeAll { $0.case == item.case }
                items.append(item)
            }
            return items.isEmpty ? nil : Message(cases: items, through: through, reload: false)
        }
    }
}
