import Coordinator
import Ledger
import PermitPolicy
import Vocabulary
import WorkCalendar

/// One case in full: the object of `case show --json`.
public struct CaseDetailDocument: Encodable, Sendable {
    public var summary: CaseDocument
    public var permits: [PermitDocument]
    public var decision: PolicyDecision?
    public var stops: StopLedger
    public var history: [HistoryEntry]
    public var work: [WorkItem]
    /// The first day the works may start, each open permit taken to use its whole limit.
    public var readyToDig: Day?

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
    }

    init(_ state: CaseState, on today: Day, _ calendar: WorkCalendar, _ entries: [LoggedEntry], _ approval: ApprovalMode) {
        summary = CaseDocument(state, on: today, calendar)
        permits = state.permits.map { PermitDocument($0, of: state, on: today, calendar) }
        decision = state.decision
        stops = state.stops
        history = entries.map {
            HistoryEntry(
                sequence: $0.sequence, event: (try? EventRecord($0.entry.event).type) ?? "", effectiveOn: $0.entry.effectiveOn,
                recordedAt: $0.entry.recordedAt.rawValue, actor: $0.entry.actor)
        }
        work = state.work(on: today, calendar, approval)
        readyToDig = state.decision == nil ? nil : Programme(state, on: today, approval, calendar).readyToDig
    }

    private enum Key: String, CodingKey {
        case permits, decision, stops, history, work
        case readyToDig = "ready_to_dig"
    }

    public func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(permits, forKey: .permits)
        try container.encode(decision, forKey: .decision)
        try container.encode(stops, forKey: .stops)
        try container.encode(history, forKey: .history)
        try container.encode(work, forKey: .work)
        try container.encode(readyToDig, forKey: .readyToDig)
    }
}
