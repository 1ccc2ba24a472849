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
        try ReadTables.create(db)
        let tables = try ReadTables(db, calendar)
        if let last = try Ledger.fill(tables, from: db) { try tables.finish(at: last) }
    }

    /// Writes every stream of the log into `tables`; returns when the last event was recorded.
    ///
    /// - Parameter moment: leaves out what was recorded later; nil for all.
    static func fill(
        _ tables: ReadTables, from db: Database, until moment: Timestamp? = nil
    ) throws -> Timestamp? {
        var last: Timestamp?
        var entries: [Entry] = []
        func flush() throws {
            guard let stream = entries.first?.stream else { return }
            try tables.write(stream, entries)
            entries.removeAll(keepingCapacity: true)
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(LogRow.columns) FROM events ORDER BY stream, version")
        while let row = try rows.next() {
            let entry = try LogRow(row).entry().entry
            if let moment, entry.recordedAt > moment { continue }
            if entry.stream != entries.first?.stream { try flush() }
            entries.append(entry)
            last = max(last ?? entry.recordedAt, entry.recordedAt)
        }
        try flush()
        return last
    }

    /// The read tables made from the log in memory.
    static func scratch(
        of db: Database, _ calendar: CalendarOnce, until moment: Timestamp? = nil
    ) throws -> DatabaseQueue {
        let scratch = try DatabaseQueue()
        let srsID = try ReadTables.srsID(db)
        try scratch.write { copy in
            for spec in TableSpec.all { try spec.createBare(copy) }
            _ = try fill(try ReadTables(copy, calendar, scratchOf: srsID), from: db, until: moment)
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
