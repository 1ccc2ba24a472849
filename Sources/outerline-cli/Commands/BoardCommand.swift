import ArgumentParser
import Coordinator
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "The cases by stage and lamp, and what is to be done next.",
        discussion: """
            Examples:
              outerline board city.gpkg --district 芝罘区 --light red
              outerline board city.gpkg --by holder
              outerline board city.gpkg --as-of 2026-06-30
            """)
    @Argument(help: "The project file.") var file: String
    @Option(help: "How many items of the worklist to show (default: 20; with --json 1000).") var items: Int?
    @Option(help: "How many cards of each stage --json shows.") var cards = 50
    @Option(help: "Count cases, or open items, by something.") var by: ViewGrouping?
    @OptionGroup var filter: FilterOptions
    @OptionGroup var view: ViewOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if items.map({ $0 < 0 }) ?? false || cards < 0 { throw ValidationError("Give a number from 0 on.") }
    }

    func run() throws {
        let project = try view.open(file)
        let terminal = output.terminal
        switch by {
        case .district: return try tellDistricts(try project.districts(filter.request))
        case .some(let grouping): return try tell(try project.groups(by: grouping, filter.request))
        case nil: break
        }
        let shown = items ?? (output.json ? 1000 : 20)
        let board = try project.board(filter.request, cards: output.json ? cards : 3, items: shown)
        if output.json { return terminal.out(try JSONText.document(board)) }
        terminal.out(BoardText.text(board.board, terminal))
        terminal.out(BoardText.text(board.worklist, of: board.worklistTotal, terminal))
    }

    private func tell(_ document: GroupsDocument) throws {
        let terminal = output.terminal
        if output.json { return terminal.out(try JSONText.document(document)) }
        let ofItems = [ViewGrouping.holder, .due].map(\.rawValue).contains(document.by)
        var table = Table([
            .text(document.by),
            .number(ofItems ? terminal.say("items", "待办") : terminal.say("cases", "案件")),
            .number(terminal.say("red", "红")), .number(terminal.say("yellow", "黄")),
            .number(terminal.say("green", "绿")), .number(terminal.say("stopped", "停表")),
            .number(terminal.say("done", "办结")), .number(terminal.say("late", "超期办结")),
        ])
        for group in document.groups {
            let lamps: [TrafficLight] = [.red, .yellow, .green, .grey, .done, .late]
            table.add(
                [group.key.map { name($0, of: document.by, terminal) }, String(group.count)]
                    + lamps.map { String(group.lights[$0.rawValue] ?? 0) })
        }
        terminal.out(table.text(for: terminal))
    }

    /// A key as people read it: stages, lamps and holders have words.
    private func name(_ key: String, of grouping: String, _ terminal: Terminal) -> String {
        switch ViewGrouping(rawValue: grouping) {
        case .stage: CaseStage(rawValue: key).map(terminal.word) ?? key
        case .light: TrafficLight(rawValue: key).map(terminal.word) ?? key
        case .holder: BallHolder(rawValue: key).map(terminal.word) ?? key
        case .utility: Utility(rawValue: key).map { terminal.say(key, $0.zh) } ?? key
        default: key
        }
    }

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
            let title = row.title.map { terminal.say($0.en, $0.zh) }
            table.add([
                row.district, row.unknown ? terminal.say("(unknown)", "（未知）") : title, String(row.cases),
                String(row.open), String(row.overdue), String(row.supplied), "\(row.onTime)/\(row.promised)",
                row.averageNetDays.map { RouteText.metres($0, 1) }, "\(row.permitsOpen)/\(row.permits)",
            ])
        }
        terminal.out(table.text(for: terminal))
    }
}

extension CaseCommand {
    struct Due: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is due within some working days, and what is overdue.",
            discussion: "Example: outerline case due city.gpkg --within 2d --district 芝罘区")
        @Argument(help: "The project file.") var file: String
        @Option(help: "Working days from today on, such as 2d; 0d is today.") var within = WorkingDays(2)
        @Option(help: "How many items to show (default: 100; with --json 1000).") var items: Int?
        @OptionGroup var filter: FilterOptions
        @OptionGroup var view: ViewOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if items.map({ $0 < 0 }) ?? false { throw ValidationError("Give a number from 0 on.") }
        }

        func run() throws {
            let document = try view.open(file).due(
                within: within.days, filter.request, items: items ?? (output.json ? 1000 : 100))
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(document)) }
            terminal.out(BoardText.text(document.items, of: document.total, terminal))
        }
    }
}

/// A number of working days as it is typed: `2d` or `2`.
struct WorkingDays: ExpressibleByArgument {
    var days: Int

    init(_ days: Int) { self.days = days }

    init?(argument: String) {
        let digits = argument.hasSuffix("d") ? argument.dropLast() : argument[...]
        guard let days = Int(digits), (0...10_000).contains(days) else { return nil }
        self.days = days
    }

    var defaultValueDescription: String { "\(days)d" }
}
