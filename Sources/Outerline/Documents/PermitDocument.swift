import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// One permit of a case: an object of `permit list --json`.
public struct PermitDocument: Encodable, Sendable {
    public var permit: String
    public var caseID: String
    public var kind: String
    public var title: Wording
    public var state: PermitStage
    public var verdict: String
    public var review: Bool
    public var authority: Authority
    /// The franchise utility; null while none is assigned.
    public var assignee: String?
    public var cooperating: [String]
    public var basis: [Citation]
    public var trigger: [PermitTrigger]
    public var prerequisites: [String]
    public var statutoryDays: DayLimit?
    public var promisedDays: DayLimit?
    public var submittedOn: Day?
    public var acceptedOn: Day?
    public var decidedOn: Day?
    public var certificate: String?
    public var validUntil: Day?
    /// The end follows from the validity the policy knows; nobody gave one.
    public var validUntilDerived: Bool
    /// Why a change is required, in a word; null where none is.
    public var changeReason: String?
    /// How far the line leaves the permit's corridor, where a change is required for that.
    public var departure: CorridorDeparture?
    /// After-permit duties of the permit, with the day each was done.
    public var duties: [DutyDocument]
    public var due: Day?
    public var dueProvisional: Bool
    public var light: TrafficLight

    /// An after-permit duty: what, when, and the day it was done.
    public struct DutyDocument: Encodable, Sendable {
        public var duty: String
        public var title: Wording?
        public var when: Duty.Moment?
        public var within: DayLimit?
        /// The last day, from completion on; nil where no time is given, nothing is built, or it is done.
        public var due: Day?
        public var doneOn: Day?

        private enum CodingKeys: String, CodingKey {
            case duty, title, when, within, due
            case doneOn = "done_on"
        }

        /// A duty that was recorded without the pack knowing it.
        init(_ done: PermitState.DoneDuty) {
            duty = done.duty
            doneOn = done.on
        }

        init(_ duty: Duty, doneOn: Day?, builtOn: Day?, _ calendar: WorkCalendar) {
            self.duty = duty.id
            title = duty.title
            when = duty.when
            within = duty.within
            due = doneOn == nil ? duty.due(builtOn: builtOn, calendar)?.day : nil
            self.doneOn = doneOn
        }
    }

    init(_ permit: PermitState, of state: CaseState, on today: Day, _ calendar: WorkCalendar) {
        let due = permit.due(calendar)
        let requirement = permit.requirement
        self.permit = permit.id.rawValue
        caseID = state.id.rawValue
        kind = permit.id.kind.rawValue
        title = requirement.title
        self.state = permit.stage(on: today)
        verdict = requirement.verdict.rawValue
        review = requirement.review
        authority = requirement.authority
        assignee = state.assignee(of: permit)
        cooperating = state.cooperating
        basis = requirement.basis
        trigger = requirement.triggers
        prerequisites = requirement.prerequisites.map(\.rawValue)
        statutoryDays = requirement.statutoryDays
        promisedDays = requirement.promisedDays
        submittedOn = permit.submittedOn
        acceptedOn = permit.acceptedOn
        decidedOn = permit.decidedOn
        certificate = permit.certificate
        validUntil = permit.validUntil
        validUntilDerived = permit.validUntilDerived
        changeReason = permit.changeReason
        departure = permit.departure
        let done = Dictionary(permit.duties.map { ($0.duty, $0.on) }, uniquingKeysWith: { first, _ in first })
        let own = requirement.duties.map {
            DutyDocument($0, doneOn: done[$0.id], builtOn: state.builtOn, calendar)
        }
        duties =
            own
            + permit.duties.filter { entry in !requirement.duties.contains { $0.id == entry.duty } }.map(
                DutyDocument.init)
        self.due = due?.day
        dueProvisional = due?.provisional ?? false
        light = permit.light(on: today, calendar)
    }

    private enum Key: String, CodingKey {
        case schema, permit, kind, title, state, verdict, review, authority, assignee, cooperating, basis,
            trigger,
            prerequisites, certificate, due, light, duties, departure
        case caseID = "case"
        case statutoryDays = "statutory_days"
        case promisedDays = "promised_days"
        case submittedOn = "submitted_on"
        case acceptedOn = "accepted_on"
        case decidedOn = "decided_on"
        case validUntil = "valid_until"
        case validUntilDerived = "valid_until_derived"
        case changeReason = "change_reason"
        case dueProvisional = "due_provisional"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("outerline.permit/1", forKey: .schema)
        try container.encode(permit, forKey: .permit)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(kind, forKey: .kind)
        try container.encode(title, forKey: .title)
        try container.encode(state, forKey: .state)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(review, forKey: .review)
        try container.encode(authority, forKey: .authority)
        try container.encode(assignee, forKey: .assignee)
        try container.encode(cooperating, forKey: .cooperating)
        try container.encode(basis, forKey: .basis)
        try container.encode(trigger, forKey: .trigger)
        try container.encode(prerequisites, forKey: .prerequisites)
        try container.encode(statutoryDays, forKey: .statutoryDays)
        try container.encode(promisedDays, forKey: .promisedDays)
        try container.encode(submittedOn, forKey: .submittedOn)
        try container.encode(acceptedOn, forKey: .acceptedOn)
        try container.encode(decidedOn, forKey: .decidedOn)
        try container.encode(certificate, forKey: .certificate)
        try container.encode(validUntil, forKey: .validUntil)
        try container.encode(validUntilDerived, forKey: .validUntilDerived)
        try container.encode(changeReason, forKey: .changeReason)
        try container.encode(departure, forKey: .departure)
        try container.encode(duties, forKey: .duties)
        try container.encode(due, forKey: .due)
        try container.encode(dueProvisional, forKey: .dueProvisional)
        try container.encode(light, forKey: .light)
    }
}
