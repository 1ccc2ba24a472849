import PermitPolicy

/// A step of a case as its state machine knows it; several commands may be one step.
public enum ConnectionStep: String, MachineWord {
    case apply
    case accept
    case confirmScheme = "confirm_scheme"
    case recordCondition = "record_condition"
    case openValve = "open_valve"
    case withdraw
    case reportEmergency = "report_emergency"
    case finishRepair = "finish_repair"
    case decide
    case stateFacts = "state_facts"
    case withdrawRoute = "withdraw_route"
    case recordAsBuilt = "record_as_built"
    case stopClock = "stop_clock"
    case resumeClock = "resume_clock"
    case correctStop = "correct_stop"
    case issueNotice = "issue_notice"
    case issuePaper = "issue_paper"
    case surveySite = "survey_site"
    case supplyDocument = "supply_document"
    case fileDocument = "file_document"
    case assignUtility = "assign_utility"
    case assignRepresentative = "assign_representative"
    case nameContractor = "name_contractor"
    case earlyWorks = "early_works_step"
    case permitStep = "permit_step"
    case permitUpkeep = "permit_upkeep"
    case recordDuty = "record_duty"
    case inform
    case serve
    case commit
    case checkCommitment = "check_commitment"
    case chargeFee = "charge_fee"

    public var wording: Wording {
        switch self {
        case .apply: Wording(zh: "用户申请", en: "the user applies")
        case .accept: Wording(zh: "受理", en: "accept")
        case .confirmScheme: Wording(zh: "确定方案", en: "confirm the scheme")
        case .recordCondition: Wording(zh: "记录报装条件", en: "record a condition of the valve opening")
        case .openValve: Wording(zh: "开阀供能", en: "open the valve")
        case .withdraw: Wording(zh: "撤回", en: "withdraw")
        case .reportEmergency: Wording(zh: "抢修报告", en: "report the emergency repair")
        case .finishRepair: Wording(zh: "抢修完成", en: "finish the emergency repair")
        case .decide: Wording(zh: "选定路由、判定", en: "choose a route, decide")
        case .stateFacts: Wording(zh: "说明工程情况", en: "state facts no map can tell")
        case .withdrawRoute: Wording(zh: "撤销路由", en: "withdraw the route")
        case .recordAsBuilt: Wording(zh: "竣工线位", en: "record the line as built")
        case .stopClock: Wording(zh: "停表", en: "stop the clock")
        case .resumeClock: Wording(zh: "恢复计时", en: "resume the clock")
        case .correctStop: Wording(zh: "更正停表记录", en: "put a stop right")
        case .issueNotice: Wording(zh: "一次性告知", en: "issue the one-time notice")
        case .issuePaper: Wording(zh: "出具文书", en: "issue a numbered paper")
        case .surveySite: Wording(zh: "现场勘查", en: "survey the site")
        case .supplyDocument: Wording(zh: "补交容缺材料", en: "supply a pending document")
        case .fileDocument: Wording(zh: "材料归档", en: "file a document")
        case .assignUtility: Wording(zh: "指派专营企业", en: "assign the franchise utility")
        case .assignRepresentative: Wording(zh: "指派客户代表", en: "assign the customer representative")
        case .nameContractor: Wording(zh: "登记施工单位", en: "name the contractor")
        case .earlyWorks: Wording(zh: "提前介入步骤", en: "a step of the early works")
        case .permitStep: Wording(zh: "许可步骤", en: "a step of a permit")
        case .permitUpkeep: Wording(zh: "许可延期、结案、批后事项", en: "extend or close a permit, record a duty")
        case .recordDuty: Wording(zh: "外线工程事项", en: "record a duty of the outer line")
        case .inform: Wording(zh: "告知后续事项", en: "tell the user what follows")
        case .serve: Wording(zh: "帮办代办、延伸服务", en: "log service, visit or extension service")
        case .commit: Wording(zh: "承诺", en: "make a commitment")
        case .checkCommitment: Wording(zh: "核查承诺", en: "check a commitment")
        case .chargeFee: Wording(zh: "收费", en: "charge a fee")
        }
    }

    private static let accepted: [CaseStage] = [.scheme, .waiting, .valveOpening]
    private static let connecting: [CaseStage] = [.earlyWorks, .filed] + accepted
    private static let open: [CaseStage] = connecting + [.emergencyRepair]
    private static let served: [CaseStage] = open + [.supplied, .repaired]

    /// The machine of the connection, from the first record to supply.
    public static let machine = StateMachine<CaseStage, ConnectionStep>(
        title: Wording(zh: "案件", en: "Case"), starts: [.earlyWorks, .filed, .emergencyRepair],
        rows: [
            .init(.apply, from: [.earlyWorks], to: [.filed]),
            .init(.accept, from: [.filed], to: accepted, [.afterEarlierSteps]),
            .init(
                .confirmScheme, from: [.scheme], to: [.waiting, .valveOpening],
                [.afterEarlierSteps, .nothingHeldBack]),
            .init(.recordCondition, from: [.earlyWorks, .filed, .scheme], [.conditionChanges]),
            .init(
                .recordCondition, from: [.waiting, .valveOpening], to: [.waiting, .valveOpening],
                [.conditionChanges]),
            .init(
                .openValve, from: [.valveOpening], to: [.supplied],
                [.schemeConfirmed, .conditionsMet, .nothingHeldBack, .afterEarlierSteps]),
            .init(.withdraw, from: open, to: [.withdrawn]),
            .init(.reportEmergency, from: [.emergencyRepair]),
            .init(.finishRepair, from: [.emergencyRepair], to: [.repaired], [.afterEarlierSteps]),
            .init(.decide, from: [.earlyWorks, .filed, .emergencyRepair], [.sameUtility, .stubFree]),
            .init(.decide, from: accepted, to: accepted, [.sameUtility, .stubFree]),
            .init(.stateFacts, from: [.earlyWorks, .filed, .emergencyRepair], [.factsChange]),
            .init(.stateFacts, from: accepted, to: accepted, [.factsChange]),
            .init(.withdrawRoute, from: [.earlyWorks, .filed], [.routeChosen]),
            .init(.withdrawRoute, from: accepted, to: accepted, [.routeChosen]),
            .init(.recordAsBuilt, from: connecting, [.routeChosen]),
            .init(.stopClock, from: accepted, [.afterEarlierSteps, .causeStopsClock, .notStoppedForCause]),
            .init(.resumeClock, from: accepted, [.stopStands]),
            // A stop found wrong later is put right later: the log keeps both, and indicators follow the truth.
            .init(.correctStop, from: accepted + [.supplied]),
            .init(.issueNotice, from: connecting, [.somethingMissing]),
            .init(.issuePaper, from: served, [.paperNews]),
            .init(.surveySite, from: connecting),
            .init(.supplyDocument, from: accepted + [.supplied], [.documentPending]),
            .init(.fileDocument, from: served),
            .init(.assignUtility, from: open, [.franchiseUtilityOnly]),
            .init(.assignRepresentative, from: served, [.oneRepresentative]),
            .init(.nameContractor, from: open),
            .init(.earlyWorks, from: connecting),
            .init(.permitStep, from: open),
            .init(.permitUpkeep, from: served),
            .init(.recordDuty, from: served, [.outerDutyOpen]),
            .init(.inform, from: connecting + [.supplied]),
            .init(.serve, from: served),
            .init(.commit, from: served),
            .init(.checkCommitment, from: served, [.commitmentOpen]),
            .init(.chargeFee, from: served, [.feeAllowed]),
        ])
}

extension CaseStage: MachineWord {
    public var wording: Wording {
        switch self {
        case .earlyWorks: Wording(zh: "提前介入", en: "early works: nobody has applied yet")
        case .filed: Wording(zh: "用户申请", en: "filed")
        case .scheme: Wording(zh: "确定方案", en: "accepted, scheme to be confirmed")
        case .waiting: Wording(zh: "容缺待条件", en: "accepted, waiting for conditions")
        case .valveOpening: Wording(zh: "开阀供能", en: "the valve can be opened")
        case .supplied: Wording(zh: "通水、通气、供暖", en: "supplied")
        case .withdrawn: Wording(zh: "已撤回", en: "withdrawn")
        case .emergencyRepair: Wording(zh: "应急抢修", en: "emergency repair")
        case .repaired: Wording(zh: "抢修完成", en: "repaired")
        }
    }
}
