import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary
import WorkCalendar

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Show, stop and resume the promise's clock of a case.",
        subcommands: [Show.self, Stop.self, Resume.self])

    static func text(_ clock: ClockDocument, _ terminal: Terminal) -> String {
        var table = Table([.text(terminal.say("clock", "时钟")), .text("")])
        table.add([terminal.say("case", "案件"), clock.caseID])
        table.add([terminal.say("accepted on", "受理日期"), clock.acceptedOn?.description])
        table.add([terminal.say("budget", "时限"), clock.budgetText.map { terminal.say($0.en, $0.zh) }])
        table.add([terminal.say("net working days", "净工作日"), clock.netDays.map(String.init)])
        table.add([terminal.say("gross working days", "总工作日"), clock.grossDays.map(String.init)])
        let due = clock.due.map {
            "\($0)" + (clock.dueProvisional ? terminal.say(" (provisional)", "（暂定）") : "")
        }
        table.add([terminal.say("due", "期限"), clock.stopped ? terminal.say("clock stopped", "停表") : due])
        table.add([terminal.say("light", "灯"), clock.light.rawValue])
        for stop in clock.stops.stops {
            table.add([
                terminal.say("stop \(stop.id)", "停表 \(stop.id)"),
                "\(stop.cause.rawValue) \(stop.holder) \(stop.startedOn) – \(stop.resumedOn?.description ?? "…")",
            ])
        }
        return table.text(for: terminal)
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the clock: gross and net days, stops, due day.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let clock = try view.open(file).clock(caseID)
            let terminal = output.terminal
            terminal.out(
                output.json
                    ? String(decoding: try JSONText.document(clock), as: UTF8.self)
                    : ClockCommand.text(clock, terminal))
        }
    }

    struct Stop: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop the clock with its cause; stopped days do not count.",
            discussion: "Causes: \(StopCause.allCases.map(\.rawValue).joined(separator: ", ")).")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "Why it stops.") var cause: StopCause
        @Option(help: "Who holds the ball.") var holder: String
        @Option(help: "What proves it.") var evidence = ""
        @OptionGroup var step: StepOptions
        func run() throws {
            try step.run(.stopClock(cause, holder: holder, evidence: evidence), file, caseID)
        }
    }

    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Resume the clock.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The case.") var caseID: String
        @Option(help: "Which stop, if several stand.") var stop: String?
        @Option(help: "What proves it.") var evidence = ""
        @OptionGroup var step: StepOptions
        func run() throws { try step.run(.resumeClock(stop: stop, evidence: evidence), file, caseID) }
    }
}

extension StopCause: ExpressibleByArgument {}
