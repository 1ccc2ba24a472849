import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// A word of a closed list as people read it.
public protocol SpokenWord: RawRepresentable<String>, CaseIterable, Sendable {
    var spoken: Wording { get }
}

extension StopCause: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .design: Wording(zh: "设计", en: "design")
        case .construction: Wording(zh: "施工", en: "construction")
        case .governmentApproval: Wording(zh: "行政审批", en: "government approval")
        case .customer: Wording(zh: "用户原因", en: "customer")
        case .forceMajeure: Wording(zh: "不可抗力", en: "force majeure")
        }
    }
}

extension BallHolder: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .desk: Wording(zh: "受理窗口", en: "desk")
        case .utility: Wording(zh: "专营企业", en: "franchise utility")
        case .authority: Wording(zh: "审批机关", en: "authority")
        case .user: Wording(zh: "用户", en: "user")
        }
    }
}

extension TrafficLight: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .red: Wording(zh: "逾期", en: "overdue")
        case .yellow: Wording(zh: "临期", en: "near due")
        case .green: Wording(zh: "正常", en: "in time")
        case .grey: Wording(zh: "停表", en: "clock stopped")
        case .none: Wording(zh: "未计时", en: "no clock")
        case .done: Wording(zh: "按期办结", en: "done in time")
        case .late: Wording(zh: "超期办结", en: "done late")
        }
    }
}

extension Utility: SpokenWord {
    public var spoken: Wording { Wording(zh: zh, en: self == .heat ? "heating" : rawValue) }
}

extension UserType: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .resident: Wording(zh: "居民", en: "resident")
        case .nonResident: Wording(zh: "非居民", en: "non-resident")
        }
    }
}

extension RefusalReason: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .incompleteDocuments: Wording(zh: "材料不齐", en: "documents incomplete")
        case .notConforming: Wording(zh: "不符合规定", en: "does not conform")
        case .moratorium: Wording(zh: "道路限挖期内", en: "road under a moratorium")
        case .trafficImpact: Wording(zh: "影响交通", en: "impact on traffic")
        case .conflictWithOtherWorks: Wording(zh: "与其他工程冲突", en: "conflict with other works")
        case .protectionInsufficient: Wording(zh: "保护措施不足", en: "protection insufficient")
        case .notCompetent: Wording(zh: "非本机关职权", en: "authority not competent")
        case .other: Wording(zh: "其他", en: "other")
        }
    }
}

extension ClosingReason: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .notNeeded: Wording(zh: "不再需要", en: "no longer needed")
        case .worksDone: Wording(zh: "工程完成", en: "works done")
        case .caseWithdrawn: Wording(zh: "案件撤回", en: "case withdrawn")
        case .mergedIntoOther: Wording(zh: "并入其他许可", en: "merged into another permit")
        }
    }
}

extension ValveCondition: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .inPlotAccepted: Wording(zh: "红线内工程验收合格", en: "in-plot works accepted")
        case .equipmentInstalled: Wording(zh: "用能设备安装到位", en: "user equipment installed")
        }
    }
}

extension Activity: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .visitByAppointment: Wording(zh: "预约上门", en: "visit by appointment")
        case .adviceGiven: Wording(zh: "咨询指导", en: "advice given")
        case .applicationAssisted: Wording(zh: "协助申请", en: "helped to apply")
        case .progressCoordinated: Wording(zh: "协调进度", en: "progress coordinated")
        case .followUpVisit: Wording(zh: "事后回访", en: "follow-up visit")
        }
    }
}

extension EarlyTask: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .contacted: Wording(zh: "已对接用户", en: "user contacted")
        case .needKnown: Wording(zh: "已掌握需求", en: "need known")
        case .design: Wording(zh: "设计完成", en: "designed")
        case .permits: Wording(zh: "许可取得", en: "permits obtained")
        case .built: Wording(zh: "外线建成", en: "line built")
        }
    }
}

extension FeeKind: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .application: Wording(zh: "申请费", en: "application")
        case .handling: Wording(zh: "手续费", en: "handling")
        case .reinstatement: Wording(zh: "挖掘修复费", en: "reinstatement")
        case .occupation: Wording(zh: "道路占用费", en: "occupation of a road")
        case .compensation: Wording(zh: "补偿费", en: "compensation")
        case .extensionService: Wording(zh: "延伸服务费", en: "extension service")
        case .service: Wording(zh: "其他服务费", en: "other service")
        }
    }
}

extension FeePayer: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .applicant: Wording(zh: "申请人", en: "applicant")
        case .utility: Wording(zh: "专营企业", en: "utility")
        }
    }
}

extension DocumentOnFile.Origin: SpokenWord {
    public var spoken: Wording {
        switch self {
        case .user: Wording(zh: "用户提交", en: "handed in by the user")
        case .anotherCase: Wording(zh: "此前已提交", en: "on file from another case")
        case .departmentPush: Wording(zh: "联办部门推送", en: "pushed by a department")
        case .dataSharing: Wording(zh: "数据共享", en: "by data sharing")
        }
    }
}
