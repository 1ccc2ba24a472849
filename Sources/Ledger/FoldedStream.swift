import Coordinator
import Foundation
import Vocabulary

/// What the events of one stream add up to.
enum FoldedStream: Sendable {
    /// The project's own stream, which no table shows.
    case none
    case application(ApplicationState)
    /// With the last day on which an event of the case took effect.
    case connection(CaseState, lastOn: Day)
    case stub(StubState)

    init(_ stream: StreamID, _ entries: [Entry]) {
        switch stream {
        case .project: self = .none
        case .application(let id): self = .application(ApplicationState(id: id, entries))
        case .connection(let id):
            guard let lastOn = entries.map(\.effectiveOn).max() else {
                self = .none
                return
            }
            self = .connection(CaseState(id: id, entries), lastOn: lastOn)
        case .stub(let id): self = .stub(StubState(id: id, entries))
        }
    }
}

/// Rows of whole streams that are decoded and folded on other threads, in their order.
final class FoldingBatch: Sendable {
    /// Rows after which a batch ends with its stream.
    static let size = 4000

    private let done = DispatchGroup()
    private let result = Guarded<Result<[FoldedStream], any Error>>(.success([]))

    /// - Parameter rows: in order of stream and version.
    init(_ rows: [LogRow]) {
        guard !rows.isEmpty else { return }
        let (result, done) = (result, done)
        DispatchQueue.global().async(group: done) {
            let folded = Result { try FoldingBatch.fold(rows) }
            result.withLock { $0 = folded }
        }
    }

    /// The folded streams, when they are ready.
    ///
    /// - Throws: ``Problem`` `LOG-107` for the first row that cannot be read.
    func wait() throws -> [FoldedStream] {
        done.wait()
        return try result.withLock { $0 }.get()
    }

    private static func fold(_ rows: [LogRow]) throws -> [FoldedStream] {
        var folded: [FoldedStream] = []
        var first = 0
        while first < rows.count {
            let end = rows[first...].firstIndex { $0.stream != rows[first].stream } ?? rows.count
            let entries = try rows[first..<end].map { try $0.entry().entry }
            if let stream = entries.first?.stream { folded.append(FoldedStream(stream, entries)) }
            first = end
        }
        return folded
    }
}
