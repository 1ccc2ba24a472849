import Foundation
import Vocabulary

/// Independent tasks on several cores, results in the order of the tasks.
enum OrderedWork {
    /// Runs every task and emits its result in order.
    ///
    /// Each worker keeps one helper (a context that may not be shared) for all its tasks. The first error ends the
    /// work and is thrown; results before it have been emitted.
    ///
    /// - Parameter jobs: workers, at least one; one runs in the caller.
    static func run<Task: Sendable, Helper, Result: Sendable>(
        _ tasks: [Task], jobs: Int, worker: @Sendable @escaping () -> Helper,
        _ body: @Sendable @escaping (Helper, Task) throws -> Result, emit: (Result) throws -> Void
    ) throws {
        guard jobs > 1, tasks.count > 1 else {
            let helper = worker()
            for task in tasks { try emit(try body(helper, task)) }
            return
        }
        let chunk = 64 * jobs
        for start in stride(from: 0, to: tasks.count, by: chunk) {
            let slice = Array(tasks[start..<min(start + chunk, tasks.count)])
            for result in try results(slice, jobs, worker, body) { try emit(result) }
        }
    }

    private static func results<Task: Sendable, Helper, Result: Sendable>(
        _ tasks: [Task], _ jobs: Int, _ worker: @Sendable @escaping () -> Helper,
        _ body: @Sendable @escaping (Helper, Task) throws -> Result
    ) throws -> [Result] {
        let collected = Guarded<[Int: Swift.Result<Result, any Error>]>([:])
        let next = Guarded(0)
        DispatchQueue.concurrentPerform(iterations: min(jobs, tasks.count)) { _ in
            let helper = worker()
            while true {
                let index = next.withLock { value in
                    defer { value += 1 }
                    return value
                }
                guard index < tasks.count else { return }
                let result = Swift.Result { try body(helper, tasks[index]) }
                collected.withLock { $0[index] = result }
            }
        }
        let all = collected.withLock { $0 }
        return try tasks.indices.compactMap { try all[$0]?.get() }
    }
}
