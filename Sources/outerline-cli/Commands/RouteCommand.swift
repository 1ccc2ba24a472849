import ArgumentParser
import Foundation
import Outerline
import ProjectFile
import RouteSurvey
import Vocabulary

struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Survey a line, find branches, plan, compare, choose and explain routes.",
        subcommands: [
            SurveyLine.self, Branch.self, RoutePlanCommand.self, RouteListCommand.self,
            RouteChooseCommand.self, RouteExplainCommand.self,
        ])

    struct SurveyLine: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "survey", abstract: "Measure a given line: lengths, crossings, disturbed areas.")
        @Argument(help: "The project file.") var file: String
        @Option(help: "GeoJSON with one LineString, in the project's coordinate system.") var line: String
        @Option(help: "water, gas or heat: decides the width of the trench.") var utility: Utility
        @Option(help: "The plot the line leads to; it is not crossed.") var plot: String?
        @Option(help: "Nominal diameter in millimetres.") var dn: Double?
        @Option(help: "A rates file in the place of the project's.") var rates: String?
        @Flag(help: "The line is, and the output shall be, in longitude and latitude.") var wgs84 = false
        @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn:
            Finding.Severity?
        @OptionGroup var output: OutputOptions

        func run() throws {
            let project = try Project.open(file, mode: .read)
            let document = try project.surveyLine(
                line, utility: utility, plot: plot, diameter: dn, rates: rates, wgs84: wgs84)
            let terminal = output.terminal
            if output.json {
                terminal.out(try JSONText.document(document))
            } else {
                terminal.out(
                    RouteText.lengths(
                        document.groundLength, document.gridLength, document.lengthsBySurface, terminal))
                terminal.out(RouteText.crossings(document.crossings, terminal))
                FindingText.note(document.findings, terminal)
            }
            try FindingsReached.check(document.findings, failOn: failOn)
        }
    }

    struct Branch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "The straight branch from the nearest qualifying main or stub to the red line, surveyed.",
            discussion: "With --all and --json one object per line and per plot and utility.")
        @Argument(help: "The project file.") var file: String
        @Option(help: "The plot.") var plot: String?
        @Flag(help: "All plots.") var all = false
        @Option(help: "water, gas or heat (default: all the project has).") var utility: [Utility] = []
        @Option(help: "A rates file in the place of the project's.") var rates: String?
        @Flag(help: "Geometry in longitude and latitude (RFC 7946).") var wgs84 = false
        @Option(help: "Workers for --all (default: all cores).") var jobs: Int?
        @Flag(help: "Tell on standard error where the time went, as JSON.") var timing = false
        @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn:
            Finding.Severity?
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (plot == nil) != all { throw ValidationError("Name a plot with --plot, or give --all.") }
            if let jobs, jobs < 1 { throw ValidationError("--jobs wants at least 1.") }
        }

        func run() throws {
            let project = try Project.open(file, mode: .read)
            let terminal = output.terminal
            var table = Table(RouteText.branchColumns(terminal))
            var findings: [Finding] = []
            let lines = LineWriter(terminal)
            let (json, keepsFindings) = (output.json, failOn != nil)
            let spent = try project.branches(
                RouteSelection(plot: plot, utilities: utility), rates: rates, wgs84: wgs84,
                jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
                making: { document in
                    BranchOutput(
                        line: json ? try JSONText.line(document) : nil,
                        row: json ? [] : RouteText.branchRow(document, terminal),
                        findings: keepsFindings ? document.findings : [])
                }
            ) { branch in
                findings += branch.findings
                if let line = branch.line { lines.write(line) } else { table.add(branch.row) }
            }
            lines.flush()
            if !output.json { terminal.out(table.text(for: terminal)) }
            if timing { terminal.warn(String(decoding: try JSONText.line(spent).dropLast(), as: UTF8.self)) }
            try FindingsReached.check(findings, failOn: failOn)
        }
    }
}

/// What is printed of a straight branch.
private struct BranchOutput: Sendable {
    /// Its JSON, or else its row of the table.
    var line: Data?
    var row: [String?]
    var findings: [Finding]
}

/// Writes JSON Lines through a buffer, so that a city's worth of them does not cost a system call each.
final class LineWriter {
    private let terminal: Terminal
    private var buffer = Data()

    init(_ terminal: Terminal) { self.terminal = terminal }

    func write(_ value: some Encodable) throws { write(try JSONText.line(value)) }

    /// - Parameter line: with its end.
    func write(_ line: Data) {
        buffer.append(line)
        if buffer.count > 1 << 16 { flush() }
    }

    func flush() {
        if !buffer.isEmpty { terminal.out(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }
}
