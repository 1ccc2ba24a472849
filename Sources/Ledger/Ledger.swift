import Coordinator
import GRDB
import ProjectFile
import Vocabulary
import WorkCalendar

/// The event log in the project file, and the read tables derived from it.
///
/// Events and tables are written in one transaction; the tables can be
/// dropped and rebuilt from the log at any time. A command on one case reads
/// that case's events only.
public struct Ledger: EventLog {
    let project: ProjectFile
    /// Due days in the tables rest on it; asked for once per call that writes or checks them, never for the project's
    /// own events.
    let calendar: @Sendable () throws -> WorkCalendar
    /// Set for a view of the past: what was recorded later is not known.
    let past: PastTables?

    /// - Parameters:
    ///   - project: opened or created with ``migrations``.
    ///   - calendar: the working-day calendar of the project. When it has changed, ``rebuild()`` the tables.
    public init(_ project: ProjectFile, calendar: @escaping @Sendable () throws -> WorkCalendar) {
        self.project = project
        self.calendar = calendar
        past = nil
    }

    private init(_ ledger: Ledger, past: PastTables) {
        project = ledger.project
        calendar = ledger.calendar
        self.past = past
    }

    /// The ledger as it was known at a moment: every view leaves out what was recorded later (`--as-of`).
    ///
    /// Its tables are made from the log when a view first asks for them, in memory; nothing can be appended to it.
    public func asOf(_ moment: Timestamp) -> Ledger { Ledger(self, past: PastTables(moment)) }

    /// Reads the read tables: the project's, or those of the past.
    func tables<T>(_ body: (Database) throws -> T) throws -> T {
        guard let past else { return try project.read(body) }
        let queue = try past.queue {
            let calendar = CalendarOnce(self.calendar)
            _ = try calendar()
            return try project.read { try Ledger.scratch(of: $0, calendar, until: past.moment) }
        }
        return try queue.read(body)
    }

    // MARK: - Reading

    public func position() throws -> LogPosition { try project.read { try Ledger.position($0) } }

    public func entries(of stream: StreamID) throws -> [LoggedEntry] {
        let all = try project.read { try Ledger.entries(of: stream, $0) }
        guard let past else { return all }
        return all.filter { $0.entry.recordedAt <= past.moment }
    }

    public func entries(after sequence: Int, limit: Int) throws -> [LoggedEntry] {
        try project.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT \(LogRow.columns) FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?")
            return try Row.fetchAll(statement, arguments: [sequence, limit]).map { try LogRow($0).entry() }
        }
    }

    /// The end of the log as its last row says.
    static func position(_ db: Database) throws -> LogPosition {
        let statement = try db.cachedStatement(
            sql: "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1")
        guard let row = try Row.fetchOne(statement) else { return .start }
        return LogPosition(sequence: row[0], hash: row[1])
    }

    /// The events of one stream inside a transaction of the caller's.
    public static func entries(of stream: StreamID, _ db: Database) throws -> [LoggedEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(LogRow.columns) FROM events WHERE stream = ? ORDER BY version")
        return try Row.fetchAll(statement, arguments: [stream.description]).map { try LogRow($0).entry() }
    }

    static func version(of stream: String, _ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT max(version) FROM events WHERE stream = ?")
        return try Int.fetchOne(statement, arguments: [stream]) ?? 0
    }
}

// MARK: - States

extension Ledger {
    /// A case as the log knows it; `exists` is false if it knows none.
    ///
    /// - Parameter asOf: leaves out what was recorded later (`--as-of`); nil for all.
    /// - Complexity: O(events of the case).
    public func state(of id: CaseID, asOf: Timestamp? = nil) throws -> CaseState {
        CaseState(id: id, try entries(.connection(id), asOf))
    }

    /// The cases of several ids, in their order, read in one transaction; those that do not exist are left out.
    public func states(of ids: [CaseID]) throws -> [CaseState] {
        try project.read { db in
            try ids.map { id in
                let entries = try Ledger.entries(of: .connection(id), db).map(\.entry)
                return CaseState(
                    id: id, past.map { past in entries.filter { $0.recordedAt <= past.moment } } ?? entries)
            }.filter(\.exists)
        }
    }

    public func application(_ id: IntakeID) throws -> ApplicationState {
        ApplicationState(id: id, try entries(.application(id), nil))
    }

    public func stub(_ id: String) throws -> StubState { StubState(id: id, try entries(.stub(id), nil)) }

    public func projectState() throws -> ProjectState { ProjectState(try entries(.project, nil)) }

    /// Decides a command on a case and appends what it gives.
    ///
    /// - Throws: ``Problem`` if the case refuses the command, or `LOG-101` if the case has changed meanwhile.
    @discardableResult
    public func run(
        _ command: CaseCommand, on id: CaseID, effective day: Day, _ context: CommandContext
    ) throws -> CaseState {
        let state = try state(of: id)
        let stubs = try state.stubs(for: command).map(stub)
        let changes = try state.decide(command, on: day, stubs: stubs, context)
        _ = try append(changes)
        var after = state
        for entry in changes.flatMap(\.entries) { after.apply(entry) }
        return after
    }

    private func entries(_ stream: StreamID, _ asOf: Timestamp?) throws -> [Entry] {
        let all = try entries(of: stream).map(\.entry)
        guard let asOf else { return all }
        return all.filter { $0.recordedAt <= asOf }
    }
}
