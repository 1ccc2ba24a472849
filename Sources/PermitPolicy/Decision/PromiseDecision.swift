import Vocabulary
import WorkCalendar

/// The promise class of a connection: its stages and its budget.
public struct PromiseDecision: Codable, Hashable, Sendable {
    /// `two-stage` or `three-stage` in the shipped packs.
    public var classID: String
    public var title: Wording
    /// In order.
    public var stages: [Stage]
    /// Working days, acceptance day not counted; nil where the policy gives no limit.
    public var budgetDays: Int?
    /// In words, such as "2 working days" or "no limit given in the policy".
    public var budgetText: Wording
    /// `pass` when the rule answers; `unknown` when a missing attribute decided; `review` when a human must.
    public var verdict: Verdict
    /// A human should look; the class stands all the same.
    public var review: Bool
    public var directConnect: DirectConnectDecision
    /// Every reason, the deciding one first.
    public var reasons: [Reason]
    /// `layer.field` names whose absence decided or may have.
    public var missing: [String]
    /// What may stop the clock.
    public var stopCauses: [StopCause]

    public init(
        classID: String, title: Wording, stages: [Stage], budgetDays: Int?, budgetText: Wording,
        verdict: Verdict,
        review: Bool, directConnect: DirectConnectDecision, reasons: [Reason], missing: [String],
        stopCauses: [StopCause]
    ) {
        self.classID = classID
        self.title = title
        self.stages = stages
        self.budgetDays = budgetDays
        self.budgetText = budgetText
        self.verdict = verdict
        self.review = review
        self.directConnect = directConnect
        self.reasons = reasons
        self.missing = missing
        self.stopCauses = stopCauses
    }

    enum CodingKeys: String, CodingKey {
        case title, stages, verdict, review, reasons, missing
        case classID = "class"
        case budgetDays = "budget_days"
        case budgetText = "budget_text"
        case directConnect = "direct_connect"
        case stopCauses = "stop_causes"
    }
}

/// One step of a connection, such as `acceptance`, `scheme`, `valve_opening`.
public struct Stage: Codable, Hashable, Sendable {
    public var id: String
    public var title: Wording

    public init(id: String, title: Wording) {
        self.id = id
        self.title = title
    }
}

/// Whether the conditions of a direct connection (直接接通) hold.
public struct DirectConnectDecision: Codable, Hashable, Sendable {
    public enum Answer: String, Codable, Sendable {
        case yes, no, unknown
    }

    public var answer: Answer
    public var reason: Wording
    /// The record that set it by hand, if one did.
    public var override: OverrideRecord?

    public init(answer: Answer, reason: Wording, override: OverrideRecord? = nil) {
        self.answer = answer
        self.reason = reason
        self.override = override
    }
}
