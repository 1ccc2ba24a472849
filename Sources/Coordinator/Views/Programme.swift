import PermitPolicy
import Vocabulary
import WorkCalendar

/// When the works may start: every permit on the working-day calendar, with its
/// float and the critical path.
///
/// Serial: a permit is submitted when its prerequisites are granted. Parallel:
/// all are submitted on the first day and each is granted with or after its
/// prerequisites. Acceptance is taken to follow on the day of submission, and
/// each authority to use its whole limit (assumptions).
public struct Programme: Codable, Sendable, Hashable {
    /// What is known of one permit before the programme is made.
    public struct Step: Sendable, Hashable {
        public var id: String
        public var kind: PermitKind
        public var prerequisites: [PermitKind]
        public var limit: DayLimit?
        /// The day it was accepted; nil if it is still to be submitted.
        public var acceptedOn: Day?
        /// The day it is (or was) decided, where that is known.
        public var finishOn: Day?

        public init(
            id: String, kind: PermitKind, prerequisites: [PermitKind], limit: DayLimit?,
            acceptedOn: Day? = nil,
            finishOn: Day? = nil
        ) {
            self.id = id
            self.kind = kind
            self.prerequisites = prerequisites
            self.limit = limit
            self.acceptedOn = acceptedOn
            self.finishOn = finishOn
        }
    }

    /// One bar of the chart.
    public struct Bar: Codable, Sendable, Hashable {
        public var id: String
        public var kind: PermitKind
        /// Nil if a limit before it is unknown.
        public var start: Day?
        /// Nil if its own limit, or one it waits for, is unknown.
        public var finish: Day?
        /// Working days it may slip without moving the ready-to-dig day.
        public var floatDays: Int?
        public var critical: Bool

        enum CodingKeys: String, CodingKey {
            case id, kind, start, finish, critical
            case floatDays = "float_days"
        }
    }

    public var bars: [Bar]
    /// The first day on which every permit is granted; nil if a limit is unknown or the permits form a cycle.
    public var readyToDig: Day?
    public var provisional: Bool
    /// Permits without a known limit, and those of a cycle.
    public var undetermined: [String]

    enum CodingKeys: String, CodingKey {
        case bars, provisional, undetermined
        case readyToDig = "ready_to_dig"
    }
}

extension Programme {
    /// Lays the permits out from `day` on.
    ///
    /// - Returns: bars in the order of `steps`; without steps it is ready on `day`.
    /// - Complexity: O(n²) for n permits.
    public init(_ steps: [Step], from day: Day, _ mode: ApprovalMode, _ calendar: WorkCalendar) {
        let order = Programme.order(steps)
        var starts = [Day?](repeating: nil, count: steps.count)
        var finishes = [Day?](repeating: nil, count: steps.count)
        for index in order {
            let step = steps[index]
            let before = Programme.prerequisites(of: index, in: steps)
            let known = before.compactMap { finishes[$0] }
            guard known.count == before.count else { continue }
            let gate = known.max() ?? day
            let start = step.acceptedOn ?? (mode == .serial ? max(day, gate) : day)
            starts[index] = start
            let own = step.finishOn ?? step.limit.map { Programme.end(of: $0, from: start, calendar) }
            finishes[index] = own.map { step.finishOn != nil ? $0 : max($0, gate) }
        }
        let open = steps.indices.filter { finishes[$0] == nil }
        undetermined = open.map { steps[$0].id }
        let ready = open.isEmpty ? max(day, finishes.compactMap(\.self).max() ?? day) : nil
        readyToDig = ready
        let floats = ready.map {
            Programme.floats(steps, order, starts, finishes, ready: $0, mode, calendar)
        }
        bars = steps.indices.map { index in
            let float = floats?[index]
            return Bar(
                id: steps[index].id, kind: steps[index].kind, start: starts[index], finish: finishes[index],
                floatDays: float, critical: float == 0)
        }
        provisional = ready.map { calendar.isProvisional($0) } ?? false
    }

    /// The programme of what a decision requires, before there is a case.
    public init(_ decision: PolicyDecision, from day: Day, _ mode: ApprovalMode, _ calendar: WorkCalendar) {
        var seen: [PermitKind: Int] = [:]
        let steps = decision.permits.filter { $0.verdict == .required }.map { permit in
            seen[permit.kind, default: 0] += 1
            let count = seen[permit.kind, default: 1]
            return Step(
                id: count == 1 ? permit.kind.rawValue : "\(permit.kind)-\(count)", kind: permit.kind,
                prerequisites: permit.prerequisites, limit: permit.promisedDays ?? permit.statutoryDays)
        }
        self.init(steps, from: day, mode, calendar)
    }

    /// The programme of a case as it stands: granted permits where they were granted, the rest from `today` on.
    public init(_ state: CaseState, on today: Day, _ mode: ApprovalMode, _ calendar: WorkCalendar) {
        let steps = state.permits.filter { $0.requirement.verdict == .required && $0.stage != .closed }.map {
            permit in
            let granted = permit.stage(on: today) == .granted
            let running = permit.stage == .accepted
            return Step(
                id: permit.id.rawValue, kind: permit.id.kind, prerequisites: permit.requirement.prerequisites,
                limit: permit.limit, acceptedOn: granted || running ? permit.acceptedOn : nil,
                finishOn: granted
                    ? permit.decidedOn : running ? permit.due(calendar).map { max($0.day, today) } : nil)
        }
        self.init(steps, from: today, mode, calendar)
    }

    // MARK: - Internal

    private static func prerequisites(of index: Int, in steps: [Step]) -> [Int] {
        steps.indices.filter { $0 != index && steps[index].prerequisites.contains(steps[$0].kind) }
    }

    /// The steps so that prerequisites come first; those of a cycle are left out.
    private static func order(_ steps: [Step]) -> [Int] {
        var done: Set<Int> = []
        var order: [Int] = []
        var progress = true
        while progress {
            progress = false
            for index in steps.indices where !done.contains(index) {
                guard prerequisites(of: index, in: steps).allSatisfy(done.contains) else { continue }
                done.insert(index)
                order.append(index)
                progress = true
            }
        }
        return order
    }

    private static func end(of limit: DayLimit, from start: Day, _ calendar: WorkCalendar) -> Day {
        switch limit.unit {
        case .working: calendar.due(acceptedOn: start, budget: limit.days).day
        case .calendar: start.advanced(by: max(0, limit.days))
        }
    }

    /// Total float of each step in working days: how far its finish may move before the ready day does.
    private static func floats(
        _ steps: [Step], _ order: [Int], _ starts: [Day?], _ finishes: [Day?], ready: Day,
        _ mode: ApprovalMode,
        _ calendar: WorkCalendar
    ) -> [Int] {
        var floats = [Int](repeating: 0, count: steps.count)
        for index in order.reversed() {
            guard let finish = finishes[index] else { continue }
            var slack = calendar.workingDays(after: finish, through: ready)
            for next in steps.indices where prerequisites(of: next, in: steps).contains(index) {
                // A successor whose days are fixed by events no longer waits for this one.
                guard steps[next].finishOn == nil, let limit = mode == .serial ? starts[next] : finishes[next]
                else {
                    continue
                }
                slack = min(slack, calendar.workingDays(after: finish, through: limit) + floats[next])
            }
            floats[index] = slack
        }
        return floats
    }
}
