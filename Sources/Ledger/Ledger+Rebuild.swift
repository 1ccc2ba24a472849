import Coordinator
import GRDB
import ProjectFile
import Vocabulary

extension Ledger {
    /// Drops the read tables and makes them again from the log, in one transaction.
    ///
    /// Needed after the calendar has changed, or after the tables were changed by hand.
    /// - Throws: ``Problem`` `LOG-107` if an event cannot be read; the tables stay as they were.
    /// - Complexity: O(events).
    public func rebuild() throws {
        let calendar = CalendarOnce(self.calendar)
        _ = try calendar()
        try project.write { try Ledger.rebuild(calendar, $0) }
    }

    /// Whether the tables were made by a version with other columns, and have to be rebuilt before they are read.
    public func tablesAreOld() throws -> Bool {
        try project.value(of: ReadTables.versionKey) != ReadTables.version
    }

    static func rebuild(_ calendar: CalendarOnce, _ db: Database) throws {
        try ReadTables.drop(db)
        try ReadTables.createBare(db)
        let tables = try ReadTables(db, calendar, isFresh: true)
        let last = try Ledger.fill(tables, from: db)
        for spec in TableSpec.all { try spec.createIndexes(db) }
        try tables.refreshExtents()
        if let last { try tables.finish(at: last) }
    }

    /// Writes every stream of the log into `tables`; returns when the last event was recorded.
    ///
    /// - Parameter moment: leaves out what was recorded later; nil for all.
    static func fill(
        _ tables: ReadTables, from db: Database, until moment: Timestamp? = nil
    ) throws -> Timestamp? {
        var last = ""
        var batch: [LogRow] = []
        var folding: [FoldingBatch] = []
        func write(leaving count: Int) throws {
            while folding.count > count {
                for folded in try folding.removeFirst().wait() { try tables.write(folded) }
            }
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(LogRow.foldedColumns) FROM events ORDER BY stream, version")
        while let next = try rows.next() {
            let row = LogRow(next, hasHashes: false)
            if let moment, row.recordedAt > moment.rawValue { continue }
            // A text that is no moment is refused where its batch is folded.
            last = max(last, row.recordedAt)
            if batch.count >= FoldingBatch.size, row.stream != batch.last?.stream {
                folding.append(FoldingBatch(batch))
                batch.removeAll(keepingCapacity: true)
                // While these batches are folded on other cores, the ones before them are written.
                try write(leaving: FoldingBatch.inFlight)
            }
            batch.append(row)
        }
        folding.append(FoldingBatch(batch))
        try write(leaving: 0)
        return Timestamp(last)
    }

    /// The read tables made from the log in memory.
    static func scratch(
        of db: Database, _ calendar: CalendarOnce, until moment: Timestamp? = nil
    ) throws -> DatabaseQueue {
        let scratch = try DatabaseQueue()
        let srsID = try ReadTables.srsID(db)
        try scratch.write { copy in
            for spec in TableSpec.all { try spec.createBare(copy) }
            let tables = try ReadTables(copy, calendar, scratchOf: srsID, isFresh: true)
            _ = try fill(tables, from: db, until: moment)
            for spec in TableSpec.all { try spec.createIndexes(copy) }
        }
        return scratch
    }
}

/// The read tables as they were at a moment; made once, when they are first asked for.
final class PastTables: Sendable {
    let moment: Timestamp
    private let made = Guarded<DatabaseQueue?>(nil)

    init(_ moment: Timestamp) { self.moment = moment }

    func queue(_ make: () throws -> DatabaseQueue) throws -> DatabaseQueue {
        if let queue = made.withLock({ $0 }) { return queue }
        let queue = try make()
        made.withLock { $0 = $0 ?? queue }
        return queue
    }
}
