import Hummingbird
import Vocabulary

/// Answers as they were sent, for as long as the log stands still.
///
/// The tag of an answer names everything it depends on, so the same tag and address mean the same bytes: who asks again is
/// answered without reading the project or writing the page anew.
final class KeptAnswers: Sendable {
    /// Bytes kept at most; then all are forgotten.
    static let mostBytes = 32 << 20
    /// A larger answer is not kept.
    static let largest = 1 << 20

    private struct Store {
        var sequence = 0
        var bytes = 0
        var answers: [String: Response] = [:]
        /// What is being made, so that many who ask at once wait for one.
        var making: [String: Task<Response, any Error>] = [:]
    }

    private let store = Guarded(Store())

    /// The kept answer, or the one that is made; whoever asks meanwhile gets the same, or the same error.
    func answer(
        _ tag: String, _ target: String, at sequence: Int,
        _ make: @escaping @Sendable () async throws -> Response
    ) async throws -> Response {
        let key = "\(tag) \(target)"
        let task = store.withLock { store -> Task<Response, any Error> in
            if let kept = store.answers[key] { return Task { kept } }
            if let begun = store.making[key] { return begun }
            let task = Task {
                let made = await Task { try await make() }.result
                if case .success(let response) = made { self.keep(response, tag, target, at: sequence) }
                self.store.withLock { $0.making[key] = nil }
                return try made.get()
            }
            store.making[key] = task
            return task
        }
        return try await task.value
    }

    func answer(_ tag: String, _ target: String) -> Response? {
        store.withLock { $0.answers["\(tag) \(target)"] }
    }

    /// Keeps an answer whose length is known; a log that has grown forgets all before.
    ///
    /// - Parameter sequence: the end of the log the answer shows.
    func keep(_ response: Response, _ tag: String, _ target: String, at sequence: Int) {
        guard response.status == .ok, let length = response.body.contentLength, length <= Self.largest
        else { return }
        let key = "\(tag) \(target)"
        store.withLock { store in
            guard sequence >= store.sequence else { return }
            let size = length + key.utf8.count
            if sequence > store.sequence || store.bytes + size > Self.mostBytes {
                (store.answers, store.bytes) = ([:], 0)
            }
            store.sequence = sequence
            if store.answers.updateValue(response, forKey: key) == nil { store.bytes += size }
        }
    }
}
