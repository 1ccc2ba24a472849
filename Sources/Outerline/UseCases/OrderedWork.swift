import Foundation
import Vocabulary

/// Independent tasks on several cores, results in the order of the tasks.
enum OrderedWork {
    /// Runs every task and emits its result in order.
    ///
    /// Each worker keeps one helper (a context that may not be shared) for all its tasks. The first error in the order
    /// of tasks ends the work and is thrown; results before it have been emitted. Workers run ahead of `emit` by a
    /// bounded number of tasks, so memory does not grow with their count.
    ///
    /// - Parameter jobs: workers; with one the work is done in the caller.
    static func run<Task: Sendable, Helper, Result: Sendable>(
        _ tasks: [Task], jobs: Int, worker: @Sendable @escaping () throws -> Helper,
        _ body: @Sendable @escaping (Helper, Task) throws -> Result, emit: (Result) throws -> Void
    ) throws {
        let workers = min(jobs, tasks.count)
        guard workers > 1 else {
            if tasks.isEmpty { return }
            let helper = try worker()
            for task in tasks { try emit(try body(helper, task)) }
            return
        }
        let queue = OrderedQueue<Result>(count: tasks.count, ahead: 32 * workers)
        let group = DispatchGroup()
        for _ in 0..<workers {
            DispatchQueue.global().async(group: group) {
                let helper = Swift.Result { try worker() }
                while let index = queue.next() {
                    queue.put(Swift.Result { try body(try helper.get(), tasks[index]) }, at: index)
                }
            }
        }
        defer {
            queue.stop()
            group.wait()
        }
        for index in tasks.indices { try emit(try queue.take(index).get()) }
    }
}

/// Hands out the numbers of tasks in order and gives their results back in order.
private final class OrderedQueue<Value: Sendable>: Sendable {
    private struct State {
        var next = 0
        var count: Int
        var results: [Int: Result<Value, any Error>] = [:]
    }

    private let state: Guarded<State>
    /// Counts how many more tasks may be begun.
    private let room = DispatchSemaphore(value: 0)
    /// Signalled with every result.
    private let arrived = DispatchSemaphore(value: 0)

    init(count: Int, ahead: Int) {
        state = Guarded(State(count: count))
        for _ in 0..<ahead { room.signal() }
    }

    /// The next task, when there is room for it; nil at the end.
    func next() -> Int? {
        room.wait()
        let index = state.withLock { state -> Int? in
            guard state.next < state.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
        // At the end every waiting worker wakes the next one.
        if index == nil { room.signal() }
        return index
    }

    func put(_ result: Result<Value, any Error>, at index: Int) {
        state.withLock { $0.results[index] = result }
        arrived.signal()
    }

    /// Waits for the result of a task and makes room for another one.
    func take(_ index: Int) -> Result<Value, any Error> {
        while true {
            if let result = state.withLock({ $0.results.removeValue(forKey: index) }) {
                room.signal()
                return result
            }
            arrived.wait()
        }
    }

    /// Hands out no more tasks.
    func stop() {
        state.withLock { $0.count = 0 }
        room.signal()
    }
}
