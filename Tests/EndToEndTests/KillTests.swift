import Foundation
import Testing

/// A generator whose numbers follow from its seed alone (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("kill -9 loses nothing that was told", .serialized)
struct KillTests {
    private static let count = 1_000
    private static let kills = 50

    /// A main beside four plots: planning is cheap, so that most of the time is spent writing.
    private func city(_ scratch: Scratch) throws -> String {
        var tiny = TinyCity()
        for index in 0..<4 { tiny.addSquare("plots", "\(index)", Double(index) * 40, 0, 30) }
        tiny.add("mains", "m", "LineString", [(-10, -6), (200, -6)], "\"utility\":\"water\"")
        return try tiny.project(in: scratch)
    }

    private func applications(_ scratch: Scratch) throws -> String {
        let rows = (0..<Self.count).map {
            (number: "K-\($0)", plot: "\($0 % 4)", utilities: "water")
        }
        return try scratch.write("a.csv", TinyCity.applications(rows))
    }

    /// Starts a command, lets it run for a while and ends it without warning.
    ///
    /// - Parameter lines: begins to count the time when so many lines were told.
    private func end(_ words: [String], after seconds: Double, lines: Int = 0) throws -> Output {
        let run = try Running(Tool.path, words, folder: nil, environment: [:])
        while lines > 0, run.isRunning(), run.written().count(where: { $0 == 0x0A }) < lines { usleep(2_000) }
        usleep(UInt32(seconds * 1_000_000))
        run.send(SIGKILL)
        return try run.wait()
    }

    /// The whole lines of what was written, as JSON; a line cut by the kill was never told.
    private func told(_ output: Output) throws -> [JSON] {
        let whole = output.text.lastIndex(of: "\n").map { output.text[..<$0] } ?? ""
        return try whole.split(separator: "\n").map { try JSON(Data($0.utf8)) }
    }

    private func verify(_ city: String, _ context: String) throws {
        // Verifying compares every derived table with a rebuild from the log.
        let output = try Tool.run(["project", "verify", city, "--json"])
        #expect(output.status == 0, "\(context): \(output.text)\(output.err)")
        #expect(try output.json()["ok"].bool == true, "\(context)")
    }

    @Test("filing 1 000 applications killed at 50 random points: what was told is on the disk")
    func filing() throws {
        let scratch = try Scratch()
        let city = try city(scratch)
        let filing = ["case", "file", city, try applications(scratch), "--json"] + Tool.desk
        var random = Seeded(state: 20_200_320)
        var acknowledged: [String: JSON] = [:]
        var killed = 0
        var inTheMiddle = 0
        for round in 0..<Self.kills {
            // Every other kill falls anywhere, the rest where new cases are being written.
            let output =
                round.isMultiple(of: 2)
                ? try end(filing, after: Double.random(in: 0.02...0.5, using: &random))
                : try end(
                    filing, after: Double.random(in: 0...0.1, using: &random), lines: acknowledged.count + 1)
            if output.signal == SIGKILL { killed += 1 }
            let before = acknowledged.count
            for entry in try told(output) { acknowledged[entry["case"].text ?? ""] = entry }
            if acknowledged.count > before { inTheMiddle += 1 }
            // What is broken stays so; a rebuild from the log takes longer than the filing.
            if round % 5 == 4 { try verify(city, "round \(round)") }
            let listed = try Tool.succeed(["case", "list", city, "--json"] + Tool.desk).json().list
            let onDisk = Dictionary(listed.map { ($0["case"].text ?? "", $0) }, uniquingKeysWith: { $1 })
            let lost = acknowledged.filter { onDisk[$0.key] != $0.value }.keys.sorted()
            #expect(lost.isEmpty, "round \(round)")
        }
        let early = acknowledged.count
        let whole = try Tool.succeed(filing)
        #expect(try told(whole).count == Self.count)
        try verify(city, "at the end")
        print("kill: \(killed) filings, \(inTheMiddle) of them after something new was told; \(early) cases")
        #expect(killed == Self.kills && inTheMiddle >= 20 && early < Self.count)
    }

    @Test("permit steps killed at 20 random points: each is there whole or not at all")
    func permits() throws {
        let scratch = try Scratch()
        let city = try city(scratch)
        let rows = (0..<20).map { (number: "K-\($0)", plot: "\($0 % 4)", utilities: "water") }
        let file = try scratch.write("a.csv", TinyCity.applications(rows))
        try Tool.succeed(["case", "file", city, file] + Tool.desk)
        let permits = try Tool.succeed(["permit", "list", city, "--json"] + Tool.desk).json().list
            .compactMap { $0["permit"].text }
        #expect(permits.count >= 20)
        var random = Seeded(state: 28)
        var toldCount = 0
        var kills = 0
        // How long a step takes here and now, so that the kills fall about the moment it is written: shortened
        // whenever a step was faster than its kill, so that a busy machine changes nothing.
        let began = Date()
        _ = try Tool.run(["permit", "submit", city, "K-999-W-PLAN"] + Tool.desk)
        var usual = Date().timeIntervalSince(began)
        for id in permits.prefix(20) {
            let caseID = id.split(separator: "-").prefix(3).joined(separator: "-")
            let day = ["--on", "2026-11-03", "--json"] + Tool.desk
            try Tool.succeed(["case", "tell-interface", city, caseID] + day)
            let step = ["permit", "submit", city, id] + day
            let output = try end(step, after: usual * Double.random(in: 0.3...1.3, using: &random))
            if output.signal == SIGKILL { kills += 1 }
            usual *= output.signal == SIGKILL ? 1.15 : 0.7
            let state = try Tool.succeed(["permit", "list", city, "--case", caseID, "--json"] + Tool.desk)
                .json()
                .list.first { $0["permit"].text == id }?["state"].text
            let wasTold = output.status == 0 || (try? JSON(output.out)) != nil
            if wasTold { toldCount += 1 }
            #expect(state == "submitted" || (!wasTold && state == "required"), "\(id): \(state ?? "")")
            let again = try Tool.run(step)
            // Refused because it was done, or done now: never half.
            let refused = again.err.contains("\"code\":\"PRM-104\"")
            #expect(again.status == 0 || (refused && state == "submitted"), "\(again.err)")
        }
        print("kill: \(kills) permit steps killed, \(toldCount) told")
        #expect(kills >= 10)
        try verify(city, "at the end")
    }
}
