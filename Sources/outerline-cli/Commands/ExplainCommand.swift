import ArgumentParser
import Coordinator
import Outerline
import Vocabulary

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell what an error code means and how to mend it.",
        discussion: "Example: outerline explain GEO-103")

    @Argument(help: "A code such as GEO-103.")
    var code: String?

    @Flag(name: .long, help: "All codes, as the Markdown of Documentation/Errors.md.")
    var all = false

    @Flag(name: .long, help: "The state machines, as Documentation/StateMachines.md.")
    var states = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if [code != nil, all, states].filter(\.self).count != 1 {
            throw ValidationError("Name one code, or give --all or --states.")
        }
    }

    func run() throws {
        let terminal = output.terminal
        if states { return terminal.out(String(StateMachines.markdown.dropLast())) }
        guard let code else { return terminal.out(ErrorCatalogue.markdown()) }
        let entry = try ErrorCatalogue.entry(code)
        if output.json { return terminal.out(try JSONText.document(ErrorCatalogue.document(entry))) }
        terminal.out("\(terminal.styled(entry.id, .bold)): \(entry.title)\n\n\(entry.explanation)\n")
        terminal.out("exit code \(entry.exit.rawValue): \(entry.exit.meaning)")
    }
}
