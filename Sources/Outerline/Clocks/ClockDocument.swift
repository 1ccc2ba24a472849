import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The clocks of a case: the object of `clock show --json`.
public struct ClockDocument: Encodable, Sendable {
    public var schema = "outerline.clock/1"
    public var caseID: String
    @OrNull public var acceptedOn: Day?
    /// Null where the policy gives no limit; `budget_text` says so.
    @OrNull public var budgetDays: Int?
    @OrNull public var budgetText: Wording?
    @OrNull public var grossDays: Int?
    @OrNull public var stoppedDays: Int?
    @OrNull public var netDays: Int?
    @OrNull public var remainingDays: Int?
    public var stoppedByCause: [StoppedDays]
    public var stopped: Bool
    public var overdue: Bool
    @OrNull public var due: Day?
    public var dueProvisional: Bool
    public var light: TrafficLight
    /// The rule the yellow lamp follows, with its source.
    public var lightRule: LightRule
    /// The last day of the announced calendar; later days are provisional.
    public var announcedUntil: Day
    public var stops: StopLedger
    public var permits: [PermitClockDocument]

    init(_ state: CaseState, on today: Day, _ calendar: WorkCalendar) {
        let reading = state.reading(on: today, calendar)
        let due = state.due(calendar)
        caseID = state.id.rawValue
        stoppedByCause = reading?.stoppedByCause ?? []
        stopped = reading?.state == .stopped
        overdue = reading?.overdue ?? false
        dueProvisional = due?.provisional ?? false
        light = state.light(on: today, calendar)
        lightRule = calendar.data.lights
        announcedUntil = calendar.data.announcedUntil
        stops = state.stops
        permits = state.permits.filter { $0.stage != .closed }.flatMap { permit in
            permit.clocks(on: today, calendar).map { PermitClockDocument($0, permit, on: today) }
        }
        acceptedOn = state.acceptedOn
        budgetDays = state.decision?.promise.budgetDays
        budgetText = state.decision?.promise.budgetText
        grossDays = reading?.grossDays
        stoppedDays = reading?.stoppedDays
        netDays = reading?.netDays
        remainingDays = reading?.remainingDays
        self.due = due?.day
    }

    private enum CodingKeys: String, CodingKey {
        case schema, stopped, overdue, due, light, stops, permits
        case caseID = "case"
        case acceptedOn = "accepted_on"
        case budgetDays = "budget_days"
        case budgetText = "budget_text"
        case grossDays = "gross_days"
        case stoppedDays = "stopped_days"
        case netDays = "net_days"
        case remainingDays = "remaining_days"
        case stoppedByCause = "stopped_by_cause"
        case dueProvisional = "due_provisional"
        case lightRule = "light_rule"
        case announcedUntil = "announced_until"
    }
}

/// One clock of a permit: statutory or promised.
public struct PermitClockDocument: Encodable, Sendable {
    public var permit: String
    public var state: PermitStage
    public var kind: PermitClock.Kind
    /// Days, unit and source of the limit.
    public var limit: DayLimit
    @OrNull public var acceptedOn: Day?
    @OrNull public var grossDays: Int?
    @OrNull public var netDays: Int?
    @OrNull public var remainingDays: Int?
    @OrNull public var due: Day?
    public var dueProvisional: Bool
    public var overdue: Bool
    public var light: TrafficLight

    init(_ clock: PermitClock, _ permit: PermitState, on today: Day) {
        self.permit = permit.id.rawValue
        state = permit.stage(on: today)
        kind = clock.kind
        limit = clock.limit
        dueProvisional = clock.reading?.dueProvisional ?? false
        overdue = clock.reading?.overdue ?? false
        light = clock.light
        acceptedOn = permit.acceptedOn
        grossDays = clock.reading?.grossDays
        netDays = clock.reading?.netDays
        remainingDays = clock.reading?.remainingDays
        due = clock.reading?.due
    }

    private enum CodingKeys: String, CodingKey {
        case permit, state, kind, limit, due, overdue, light
        case acceptedOn = "accepted_on"
        case grossDays = "gross_days"
        case netDays = "net_days"
        case remainingDays = "remaining_days"
        case dueProvisional = "due_provisional"
    }
}
