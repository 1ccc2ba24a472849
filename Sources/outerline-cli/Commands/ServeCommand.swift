import ArgumentParser
import Foundation
import Outerline
import Vocabulary

/// `outerline serve FILE …` becomes `outerline-desk serve FILE …`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the project's web desk to an office (runs outerline-desk).",
        discussion: """
            All that follows is handed on: 'outerline serve city.gpkg --port 8080'. Accounts are made with \
            'outerline-desk account add'. The server is a program of its own; 'make desk' builds it.
            """)
    @Argument(
        parsing: .allUnrecognized, help: "The project file and the options of 'outerline-desk serve'.")
    var rest: [String] = []

    func run() throws {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let sibling = own.deletingLastPathComponent().appendingPathComponent("outerline-desk").path
        guard access(sibling, X_OK) == 0 else {
            throw Problem(
                .deskMissing, "the program of the desk is not built", at: .init(file: sibling),
                help: "build it: 'make desk', or 'swift build -c release --product outerline-desk'")
        }
        let words = [sibling, "serve"] + rest
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        execv(sibling, &arguments)
        let reason = String(cString: strerror(errno))
        for argument in arguments { free(argument) }
        throw Problem(
            .deskMissing, "the program of the desk cannot be run: \(reason)", at: .init(file: sibling),
            help: "build it again: 'make desk'")
    }
}
