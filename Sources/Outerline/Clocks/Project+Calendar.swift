import Configuration
import Coordinator
import Digest
import Foundation
import Ledger
import ProjectFile
import Vocabulary
import WorkCalendar

/// What taking a new calendar in does: the object of `calendar update --json`.
public struct CalendarChangeDocument: Encodable, Sendable {
    public var schema = "outerline.calendar_change/1"
    public var from: RuleSource
    public var to: RuleSource
    public var reason: String
    /// False if the project has this very calendar already, or nothing was to be written.
    public var written: Bool
    /// Days that work or rest otherwise than before, or are known now.
    public var days: [CalendarDay]
    /// Deadlines that lie on another day, or whose day has become certain or uncertain.
    public var deadlines: [MovedDeadline]
    /// How many of them lie on another day.
    public var moved: Int
}

extension Project {
    /// Takes a new calendar in: deadlines follow it at once, and the log keeps the reason and each deadline that moved.
    ///
    /// File, event and derived tables change in one transaction. Every calendar the project ever had stays in it, so
    /// that the past can be shown as it was known.
    ///
    /// - Parameters:
    ///   - path: a calendar file such as `Policies/calendar.yaml`.
    ///   - reason: what changed it, such as the number of the notice.
    ///   - dryRun: tells what would move and writes nothing.
    /// - Throws: ``Problems`` of the file; ``Problem`` `CAL-104` if it announces less than the present one, `LOG-101` if
    ///   a case changed meanwhile.
    /// - Complexity: O(events).
    public func changeCalendar(_ path: String, reason: String, dryRun: Bool = false) throws
        -> CalendarChangeDocument
    {
        let data = try InputFile.data(path)
        let name = (path as NSString).lastPathComponent
        let (old, new) = (try calendar(), try WorkCalendar(yaml: data, file: path))
        let stored = try file.storedFile(RuleFiles.calendar)
        let state = try ledger.projectState()
        let from =
            state.calendar
            ?? RuleSource(name: RuleFiles.calendar, version: old.version, sha256: stored?.sha256 ?? "")
        let to = RuleSource(name: name, version: new.version, sha256: SHA256.hex(of: data))
        if new.data.announcedUntil < old.data.announcedUntil || new.data.first > old.data.first {
            throw Problem(
                .calendarShrinks,
                "the calendar is announced \(new.data.first)…\(new.data.announcedUntil), the project's "
                    + "\(old.data.first)…\(old.data.announcedUntil)",
                at: .init(file: path), help: "give a calendar that covers at least as much")
        }
        let position = try ledger.position()
        let deadlines = try movedDeadlines(by: new, from: old)
        let changes = try state.decide(
            .changeCalendar(to, from: from, reason: reason, moved: deadlines), on: desk.today, desk.context)
        let isNew = changes.contains { !$0.entries.isEmpty }
        if isNew, !dryRun {
            try ledger.adopt(new, changes, after: position) { db in
                if let stored {
                    try ProjectFile.store(stored.content, as: RuleFiles.calendar(stored.sha256), db)
                }
                try ProjectFile.store(data, as: RuleFiles.calendar(to.sha256), db)
                try ProjectFile.store(data, as: RuleFiles.calendar, db)
            }
        }
        return CalendarChangeDocument(
            from: from, to: to, reason: reason, written: isNew && !dryRun,
            days: isNew ? Calendars.changedDays(from: old, to: new) : [], deadlines: deadlines,
            moved: deadlines.count(where: \.isMoved))
    }

    /// The calendar as it was known at a moment (`--as-of`): the one in use before the first change recorded later.
    public func calendar(asOf moment: Timestamp) throws -> WorkCalendar {
        try Self.calendar(of: file, knownAt: moment)
    }

    /// The name of the calendar that a change recorded after a moment replaced; nil if none was.
    static func earlierCalendar(in file: ProjectFile, knownAt moment: Timestamp) throws -> String? {
        let log = try file.read { try Ledger.entries(of: .project, $0) }.map(\.entry)
        for entry in log where entry.recordedAt > moment {
            guard case .calendarChanged(_, let previous?, _, _) = entry.event else { continue }
            let name = RuleFiles.calendar(previous.sha256)
            return try file.storedFile(name) == nil ? nil : name
        }
        return nil
    }

    private func movedDeadlines(by new: WorkCalendar, from old: WorkCalendar) throws -> [MovedDeadline] {
        let ids = try caseIDs()
        var moved: [MovedDeadline] = []
        // In slices, so that a large project's cases are not all in memory at once.
        for start in stride(from: 0, to: ids.count, by: 500) {
            let slice = Array(ids[start..<min(start + 500, ids.count)])
            moved += try ledger.states(of: slice).flatMap { $0.deadlines(movedBy: new, from: old) }
        }
        return moved
    }
}

extension WorkCalendar {
    /// How the log names a version of the calendar.
    fileprivate var version: String { "announced until \(data.announcedUntil)" }
}
