import Foundation
import Testing

@Suite("Help, languages and streams")
struct HelpTests {
    /// Every command as the words after the program's name, found by walking the help itself.
    static let commands: [[String]] = {
        func children(_ command: [String]) -> [[String]] {
            guard let help = try? Tool.run(command + ["--help"]),
                let list = help.text.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first
            else { return [] }
            let names = list.components(separatedBy: "\n\n")[0].matches(of: /(?m)^  ([a-z][a-z-]*)/)
            return names.map { command + [String($0.1)] }
        }
        var all: [[String]] = [[]]
        var index = 0
        while index < all.count {
            all += children(all[index])
            index += 1
        }
        return all
    }()

    @Test("every command explains itself, exits 0, and fits 80 columns")
    func helpFits() throws {
        #expect(Self.commands.count > 40)
        for command in Self.commands {
            let output = try Tool.run(command + ["--help"])
            let name = command.joined(separator: " ")
            #expect(output.status == 0, "\(name)")
            #expect(output.err.isEmpty, "\(name)")
            let text = output.text
            #expect(text.hasPrefix("OVERVIEW: ") && text.contains("USAGE: outerline \(name)"), "\(name)")
            // The parser writes the usage in one line, which a terminal wraps.
            for line in output.lines where !line.hasPrefix("USAGE: ") {
                #expect(line.count <= 80, "\(name): \(line)")
            }
            // A paragraph broken by hand and again by the terminal leaves a lone word on a line.
            let ragged = text.matches(of: /(?m)^[a-z(][^\n]{50,}\n[^ \n][^ \n]*\n[^\n]/)
            #expect(ragged.isEmpty, "\(name): \(ragged.first.map { String($0.0) } ?? "")")
        }
    }

    @Test("the examples in the help texts run on the sample data of the repository")
    func examplesRun() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("SampleData"), withDestinationPath: root + "/SampleData")
        for (link, target) in [
            ("plots.shp", "plots.shp"), ("plots.dbf", "plots.dbf"), ("plots.shx", "plots.shx"),
            ("plots.prj", "plots.prj"), ("plots.cpg", "plots.cpg"), ("applications.csv", "applications.csv"),
            ("representatives.csv", "representatives.csv"), ("records.csv", "records.csv"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: scratch.file(link), withDestinationPath: "SampleData/" + target)
        }
        var seen: Set<String> = []
        var examples: [String] = []
        for command in Self.commands {
            let text = try Tool.run(command + ["--help"]).text
            for match in text.matches(
                of: /(?m)(?:^  |Example: |Example:\n  )(outerline [^\n]*(?:\n    [^\n]+)*)/)
            {
                let line = String(match.1).replacing(/\n +/, with: " ")
                if line.contains("<") || line.contains(" help ") { continue }
                if seen.insert(line).inserted { examples.append(line) }
            }
        }
        #expect(examples.count >= 8)
        try Tool.succeed(["project", "new", "base.gpkg", "--crs", "EPSG:4549"] + Tool.desk, in: scratch)
        for (layer, source) in [
            ("plots", "plots.shp"), ("mains", "mains.geojson"), ("stubs", "stubs.geojson"),
        ] {
            try Tool.succeed(["layer", "import", "base.gpkg", layer, "SampleData/\(source)"], in: scratch)
        }
        // One application of the sample, for the examples that name its case.
        let rows = try String(contentsOfFile: root + "/SampleData/applications.csv", encoding: .utf8)
        try rows.split(separator: "\n").filter { $0.hasPrefix("number") || $0.hasPrefix("SYN-2026-000001,") }
            .joined(separator: "\n").write(toFile: scratch.file("one.csv"), atomically: true, encoding: .utf8)
        try FileManager.default.copyItem(
            atPath: scratch.file("base.gpkg"), toPath: scratch.file("filed.gpkg"))
        try Tool.succeed(["case", "file", "filed.gpkg", "one.csv"] + Tool.desk, in: scratch)
        for example in examples {
            // Each example begins from a fresh project, except those that make one.
            let start = example.contains("SYN-2026-000001-") ? "filed" : "base"
            let fresh = example.contains("project new") ? "rm -f city.gpkg; " : "cp \(start).gpkg city.gpkg; "
            let line = fresh + example.replacing("outerline ", with: "\"$OUTERLINE\" ", maxReplacements: 1)
            let output = try Tool.shell(line, in: scratch)
            let skippable = [
                "network.gpkg", "city.osm.pbf", "city-grid.yaml", "copy.gpkg exported",
            ].contains { example.contains($0) }
            if skippable {
                // A source of the user's own: the path is what is missing, the words are understood.
                #expect(output.status == 66, "\(example): \(output.err)")
            } else {
                #expect(output.status == 0, "\(example): \(output.err)")
            }
        }
    }

    @Test("a reader that has seen enough is no failure")
    func brokenPipe() throws {
        let scratch = try Scratch()
        let project = try SampleDistrict.project(in: scratch)
        for command in ["explain --all", "route branch \(project) --all --json", "layer list \(project)"] {
            let output = try Tool.shell("$OUTERLINE \(command) | head -1")
            #expect(output.status == 0, "\(command): \(output.err)")
            #expect(output.lines.count == 1 && output.err.isEmpty)
        }
    }

    @Test("colour: none in a pipe, forced with always or CLICOLOR_FORCE, never with NO_COLOR or never")
    func colour() throws {
        let scratch = try Scratch()
        let project = try SampleDistrict.filedProject(in: scratch)
        let board = ["board", project] + Tool.desk
        let escape = "\u{1B}["
        #expect(try !Tool.succeed(board).text.contains(escape))
        #expect(try Tool.succeed(board + ["--color", "always"]).text.contains(escape))
        #expect(try Tool.succeed(board, environment: ["CLICOLOR_FORCE": "1"]).text.contains(escape))
        let silent = try Tool.succeed(board, environment: ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"])
        #expect(!silent.text.contains(escape), "NO_COLOR goes before")
        #expect(
            try !Tool.succeed(board + ["--color", "never"], environment: ["CLICOLOR_FORCE": "1"]).text
                .contains(escape))
        #expect(try !Tool.run(["explain", "GEO-999"], environment: ["NO_COLOR": "1"]).err.contains(escape))
    }

    @Test("zh and en: --lang goes before OUTERLINE_LANG before LANG; JSON is the same in both")
    func languages() throws {
        let scratch = try Scratch()
        let project = try SampleDistrict.filedProject(in: scratch)
        let list = ["case", "list", project] + Tool.desk
        #expect(try Tool.succeed(list + ["--lang", "zh"]).lines.first?.hasPrefix("案件\t地块") == true)
        #expect(try Tool.succeed(list).lines.first?.hasPrefix("case\tplot") == true)
        #expect(
            try Tool.succeed(list, environment: ["LANG": "zh_CN.UTF-8"]).lines.first?.hasPrefix("案件") == true)
        #expect(
            try Tool.succeed(list, environment: ["LANG": "zh_CN.UTF-8", "OUTERLINE_LANG": "en"]).lines.first?
                .hasPrefix("case") == true)
        let json = list + ["--json"]
        #expect(try Tool.succeed(json).out == Tool.succeed(json + ["--lang", "zh"]).out)
    }

    @Test("a command line that cannot be understood ends with 64 and CLI-105")
    func usage() throws {
        for arguments in [
            ["bogus"], ["case", "list"], ["case", "list", "x.gpkg", "--bogus"], ["route", "plan", "x.gpkg"],
            ["route", "plan", "x.gpkg", "--plot", "1", "--utility", "steam"],
            ["layer", "import", "x.gpkg", "moats", "a.geojson"], ["project", "new", "x.gpkg"],
            ["clock", "stop", "x.gpkg", "A-W", "--cause", "rain", "--holder", "sky"],
            ["board", "x.gpkg", "--today", "2026-02-30"],
        ] {
            let output = try Tool.run(arguments)
            #expect(output.status == 64, "\(arguments)")
            #expect(output.codes == ["CLI-105"], "\(arguments): \(output.err)")
            #expect(output.out.isEmpty && output.err.contains("--help"), "\(arguments): \(output.err)")
            let json = try Tool.run(arguments + ["--json"])
            let told = try? JSON(Data(json.err.utf8))
            #expect(
                json.status == 64 && told?["errors"][0]["code"].text == "CLI-105", "\(arguments): \(json.err)"
            )
        }
    }
}
