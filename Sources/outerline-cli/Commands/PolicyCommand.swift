import ArgumentParser
import Outerline
import PermitPolicy
import ProjectFile
import Vocabulary

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Show, check and compare policy packs.",
        subcommands: [List.self, Show.self, Check.self, Diff.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the shipped packs.")
        @Option(help: "Only packs in force on this day, of each city the latest.") var on: Day?
        @OptionGroup var output: OutputOptions

        func run() throws {
            let names = try on.map { try Policies.inForce(on: $0) } ?? Policies.names()
            output.terminal.out(
                output.json ? try JSONText.array(names) : names.joined(separator: "\n"))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Show a pack: version, validity, bases, classes, permits, thresholds, each with its source.")
        @Argument(help: "A shipped pack or the folder of your own.") var pack: String
        @OptionGroup var options: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document = try Policies.show(pack, on: options.desk.today)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(document)) }
            terminal.out(PolicyText(terminal: terminal).text(document))
            for finding in document.findings { terminal.note(finding.message) }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a pack: every problem with file and line.",
            discussion: "Ends with 65 if something is wrong. A pack outside its period is told.")
        @Argument(help: "A shipped pack or the folder of your own.") var pack: String
        @OptionGroup var options: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document = try Policies.show(pack, on: options.desk.today)
            for finding in document.findings { output.terminal.note(finding.message) }
            output.terminal.note("\(document.pack.name) \(document.pack.version): ok")
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare two packs, and what the second would change for the open cases of a project.",
            discussion:
                "Nothing is written. With --project the stored facts of each chosen route are decided again.")
        @Argument(help: "A shipped pack or the folder of your own.") var before: String
        @Argument(help: "The pack to compare it with.") var after: String
        @Option(help: "A project file: list the open cases that would change class, permits or dates.")
        var project: String?
        @OptionGroup var options: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document =
                try project.map { path in
                    try Project.open(path, mode: .read, desk: options.desk).policyDiff(before, after)
                } ?? Policies.diff(before, after)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(document)) }
            terminal.out(PolicyText(terminal: terminal).text(document))
        }
    }
}
