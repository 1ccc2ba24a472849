import ArgumentParser

@main
struct OuterlineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outerline", abstract: "Plans outer-line works and coordinates their permits.")
}
