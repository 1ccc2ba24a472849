import Coordinator
import Foundation
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The due days of cases as a calendar file (iCalendar, RFC 5545) for a person's own calendar.
///
/// Importing a later file replaces what an earlier one brought: an event keeps its identifier as long as the same thing
/// is due, whatever its day.
public struct DueCalendar: Sendable {
    /// One thing that is due, an event of a whole day.
    public struct Entry: Sendable, Hashable {
        /// From case, permit and what is due.
        public var uid: String
        public var day: Day
        /// The day rests on a calendar that is not announced.
        public var isProvisional: Bool
        public var isOverdue: Bool
        public var summary: String
        public var details: [String]
        /// The working day before, on which the calendar reminds; nil if that is past.
        public var remindOn: Day?
        public var representative: String?
        public var category: String
    }

    /// By day, then identifier.
    public let entries: [Entry]
    private let today: Day
    private let program: String
    private let language: ReportLanguage

    /// - Parameters:
    ///   - approval: as the desk overrides the policy; nil follows it.
    ///   - program: name and version, for the file's head.
    public init(
        _ states: [CaseState], on today: Day, _ calendar: WorkCalendar, _ approval: ApprovalMode?,
        program: String, _ language: ReportLanguage
    ) {
        self.today = today
        self.program = program
        self.language = language
        let maker = DueEntries(today: today, calendar: calendar, approval: approval, language: language)
        var taken: [String: Int] = [:]
        entries = states.flatMap(maker.entries).sorted { ($0.day, $0.uid) < ($1.day, $1.uid) }.map { entry in
            var entry = entry
            // Two commitments of one wording are two events.
            taken[entry.uid, default: 0] += 1
            if let count = taken[entry.uid], count > 1 { entry.uid = "\(count)-\(entry.uid)" }
            return entry
        }
    }

    /// All names with something due, in order; nil first if something is due of nobody.
    public var representatives: [String?] {
        Set(entries.map(\.representative)).sorted { ($0 ?? "") < ($1 ?? "") }
    }

    /// The file of one representative.
    public func ics(of representative: String?) -> String {
        text(entries.filter { $0.representative == representative }, representative)
    }

    /// The file of everybody.
    public var ics: String { text(entries, nil) }

    private func text(_ entries: [Entry], _ person: String?) -> String {
        var file = CalendarText()
        file.line("BEGIN", "VCALENDAR")
        file.line("VERSION", "2.0")
        file.line("PRODID", text: "-//\(program)//\(language.rawValue.uppercased())")
        file.line("CALSCALE", "GREGORIAN")
        file.line("METHOD", "PUBLISH")
        let name = language.say("Due days", "外线报批到期日")
        file.line("X-WR-CALNAME", text: person.map { "\(name) \($0)" } ?? name)
        for entry in entries { write(entry, &file) }
        file.line("END", "VCALENDAR")
        return file.text
    }

    private func write(_ entry: Entry, _ file: inout CalendarText) {
        file.line("BEGIN", "VEVENT")
        file.line("UID", text: entry.uid)
        // The day of the desk, so that the same day gives the same bytes.
        file.line("DTSTAMP", "\(CalendarText.date(today))T000000Z")
        file.line("DTSTART;VALUE=DATE", CalendarText.date(entry.day))
        file.line("DTEND;VALUE=DATE", CalendarText.date(entry.day.advanced(by: 1)))
        file.line("SUMMARY", text: entry.summary)
        file.line("DESCRIPTION", text: entry.details.joined(separator: "\n"))
        file.line("CATEGORIES", text: entry.category)
        file.line("STATUS", entry.isProvisional ? "TENTATIVE" : "CONFIRMED")
        if entry.isOverdue { file.line("PRIORITY", "1") }
        file.line("TRANSP", "TRANSPARENT")
        if let day = entry.remindOn {
            file.line("BEGIN", "VALARM")
            file.line("ACTION", "DISPLAY")
            file.line("DESCRIPTION", text: entry.summary)
            // Nine in the morning in China.
            file.line("TRIGGER;VALUE=DATE-TIME", "\(CalendarText.date(day))T010000Z")
            file.line("END", "VALARM")
        }
        file.line("END", "VEVENT")
    }
}
