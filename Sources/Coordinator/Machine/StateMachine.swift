import PermitPolicy

/// A state machine as one value: from which states a step leads to which, and what must hold for it.
///
/// The code asks this table whether a step is legal, and `Documentation/StateMachines.md` is drawn from it, so the two
/// cannot drift apart.
public struct StateMachine<State: MachineWord, Step: MachineWord>: Sendable {
    /// One line of the table.
    public struct Row: Sendable, Hashable {
        public var step: Step
        public var from: [State]
        /// Where it may lead; empty if it leaves the state as it is.
        public var to: [State]
        /// What must hold, in the order in which it is checked.
        public var guards: [Guard]

        init(_ step: Step, from: [State], to: [State] = [], _ guards: [Guard] = []) {
            self.step = step
            self.from = from
            self.to = to
            self.guards = guards
        }
    }

    public var title: Wording
    /// The states in which a history begins.
    public var starts: [State]
    /// A step has one row for each state it may be taken in.
    public var rows: [Row]

    /// The row of a step in a state; nil if the step is not legal there.
    public func row(_ step: Step, from state: State) -> Row? {
        rows.indices.first { rows[$0].step == step && rows[$0].from.contains(state) }.map { rows[$0] }
    }

    /// The states a step may be taken in, in the order of the states.
    public func sources(of step: Step) -> [State] {
        let all = Set(rows.filter { $0.step == step }.flatMap(\.from))
        return State.allCases.filter(all.contains)
    }

    /// Whether the table knows a way from one state to the other by a step.
    public func allows(_ step: Step, from state: State, to next: State) -> Bool {
        guard let row = row(step, from: state) else { return false }
        return row.to.isEmpty ? state == next : row.to.contains(next)
    }

    /// States no step leads away from.
    public var ends: [State] {
        State.allCases.filter { state in
            used.contains(state)
                && !rows.contains { $0.from.contains(state) && $0.to.contains { $0 != state } }
        }
    }

    /// States the table names; a word of the type that is of no use here is left out.
    var used: Set<State> { Set(rows.flatMap { $0.from + $0.to } + starts) }
}

/// A state or a step of a ``StateMachine``: its name and its words.
public protocol MachineWord: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    var wording: Wording { get }
}

/// What must hold before a step; each is one check in the code (see ``CaseState``).
public enum Guard: String, Sendable, CaseIterable {
    case conditionsMet = "conditions_met"
    case schemeConfirmed = "scheme_confirmed"
    case nothingHeldBack = "nothing_held_back"
    case afterEarlierSteps = "after_earlier_steps"
    case causeStopsClock = "cause_stops_clock"
    case notStoppedForCause = "not_stopped_for_cause"
    case stopStands = "stop_stands"
    case somethingMissing = "something_missing"
    case documentPending = "document_pending"
    case conditionChanges = "condition_changes"
    case franchiseUtilityOnly = "franchise_utility_only"
    case oneRepresentative = "one_representative"
    case sameUtility = "same_utility"
    case stubFree = "stub_free"
    case routeChosen = "route_chosen"
    case feeAllowed = "fee_allowed"
    case factsChange = "facts_change"
    case noticeUnfiled = "notice_unfiled"
    case interfaceNews = "interface_news"
    case interfaceTold = "interface_told"
    case permitsObtained = "permits_obtained"
    case prerequisitesGranted = "prerequisites_granted"
    case prerequisitesOrEvidence = "prerequisites_or_evidence"
    case validityPossible = "validity_possible"
    case laterEnd = "later_end"
    case dutyOpen = "duty_open"
    case outerDutyOpen = "outer_duty_open"
    case commitmentOpen = "commitment_open"
    case paperNews = "paper_news"

    /// What it says, with the requirement it stands for.
    public var wording: Wording {
        switch self {
        case .conditionsMet:
            Wording(zh: "红线内工程验收合格且用能设备安装到位", en: "in-plot works accepted and equipment installed (R43, R44)")
        case .schemeConfirmed:
            Wording(zh: "三环节的案件已确定方案", en: "the scheme is confirmed where the class has that step (R20)")
        case .nothingHeldBack:
            Wording(
                zh: "无逾期且须补齐方可继续的容缺材料",
                en: "no pending document is late whose consequence is to hold the case (R15)")
        case .afterEarlierSteps: Wording(zh: "日期不早于前一步", en: "dated not before the steps it rests on")
        case .causeStopsClock: Wording(zh: "政策允许因此停表", en: "the policy stops the clock for this cause (R21)")
        case .notStoppedForCause:
            Wording(
                zh: "未因同一原因、同一责任方停表", en: "the clock does not stand for the same cause at the same holder")
        case .stopStands: Wording(zh: "存在未恢复的停表", en: "the stop named, or the only one, stands")
        case .somethingMissing:
            Wording(zh: "确有缺项", en: "something is missing; all of it is told at once (R16)")
        case .documentPending: Wording(zh: "该材料为容缺材料", en: "the document was accepted as pending (R15)")
        case .conditionChanges: Wording(zh: "条件状态有变化", en: "the condition is not recorded so already")
        case .franchiseUtilityOnly:
            Wording(
                zh: "由专营企业办理", en: "the party is the franchise utility, never applicant or contractor (R32)")
        case .oneRepresentative:
            Wording(
                zh: "一案一名客户代表", en: "the case has exactly one representative; another one replaces them (R38)"
            )
        case .sameUtility: Wording(zh: "路由与案件专业一致", en: "the route is for the utility of the case")
        case .stubFree: Wording(zh: "预留口空闲或为本案预留", en: "the stub is free or held by this case (R24)")
        case .routeChosen: Wording(zh: "已选定路由", en: "a route is chosen")
        case .feeAllowed:
            Wording(
                zh: "收费有依据", en: "the fee has a tariff and is no application or handling charge (R17, R18)")
        case .factsChange:
            Wording(
                zh: "所述情况有变化，撤回的须曾说明", en: "something is stated, each fact once; what is withdrawn was stated"
            )
        case .noticeUnfiled: Wording(zh: "尚无告知备案", en: "no advance notice is filed yet (R35)")
        case .interfaceNews:
            Wording(zh: "接口位置未告知或已变化", en: "the interface position was not told, or has changed since")
        case .interfaceTold:
            Wording(
                zh: "已告知用户接口位置",
                en: "the user was told the interface position, not later than this step (R30)")
        case .permitsObtained: Wording(zh: "必办许可均已取得或结案", en: "every required permit is granted or closed")
        case .prerequisitesGranted:
            Wording(zh: "串联审批时前置许可已取得", en: "in serial approval the prerequisites are granted")
        case .prerequisitesOrEvidence:
            Wording(
                zh: "前置许可已取得或有证明",
                en: "the prerequisites are granted, or evidence says they were decided together")
        case .validityPossible: Wording(zh: "有效期不早于批准日", en: "the validity ends not before the grant")
        case .laterEnd: Wording(zh: "延期晚于原有效期", en: "the new end is later than the present one")
        case .dutyOpen: Wording(zh: "批后事项未办", en: "the duty belongs to the permit and is not recorded yet")
        case .outerDutyOpen:
            Wording(zh: "外线工程事项未办", en: "the duty belongs to the outer line and is not recorded yet")
        case .commitmentOpen: Wording(zh: "承诺待核查", en: "the commitment is open (R08)")
        case .paperNews:
            Wording(zh: "所告知事项属实且未出具过", en: "it tells what is so, and no paper of its kind told it before")
        }
    }
}
