import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

/// 16 × 625 = 10 000 random sequences of commands, from five beginnings.
@Suite("Any sequence of commands")
struct PropertyTests {
    private static let sequences = 625

    @Test("keeps the laws and the machines; refusals change nothing; every prefix replays", arguments: 0..<16)
    func laws(_ chunk: Int) throws {
        var generator = Seeded(UInt64(chunk) &* 7919 &+ 11)
        var seen = Seen()
        for turn in 0..<Self.sequences {
            var walk = try RandomWalk(beginning: turn % 5, &generator)
            try walk.run(steps: Int.random(in: 6...12, using: &generator), &generator, &seen)
            try replay(walk, stored: turn % 50 == 0)
        }
        #expect(seen.done > Self.sequences * 3, "the walks go nowhere: \(seen.done)")
        #expect(seen.refused > Self.sequences, "nothing is refused: \(seen.refused)")
        // What the walks reach, so that the laws are tried where they matter.
        #expect(seen.stages.isSuperset(of: [.scheme, .valveOpening, .supplied, .withdrawn, .repaired]))
        #expect(
            seen.permits.isSuperset(
                of: [.preparing, .submitted, .accepted, .granted, .refused, .changeRequired, .closed]))
        if chunk == 0 { #expect(seen.refusals.isSuperset(of: ["PRM-102", "PRM-104", "CAS-105", "CAS-110"])) }
    }

    /// Folds the log entry by entry: after each command's events the state must be the one it had then.
    private func replay(_ walk: RandomWalk, stored: Bool) throws {
        let id = walk.bench.state.id
        let own = walk.bench.log.filter { $0.stream == .connection(id) }
        var state = CaseState(id: id)
        var next = walk.snapshots[...]
        for entry in own {
            var entry = entry
            if stored { entry.event = try EventRecord(entry.event).event() }
            state.apply(entry)
            if let snapshot = next.first, snapshot.version == state.version {
                law(state == snapshot, "after \(state.version) events the state is not what it was then")
                next = next.dropFirst()
            }
        }
        law(state == walk.bench.state && next.isEmpty, "the log does not replay to the state")
    }
}

/// Records an issue if a law does not hold.
///
/// The laws are asked a million times; the macro would take longer than the walks.
func law(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { Issue.record(Comment(rawValue: what())) }
}
