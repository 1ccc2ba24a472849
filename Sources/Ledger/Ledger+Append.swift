import Coordinator
import Foundation
import GRDB
import ProjectFile
import Vocabulary

extension Ledger {
    /// Appends all changes and brings the read tables up to date, in one durable transaction.
    ///
    /// - Returns: the end of the log after it; the present end if the changes hold no events.
    /// - Throws: ``Problem`` `LOG-101` if a stream has grown since it was read, `PRJ-112` (exit 75) if another process
    ///   is writing, `LOG-110` if a route does not match its hash.
    /// - Complexity: O(events appended + events of the cases they touch).
    @discardableResult
    public func append(_ changes: [Change]) throws -> LogPosition {
        guard changes.contains(where: { !$0.entries.isEmpty }) else { return try position() }
        guard past == nil else {
            throw Problem(
                .pastIsReadOnly, "a view of the past cannot be changed", at: .init(file: project.path),
                help: "leave --as-of out")
        }
        // Fetched before the transaction, so that others wait no longer than they must.
        let calendar = CalendarOnce(self.calendar)
        if changes.contains(where: { if case .connection = $0.stream { true } else { false } }) {
            _ = try calendar()
        }
        return try project.write { try append(changes, calendar, $0) }
    }

    /// The same inside a transaction of the caller's, for what must be written together with the events.
    ///
    /// If a case changes, the calendar is asked for as it was before the transaction.
    @discardableResult
    public func append(_ changes: [Change], _ db: Database) throws -> LogPosition {
        try append(changes, CalendarOnce(calendar), db)
    }

    private func append(_ changes: [Change], _ calendar: CalendarOnce, _ db: Database) throws -> LogPosition {
        var head = try Ledger.position(db)
        var touched: [StreamID: Touched] = [:]
        for change in changes where !change.entries.isEmpty {
            try Ledger.check(change)
            let name = change.stream.description
            var stream = try touched[change.stream] ?? Touched(version: Ledger.version(of: name, db))
            guard stream.version == change.expectedVersion else {
                throw Problem(
                    .streamConflict,
                    "'\(name)' has \(stream.version) events, the command was decided on \(change.expectedVersion)",
                    at: .init(file: project.path), help: "run the command again")
            }
            for entry in change.entries {
                stream.version += 1
                let row = try LogRow(entry, stream: name, version: stream.version, after: head)
                try Ledger.insert(row, db)
                head = row.position
            }
            stream.entries += change.entries
            touched[change.stream] = stream
        }
        guard !touched.isEmpty else { return head }
        try Ledger.setHead(head, db)
        try Ledger.updateTables(touched, calendar, db)
        return head
    }

    /// A stream within one append: its version now, and what was appended to it.
    struct Touched {
        var version: Int
        var entries: [Entry] = []
        var base: Int { version - entries.count }
    }

    private static func updateTables(
        _ touched: [StreamID: Touched], _ calendar: CalendarOnce, _ db: Database
    ) throws {
        let tables = try ReadTables(db, calendar)
        for (stream, change) in touched.sorted(by: { $0.key < $1.key }) {
            let entries =
                change.base == 0 ? change.entries : try Ledger.entries(of: stream, db).map(\.entry)
            try tables.write(stream, entries)
        }
        let last = touched.values.flatMap(\.entries).map(\.recordedAt).max()
        if let last { try tables.finish(at: last) }
    }

    // MARK: - Rows

    static func insert(_ row: LogRow, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO events (\(LogRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            row.sequence, row.stream, row.version, row.type, row.effectiveOn, row.recordedAt, row.actor,
            row.payload,
            row.previousHash, row.hash,
        ])
    }

    static let headKey = "log_head"

    /// The end of the log stands beside it too, so that a log cut off at its end is seen.
    static func setHead(_ head: LogPosition, _ db: Database) throws {
        try ProjectFile.setValue("\(head.sequence):\(head.hash)", of: headKey, db)
    }

    static func head(_ db: Database) throws -> String {
        let start = LogPosition.start
        return try ProjectFile.value(of: headKey, db) ?? "\(start.sequence):\(start.hash)"
    }

    private static func check(_ change: Change) throws {
        for entry in change.entries {
            guard entry.stream == change.stream else {
                throw Problem(
                    .changeInvalid, "a change of '\(change.stream)' holds an event of '\(entry.stream)'")
            }
            if case .routeChosen(let route) = entry.event { try RouteGeometry.check(route) }
        }
    }
}
