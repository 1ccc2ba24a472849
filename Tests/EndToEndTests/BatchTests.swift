import Foundation
import Testing

@Suite("Batches of plans")
struct BatchTests {
    private let scratch: Scratch
    private let city: String

    init() throws {
        scratch = try Scratch()
        var tiny = TinyCity()
        for index in 0..<12 { tiny.addSquare("plots", "\(index)", Double(index) * 40, 0, 30) }
        tiny.add("mains", "m", "LineString", [(-10, -6), (600, -6)], "\"utility\":\"water\"")
        city = try tiny.project(in: scratch)
    }

    private func plan(_ words: String...) -> [String] { ["route", "plan", city] + words + Tool.desk }

    @Test("the file of a batch cut off anywhere is completed to the same bytes, with any number of workers")
    func resume() throws {
        let whole = try Tool.succeed(plan("--all", "--json", "--jobs", "1")).out
        #expect(whole.count(where: { $0 == 0x0A }) == 12)
        #expect(try Tool.succeed(plan("--all", "--json", "--jobs", "2")).out == whole)
        for cut in [0, 1, whole.count / 3, whole.count / 2, whole.count - 1, whole.count] {
            let path = try scratch.write("answers-\(cut).jsonl", whole.prefix(cut))
            try Tool.succeed(plan("--all", "--json", "--out", path, "--resume", "--jobs", "2"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole, "cut at \(cut)")
        }
    }

    @Test(
        "Ctrl-C ends a batch with whole lines only, nothing beside them, and --resume completes the same bytes"
    )
    func interrupted() throws {
        // 400 answers take longer than it takes to interrupt them.
        var large = TinyCity()
        for index in 0..<400 {
            large.addSquare("plots", "\(index)", Double(index % 40) * 40, Double(index / 40) * 60, 30)
        }
        for row in 0..<10 {
            let y = Double(row) * 60 - 6
            large.add("mains", "m\(row)", "LineString", [(-10, y), (1_700, y)], "\"utility\":\"water\"")
        }
        let city = try large.project(in: scratch, "large.gpkg")
        let batch = ["route", "plan", city, "--all", "--json", "--jobs", "2"] + Tool.desk
        let whole = try Tool.succeed(batch).out
        #expect(whole.count(where: { $0 == 0x0A }) == 400)
        let path = scratch.file("cut.jsonl")
        let before = Set(try scratch.names())
        var interrupted = 0
        for lines in [1, 40, 200] {
            unlink(path)
            let run = try Running(Tool.path, batch + ["--out", path], folder: nil, environment: [:])
            func written() -> Data { FileManager.default.contents(atPath: path) ?? Data() }
            while run.isRunning(), written().count(where: { $0 == 0x0A }) < lines { usleep(1_000) }
            run.send(SIGINT)
            let output = try run.wait()
            if output.status == 130 { interrupted += 1 }
            #expect(output.status == 130 || output.status == 0)
            let cut = written()
            #expect(cut.last == 0x0A && whole.starts(with: cut), "\(lines)")
            // The side files of a database that was only read hold nothing; the next reader takes them over.
            let left = try scratch.names().filter { !before.contains($0) && !$0.hasPrefix("large.gpkg-") }
            #expect(left == ["cut.jsonl"])
            try Tool.succeed(batch + ["--out", path, "--resume"])
            #expect(written() == whole)
        }
        #expect(interrupted > 0, "a run was interrupted")
    }

    @Test("a file that exists is not overwritten, and one of another run is not gone on with")
    func refused() throws {
        let path = try scratch.write("answers.jsonl", "")
        #expect(try Tool.run(plan("--all", "--json", "--out", path)).status == 73)
        let other = "{\"plot\":\"7\",\"utility\":\"water\"}\n"
        for content in [other, "no answer\n"] {
            try scratch.write("answers.jsonl", content)
            let output = try Tool.run(plan("--all", "--json", "--out", path, "--resume"))
            #expect(output.status == 65 && output.err.contains("RTE-310"), "\(output.err)")
            #expect(try scratch.read("answers.jsonl") == content)
        }
    }

    @Test("requests by line are answered by line, the wrong ones with their errors")
    func lines() throws {
        let requests = [
            #"{"plot":"3","utility":"water","id":"first"}"#, "nonsense", #"{"plot":"99","utility":"water"}"#,
            #"{"plot":"3","utility":"oil"}"#, #"{"utility":"water"}"#,
            #"{"plot":"3","utility":"water","dn":0}"#,
            #"{"plot":"4","utility":"water","regimes":["shortest"]}"#,
        ]
        let file = try scratch.write("requests", requests.joined(separator: "\n") + "\n")
        let output = try Tool.shell(
            "\"$OUTERLINE\" route plan '\(city)' --stdin --today 2026-11-20 < '\(file)'")
        #expect(output.status == 0 && output.err.isEmpty)
        let answers = try output.jsonLines()
        #expect(answers.count == requests.count)
        #expect(answers[0]["id"].text == "first" && answers[0]["alternatives"].list.count == 1)
        let codes = answers.map { $0["errors"].list.first?["code"].text }
        #expect(codes == [nil, "RTE-309", "RTE-304", "RTE-309", "RTE-309", "RTE-309", nil])
        #expect(answers[6]["dropped"].list.first?["regime"].text == "shortest")
        // The same question alone gives the same answer, but for the id.
        let alone = try Tool.succeed(
            plan("--plot", "4", "--utility", "water", "--regime", "shortest", "--json"))
        #expect(try alone.json() == answers[6])
    }
}
