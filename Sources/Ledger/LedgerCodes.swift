import Vocabulary

/// The codes of this target, for the catalogue.
public enum LedgerCodes {
    public static let all: [ErrorCode] = [
        .streamConflict, .eventChanged, .sequenceBroken, .chainBroken, .streamBroken, .headMismatch,
        .logRowUnreadable, .readTableDiffers, .readTableMissing, .routeMismatch, .changeInvalid,
        .logsDiffer, .lineUnreadable, .pastIsReadOnly, .exportIncomplete, .exportDiffers,
        .readTablesOld,
    ]
}

extension ErrorCode {
    public static let streamConflict = ErrorCode(
        "LOG-101", exit: .busy, "someone else has changed it meanwhile",
        "Between reading and writing another command appended to the same case, application or stub. "
            + "Nothing was written; run the command again.")
    public static let eventChanged = ErrorCode(
        "LOG-102", exit: .failed, "an event was changed after it was recorded",
        "Its hash does not match its content. Restore a backup; the events before the one named are sound.")
    public static let sequenceBroken = ErrorCode(
        "LOG-103", exit: .failed, "the log has a gap",
        "Events are numbered without gaps; one is missing. Restore a backup.")
    public static let chainBroken = ErrorCode(
        "LOG-104", exit: .failed, "an event does not follow the one before it",
        "Each event carries the hash of the one before. Events were swapped, removed or put in. Restore a backup."
    )
    public static let streamBroken = ErrorCode(
        "LOG-105", exit: .failed, "the versions of a stream have a gap",
        "The events of one case, application or stub are numbered without gaps. Restore a backup.")
    public static let headMismatch = ErrorCode(
        "LOG-106", exit: .failed, "the end of the log is not the one recorded",
        "Events were cut off at the end, or put in. Restore a backup.")
    public static let logRowUnreadable = ErrorCode(
        "LOG-107", exit: .failed, "a row of the log cannot be read",
        "Its stream, date, time or payload is not what this program writes. Restore a backup, or update Outerline."
    )
    public static let readTableDiffers = ErrorCode(
        "LOG-108", exit: .failed, "a table does not say what the log says",
        "Tables of cases, permits and routes are derived from the log; they were changed by hand, or the "
            + "calendar has changed. Rebuild them: 'project rebuild FILE'.")
    public static let readTableMissing = ErrorCode(
        "LOG-109", exit: .failed, "a table derived from the log is missing",
        "Rebuild it: 'project rebuild FILE'.")
    public static let routeMismatch = ErrorCode(
        "LOG-110", exit: .badInput, "a route does not match its hash",
        "The bytes of a route's line and the hash recorded with them differ, or the bytes are no geometry.")
    public static let changeInvalid = ErrorCode(
        "LOG-111", exit: .internalError, "a change holds events of another stream",
        "This is a bug in Outerline; please report it.")
    public static let logsDiffer = ErrorCode(
        "LOG-112", exit: .cannotCreate, "the project's log is another one than the exported",
        "An export is taken into a file that does not exist yet, or continues the same log. Two logs with different "
            + "histories cannot be joined.")
    public static let lineUnreadable = ErrorCode(
        "LOG-113", exit: .badInput, "a line is no event of a log",
        "Each line of an exported log is one JSON object with the keys of table 'events'.")
    public static let pastIsReadOnly = ErrorCode(
        "LOG-114", exit: .failed, "the past cannot be changed",
        "A view with --as-of shows what was known on a day. Commands work on the present: leave --as-of out.")
    public static let exportIncomplete = ErrorCode(
        "LOG-115", exit: .badInput, "an exported folder is not whole",
        "A file of the export is missing, was cut off or was changed: its SHA-256 or its number of lines is not the "
            + "one 'project.json' states. Export the project again.")
    public static let exportDiffers = ErrorCode(
        "LOG-116", exit: .findings, "an exported table does not say what the log says",
        "Applications, cases and permits are derived from the events. They are made from the log, the file's line "
            + "was passed over. The export may come from another version of Outerline.")
    public static let readTablesOld = ErrorCode(
        "LOG-117", exit: .failed, "the derived tables are of another version",
        "Tables of cases and permits have other columns in this version of Outerline. Open the project once with a "
            + "command that writes, for example 'project rebuild FILE'; the log stays as it is.")
}
