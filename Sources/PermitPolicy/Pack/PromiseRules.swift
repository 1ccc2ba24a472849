import Vocabulary
import WorkCalendar

/// The promise classes of a policy and how a connection falls into one.
public struct PromiseRules: Codable, Hashable, Sendable {
    public var classes: [PromiseClass]
    /// The class where nothing has to be built outside the red line.
    public var withoutOuterLine: ClassChoice
    /// The class of an outer line that is no direct connection.
    public var withOuterLine: ClassChoice
    /// Nil where the policy knows no direct connection.
    public var direct: DirectRules?
    /// What is said where a class has no budget for a utility.
    public var noLimit: Cited<Wording>

    public init(
        classes: [PromiseClass], withoutOuterLine: ClassChoice, withOuterLine: ClassChoice,
        direct: DirectRules?,
        noLimit: Cited<Wording>
    ) {
        self.classes = classes
        self.withoutOuterLine = withoutOuterLine
        self.withOuterLine = withOuterLine
        self.direct = direct
        self.noLimit = noLimit
    }

    public subscript(_ id: String) -> PromiseClass? { classes.first { $0.id == id } }
}

/// One class: its stages in order, and its budget per utility.
public struct PromiseClass: Codable, Hashable, Sendable {
    public var id: String
    public var title: Wording
    public var stages: [Stage]
    /// Working days; a utility without an entry is promised nothing.
    public var budgets: [UtilityBudget]
    public var source: Citation

    public init(
        id: String, title: Wording, stages: [Stage], budgets: [UtilityBudget], source: Citation
    ) {
        self.id = id
        self.title = title
        self.stages = stages
        self.budgets = budgets
        self.source = source
    }
}

/// What a class promises one utility's users.
public struct UtilityBudget: Codable, Hashable, Sendable {
    public var utility: Utility
    /// Working days.
    public var days: Cited<Int>

    public init(utility: Utility, days: Cited<Int>) {
        self.utility = utility
        self.days = days
    }
}

/// A class chosen for a situation, with the reading that chose it.
public struct ClassChoice: Codable, Hashable, Sendable {
    public var classID: String
    /// Whether a human should look each time.
    public var review: Bool
    /// How an unclear text is read; nil where the text is plain.
    public var reading: Wording?
    public var source: Citation

    public init(classID: String, review: Bool = false, reading: Wording? = nil, source: Citation) {
        self.classID = classID
        self.review = review
        self.reading = reading
        self.source = source
    }
}

/// When a connection is direct (直接接通), and what follows.
public struct DirectRules: Codable, Hashable, Sendable {
    /// A condition on the route's source.
    public enum Condition: String, Codable, Sendable, CaseIterable {
        case freeStub = "free_stub"
        case capacityKnown = "capacity_known"
        case inService = "in_service"
    }

    /// How the two conditions "direct" and "not longer than" are joined.
    public enum Combination: String, Codable, Sendable, CaseIterable {
        case and, or
    }

    /// All of them must hold.
    public var conditions: Cited<[Condition]>
    public var limitM: Cited<Double>
    public var combination: Cited<Combination>
    /// The class of a direct connection within the limit.
    public var within: ClassChoice
    /// The class of a direct connection over the limit: a gap in the policy.
    public var overLimit: ClassChoice
    /// The class where a missing attribute leaves the conditions open.
    public var unknown: ClassChoice

    public init(
        conditions: Cited<[Condition]>, limitM: Cited<Double>, combination: Cited<Combination>,
        within: ClassChoice, overLimit: ClassChoice, unknown: ClassChoice
    ) {
        self.conditions = conditions
        self.limitM = limitM
        self.combination = combination
        self.within = within
        self.overLimit = overLimit
        self.unknown = unknown
    }
}

/// How the promise's clock runs.
public struct ClockRules: Codable, Hashable, Sendable {
    public var cutOff: Cited<CutOff>
    /// What may stop it; other causes are recorded but do not stop.
    public var stopCauses: Cited<[StopCause]>

    /// Whether permits that need one another are applied for at once or one after the other.
    public var approval: Cited<ApprovalMode>

    public init(
        cutOff: Cited<CutOff>, stopCauses: Cited<[StopCause]>, approval: Cited<ApprovalMode>
    ) {
        self.cutOff = cutOff
        self.stopCauses = stopCauses
        self.approval = approval
    }
}
