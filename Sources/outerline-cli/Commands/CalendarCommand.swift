import ArgumentParser
import Coordinator
import Outerline
import ProjectFile
import Vocabulary
import WorkCalendar

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "The working-day calendar.",
        subcommands: [List.self, Check.self, Update.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "List days: working or not, the holiday's name, provisional beyond the announced calendar.")
        @Option(help: "The first day.") var from: Day
        @Option(help: "The last day.") var to: Day
        @Option(help: "A calendar file in the place of the shipped one.") var calendar: String?
        @Option(help: "A project file: its own calendar in the place of the shipped one.") var project:
            String?
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if calendar != nil && project != nil {
                throw ValidationError("Give --calendar or --project, not both.")
            }
        }

        func run() throws {
            let days =
                try project.map { try Project.open($0, mode: .read).calendarDays(from: from, to: to) }
                ?? Calendars.days(from: from, to: to, file: calendar)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.array(days)) }
            terminal.out(CalendarText.table(days, terminal))
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a calendar file: every problem with its line, working days of each year.")
        @Argument(help: "The calendar file.") var calendar: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let summary = try Calendars.check(calendar)
            let terminal = output.terminal
            if output.json {
                return terminal.out(String(decoding: try JSONText.document(summary), as: UTF8.self))
            }
            var table = Table([
                .text(terminal.say("year", "年份")), .number(terminal.say("working days", "工作日")),
            ])
            for (year, days) in summary.workingDays.sorted(by: { $0.key < $1.key }) {
                table.add([year, String(days)])
            }
            terminal.out(table.text(for: terminal))
            terminal.note(
                terminal.say(
                    "announced \(summary.first) to \(summary.announcedUntil); later days are provisional",
                    "已公布\(summary.first)至\(summary.announcedUntil)，其后日期为暂定"))
        }
    }

    struct Update: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Take a new calendar into a project; deadlines follow it, the log says which moved and why.",
            discussion: """
                The calendar must cover at least what the present one covers. File, event and derived tables change in \
                one transaction; every earlier calendar stays in the project.

                Such as: calendar update city.gpkg calendar-2027.yaml --reason 国办发明电〔2026〕8号
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The new calendar file.") var calendar: String
        @Option(help: "Why it changes, such as the number of the notice.") var reason: String
        @Flag(help: "Tell what would move, and write nothing.") var dryRun = false
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let project = try Project.open(file, mode: dryRun ? .read : .write, desk: desk.desk)
            let change = try project.changeCalendar(calendar, reason: reason, dryRun: dryRun)
            try project.close()
            let terminal = output.terminal
            if output.json {
                return terminal.out(String(decoding: try JSONText.document(change), as: UTF8.self))
            }
            terminal.out(CalendarText.text(change, terminal))
            terminal.note(CalendarText.summary(change, dryRun: dryRun, terminal))
        }
    }
}

/// Calendars in tables.
private enum CalendarText {
    static func table(_ days: [CalendarDay], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("date", "日期")), .text(terminal.say("working", "工作日")),
            .text(terminal.say("name", "名称")),
        ])
        for day in days {
            let working = day.working ? terminal.say("working", "上班") : terminal.say("rest", "休息")
            table.add([
                day.date.description,
                working + (day.provisional ? terminal.say(" (provisional)", "（暂定）") : ""), day.name,
            ])
        }
        return table.text(for: terminal)
    }

    static func text(_ change: CalendarChangeDocument, _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("deadline", "期限")), .text(terminal.say("kind", "类别")),
            .text(terminal.say("was", "原为")), .text(terminal.say("is", "现为")),
        ])
        for deadline in change.deadlines {
            table.add([
                deadline.subject, deadline.kind.rawValue, mark(deadline.from, terminal),
                mark(deadline.to, terminal),
            ])
        }
        return table.text(for: terminal)
    }

    static func summary(_ change: CalendarChangeDocument, dryRun: Bool, _ terminal: Terminal) -> String {
        if !change.written, !dryRun {
            return terminal.say("the project has this calendar already", "项目已使用该日历")
        }
        let (days, moved) = (change.days.count, change.moved)
        let other = change.deadlines.count - moved
        let text = terminal.say(
            "\(days) days changed; \(moved) deadlines moved, \(other) only changed their certainty",
            "\(days)天变更；\(moved)项期限变动，\(other)项仅确定性变化")
        return dryRun ? text + terminal.say(" (nothing was written)", "（未写入）") : text
    }

    private static func mark(_ due: DueDay, _ terminal: Terminal) -> String {
        "\(due.day)" + (due.provisional ? terminal.say(" (provisional)", "（暂定）") : "")
    }
}
