import ArgumentParser
import Foundation
import Outerline
import ProjectFile
import Vocabulary

struct RoutePlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract:
            "The cheapest legal route from any qualifying main or free stub to the red line, with its permits.",
        discussion: """
            With --all and --json one object per line and per plot and utility. A plot that cannot be reached is a \
            result, with the reason.

            For one plot the routes of other regimes are shown beside the cheapest: no_road_digging, no_green, \
            within_threshold (of the policy pack), fewest_permits, shortest, trenchless. What is no better than \
            another route in cost, length, permits or days is left out, and --json tells why.

            --stdin answers requests from standard input line by line: {"plot": "1", "utility": "water"}, with \
            "dn", "regimes" and "id" if wanted. A line that is no request is answered with its errors.

            Examples:
              outerline route plan city.gpkg --plot 1 --utility water
              outerline route plan city.gpkg --all --json -o plans.jsonl --resume
            """)
    @Argument(help: "The project file.") var file: String
    @Option(help: "The plot.") var plot: String?
    @Flag(help: "All plots.") var all = false
    @Flag(help: "Requests from standard input, an object a line.") var stdin = false
    @Option(help: "water, gas or heat (default: all the project has).") var utility: [Utility] = []
    @Option(help: "A rates file in the place of the project's.") var rates: String?
    @Option(help: "Nominal diameter in millimetres: decides the width of the trench.") var dn: Double?
    @Option(
        help:
            "A regime to look for beside the cheapest; repeatable; all or none (default: all for --plot, else none)."
    )
    var regime: [String] = []
    @Option(help: "How far from the plot sources are looked for, in metres.") var reach: Double?
    @Option(help: "Workers for --all (default: all cores).") var jobs: Int?
    @Option(name: .shortAndLong, help: "With --all --json: the file the answers are written to.") var out:
        String?
    @Flag(help: "With --out: go on where the file ends.") var resume = false
    @Flag(help: "Geometry in longitude and latitude (RFC 7946).") var wgs84 = false
    @Option(
        name: .customLong("debug-geojson"),
        help: "With --plot and one --utility: write what the search looked at to this file.")
    var debugGeoJSON: String?
    @Option(help: "End with 2 for findings at or above note, warning or error.") var failOn: Finding.Severity?
    @OptionGroup var desk: DeskOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if [plot != nil, all, stdin].count(where: { $0 }) != 1 {
            throw ValidationError("Name a plot with --plot, or give --all or --stdin.")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs wants at least 1.") }
        if let reach, !(reach > 0) { throw ValidationError("--reach wants a distance above 0.") }
        if let dn, !(dn > 0) { throw ValidationError("--dn wants a diameter above 0.") }
        if out != nil, !(all && output.json) { throw ValidationError("--out goes with --all --json.") }
        if debugGeoJSON != nil, plot == nil || utility.count != 1 {
            throw ValidationError("--debug-geojson wants --plot and one --utility.")
        }
        if resume, out == nil { throw ValidationError("--resume goes with --out.") }
        if stdin, !utility.isEmpty || failOn != nil {
            throw ValidationError("With --stdin each request names its utility; --fail-on does not apply.")
        }
        _ = try regimes()
    }

    private func regimes() throws -> Set<Regime> {
        if regime.isEmpty { return plot == nil ? [] : Set(Regime.allCases) }
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
        let options = PlanOptions(
            rates: rates, reach: reach, diameter: dn, regimes: try regimes(), wgs84: wgs84)
        if stdin { return try answerLines(try PlanWorker(project, options)) }
        if let debugGeoJSON, let plot, let utility = utility.first {
            let count = try project.writePicture(of: plot, utility, options, to: debugGeoJSON)
            let terminal = output.terminal
            terminal.note(terminal.say("\(debugGeoJSON): \(count) features", "\(debugGeoJSON)：\(count) 个要素"))
        }
        let answers = try out.map { try AnswerFile($0, resume: resume) }
        try plan(project, options, answers)
    }

    private func plan(_ project: Project, _ options: PlanOptions, _ answers: AnswerFile?) throws {
        let terminal = output.terminal
        var table = Table(RouteText.planColumns(terminal))
        var findings: [Finding] = []
        // Answers in a file leave the terminal free for progress, whatever their form.
        let progress = Progress(terminal, json: output.json && out == nil)
        defer { progress.finish() }
        let lines = LineWriter(terminal)
        let (json, keepsFindings) = (output.json, failOn != nil || plot != nil)
        try project.plans(
            RouteSelection(plot: plot, utilities: utility), options,
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, after: answers?.done ?? [],
            making: { document in
                PlanOutput(
                    line: json ? try JSONText.line(document) : nil,
                    rows: json ? [] : RouteText.planRows(document, terminal),
                    findings: keepsFindings ? document.alternatives.flatMap(\.findings) : [])
            }
        ) { plan, done, total in
            progress.update("route plan", done, of: total, begunAt: answers?.done.count ?? 0)
            findings += plan.findings
            for row in plan.rows { table.add(row) }
            guard let line = plan.line else { return }
            if let answers { try answers.write(line) } else { lines.write(line) }
        }
        progress.finish()
        lines.flush()
        if !output.json {
            terminal.out(table.text(for: terminal))
            if plot != nil { FindingText.note(findings, terminal) }
        }
        try FindingsReached.check(findings, failOn: failOn)
    }

    private func answerLines(_ worker: PlanWorker) throws {
        let terminal = output.terminal
        var number = 0
        while let line = readLine() {
            number += 1
            if line.allSatisfy(\.isWhitespace) { continue }
            // Each answer goes out at once: whoever asks may be waiting for it.
            terminal.out(try worker.answer(Data(line.utf8), number: number))
        }
    }
}

/// What is printed of a plan.
private struct PlanOutput: Sendable {
    /// Its JSON, or else its rows of the table.
    var line: Data?
    var rows: [[String?]]
    var findings: [Finding]
}

/// A file of answers, one a line, that a later run can go on with.
private final class AnswerFile {
    /// The questions answered before this run, in order.
    private(set) var done: [PlanKey] = []
    private let handle: FileHandle
    private let path: String

    /// - Throws: ``Problem`` `PRJ-101` (exit 73) if the file exists and is not to be resumed, `CLI-102` if it cannot be
    ///   opened, `RTE-310` if a whole line of it is no answer.
    init(_ path: String, resume: Bool) throws {
        self.path = path
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | (resume ? 0 : O_EXCL)
        let descriptor = open(path, flags, 0o644)
        guard descriptor >= 0 else {
            let cause = String(cString: strerror(errno))
            throw errno == EEXIST
                ? Problem(
                    .fileExists, "the file exists", at: .init(file: path),
                    help: "give --resume to go on where it ends, or another name")
                : Problem(.fileUnreadable, "the file cannot be opened: \(cause)", at: .init(file: path))
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try readAnswers()
    }

    /// Reads what is there and cuts off a line that was not finished.
    private func readAnswers() throws {
        var rest = Data()
        var whole: UInt64 = 0
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
            rest.append(chunk)
            while let end = rest.firstIndex(of: 0x0A) {
                let line = rest[rest.startIndex..<end]
                guard let key = try? JSONDecoder().decode(PlanKey.self, from: line) else {
                    throw Problem(
                        .planFileOther, "line \(done.count + 1) is no answer of 'route plan'",
                        at: .init(file: path, line: done.count + 1))
                }
                done.append(key)
                whole += UInt64(line.count + 1)
                rest.removeSubrange(rest.startIndex...end)
            }
        }
        try handle.truncate(atOffset: whole)
        try handle.seekToEnd()
    }

    func write(_ line: Data) throws {
        do {
            try handle.write(contentsOf: line)
        } catch {
            throw Problem(
                .readWriteFailed, "the file cannot be written", at: .init(file: path),
                help: "make room and run the same command again with --resume")
        }
    }
}
