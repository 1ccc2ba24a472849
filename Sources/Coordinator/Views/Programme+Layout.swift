import PermitPolicy
import Vocabulary
import WorkCalendar

extension Programme {
    /// Lays the permits out from `day` on.
    ///
    /// - Returns: bars in the order of `steps`; without steps it is ready on `day`.
    /// - Complexity: O(n²) for n permits, cycles included.
    public init(_ steps: [Step], from day: Day, _ mode: ApprovalMode, _ calendar: WorkCalendar) {
        var layout = Layout(steps: steps, from: day, mode: mode, calendar: calendar)
        layout.run()
        let open = steps.indices.filter { layout.finishes[$0] == nil }
        let ready = open.isEmpty ? max(day, layout.finishes.compactMap(\.self).max() ?? day) : nil
        let floats = ready.map { layout.floats(ready: $0) }
        self.mode = mode
        undetermined = open.map { steps[$0].id }
        cycle = layout.cycle.map { steps[$0].id }
        readyToDig = ready
        provisional = ready.map { calendar.isProvisional(from: day, through: $0) } ?? false
        bars = steps.indices.map { index in
            let finish = layout.finishes[index]
            let start = layout.starts[index]
            return Bar(
                id: steps[index].id, kind: steps[index].kind,
                after: layout.before[index].map { steps[$0].id }, start: start, finish: finish,
                finishProvisional: finish.map { calendar.isProvisional(from: start ?? $0, through: $0) }
                    ?? false,
                floatDays: floats?[index], critical: floats?[index] == 0,
                assumption: layout.assumptions[index])
        }
        criticalPath = bars.filter(\.critical).sorted {
            ($0.finish ?? day, $0.start ?? day, $0.id) < ($1.finish ?? day, $1.start ?? day, $1.id)
        }.map(\.id)
    }
}

/// The days of a programme while it is laid out; permits are known by their index.
private struct Layout {
    let steps: [Programme.Step]
    let day: Day
    let mode: ApprovalMode
    let calendar: WorkCalendar
    /// The prerequisites of each step.
    let before: [[Int]]
    /// Prerequisites first; steps of a cycle, and those behind one, are left out.
    let order: [Int]
    var starts: [Day?]
    var finishes: [Day?]
    var assumptions: [Programme.Assumption]

    init(steps: [Programme.Step], from day: Day, mode: ApprovalMode, calendar: WorkCalendar) {
        self.steps = steps
        self.day = day
        self.mode = mode
        self.calendar = calendar
        let before = steps.indices.map { index in
            steps.indices.filter { $0 != index && steps[index].prerequisites.contains(steps[$0].kind) }
        }
        self.before = before
        order = Self.order(before)
        starts = [Day?](repeating: nil, count: steps.count)
        finishes = starts
        assumptions = steps.map { $0.assumption ?? .init($0.limit, promised: true) }
    }

    mutating func run() {
        for index in order {
            let step = steps[index]
            let known = before[index].compactMap { finishes[$0] }
            guard known.count == before[index].count else { continue }
            let gate = known.max() ?? day
            let start = step.acceptedOn ?? (mode == .serial ? max(day, gate) : day)
            starts[index] = start
            if let wish = step.whatIf.map({ self.wish($0, start) }) {
                let finish = max(wish, gate)
                finishes[index] = finish
                assumptions[index] = .whatIf(finish, movedFrom: wish)
            } else if let decided = step.finishOn {
                finishes[index] = decided
            } else {
                finishes[index] = step.limit.map { max(end(of: $0, from: start), gate) }
            }
        }
    }

    /// Total float of each step in working days: how far its finish may move before the ready day does.
    func floats(ready: Day) -> [Int] {
        var floats = [Int](repeating: 0, count: steps.count)
        for index in order.reversed() {
            guard let finish = finishes[index] else { continue }
            var slack = calendar.workingDays(after: finish, through: ready)
            for next in steps.indices where before[next].contains(index) {
                // A successor whose days are fixed by events no longer waits for this one.
                guard steps[next].finishOn == nil || steps[next].whatIf != nil,
                    let limit = mode == .serial && steps[next].acceptedOn == nil
                        ? starts[next] : finishes[next]
                else { continue }
                slack = min(slack, calendar.workingDays(after: finish, through: limit) + floats[next])
            }
            floats[index] = slack
        }
        return floats
    }

    /// The steps that lead back to themselves, in order.
    var cycle: [Int] {
        steps.indices.filter { index in
            var seen: Set<Int> = []
            var open = before[index]
            while let next = open.popLast() {
                if next == index { return true }
                if seen.insert(next).inserted { open += before[next] }
            }
            return false
        }
    }

    private func wish(_ whatIf: Programme.WhatIf, _ start: Day) -> Day {
        switch whatIf {
        case .on(let day): day
        case .day(let count): calendar.due(acceptedOn: start, budget: count).day
        }
    }

    private func end(of limit: DayLimit, from start: Day) -> Day {
        let clock = Clock(acceptedOn: start, budgetDays: limit.days, unit: limit.counting)
        return clock.due(calendar)?.day ?? start
    }

    private static func order(_ before: [[Int]]) -> [Int] {
        var waiting = before.map(\.count)
        var order = before.indices.filter { waiting[$0] == 0 }
        var next = 0
        while next < order.count {
            let done = order[next]
            next += 1
            for index in before.indices where before[index].contains(done) {
                waiting[index] -= 1
                if waiting[index] == 0 { order.append(index) }
            }
        }
        return order
    }
}
