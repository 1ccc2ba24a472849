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

    static func rebuild(_ calendar: CalendarOnce, _ db: Database) throws {
        try ReadTables.drop(db)
        try ReadTables.create(db)
        let tables = try ReadTables(db, calendar)
        if let last = try Ledger.fill(tables, from: db) { try tables.finish(at: last) }
    }

    /// Writes every stream of the log into `tables`; returns when the last event was recorded.
    static func fill(_ tables: ReadTables, from db: Database) throws -> Timestamp? {
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
            if entry.stream != entries.first?.stream { try flush() }
            entries.append(entry)
            last = max(last ?? entry.recordedAt, entry.recordedAt)
        }
        try flush()
        return last
    }
}
