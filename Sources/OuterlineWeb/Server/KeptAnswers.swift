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
    }

    private let store = Guarded(Store())

    func answer(_ tag: String, _ target: String) -> Response? {
        store.withLock { $0.answers["\(tag) \(target)"] }
    }

    /// Keeps an answer whose length is known; a log that has grown forgets all before.
    ///
    /// - Parameter sequence: the end of the log the answer shows.
    func keep(_ response: Response, _ tag: String, _ target: String, at sequence: Int) {
        guard let length = response.body.contentLength, length <= Self.largest else { return }
        let key = "\(tag) \(target)"
        store.withLock { store in
            guard sequence >= store.sequence else { return }
            let size = length + key.utf8.count
            if sequence > store.sequence || store.bytes + size > Self.mostBytes { store = Store() }
            store.sequence = sequence
            if store.answers.updateValue(response, forKey: key) == nil { store.bytes += size }
        }
    }
}
