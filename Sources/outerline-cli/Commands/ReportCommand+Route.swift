import ArgumentParser
import Outerline
import Reports
import Vocabulary

extension ReportCommand {
    struct Route: ParsableCommand {
        private static let formats = RouteReportFormat.allCases.map(\.rawValue).joined(separator: ", ")

        static let configuration = CommandConfiguration(
            abstract: "Write the route report of one or more cases.",
            discussion: """
                Several formats are separated by commas; all are written from one model and say the same. CSV is a \
                file a table.

                Examples:
                  outerline report route city.gpkg --case SYN-2026-000001-W --format md,geojson -o out
                  outerline report route city.gpkg --all --format json -o out --lang zh
                """)
        @Argument(help: "The project file.") var file: String
        @Option(name: .customLong("case"), help: "The case; may be given several times.") var cases:
            [String] = []
        @Flag(help: "All cases that have a route.") var all = false
        @Option(help: "\(Self.formats).") var format = "md"
        @Option(help: "Tables written as CSV, separated by commas, or 'all'.") var tables =
            "crossings,coordinates"
        @Flag(
            name: .customLong("no-alternatives"), help: "Do not plan and compare the routes of other regimes."
        )
        var leavesOutAlternatives = false
        @Flag(help: "Draw the tables of crossings and coordinates into the DXF.") var drawTables = false
        @Option(name: [.customShort("o"), .customLong("output")], help: "The folder to write into.")
        var folder: String = "."
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if cases.isEmpty != all { throw ValidationError("Give --case, or --all.") }
        }

        func run() throws {
            let terminal = output.terminal
            var options = RouteReportOptions(
                try chosen(), ReportLanguage(rawValue: terminal.language.rawValue) ?? .en,
                csvTables: tables == "all" ? [] : Set(tables.split(separator: ",").map(String.init)),
                showsAlternatives: !leavesOutAlternatives)
            options.drawsTables = drawTables
            let progress = Progress(terminal, json: output.json)
            defer { progress.finish() }
            let project = try view.open(file)
            var written: [String] = []
            var done = 0
            try project.writeRouteReports(all ? nil : cases, options, into: folder) { paths, count in
                done += 1
                if output.json { written += paths }
                guard count > 1 else { return paths.forEach { terminal.note($0) } }
                progress.update(terminal.say("reports", "报告"), done, of: count)
            }
            progress.finish()
            if output.json { return terminal.out(try JSONText.array(written)) }
            if done > 1 { terminal.note(terminal.say("\(folder): \(done) cases", "\(folder)：\(done)个案件")) }
        }

        private func chosen() throws -> [RouteReportFormat] {
            try format.split(separator: ",").map { word in
                guard let format = RouteReportFormat(rawValue: word.lowercased()) else {
                    throw ValidationError("'\(word)' is no format; give \(Self.formats).")
                }
                return format
            }
        }
    }
}
