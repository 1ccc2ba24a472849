import PermitPolicy

/// How far the early works (提前介入) of a case have come.
public enum EarlyStage: String, MachineWord {
    case opened, contacted
    case needKnown = "need_known"
    case designed
    case permitsObtained = "permits_obtained"
    case built

    public var wording: Wording {
        switch self {
        case .opened: Wording(zh: "待对接", en: "opened")
        case .contacted: Wording(zh: "已对接", en: "contacted")
        case .needKnown: Wording(zh: "已掌握需求", en: "need known")
        case .designed: Wording(zh: "已设计", en: "designed")
        case .permitsObtained: Wording(zh: "已取得许可", en: "permits obtained")
        case .built: Wording(zh: "已建成", en: "built")
        }
    }
}

/// A step of the early works.
public enum EarlyStep: String, MachineWord {
    case fileNotice = "file_notice"
    case contact
    case learnNeed = "learn_need"
    case tellInterface = "tell_interface"
    case design
    case obtainPermits = "obtain_permits"
    case build

    public var wording: Wording {
        switch self {
        case .fileNotice: Wording(zh: "告知备案", en: "file the advance notice")
        case .contact: Wording(zh: "主动对接", en: "contact the user")
        case .learnNeed: Wording(zh: "掌握需求", en: "learn the need")
        case .tellInterface: Wording(zh: "告知接口位置", en: "tell the interface position")
        case .design: Wording(zh: "管线设计", en: "design")
        case .obtainPermits: Wording(zh: "施工报批", en: "obtain the permits")
        case .build: Wording(zh: "外线施工", en: "build")
        }
    }

    init(_ task: EarlyTask) {
        switch task {
        case .contacted: self = .contact
        case .needKnown: self = .learnNeed
        case .design: self = .design
        case .permits: self = .obtainPermits
        case .built: self = .build
        }
    }

    /// Before permits and building the user is told the interface position (policy 二(二)3); the policy does not say
    /// whether that comes before or after the design, so both are legal.
    public static let machine = StateMachine<EarlyStage, EarlyStep>(
        title: Wording(zh: "提前介入", en: "Early works"), starts: [.opened],
        rows: [
            .init(.fileNotice, from: EarlyStage.allCases, [.noticeUnfiled]),
            .init(.contact, from: [.opened], to: [.contacted]),
            .init(.learnNeed, from: [.contacted], to: [.needKnown], [.afterEarlierSteps]),
            .init(.tellInterface, from: EarlyStage.allCases, [.interfaceNews, .afterEarlierSteps]),
            .init(.design, from: [.needKnown], to: [.designed], [.afterEarlierSteps]),
            .init(
                .obtainPermits, from: [.designed], to: [.permitsObtained],
                [.interfaceTold, .permitsObtained, .afterEarlierSteps]),
            .init(
                .build, from: [.permitsObtained], to: [.built],
                [.interfaceTold, .permitsObtained, .afterEarlierSteps]),
        ])
}

extension CaseState {
    /// The last task of the early works that is done.
    public var earlyStage: EarlyStage {
        switch tasks.keys.max() {
        case nil: .opened
        case .contacted: .contacted
        case .needKnown: .needKnown
        case .design: .designed
        case .permits: .permitsObtained
        case .built: .built
        }
    }

    /// What the utility does next in a case that began before anybody applied (R36); nil where permits come next, where
    /// no outer line is needed, and in cases that began with an application.
    var nextEarlyTask: WorkAction? {
        guard record != nil, decision?.outerLine.needed ?? true else { return nil }
        return switch earlyStage {
        case .contacted: .learnNeed
        case .needKnown: .design
        case .permitsObtained: .build
        case .opened, .designed, .built: nil
        }
    }
}
