import ArgumentParser
import Outerline
import ProjectFile
import Vocabulary

extension SampleCommand {
    struct Cases: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fill a project with invented cases and what became of them, for measurements.",
            discussion: """
                There is no map behind them; everything is marked as invented. The same seed gives the same events.

                Example: outerline sample cases city.gpkg --count 100 --seed 1
                """)
        @Argument(help: "The project file; best a new one.") var file: String
        @Option(help: "How many cases.") var count = 1000
        @Option(help: "Seed of the generator.") var seed: UInt64 = 1
        @Option(help: "The last day anything happens (default: the day of the desk).") var until: Day?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if count < 1 { throw ValidationError("Give a count from 1 on.") }
        }

        func run() throws {
            let desk = desk.desk
            let project = try Project.open(file, mode: .write, desk: desk)
            let progress = Progress(output.terminal, json: output.json)
            defer { progress.finish() }
            let document = try project.inventCases(count, seed: seed, through: until ?? desk.today) {
                progress.update("sample cases", $0, of: $1)
            }
            try project.close()
            progress.finish()
            try SampleCommand.tell(document, output)
        }
    }

    struct Live: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the open cases of a project live on as invented: permits, stops, grants, valves.",
            discussion: """
                For trying out boards and reports; on a copy of a project. The same seed gives the same events.

                Example: outerline sample live city.gpkg --until 2026-12-31
                """)
        @Argument(help: "The project file.") var file: String
        @Option(help: "Seed of the generator.") var seed: UInt64 = 1
        @Option(help: "The last day anything happens.") var until: Day
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let project = try Project.open(file, mode: .write, desk: desk.desk)
            let document = try project.simulate(seed: seed, through: until)
            try project.close()
            try SampleCommand.tell(document, output)
        }
    }

    private static func tell(_ document: SimulationDocument, _ output: OutputOptions) throws {
        let terminal = output.terminal
        if output.json { return terminal.out(try JSONText.document(document)) }
        terminal.note(
            terminal.say(
                "\(document.cases) cases, \(document.events) events, \(document.refused) commands refused",
                "\(document.cases) 个案件，\(document.events) 条事件，\(document.refused) 条命令被拒"))
    }
}
