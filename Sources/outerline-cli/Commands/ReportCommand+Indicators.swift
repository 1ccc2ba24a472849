import ArgumentParser
import Coordinator
import Outerline
import Reports
import Vocabulary

extension ReportCommand {
    struct Indicators: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "On-time rate, days by stage and holder, visits, documents, fees, overdue cases, a sample.",
            discussion: """
                Counted by district and by utility. --sample draws cases for inspection: the same seed draws the same \
                cases. With -o the format follows from the file's name (.json, .csv, .md, .xlsx, .pdf with charts, .svg), \
                or from --format.

                Examples:
                  outerline report indicators city.gpkg --sample 20 --seed 2026
                  outerline report indicators city.gpkg --as-of 2026-06-30 -o june.md
                """)
        @Argument(help: "The project file.") var file: String
        @Option(help: "json, csv, md, xlsx, pdf or svg (default: a table).") var format: IndicatorFormat?
        @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
        var destination: String?
        @Option(help: "Draw so many cases at random.") var sample: Int?
        @Option(help: "Seed of the sample.") var seed: UInt64 = 1
        @OptionGroup var filter: FilterOptions
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        private var chosen: IndicatorFormat? {
            if let format { return format }
            if output.json { return .json }
            return destination?.split(separator: ".").last.flatMap { IndicatorFormat(rawValue: String($0)) }
        }

        func validate() throws {
            if sample.map({ $0 < 0 }) ?? false { throw ValidationError("Give a number from 0 on.") }
            if destination == nil, chosen == .pdf || chosen == .xlsx {
                throw ValidationError("Give the file to write with -o.")
            }
            if destination != nil, chosen == nil {
                throw ValidationError("Give --format json, csv, md, xlsx, pdf or svg.")
            }
        }

        func run() throws {
            let project = try view.open(file)
            let terminal = output.terminal
            let language = terminal.reports
            let document = try project.indicators(
                filter.request, sampling: sample.map { CaseSample.Request(count: $0, seed: seed) })
            if let destination, let chosen {
                try project.write(document, chosen, language, to: destination)
                return terminal.note(destination)
            }
            if let chosen { return terminal.out(try project.data(document, chosen, language)) }
            for part in IndicatorReport(document.indicators, language).tables {
                var table = Table(
                    part.columns.map { $0.kind == .number ? .number($0.title) : .text($0.title) })
                for row in part.rows { table.add(row.map { $0.text }) }
                terminal.out(terminal.styled(part.title, .bold))
                terminal.out(table.text(for: terminal) + "\n")
            }
        }
    }
}

extension IndicatorFormat: ExpressibleByArgument {}
