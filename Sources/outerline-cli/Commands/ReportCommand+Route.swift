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

                The alternatives compared are those recorded with the route ('route choose', 'case file --alternatives', \
                'case route --alternatives'). Where none were recorded they are planned, which may take seconds in dense \
                ground, and the report says so; 'recorded' never plans, 'planned' always does, and 'none' leaves them out. With --all \
                nothing is planned unless asked for.

                A folder given with --template replaces the wording around the report (zh/route_report.mustache, \
                en/route_report.mustache) and the title block of its sheets (letterhead.yaml).

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
        @Option(
            help: "auto, recorded, planned or none (default: auto; with --all recorded)."
        )
        var alternatives: AlternativesShown?
        @Flag(help: "Draw the tables of crossings and coordinates into the DXF.") var drawTables = false
        @Option(help: "A folder with wordings and letterhead of one's own.") var template: String?
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
                try chosen(), terminal.reports,
                csvTables: tables == "all" ? [] : Set(tables.split(separator: ",").map(String.init)),
                alternatives: alternatives ?? (all ? .recorded : .auto))
            options.drawsTables = drawTables
            options.templates = try TemplateFolder.templates(template)
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

extension AlternativesShown: ExpressibleByArgument {}
