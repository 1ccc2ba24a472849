import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Reports
import Vocabulary

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "The synthetic district.", subcommands: [Generate.self])

    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a synthetic district: layers in several formats, applications, representatives.",
            discussion: "The same seed and number of blocks give the same bytes. About six plots a block.")
        @Option(help: "Seed of the generator.") var seed: UInt64 = 1
        @Option(help: "Blocks of the district.") var blocks = 12
        @Option(name: [.customShort("o"), .customLong("output")], help: "The folder to write into.")
        var folder: String
        @Flag(help: "GeoJSON, CSV and JSON only.") var plain = false
        @OptionGroup var output: OutputOptions

        func run() throws {
            let written = try Samples.generate(seed: seed, blocks: blocks, into: folder, plain: plain)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(written)) }
            terminal.note("\(folder): \(written.files.count) files, \(written.applications) applications")
        }
    }
}

struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "The cases by stage, and what is to be done next.")
    @Argument(help: "The project file.") var file: String
    @Option(help: "How many items of the worklist to show.") var items = 20
    @Option(help: "Group the cases in numbers: district.") var by: Grouping?
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let project = try Project.open(file, mode: .read, desk: desk.desk)
        if by == .district { return try tellDistricts(try project.districts()) }
        let board = try project.board()
        let work = try project.worklist()
        let terminal = output.terminal
        if output.json {
            return terminal.out(try JSONText.document(BoardDocument(board: board, worklist: work)))
        }
        terminal.out(BoardText.text(board, terminal))
        terminal.out(BoardText.text(Array(work.prefix(items)), of: work.count, terminal))
    }

    enum Grouping: String, ExpressibleByArgument, CaseIterable { case district }

    private func tellDistricts(_ document: DistrictsDocument) throws {
        let terminal = output.terminal
        if output.json { return terminal.out(try JSONText.document(document)) }
        var table = Table([
            .text(terminal.say("district", "区市")), .text(terminal.say("name", "名称")),
            .number(terminal.say("cases", "案件")), .number(terminal.say("open", "在办")),
            .number(terminal.say("overdue", "超期")), .number(terminal.say("supplied", "已通")),
            .number(terminal.say("on time", "按期")), .number(terminal.say("net days", "平均净工作日")),
            .number(terminal.say("permits open", "未结许可")),
        ])
        for row in document.districts {
            table.add([
                row.district, row.title.map { terminal.say($0.en, $0.zh) }, String(row.cases),
                String(row.open), String(row.overdue), String(row.supplied), "\(row.onTime)/\(row.promised)",
                row.averageNetDays.map { RouteText.metres($0, 1) }, "\(row.permitsOpen)/\(row.permits)",
            ])
        }
        terminal.out(table.text(for: terminal))
    }

    private struct BoardDocument: Encodable {
        var schema = "outerline.board/1"
        var board: Board
        var worklist: [WorkItem]
    }
}

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write reports.", subcommands: [Route.self, Ledger.self])

    struct Route: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the route report of a case.",
            discussion: "Formats: md, geojson, csv; several separated by commas.")
        @Argument(help: "The project file.") var file: String
        @Option(name: .customLong("case"), help: "The case.") var caseID: String
        @Option(help: "md, geojson, csv.") var format = "md"
        @Option(name: [.customShort("o"), .customLong("output")], help: "The folder to write into.")
        var folder: String = "."
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let formats = try format.split(separator: ",").map { word -> RouteReportFormat in
                guard let format = RouteReportFormat(rawValue: word.lowercased()) else {
                    throw ValidationError(
                        "'\(word)' is no format; give \(RouteReportFormat.allCases.map(\.rawValue).joined(separator: ", "))."
                    )
                }
                return format
            }
            let terminal = output.terminal
            let paths = try Project.open(file, mode: .read, desk: desk.desk).writeRouteReport(
                caseID, formats: formats, into: folder,
                language: ReportLanguage(rawValue: terminal.language.rawValue) ?? .en)
            if output.json { return terminal.out(try JSONText.array(paths)) }
            for path in paths { terminal.note(path) }
        }
    }

    struct Ledger: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the ledger (台账) of all cases and permits as CSV.")
        @Argument(help: "The project file.") var file: String
        @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.") var destination:
            String
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let terminal = output.terminal
            let rows = try Project.open(file, mode: .read, desk: desk.desk).writeLedgerReport(
                to: destination, language: ReportLanguage(rawValue: terminal.language.rawValue) ?? .en)
            terminal.note("\(destination): \(rows)")
        }
    }
}
