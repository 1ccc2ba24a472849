import ArgumentParser
import Outerline
import Reports
import Vocabulary

extension ReportCommand {
    struct Ledger: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Write the ledger (台账): the register of permits and of cases, with lights and due days.",
            discussion: """
                The workbook (.xlsx) has a sheet of permits and a sheet of cases, for A3; a .csv holds one of the two, .md and .json hold both. \
                The format follows from the file's name, or from --format.

                Examples:
                  outerline report ledger city.gpkg -o ledger.xlsx --lang zh
                  outerline report ledger city.gpkg --rows cases -o cases.csv --utility gas
                """)
        @Argument(help: "The project file.") var file: String
        @Option(help: "xlsx, csv, md or json (default: from the file's name).") var format: LedgerFormat?
        @Option(help: "permits or cases, where the format holds one table.") var rows = LedgerRowKind.permits
        @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
        var destination: String
        @OptionGroup var filter: FilterOptions
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        private var chosen: LedgerFormat? {
            format
                ?? destination.split(separator: ".").last.flatMap {
                    LedgerFormat(rawValue: $0.lowercased())
                }
        }

        func validate() throws {
            guard chosen == nil else { return }
            let known = LedgerFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("Give --format (\(known)), or a file of that name.")
        }

        func run() throws {
            guard let chosen else { return }
            let terminal = output.terminal
            let project = try view.open(file)
            let report = try project.ledgerReport(
                filter.request, language: terminal.reports)
            try project.write(report, chosen, rows: rows, to: destination)
            terminal.note("\(destination): \(report.permits.rows.count)")
        }
    }
}

extension LedgerFormat: ExpressibleByArgument {}
extension LedgerRowKind: ExpressibleByArgument {}
