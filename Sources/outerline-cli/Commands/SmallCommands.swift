import ArgumentParser
import Coordinator
import Outerline
import PermitPolicy
import ProjectFile
import Reports
import Vocabulary

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "The synthetic district, and invented cases.",
        subcommands: [Generate.self, Cases.self, Live.self])

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

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write reports.",
        subcommands: [
            Route.self, Sheet.self, Ledger.self, Indicators.self, Calendar.self, Notice.self, Packet.self,
        ])
}
