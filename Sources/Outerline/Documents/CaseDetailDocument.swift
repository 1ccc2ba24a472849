import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// One case in full: the object of `case show --json`.
public struct CaseDetailDocument: Encodable, Sendable {
    public var summary: CaseDocument
    /// What people have stated about the works, in order of field.
    public var stated: [StatedFact]
    public var permits: [PermitDocument]
    /// What the outer line itself brings, whatever its permits, with the day each was done.
    public var duties: [PermitDocument.DutyDocument]
    public var decision: PolicyDecision?
    public var stops: StopLedger
    public var history: [HistoryEntry]
    public var early: EarlyWorks
    /// Work inside the red line (延伸服务), apart from the outer line in length, cost and owner.
    public var extensionServices: [ExtensionService]
    public var work: [WorkItem]
    public var service: CaseServiceDocument
    /// What a supervisor must know, grave things first.
    public var findings: [Finding]
    /// The first day the works may start, each open permit taken to use its whole limit.
    public var readyToDig: Day?
    public var readyToDigProvisional: Bool

    /// What happened before the application: record or notice, contact, tasks.
    public struct EarlyWorks: Encodable, Sendable {
        public var origin: LeadOrigin?
        public var leadDue: Day?
        /// The advance notice filing (告知备案); nobody answers it.
        public var notice: IntakeID?
        public var noticeFiledOn: Day?
        /// By name of the task.
        public var tasks: [String: Day]

        private enum CodingKeys: String, CodingKey {
            case origin, notice, tasks
            case leadDue = "lead_due"
            case noticeFiledOn = "notice_filed_on"
        }
    }

    public struct HistoryEntry: Encodable, Sendable {
        public var sequence: Int
        public var event: String
        public var effectiveOn: Day
        public var recordedAt: String
        public var actor: String

        private enum CodingKeys: String, CodingKey {
            case sequence, event, actor
            case effectiveOn = "effective_on"
            case recordedAt = "recorded_at"
        }

        init(_ logged: LoggedEntry) {
            sequence = logged.sequence
            event = (try? EventRecord(logged.entry.event).type) ?? ""
            effectiveOn = logged.entry.effectiveOn
            recordedAt = logged.entry.recordedAt.rawValue
            actor = logged.entry.actor
        }
    }

    init(
        _ state: CaseState, on today: Day, _ calendar: WorkCalendar, _ entries: [LoggedEntry],
        _ approval: ApprovalMode?, materials: [MaterialStatus]
    ) {
        summary = CaseDocument(state, on: today, calendar)
        stated = state.stated
        permits = state.permits.map { PermitDocument($0, of: state, on: today, calendar) }
        duties = state.outerDuties.map {
            PermitDocument.DutyDocument(
                $0, doneOn: state.outerDutyDone($0.id), builtOn: state.builtOn, calendar)
        }
        decision = state.decision
        stops = state.stops
        history = entries.map(HistoryEntry.init)
        early = EarlyWorks(
            origin: state.record?.origin, leadDue: state.leadDue, notice: state.notice,
            noticeFiledOn: state.noticeFiledOn,
            tasks: Dictionary(
                state.tasks.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first }))
        extensionServices = state.extensionServices
        service = CaseServiceDocument(state, materials: materials)
        findings = state.findings(on: today, calendar)
        work = state.work(on: today, calendar, approval)
        let programme = state.decision.map { _ in Programme(state, on: today, approval, calendar) }
        readyToDig = programme?.readyToDig
        readyToDigProvisional = programme?.provisional ?? false
    }

    private enum Key: String, CodingKey {
        case stated, permits, duties, decision, stops, history, early, work, findings
        case extensionServices = "extension_services"
        case readyToDig = "ready_to_dig"
        case readyToDigProvisional = "ready_to_dig_provisional"
    }

    public func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(stated, forKey: .stated)
        try container.encode(permits, forKey: .permits)
        try container.encode(duties, forKey: .duties)
        try container.encode(decision, forKey: .decision)
        try container.encode(stops, forKey: .stops)
        try container.encode(history, forKey: .history)
        try container.encode(early, forKey: .early)
        try container.encode(extensionServices, forKey: .extensionServices)
        try container.encode(work, forKey: .work)
        try container.encode(findings, forKey: .findings)
        try service.encode(to: encoder)
        try container.encode(readyToDig, forKey: .readyToDig)
        try container.encode(readyToDigProvisional, forKey: .readyToDigProvisional)
    }
}
