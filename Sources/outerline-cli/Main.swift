import ArgumentParser
import Foundation
import Outerline
import Vocabulary

@main
struct OuterlineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outerline",
        abstract:
            "Plans outer-line works of water, gas and heating connections and coordinates their permits.",
        discussion: """
            A project is one GeoPackage file: the city's layers, the cases and their event log.

            Examples:
              outerline project new city.gpkg --crs EPSG:4549
              outerline layer import city.gpkg plots SampleData/plots.shp
              outerline route plan city.gpkg --plot 1 --utility water

            Exit codes: 0 done, 1 refused, 2 findings at or above --fail-on, 64 usage, 65 bad input data, \
            66 not found, 73 cannot create, 74 I/O, 75 busy, 130 interrupted. 'outerline explain CODE' tells what \
            an error code means.
            """,
        version: Version.text,
        subcommands: [
            ProjectCommand.self, LayerCommand.self, RouteCommand.self, CaseCommand.self, PermitCommand.self,
            StubCommand.self, ClockCommand.self, PolicyCommand.self, CalendarCommand.self, ReportCommand.self,
            SampleCommand.self,
            BoardCommand.self, ServeCommand.self, ExplainCommand.self,
        ])

    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        Interrupts.watch()
        FreedMemory.keep()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Tells an error and ends the process with its code.
    private static func end(with error: any Error) -> Never {
        if let code = error as? FindingsReached {
            Foundation.exit(code.exit.rawValue)
        }
        var problems = Problems()
        guard let other = problems.collect(error) else { tell(problems) }
        if exitCode(for: other).rawValue == Vocabulary.ExitCode.usage.rawValue { tellUsage(other) }
        if exitCode(for: other) == .success || !isUnexpected(other) { exit(withError: other) }
        problems.add(Problem(.unexpected, "\(other)", help: "please report it with the command line"))
        tell(problems)
    }

    private static func isUnexpected(_ error: any Error) -> Bool {
        // ArgumentParser's own errors know their text and exit with 64.
        exitCode(for: error).rawValue == ExitCode.failed.rawValue
    }

    /// A command line that cannot be understood: the parser's own words under our code.
    private static func tellUsage(_ error: any Error) -> Never {
        let full = fullMessage(for: error)
        let text = full.hasPrefix("Error: ") ? String(full.dropFirst("Error: ".count)) : full
        if CommandLine.arguments.contains("--json") {
            let parts = text.components(separatedBy: "\nUsage: ")
            tell(Problems([Problem(.usage, parts[0], help: parts.dropFirst().first.map { "usage: \($0)" })]))
        }
        let terminal = Terminal()
        terminal.warn("\(terminal.styled("error[\(ErrorCode.usage.id)]", .red)): \(text)")
        Foundation.exit(ErrorCode.usage.exit.rawValue)
    }

    private static func tell(_ problems: Problems) -> Never {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.contains("--json") {
            FileHandle.standardError.write(ErrorText.json(problems))
        } else {
            let terminal = Terminal()
            terminal.warn(ErrorText.text(problems, terminal))
        }
        Foundation.exit((problems.kept.first?.exit ?? .internalError).rawValue)
    }
}

/// Ends a command that is done but found something at or above `--fail-on`.
struct FindingsReached: Error {
    let exit = ExitCode.findings

    /// Throws if a finding reaches the severity asked for.
    static func check(_ findings: some Sequence<Finding>, failOn: Finding.Severity?) throws {
        guard let failOn, findings.contains(where: { $0.severity >= failOn }) else { return }
        throw FindingsReached()
    }
}
