import PermitPolicy

extension WorkAction {
    /// What is to be done, as it is said to people.
    public var wording: Wording {
        switch self {
        case .assignUtility: Wording(zh: "指派专营企业", en: "assign the franchise utility")
        case .assignRepresentative: Wording(zh: "指派客户代表", en: "assign a representative")
        case .contactUser: Wording(zh: "主动对接用户", en: "contact the user")
        case .tellInterface: Wording(zh: "告知接口位置", en: "tell the interface position")
        case .chooseRoute: Wording(zh: "选定路由", en: "choose the route")
        case .accept: Wording(zh: "受理", en: "accept the application")
        case .submitPermit: Wording(zh: "申报许可", en: "submit the permit")
        case .awaitAuthority: Wording(zh: "等待审批", en: "authority decides")
        case .answerSupplement: Wording(zh: "补正材料", en: "supply what was asked for")
        case .submitAgain: Wording(zh: "重新申报", en: "submit again")
        case .renewPermit: Wording(zh: "续办许可", en: "renew the permit")
        case .supplyDocument: Wording(zh: "补交容缺材料", en: "supply the pending document")
        case .confirmScheme: Wording(zh: "确定方案", en: "confirm the scheme")
        case .meetConditions: Wording(zh: "落实报装条件", en: "meet the conditions")
        case .openValve: Wording(zh: "开阀供能", en: "open the valve")
        case .followUp: Wording(zh: "事后回访", en: "follow-up visit")
        case .checkCommitment: Wording(zh: "核查承诺", en: "check the commitment")
        case .learnNeed: Wording(zh: "掌握需求", en: "learn the need")
        case .design: Wording(zh: "管线设计", en: "design the line")
        case .build: Wording(zh: "施工", en: "build the line")
        case .doDuty: Wording(zh: "办理批后事项", en: "do the after-permit duty")
        case .reportEmergency: Wording(zh: "抢修报告", en: "report the emergency repair")
        case .finishRepair: Wording(zh: "完成抢修", en: "finish the emergency repair")
        case .surveySite: Wording(zh: "现场勘查", en: "survey the site")
        }
    }
}
