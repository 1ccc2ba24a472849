import ArgumentParser
import Ledger
import Outerline
import ProjectFile
import Vocabulary

extension ProjectCommand {
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Write applications, cases, permits and events as JSON Lines, with the project's rules.",
            discussion: """
                The folder holds applications.jsonl, cases.jsonl, permits.jsonl, events.jsonl, project.json (system, \
                end of the log, SHA-256 of each file) and the folder rules. It appears whole or not at all; an earlier \
                export of that name is replaced. Layers are exported by 'layer export'.

                Example: outerline project export city.gpkg out
                """)
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The folder to write.") var folder: String
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document = try Project.open(file, mode: .read).export(to: folder)
            try ProjectCommand.tell(document, folder, output)
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an exported folder into a new project, or into one with the same log.",
            discussion: """
                A file that does not exist is made, with the rules of the export. The hash chain is checked before \
                anything counts; a broken one refuses the whole import. Into a project whose log is the beginning of \
                the exported one the rest is added; the same export again changes nothing.

                Example: outerline project import copy.gpkg exported
                """)
        @Argument(help: "The project file to make or to continue.") var file: String
        @Argument(help: "The exported folder.") var folder: String
        @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn:
            Finding.Severity?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let document = try Project.importExport(folder, into: file, desk: desk.desk)
            if !output.json { FindingText.note(document.findings, output.terminal) }
            try ProjectCommand.tell(document, file, output)
            try FindingsReached.check(document.findings, failOn: failOn)
        }
    }

    fileprivate static func tell(
        _ document: ExchangeDocument, _ place: String, _ output: OutputOptions
    ) throws {
        let terminal = output.terminal
        if output.json { return terminal.out(try JSONText.document(document)) }
        let new = document.newEvents.map { terminal.say(", \($0) new", "，新增 \($0)") } ?? ""
        terminal.note(
            terminal.say(
                "\(place): \(document.log.sequence) events\(new)",
                "\(place)：\(document.log.sequence) 条事件\(new)"))
    }
}
