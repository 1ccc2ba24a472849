import Coordinator
import GRDB
import ProjectFile
import Vocabulary

extension Ledger {
    /// Checks the log and what is derived from it.
    ///
    /// The log: numbers without gaps, each event's hash and its link to the one
    /// before, versions of each stream without gaps, every event readable, the end
    /// as recorded. Then the tables: equal, row by row, to a rebuild in memory.
    ///
    /// - Returns: findings that name the first bad event, or the first differing row of each table; empty if all is
    ///   sound. The tables are compared only if the log is sound.
    /// - Complexity: O(events).
    public func verify() throws -> [Finding] {
        let findings = try project.read { try Ledger.logFindings($0) }
        guard findings.isEmpty else { return findings }
        // Fetched between the two reads: the calendar lies in the same file, and reads do not nest.
        let calendar = CalendarOnce(self.calendar)
        _ = try calendar()
        return try project.read { try Ledger.tableFindings(calendar, $0) }
    }

    // MARK: - Log

    private static func logFindings(_ db: Database) throws -> [Finding] {
        var head = LogPosition.start
        var versions: [String: Int] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT \(LogRow.columns) FROM events ORDER BY sequence")
        while let next = try rows.next() {
            let row = LogRow(next)
            let version = versions[row.stream, default: 0] + 1
            if let problem = problem(row, after: head, version: version) {
                return [Finding(problem, subjects: [String(row.sequence)])]
            }
            versions[row.stream] = version
            head = row.position
        }
        let recorded = try self.head(db)
        guard recorded != "\(head.sequence):\(head.hash)" else { return [] }
        return [
            Finding(
                .headMismatch, .error, "the log ends at event \(head.sequence), recorded is '\(recorded)'",
                subjects: [String(head.sequence + 1)], help: "restore a backup")
        ]
    }

    /// The first thing wrong with one row; nil if nothing is.
    static func problem(_ row: LogRow, after head: LogPosition, version: Int) -> Problem? {
        func broken(_ code: ErrorCode, _ message: String) -> Problem {
            Problem(code, message, help: "restore a backup; the events up to \(head.sequence) are sound")
        }
        guard row.sequence == head.sequence + 1 else {
            return broken(.sequenceBroken, "event \(head.sequence + 1) is missing: \(row.sequence) follows")
        }
        guard row.computedHash() == row.hash else {
            return broken(.eventChanged, "event \(row.sequence) was changed after it was recorded")
        }
        guard row.previousHash == head.hash else {
            return broken(.chainBroken, "event \(row.sequence) does not follow event \(head.sequence)")
        }
        guard row.version == version else {
            return broken(
                .streamBroken,
                "event \(row.sequence) has version \(row.version) of '\(row.stream)', expected \(version)")
        }
        do {
            let entry = try row.entry().entry
            if case .routeChosen(let route) = entry.event { try RouteGeometry.check(route) }
            return nil
        } catch {
            return broken(.logRowUnreadable, "event \(row.sequence) cannot be used: \(error)")
        }
    }

    // MARK: - Tables

    private static func tableFindings(_ calendar: CalendarOnce, _ db: Database) throws -> [Finding] {
        let missing = try TableSpec.all.filter { try !db.tableExists($0.name) }
        guard missing.isEmpty else {
            return missing.map {
                Finding(
                    .readTableMissing, .error, "table \($0.name) is missing", subjects: [$0.name],
                    help: "rebuild the tables from the log")
            }
        }
        let scratch = try scratch(of: db, calendar)
        defer { try? scratch.close() }
        return try scratch.read { copy in
            try TableSpec.all.compactMap { try Ledger.difference($0, db, copy) }
        }
    }

    /// The first row that is not what the log says; nil if all are.
    private static func difference(_ spec: TableSpec, _ db: Database, _ copy: Database) throws -> Finding? {
        let idColumn = spec.geometry == nil ? 0 : 1
        func finding(_ row: Row?, _ what: String) -> Finding {
            let id = row.flatMap { String.fromDatabaseValue($0[idColumn]) } ?? "?"
            return Finding(
                .readTableDiffers, .error, "table \(spec.name), row '\(id)': \(what)",
                subjects: [spec.name, id],
                help: "rebuild the tables from the log")
        }
        let columns = try db.columns(in: spec.name).map(\.name)
        guard spec.columnNames.allSatisfy(columns.contains) else {
            return finding(nil, "columns are missing")
        }
        let actual = try Row.fetchCursor(db, sql: spec.dump)
        let expected = try Row.fetchCursor(copy, sql: spec.dump)
        while let row = try actual.next() {
            guard let wanted = try expected.next() else { return finding(row, "is not in the log") }
            guard row == wanted else {
                let name = spec.columnNames.enumerated().first {
                    row[$0.offset] as DatabaseValue != wanted[$0.offset]
                }
                return finding(wanted, "'\(name?.element ?? "")' is not what the log says")
            }
        }
        if let wanted = try expected.next() { return finding(wanted, "is missing") }
        return nil
    }
}

extension Finding {
    /// What would end an import is a finding of a check.
    fileprivate init(_ problem: Problem, subjects: [String]) {
        let code = LedgerCodes.all.first { $0.id == problem.code } ?? .logRowUnreadable
        self.init(code, .error, problem.message, subjects: subjects, help: problem.help)
    }
}
