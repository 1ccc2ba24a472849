import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

extension Project {
    /// The permits of one case, or of all, in the order of cases and permits.
    public func permits(of caseID: String? = nil, _ emit: (PermitDocument) throws -> Void) throws {
        let calendar = try calendar()
        let states = try caseID.map { [try existing($0)] } ?? allStates()
        for state in states {
            for permit in state.permits { try emit(PermitDocument(permit, of: state, on: desk.today, calendar)) }
        }
    }

    /// Takes a step with a permit and gives it as it is after it.
    ///
    /// - Parameter step: makes the command from the permit's id.
    /// - Throws: ``Problem`` `CLI-111` for an unknown permit; `PRM-1xx` if the step is refused, with what would make
    ///   it legal.
    public func step(
        _ id: String, on day: Day, _ step: (PermitID) -> CaseCommand
    ) throws -> PermitDocument {
        guard let permitID = PermitID(id) else { throw noSuchPermit(id, nil) }
        let state = try ledger.state(of: permitID.caseID)
        guard state.permit(permitID) != nil else { throw noSuchPermit(id, state) }
        let after = try ledger.run(step(permitID), on: permitID.caseID, effective: day, desk.context)
        guard let permit = after.permit(permitID) else { throw noSuchPermit(id, after) }
        return PermitDocument(permit, of: after, on: desk.today, try calendar())
    }

    private func noSuchPermit(_ id: String, _ state: CaseState?) -> Problem {
        let known = state.map { $0.permits.map(\.id.rawValue) } ?? (try? ledger.permits().map(\.permit.rawValue)) ?? []
        let near = nearestWord(to: id, among: known)
        return Problem(
            .noPermitsGiven, "there is no permit '\(id)'", at: .init(file: path),
            help: near.map { "did you mean '\($0)'?" } ?? "'outerline permit list' shows all permits")
    }

    // MARK: - Clock

    /// The promise's clock of a case.
    public func clock(_ id: String) throws -> ClockDocument {
        ClockDocument(try existing(id), on: desk.today, try calendar())
    }
}

/// The promise's clock of a case: the object of `clock show --json`.
public struct ClockDocument: Encodable, Sendable {
    public var schema = "outerline.clock/1"
    public var caseID: String
    public var acceptedOn: Day?
    public var budgetDays: Int?
    public var budgetText: Wording?
    public var grossDays: Int?
    public var netDays: Int?
    public var stopped: Bool
    public var overdue: Bool
    public var due: Day?
    public var dueProvisional: Bool
    public var light: TrafficLight
    public var stops: StopLedger

    init(_ state: CaseState, on today: Day, _ calendar: WorkCalendar) {
        let reading = state.reading(on: today, calendar)
        let due = state.due(calendar)
        caseID = state.id.rawValue
        acceptedOn = state.acceptedOn
        budgetDays = state.decision?.promise.budgetDays
        budgetText = state.decision?.promise.budgetText
        grossDays = reading?.grossDays
        netDays = reading?.netDays
        stopped = reading?.state == .stopped
        overdue = reading?.overdue ?? false
        self.due = due?.day
        dueProvisional = due?.provisional ?? false
        light = state.light(on: today, calendar)
        stops = state.stops
    }

    private enum Key: String, CodingKey {
        case schema, stopped, overdue, due, light, stops
        case caseID = "case"
        case acceptedOn = "accepted_on"
        case budgetDays = "budget_days"
        case budgetText = "budget_text"
        case grossDays = "gross_days"
        case netDays = "net_days"
        case dueProvisional = "due_provisional"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(acceptedOn, forKey: .acceptedOn)
        try container.encode(budgetDays, forKey: .budgetDays)
        try container.encode(budgetText, forKey: .budgetText)
        try container.encode(grossDays, forKey: .grossDays)
        try container.encode(netDays, forKey: .netDays)
        try container.encode(stopped, forKey: .stopped)
        try container.encode(overdue, forKey: .overdue)
        try container.encode(due, forKey: .due)
        try container.encode(dueProvisional, forKey: .dueProvisional)
        try container.encode(light, forKey: .light)
        try container.encode(stops, forKey: .stops)
    }
}
