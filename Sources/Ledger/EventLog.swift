import Coordinator
import Vocabulary

/// An append-only log of events in streams.
///
/// One conformer today: ``Ledger``, in the project file. The protocol is what
/// a log on a server would have to offer.
public protocol EventLog: Sendable {
    /// Appends all changes, or none.
    ///
    /// - Throws: ``Problem`` `LOG-101` if a stream has not the version its change expects.
    func append(_ changes: [Change]) throws -> LogPosition

    /// The events of one stream, oldest first; empty if there are none.
    func entries(of stream: StreamID) throws -> [LoggedEntry]

    /// Events after a position, oldest first, at most `limit`: reading from 0 on, or following.
    func entries(after sequence: Int, limit: Int) throws -> [LoggedEntry]

    /// The end of the log.
    func position() throws -> LogPosition
}

/// An event with its place in the log.
public struct LoggedEntry: Sendable, Hashable {
    /// From 1, without gaps.
    public var sequence: Int
    /// From 1 within its stream, without gaps.
    public var version: Int
    public var entry: Entry
    public var previousHash: String
    public var hash: String
}

/// The end of a log: how many events it has and the hash of the last one.
///
/// Written down elsewhere it proves later that nothing before it was changed.
public struct LogPosition: Codable, Sendable, Hashable {
    public var sequence: Int
    /// 64 lower-case hexadecimal digits; zeros for an empty log.
    public var hash: String

    public init(sequence: Int, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }

    public static let start = LogPosition(sequence: 0, hash: String(repeating: "0", count: 64))
}
