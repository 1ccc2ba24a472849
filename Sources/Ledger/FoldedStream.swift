import Coordinator
import Foundation
import PermitPolicy
import Vocabulary

/// What the events of one stream add up to.
enum FoldedStream: Sendable {
    /// The project's own stream, or a register of numbers, which no table shows.
    case none
    case application(ApplicationState)
    /// With the last day on which an event of the case took effect.
    case connection(CaseState, lastOn: Day)
    case stub(StubState)

    init(_ stream: StreamID, _ entries: [Entry]) {
        switch stream {
        case .project, .register: self = .none
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
    /// Batches that are folded while others are written.
    static let inFlight = max(2, ProcessInfo.processInfo.activeProcessorCount)

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
            var decoder = EntryDecoder()
            let entries = try rows[first..<end].map { try decoder.entry(of: $0) }
            if let stream = entries.first?.stream { folded.append(FoldedStream(stream, entries)) }
            first = end
        }
        return folded
    }
}

/// Decodes the entries of one stream; a requirement the decision before it holds word for word is taken from there.
///
/// A case's decision repeats itself in the events that require its permits, and decoding is what a rebuild costs.
private struct EntryDecoder {
    private var decision: (payload: String, permits: [PermitRequirement])?

    mutating func entry(of row: LogRow) throws -> Entry {
        if let known = try required(row) { return known }
        let entry = try row.entry().entry
        if case .decisionMade(let made) = entry.event { decision = (row.payload, made.permits) }
        return entry
    }

    /// Canonical JSON of equal values is equal text, and only the decision's permits have a requirement's keys.
    private func required(_ row: LogRow) throws -> Entry? {
        guard row.type == "permitRequired", let decision, row.payload.hasPrefix(Self.head) else { return nil }
        let rest = row.payload.utf8.dropFirst(Self.head.utf8.count)
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")), let name = String(rest[..<end]),
            let permit = PermitID(name), rest[end...].starts(with: Self.middle.utf8)
        else { return nil }
        let alike = decision.permits.filter { $0.kind == permit.kind }
        guard alike.count == 1, let known = alike.first,
            let requirement = String(rest[end...].dropFirst(Self.middle.utf8.count).dropLast()),
            Self.holds(decision.payload, requirement)
        else { return nil }
        return try row.entry(of: .permitRequired(permit: permit, requirement: known)).entry
    }

    private static let head = "{\"permit\":\""
    private static let middle = "\",\"requirement\":"

    /// Whether the bytes of `part` lie in those of `text`.
    private static func holds(_ text: String, _ part: String) -> Bool {
        var (text, part) = (text, part)
        return text.withUTF8 { all in
            part.withUTF8 { some in
                guard let start = all.baseAddress, let wanted = some.baseAddress else { return false }
                // An object begins with a brace, of which there are few.
                var at = 0
                while all.count - at >= some.count,
                    let found = memchr(start + at, Int32(wanted[0]), all.count - at - some.count + 1)
                {
                    if memcmp(found, wanted, some.count) == 0 { return true }
                    at = start.distance(to: found.assumingMemoryBound(to: UInt8.self)) + 1
                }
                return false
            }
        }
    }
}
