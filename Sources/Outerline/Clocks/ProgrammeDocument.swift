import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// When the works may start: the object of `case programme --json`.
public struct ProgrammeDocument: Encodable, Sendable {
    public var schema = "outerline.programme/1"
    public var caseID: String
    public var today: Day
    public var approval: ApprovalMode
    /// Null if a limit is not known.
    @OrNull public var readyToDig: Day?
    public var readyToDigProvisional: Bool
    public var bars: [Bar]
    public var criticalPath: [String]
    public var undetermined: [String]
    /// Open permits that are not in the programme, since their rule is not certain or waives them.
    public var outside: [Outside]
    public var promise: PromiseForecast
    public var findings: [Finding]

    /// One permit of the programme.
    public struct Bar: Encodable, Sendable {
        public var permit: String
        public var kind: String
        public var title: Wording
        public var state: PermitStage
        public var after: [String]
        @OrNull public var start: Day?
        @OrNull public var finish: Day?
        public var finishProvisional: Bool
        @OrNull public var floatDays: Int?
        public var critical: Bool
        public var assumption: Programme.Assumption

        private enum CodingKeys: String, CodingKey {
            case permit, kind, title, state, after, start, finish, critical, assumption
            case finishProvisional = "finish_provisional"
            case floatDays = "float_days"
        }
    }

    /// A permit that the programme leaves out.
    public struct Outside: Encodable, Sendable {
        public var permit: String
        public var verdict: PermitRequirement.Verdict
    }

    init(_ state: CaseState, _ programme: Programme, on today: Day, _ calendar: WorkCalendar) {
        caseID = state.id.rawValue
        self.today = today
        approval = programme.mode
        readyToDigProvisional = programme.provisional
        // A bar per permit of the programme, in the same order.
        bars = zip(state.programmePermits, programme.bars).map { permit, bar in
            Bar(
                permit: bar.id, kind: bar.kind.rawValue, title: permit.requirement.title,
                state: permit.stage(on: today), after: bar.after, start: bar.start, finish: bar.finish,
                finishProvisional: bar.finishProvisional, floatDays: bar.floatDays, critical: bar.critical,
                assumption: bar.assumption)
        }
        criticalPath = programme.criticalPath
        undetermined = programme.undetermined
        outside = state.permitsOutsideProgramme.map {
            Outside(permit: $0.id.rawValue, verdict: $0.requirement.verdict)
        }
        promise = state.forecast(programme, calendar)
        findings = state.findings(of: programme, on: today)
        readyToDig = programme.readyToDig
    }

    private enum CodingKeys: String, CodingKey {
        case schema, today, approval, bars, undetermined, outside, promise, findings
        case caseID = "case"
        case readyToDig = "ready_to_dig"
        case readyToDigProvisional = "ready_to_dig_provisional"
        case criticalPath = "critical_path"
    }
}

/// The answer to a what-if: the object of `clock what-if --json`.
public struct WhatIfDocument: Encodable, Sendable {
    public var schema = "outerline.what_if/1"
    public var caseID: String
    public var grants: [Grant]
    public var asItIs: ProgrammeDocument
    public var whatIf: ProgrammeDocument

    /// One permit and the day it is taken to be granted.
    public struct Grant: Encodable, Sendable {
        public var permit: String
        /// As it was asked: a date or `+4`.
        public var asked: String
        /// The day it is taken to be granted; null for a permit that is granted, and where what it follows is not known.
        @OrNull public var on: Day?

        private enum CodingKeys: String, CodingKey { case permit, asked, on }
    }

    private enum CodingKeys: String, CodingKey {
        case schema, grants
        case caseID = "case"
        case asItIs = "as_it_is"
        case whatIf = "what_if"
    }
}
