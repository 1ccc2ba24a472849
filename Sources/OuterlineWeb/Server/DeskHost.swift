import Foundation
import Ledger
import NIOPosix
import Outerline
import Vocabulary

/// The project and the accounts of one desk, and the threads on which both may block.
///
/// Nothing that reads or writes a file runs on an event loop: handlers call ``run(_:_:)`` and wait.
public final class DeskHost: Sendable {
    public let project: ProjectHost
    public let accounts: AccountStore
    /// The day every request works on; nil for the day in China.
    let fixedDay: Day?
    private let threads: NIOThreadPool
    private let queue = Guarded(0)
    /// Counts, true to the last event.
    let memory = ViewMemory()
    /// What filters offer, renewed every minute however much is recorded.
    let offers = ViewMemory()

    /// - Parameters:
    ///   - today: `--today`; nil for the day in China as it comes.
    ///   - threads: as many requests read or write at once.
    public init(_ project: ProjectHost, _ accounts: AccountStore, today: Day? = nil, threads: Int = 4) {
        self.project = project
        self.accounts = accounts
        fixedDay = today
        self.threads = NIOThreadPool(numberOfThreads: threads)
        self.threads.start()
    }

    public var today: Day { fixedDay ?? project.today }

    /// Runs `body` on a thread that may block, with a project of its own whose events name `actor`.
    public func run<T: Sendable>(
        _ actor: String, _ body: @escaping @Sendable (Project) throws -> T
    ) async throws -> T {
        let (host, day) = (project, fixedDay)
        return try await block { try body(host.project(actor: actor, today: day)) }
    }

    /// Runs `body` on a thread that may block.
    public func block<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        queue.withLock { $0 += 1 }
        // Once where it begins, or where it never does.
        let isWaiting = Guarded(true)
        let leave: @Sendable () -> Void = { [queue] in
            let left = isWaiting.withLock { waiting in
                defer { waiting = false }
                return waiting
            }
            if left { queue.withLock { $0 -= 1 } }
        }
        defer { leave() }
        return try await threads.runIfActive {
            leave()
            return try body()
        }
    }

    /// How many wait for a thread.
    var waiting: Int { queue.withLock { $0 } }

    /// Ends threads and files, in this order; running work is waited for.
    public func close() async throws {
        try await threads.shutdownGracefully()
        try project.close()
        try accounts.close()
    }
}

/// What was worked out for one state of the log: counts that cost more than a list.
///
/// A value is kept until the log grows or the day changes; at most ``most`` at once.
final class ViewMemory: Sendable {
    static let most = 500
    private let known = Guarded<(key: String, values: [String: any Sendable])>(("", [:]))

    /// - Parameters:
    ///   - state: log position and day; another one forgets everything.
    ///   - key: what is asked, with everything it depends on.
    func value<Value: Sendable>(_ state: String, _ key: String, _ make: () throws -> Value) rethrows -> Value
    {
        let found = known.withLock { $0.key == state ? $0.values[key] as? Value : nil }
        if let found { return found }
        let value = try make()
        known.withLock {
            if $0.key != state || $0.values.count >= Self.most { $0 = (state, [:]) }
            $0.values[key] = value
        }
        return value
    }
}
