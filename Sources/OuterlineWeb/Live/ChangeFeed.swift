import Foundation
import Ledger
import Outerline
import ServiceLifecycle
import Vocabulary

/// Tells open pages what was recorded, by this desk or by any other program that writes the project.
///
/// One task looks at the end of the log; however many pages are open, the file is read once for all of them.
final class ChangeFeed: Service, Sendable {
    /// What happened since the last look, or only that time passed.
    enum News: Sendable {
        case changes([DeskChange], through: Int)
        /// More happened than is worth telling one by one: what is shown has to be loaded again.
        case reload(through: Int)
        /// Keeps connections open that proxies would close.
        case beat
    }

    /// Events told one by one at most.
    static let most = 500

    private let host: DeskHost
    private let state = Guarded(State())

    private struct State {
        var last: Int?
        var listeners: [Int: AsyncStream<News>.Continuation] = [:]
        var next = 0
    }

    init(_ host: DeskHost) { self.host = host }

    /// Looks at the log twice a second until the server ends.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var looks = 0
            while !Task.isCancelled {
                do {
                    try await self.look()
                } catch {
                    // The next look tells all that this one could not.
                }
                looks += 1
                if looks.isMultiple(of: 30) { self.tell(.beat) }
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
        finish()
    }

    /// Reads what was appended since the last look and tells everyone; nobody listening costs one small query.
    func look() async throws {
        let known = state.withLock { $0.last }
        let host = host
        let (news, last) = try await host.block { () -> (News?, Int) in
            let project = host.project.project(actor: "feed")
            let end = try project.logPosition().sequence
            guard let known, end > known else { return (nil, end) }
            guard end - known <= Self.most else { return (.reload(through: end), end) }
            let (changes, through) = try project.changes(after: known, limit: Self.most)
            return (.changes(changes, through: through), through)
        }
        state.withLock { $0.last = max(last, $0.last ?? last) }
        if let news { tell(news) }
    }

    /// What happens from now on; ends when the listener goes or the server does.
    func listen() -> AsyncStream<News> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: News.self, bufferingPolicy: .bufferingNewest(64))
        let number = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [state] _ in
            _ = state.withLock { $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    var listeners: Int { state.withLock { $0.listeners.count } }

    private func tell(_ news: News) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(news) }
    }

    private func finish() {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.finish() }
    }
}
