import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// What a form's answer does.
enum StepAction: Sendable {
    case command(CaseCommand)
    /// Acceptance asks the policy pack what is missing.
    case accept(pending: Bool)
    /// The note is made from the case where none is given.
    case inform(String?)
    /// The pack is asked whether it may be charged.
    case charge(FeeLine)
    /// The rules decide again.
    case state([FactStatement], evidence: String)
    /// The planner looks for the route of a name.
    case choose(String, diameter: Double?)
    /// The line is surveyed and chosen.
    case chooseDrawn(DrawnLine, diameter: Double?)
    case asBuilt(DrawnLine)
    /// Takes the next number and keeps the words; `permit` for a one-time notice about one.
    case paper(PaperKind, permit: String?)

    /// The command by which the state machines are asked whether the step is legal; nil where only the planner could
    /// make one, so that the stage alone is asked.
    func asked(_ state: CaseState) -> CaseCommand? {
        switch self {
        case .command(let command): command
        case .accept: .accept()
        case .inform(let content): .informUser(content: content ?? "…")
        case .charge(let fee): .chargeFee(fee, problems: [])
        case .state(let facts, let evidence): .stateFacts(facts, evidence: evidence, nil)
        case .choose, .chooseDrawn: state.decision.map { CaseCommand.adoptDecision($0) }
        case .asBuilt: .recordAsBuilt(AsBuiltRecord(sha256: "", gridLengthM: 0), measured: [:])
        case .paper(_, let permit?): .issueNotice(stage: permit, items: ["…"])
        case .paper(let kind, nil):
            .issuePaper(
                IssuedPaper(
                    kind: kind, number: "…", year: 1, sequence: 1, subject: "", content: "…", english: "…",
                    sha256: ""))
        }
    }
}

/// What a form is made from.
struct StepScene: Sendable {
    var state: CaseState
    var permit: PermitState?
    var today: Day
    var pack: PolicyPack
    var materials: [MaterialStatus]
    var representatives: [Representative]
}

/// A step a person can take with a case or with one of its permits, as a form.
///
/// Whether it is legal is asked of the coordinator by trying it; no page lists what is allowed.
public struct StepKind: Sendable {
    /// Stable; stands in addresses and in the API.
    public let name: String
    public let wording: Wording
    /// It is about one permit of the case.
    public let isOfPermit: Bool
    let fields: @Sendable (StepScene) -> [StepField]
    /// Nil if a value it needs is faulty; the values have noted why.
    let action: @Sendable (inout StepValues, PermitID?) -> StepAction?

    init(
        _ name: String, _ wording: Wording, ofPermit: Bool = false,
        _ fields: @escaping @Sendable (StepScene) -> [StepField] = { _ in [] },
        _ action: @escaping @Sendable (inout StepValues, PermitID?) -> StepAction?
    ) {
        self.name = name
        self.wording = wording
        isOfPermit = ofPermit
        self.fields = fields
        self.action = action
    }

    /// Every step, in the order a case is worked on, then those of permits.
    public static let all: [StepKind] =
        intakeSteps + earlySteps + routeSteps + promiseSteps + clockSteps + serviceSteps + lastSteps
        + permitSteps + permitPaperSteps

    public static func named(_ name: String) -> StepKind? { all.first { $0.name == name } }
}

/// A form as it is shown for one case on one day.
public struct StepForm: Sendable {
    public var kind: StepKind
    public var permit: PermitID?
    public var fields: [StepField]
    /// Why the step is not possible now, and what would make it so; nil if it is possible.
    public var refusal: Problem?
}

/// All forms of a case, and the state they were made for.
public struct CaseSteps: Sendable {
    /// How many events the case had.
    public var version: Int
    public var forms: [StepForm]
    /// Forms of permits by id.
    public var permits: [PermitID: [StepForm]]
}
