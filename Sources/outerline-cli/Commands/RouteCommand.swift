import ArgumentParser
import Foundation
import Outerline
import ProjectFile
import RouteSurvey
import Vocabulary

struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Survey a line, find straight branches, plan routes.",
        subcommands: [SurveyLine.self, Branch.self, Plan.self])

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
                        row: json ? [] : RouteText.branchRow(document),
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

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "The cheapest legal route from any qualifying main or free stub to the red line, with its permits.",
            discussion: """
                With --all and --json one object per line and per plot and utility. A plot that cannot be reached is a \
                result, with the reason.

                Example: outerline route plan city.gpkg --plot 1 --utility water
                """)
        @Argument(help: "The project file.") var file: String
        @Option(help: "The plot.") var plot: String?
        @Flag(help: "All plots.") var all = false
        @Option(help: "water, gas or heat (default: all the project has).") var utility: [Utility] = []
        @Option(help: "A rates file in the place of the project's.") var rates: String?
        @Option(help: "Nominal diameter in millimetres: decides the width of the trench.") var dn: Double?
        @Option(
            help: ArgumentHelp(
                "Other routes to look for beside the cheapest; repeat it, or say all or none.",
                discussion: """
                    \(Regime.allCases.map(\.rawValue).joined(separator: ", ")). Default: all for one plot, none for --all. \
                    What is no better than another route in cost, length, permits or days is left out.
                    """))
        var regime: [String] = []
        @Option(help: "How far from the plot sources are looked for, in metres.") var reach: Double?
        @Option(help: "Workers for --all (default: all cores).") var jobs: Int?
        @Flag(help: "Geometry in longitude and latitude (RFC 7946).") var wgs84 = false
        @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn:
            Finding.Severity?
        @OptionGroup var desk: DeskOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if (plot == nil) != all { throw ValidationError("Name a plot with --plot, or give --all.") }
            if let jobs, jobs < 1 { throw ValidationError("--jobs wants at least 1.") }
            if let reach, !(reach > 0) { throw ValidationError("--reach wants a distance above 0.") }
            _ = try regimes()
        }

        private func regimes() throws -> Set<Regime> {
            if regime.isEmpty { return all ? [] : Set(Regime.allCases) }
            return try regime.reduce(into: []) { regimes, word in
                switch word {
                case "all": regimes.formUnion(Regime.allCases)
                case "none": break
                default:
                    guard let known = Regime(rawValue: word) else {
                        let words = ["all", "none"] + Regime.allCases.map(\.rawValue)
                        let near = nearestWord(to: word, among: words).map { " Did you mean \($0)?" } ?? ""
                        throw ValidationError("There is no regime '\(word)'.\(near)")
                    }
                    regimes.insert(known)
                }
            }
        }

        func run() throws {
            let project = try Project.open(file, mode: .read, desk: desk.desk)
            let terminal = output.terminal
            var table = Table(RouteText.planColumns(terminal))
            var findings: [Finding] = []
            let progress = Progress(terminal, json: output.json)
            defer { progress.finish() }
            let lines = LineWriter(terminal)
            var done = 0
            try project.plans(
                RouteSelection(plot: plot, utilities: utility), rates: rates, reach: reach, diameter: dn,
                regimes: try regimes(), wgs84: wgs84,
                jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
            ) { document in
                done += 1
                progress.update("route plan", done, of: nil)
                findings += document.alternatives.flatMap(\.findings)
                if output.json {
                    try lines.write(document)
                } else {
                    for row in RouteText.planRows(document, terminal) { table.add(row) }
                }
            }
            progress.finish()
            lines.flush()
            if !output.json {
                terminal.out(table.text(for: terminal))
                if plot != nil { FindingText.note(findings, terminal) }
            }
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
