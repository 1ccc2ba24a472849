import ArgumentParser
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

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if (code == nil) != all { throw ValidationError("Name one code, or give --all.") }
    }

    func run() throws {
        let terminal = output.terminal
        guard let code else { return terminal.out(ErrorCatalogue.markdown()) }
        let entry = try ErrorCatalogue.entry(code)
        if output.json { return terminal.out(try JSONText.document(ErrorCatalogue.document(entry))) }
        terminal.out("\(terminal.styled(entry.id, .bold)): \(entry.title)\n\n\(entry.explanation)\n")
        terminal.out("exit code \(entry.exit.rawValue): \(entry.exit.meaning)")
    }
}
