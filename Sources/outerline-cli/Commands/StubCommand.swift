import ArgumentParser
import Outerline
import ProjectFile
import Vocabulary

struct StubCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stub", abstract: "Reserved connections (预留口): where, how large, free or held by whom.",
        subcommands: [List.self, Show.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List reserved connections with their state.",
            discussion:
                "A chosen route reserves its stub, another route or withdrawal frees it, the open valve uses it."
        )
        @Argument(help: "The project file.") var file: String
        @Option(help: "water, gas or heat.") var utility: Utility?
        @Option(help: "Only those in this state: free, reserved, used, unknown.") var state: String?
        @Flag(help: "Locations in longitude and latitude.") var wgs84 = false
        @OptionGroup var output: OutputOptions

        func run() throws {
            let all = try Project.open(file, mode: .read).stubs(of: utility, wgs84: wgs84)
            let stubs = all.filter { state == nil || $0.state == state }
            let terminal = output.terminal
            terminal.out(output.json ? try JSONText.array(stubs) : StubCommand.table(stubs, terminal))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one reserved connection and what happened to it.")
        @Argument(help: "The project file.") var file: String
        @Argument(help: "The id in layer stubs.") var stub: String
        @Flag(help: "The location in longitude and latitude.") var wgs84 = false
        @OptionGroup var output: OutputOptions

        func run() throws {
            let detail = try Project.open(file, mode: .read).stub(stub, wgs84: wgs84)
            let terminal = output.terminal
            if output.json { return terminal.out(try JSONText.document(detail)) }
            var table = Table([
                .text(terminal.say("date", "日期")), .text(terminal.say("event", "事件")),
                .text(terminal.say("by", "经办")),
            ])
            for entry in detail.history { table.add(["\(entry.effectiveOn)", entry.event, entry.actor]) }
            terminal.out(StubCommand.table([detail.summary], terminal))
            if !detail.history.isEmpty { terminal.out("\n" + table.text(for: terminal)) }
        }
    }

    static func table(_ stubs: [StubDocument], _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("stub", "预留口")), .text(terminal.say("utility", "专业")),
            .text(terminal.say("state", "状态")), .text(terminal.say("case", "案件")),
            .number("DN mm"), .text(terminal.say("pressure", "压力")), .text(terminal.say("plot", "地块")),
        ])
        for stub in stubs {
            table.add([
                stub.stub, stub.utility.rawValue, stub.state, stub.caseID,
                stub.diameter.map { RouteText.metres($0, 0) }, stub.pressure, stub.plot,
            ])
        }
        return table.text(for: terminal)
    }
}
