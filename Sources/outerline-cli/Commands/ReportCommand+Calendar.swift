import ArgumentParser
import Foundation
import Outerline
import Reports
import Vocabulary

extension ReportCommand {
    struct Calendar: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write due days as a calendar file (.ics) for a person's own calendar.",
            discussion: """
                Promises, permits, pending documents, commitments, and ends of certificates, each an event of its day \
                with a reminder on the working day before. A folder (a name that ends in /) gets one file for each \
                representative.

                Examples:
                  outerline report calendar city.gpkg --representative 'Liu Min' -o liu.ics
                  outerline report calendar city.gpkg -o due/
                """)
        @Argument(help: "The project file.") var file: String
        @Option(name: [.customShort("o"), .customLong("output")], help: "The file or folder to write.")
        var destination: String
        @OptionGroup var filter: FilterOptions
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let terminal = output.terminal
            let project = try view.open(file)
            let calendar = try project.dueCalendar(
                filter.request, language: terminal.reports)
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: destination, isDirectory: &isFolder)
            guard destination.hasSuffix("/") || (exists && isFolder.boolValue) else {
                try project.write(calendar, to: destination)
                if output.json { return terminal.out(try JSONText.array([destination])) }
                return terminal.note("\(destination): \(calendar.entries.count)")
            }
            let paths = try project.write(
                calendar, into: destination, nobody: terminal.say("unassigned", "未指派"))
            if output.json { return terminal.out(try JSONText.array(paths)) }
            for path in paths { terminal.note(path) }
        }
    }
}
