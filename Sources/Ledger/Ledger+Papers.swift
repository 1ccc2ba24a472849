import Coordinator
import GRDB
import ProjectFile
import Vocabulary

extension Ledger {
    /// The numbers that papers were given, by kind and year, in order of number.
    ///
    /// - Complexity: O(papers); the streams of registers stand side by side in the index.
    public func paperNumbers() throws -> [LoggedEntry] {
        let all = try project.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(LogRow.columns) FROM events
                    WHERE stream >= 'register/' AND stream < 'register0' ORDER BY stream, version
                    """)
            return try rows.map { try LogRow($0).entry() }
        }
        guard let past else { return all }
        return all.filter { $0.entry.recordedAt <= past.moment }
    }

    /// How many events a stream has.
    public func version(of stream: StreamID) throws -> Int {
        try project.read { try Ledger.version(of: stream.description, $0) }
    }
}
