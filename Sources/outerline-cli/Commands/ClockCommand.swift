import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Show, stop, resume and correct the promise's clock of a case; ask what if.",
        subcommands: [Show.self, Stop.self, Resume.self, Correct.self, WhatIf.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the clocks: gross and net days, stops, due days of promise and permits.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let clock = try Project.open(file, mode: .read, desk: desk.desk).clock(caseID)
            let terminal = output.terminal
            terminal.out(
                output.json
                    ? String(decoding: try JSONText.document(clock), as: UTF8.self)
                    : ClockText.text(clock, terminal))
        }
    }

    struct Stop: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop the clock with its cause; stopped days do not count.",
            discussion: """
                Causes: \(StopCause.allCases.map(\.rawValue).joined(separator: ", ")). Stops of several causes or \
                holders may overlap. A stop may be entered late; one that has ended is entered with --until.
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "Why it stops.") var cause: StopCause
        @Option(help: "Who holds the ball.") var holder: String
        @Option(help: "What proves it.") var evidence = ""
        @Option(help: "The day the clock ran again, for a stop that has ended.") var until: Day?
        @OptionGroup var step: StepOptions

        func run() throws {
            try step.run(
                .stopClock(cause, holder: holder, evidence: evidence, until: until, at: step.time.at), file,
                caseID)
        }
    }

    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Resume the clock.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "Which stop, by number or cause, if several stand.") var stop: String?
        @Option(help: "What proves it.") var evidence = ""
        @OptionGroup var step: StepOptions
        func run() throws {
            try step.run(.resumeClock(stop: stop, evidence: evidence, at: step.time.at), file, caseID)
        }
    }

    struct Correct: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a stop right: its start, its end, or that it was none; the log keeps both.",
            discussion: """
                Days are counted as if the stop had been entered so from the beginning. What it said before, when it \
                was corrected and why stay in the log and in 'clock show'.

                Such as: clock correct city.gpkg A1-W 1 --start 2026-11-05 --reason "letter of 5 November"
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Argument(help: "The stop's number, as 'clock show' names it.") var stop: String
        @Option(help: "The right start.") var start: Day?
        @Option(help: "The right day on which the clock ran again.") var end: Day?
        @Flag(help: "It has not ended.") var reopen = false
        @Flag(help: "There was no such stop.") var cancel = false
        @Option(help: "Why it is corrected.") var reason: String
        @OptionGroup var step: StepOptions

        func validate() throws {
            if cancel, reopen || start != nil || end != nil {
                throw ValidationError("--cancel goes with no other change.")
            }
            if reopen, end != nil { throw ValidationError("Give --end or --reopen, not both.") }
            if !cancel, !reopen, start == nil, end == nil {
                throw ValidationError("Give --start, --end, --reopen or --cancel.")
            }
        }

        func run() throws {
            let change: StopChange =
                cancel ? .cancel : reopen ? .reopen(start: start) : .days(start: start, end: end)
            try step.run(.correctStop(stop, change, reason: reason), file, caseID)
        }
    }

    struct WhatIf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "what-if",
            abstract:
                "Ask when the works may start, and whether the promise is kept, if permits are granted so.",
            discussion: """
                Nothing is recorded. +4 is the fourth working day of the authority: after it accepted, or after the \
                day the permit can be submitted. A kind stands for all permits of that kind.

                Such as: clock what-if city.gpkg A1-W --grant GREEN_OCCUPY=+4 --grant PLAN=2026-12-01
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "PERMIT=DATE or PERMIT=+N; repeat for several.") var grant: [String]
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let project = try Project.open(file, mode: .read, desk: desk.desk)
            let answer = try project.whatIf(caseID, grants: grant)
            let terminal = output.terminal
            terminal.out(
                output.json
                    ? String(decoding: try JSONText.document(answer), as: UTF8.self)
                    : ProgrammeText.text(answer, terminal))
        }
    }
}

/// When the works of a case may start: a verb of `case`.
struct ProgrammeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme",
        abstract: "Show when the works may start: permits with dates, float, critical path and assumptions.")
    @Argument(help: "The project file.") var file: String
    @Argument(help: "The case.") var caseID: String
    @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn: Finding.Severity?
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let programme = try Project.open(file, mode: .read, desk: desk.desk).programme(caseID)
        let terminal = output.terminal
        if output.json {
            terminal.out(String(decoding: try JSONText.document(programme), as: UTF8.self))
        } else {
            terminal.out(ProgrammeText.text(programme, terminal))
            FindingText.note(programme.findings, terminal)
        }
        try FindingsReached.check(programme.findings, failOn: failOn)
    }
}

extension StopCause: ExpressibleByArgument {}
