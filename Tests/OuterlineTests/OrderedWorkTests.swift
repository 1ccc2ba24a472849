import Foundation
import Testing
import Vocabulary

@testable import Outerline

/// Batches on several cores answer as one core would.
@Suite("Ordered work")
struct OrderedWorkTests {
    private struct Refused: Error, Equatable { var task: Int }

    @Test("results come in the order of tasks, whatever finishes first", arguments: [1, 2, 3, 8, 100])
    func order(_ jobs: Int) throws {
        let tasks = Array(0..<3000)
        var emitted: [Int] = []
        try OrderedWork.run(tasks, jobs: jobs, worker: {}) { _, task in
            // Uneven work, so that later tasks overtake.
            (0..<(task % 7 == 0 ? 4000 : 1)).reduce(task) { $0 &* 1 &+ $1 &* 0 }
        } emit: {
            emitted.append($0)
        }
        #expect(emitted == tasks)
    }

    @Test("the first failure in order is thrown, after everything before it", arguments: [1, 2, 5])
    func failure(_ jobs: Int) {
        var emitted: [Int] = []
        let error = #expect(throws: Refused.self) {
            try OrderedWork.run(Array(0..<1000), jobs: jobs, worker: {}) { _, task in
                if task >= 500 { throw Refused(task: task) }
                return task
            } emit: {
                emitted.append($0)
            }
        }
        #expect(error == Refused(task: 500))
        #expect(emitted == Array(0..<500))
    }

    @Test("a failing reader ends the work", arguments: [1, 4])
    func reader(_ jobs: Int) {
        let begun = Guarded(0)
        #expect(throws: Refused.self) {
            try OrderedWork.run(Array(0..<100_000), jobs: jobs, worker: {}) { _, task in
                begun.withLock { $0 += 1 }
                return task
            } emit: {
                if $0 == 10 { throw Refused(task: $0) }
            }
        }
        #expect(begun.withLock { $0 } < 1000)
    }

    @Test("every worker makes one helper; none for no tasks", arguments: [1, 3])
    func helpers(_ jobs: Int) throws {
        let made = Guarded(0)
        func run(_ tasks: Int) throws {
            try OrderedWork.run(Array(0..<tasks), jobs: jobs, worker: { made.withLock { $0 += 1 } }) {
                _, task in
                task
            } emit: { _ in
            }
        }
        try run(0)
        #expect(made.withLock { $0 } == 0)
        try run(1000)
        #expect(made.withLock { $0 } == jobs)
    }

    @Test("a helper that cannot be made fails the work", arguments: [1, 2])
    func noHelper(_ jobs: Int) {
        #expect(throws: Refused.self) {
            try OrderedWork.run([1, 2, 3], jobs: jobs, worker: { throw Refused(task: 0) }) {
                (_: Int, task) in
                task
            } emit: { _ in
            }
        }
    }
}
