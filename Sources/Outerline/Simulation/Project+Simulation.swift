import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// What a simulation did.
public struct SimulationDocument: Encodable, Sendable {
    public var schema = "outerline.simulation/1"
    public var cases: Int
    /// Commands that were taken and those that the cases refused.
    public var commands: Int
    public var refused: Int
    public var events: Int
}

extension Project {
    /// Lets the open cases of the project live on, day by day, up to and including a day; for samples and tests.
    ///
    /// Each day's commands are entered on that day at noon in China, in order of case. The same seed and project give
    /// the same events.
    public func simulate(seed: UInt64, through end: Day) throws -> SimulationDocument {
        let calendar = try calendar()
        var states: [CaseID: CaseState] = [:]
        var lives: [CaseID: CaseLife] = [:]
        var agenda: [Day: Set<CaseID>] = [:]
        for state in try allStates() {
            states[state.id] = state
            lives[state.id] = CaseLife(seed: seed, state.id, calendar)
            let start = max(state.acceptedOn ?? state.openedOn ?? end, try lastDay(of: state.id))
            if start <= end { agenda[start, default: []].insert(state.id) }
        }
        var result = SimulationDocument(cases: states.count, commands: 0, refused: 0, events: 0)
        while let day = agenda.keys.min(), day <= end {
            let ids = (agenda.removeValue(forKey: day) ?? []).sorted {
                $0.rawValue < $1.rawValue
            }
            for id in ids {
                guard var state = states[id], var life = lives[id] else { continue }
                // What happens at once happens on the same day; an endless chain cannot.
                for _ in 0..<50 {
                    guard let (key, wish) = life.next(state, from: day), wish.day <= end else { break }
                    guard wish.day <= day else {
                        agenda[wish.day, default: []].insert(id)
                        break
                    }
                    do {
                        let before = state.version
                        state = try ledger.run(wish.command, on: id, effective: day, context(of: day))
                        life.done(key)
                        result.commands += 1
                        result.events += state.version - before
                    } catch is Problem {
                        life.refused(key)
                        result.refused += 1
                    }
                }
                states[id] = state
                lives[id] = life
            }
        }
        return result
    }

    private func lastDay(of id: CaseID) throws -> Day {
        try ledger.entries(of: .connection(id)).map(\.entry.effectiveOn).max() ?? desk.today
    }

    private func context(of day: Day) -> CommandContext {
        CommandContext(
            today: day, recordedAt: Timestamp("\(day)T04:00:00Z") ?? Timestamp.epoch, actor: desk.actor,
            approval: desk.approval)
    }
}
