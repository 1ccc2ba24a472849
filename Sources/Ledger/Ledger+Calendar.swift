import Coordinator
import GRDB
import ProjectFile
import Vocabulary
import WorkCalendar

extension Ledger {
    /// Takes another calendar in: stores it, appends its event and makes the read tables anew, in one transaction.
    ///
    /// - Parameters:
    ///   - changes: of the project's own stream.
    ///   - position: the end of the log when the changes were decided.
    ///   - storing: puts the calendar where ``init(_:calendar:)`` will find it.
    /// - Throws: ``Problem`` `LOG-101` if the log has grown since; nothing is written then.
    /// - Complexity: O(events).
    @discardableResult
    public func adopt(
        _ calendar: WorkCalendar, _ changes: [Change], after position: LogPosition,
        storing: (Database) throws -> Void
    ) throws -> LogPosition {
        try project.write { db in
            guard try Ledger.position(db) == position else {
                throw Problem(
                    .streamConflict, "the log has grown while the deadlines were counted",
                    at: .init(file: project.path), help: "run the command again")
            }
            try storing(db)
            let head = try append(changes, db)
            try Ledger.rebuild(CalendarOnce { calendar }, db)
            return head
        }
    }
}
