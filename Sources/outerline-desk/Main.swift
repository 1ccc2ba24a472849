import ArgumentParser
import Foundation
import Outerline
import OuterlineWeb
import Vocabulary

@main
struct DeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outerline-desk",
        abstract: "The web desk of one Outerline project: works, permits and days, for an office.",
        version: Version.text, subcommands: [Serve.self, AccountCommand.self, Backup.self, Description.self],
        defaultSubcommand: Serve.self)

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let problem as Problem {
            end([problem])
        } catch let problems as Problems {
            end(problems.kept)
        } catch {
            exit(withError: error)
        }
    }

    /// One line a problem, with where and how to mend it, as `outerline` writes them.
    private static func end(_ problems: [Problem]) -> Never {
        for problem in problems {
            var text = "error[\(problem.code)]: \(problem.message)\n"
            if let file = problem.place.file { text += "  --> \(file)\n" }
            if let help = problem.help { text += "  help: \(help)\n" }
            FileHandle.standardError.write(Data(text.utf8))
        }
        Foundation.exit(problems.first?.exit.rawValue ?? ExitCode.internalError.rawValue)
    }

    typealias ExitCode = Vocabulary.ExitCode
}

/// Where the accounts of a project are kept.
struct AccountOptions: ParsableArguments {
    @Argument(help: "The project file.") var file: String
    @Option(help: "The file of accounts and sessions (default: desk.sqlite beside the project).")
    var accounts: String?

    var path: String {
        accounts
            ?? URL(fileURLWithPath: file).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("desk.sqlite").path
    }

    /// - Throws: ``Problem`` if there is no such project: a file of accounts beside nothing helps nobody.
    func store() throws -> AccountStore {
        guard FileManager.default.fileExists(atPath: file) else {
            throw Problem(
                .fileNotFound, "there is no project '\(file)'", at: .init(file: file),
                help: "create one with 'outerline project new'")
        }
        return try AccountStore(path)
    }
}
