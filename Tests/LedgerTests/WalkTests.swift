import Coordinator
import Ledger
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary
import WorkCalendar

/// A generator whose numbers follow from its seed alone (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Any sequence of commands on several cases")
struct WalkTests {
    @Test(
        "leaves tables equal to a rebuild, extents and indexes right, and each stub with one case",
        arguments: 0..<6)
    func walk(_ seed: Int) throws {
        var generator = Seeded(state: UInt64(seed) &* 104_729)
        let bench = try LedgerBench()
        let numbers = ["A1", "A2", "A3"]
        for number in numbers { try bench.fileApplication(number) }
        var today = day("2026-03-02")
        var done = 0
        for _ in 0..<80 {
            today = today.advanced(by: Int.random(in: 0...1, using: &generator))
            let number = numbers.randomElement(using: &generator) ?? "A1"
            let id = try #require(CaseID("\(number)-W"))
            let command = try randomCommand(bench.ledger.state(of: id), &generator)
            let before = try bench.ledger.position()
            do {
                try bench.run(command, id.rawValue, today.description)
                done += 1
            } catch is Problem {
                #expect(try bench.ledger.position() == before)
            }
        }
        #expect(done > 20)
        #expect(try bench.ledger.verify() == [])
        #expect(try bench.file.verify() == [])
        for (stub, use) in try bench.ledger.stubUses() {
            guard case .reserved(let holder) = use else { continue }
            #expect(try bench.ledger.state(of: holder).route?.stub == stub)
        }
    }

    private func randomCommand(_ state: CaseState, _ generator: inout Seeded) throws -> CaseCommand {
        let mark = Int.random(in: 1...4, using: &generator)
        let offset = Double(Int.random(in: -3...3, using: &generator)) * 250
        let kinds = [PermitKind.plan, .roadDig, .greenOccupy].filter { _ in Bool.random(using: &generator) }
        let permit =
            try state.permits.randomElement(using: &generator)?.id ?? #require(PermitID("\(state.id)-PLAN"))
        let commands: [CaseCommand] = [
            .chooseRoute(Sample.route(offset, stub: "S\(mark)"), Sample.decision(kinds)),
            .chooseRoute(Sample.route(offset, stub: "S\(mark)"), Sample.decision(kinds)),
            .withdrawRoute(reason: "x"), .tellInterface(), .submitPermit(permit), .acceptPermit(permit),
            .requestSupplement(permit, items: ["图"]), .grantPermit(permit, certificate: "\(mark)"),
            .closePermit(permit, reason: .mergedIntoOther), .stopClock(.design, holder: "院"), .resumeClock(),
            .confirmScheme(), .assignUtilityByHand(company: "水\(mark)"), .recordVisit(),
            .assignRepresentativeByHand(name: "王\(mark)"), .adoptDecision(Sample.decision(kinds)),
        ]
        return commands.randomElement(using: &generator) ?? .recordVisit()
    }
}
