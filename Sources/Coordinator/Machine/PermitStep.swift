import PermitPolicy

/// A step of a permit; the last six are no commands but follow from others or from the day.
public enum PermitStep: String, MachineWord {
    case assign, prepare, submit, accept
    case requestSupplement = "request_supplement"
    case grant, refuse, extend
    case requireChange = "require_change"
    case recordDuty = "record_duty"
    case close
    case routeChanged = "route_changed"
    case leavesCorridor = "leaves_corridor"
    case routeWithdrawn = "route_withdrawn"
    case noLongerNeeded = "no_longer_needed"
    case neededAgain = "needed_again"
    case validityEnds = "validity_ends"

    public var wording: Wording {
        switch self {
        case .assign: Wording(zh: "指派", en: "assign")
        case .prepare: Wording(zh: "准备材料", en: "prepare")
        case .submit: Wording(zh: "申报", en: "submit")
        case .accept: Wording(zh: "受理（或补正后继续）", en: "accept, or go on after a supplement")
        case .requestSupplement: Wording(zh: "要求补正", en: "request supplements")
        case .grant: Wording(zh: "批准", en: "grant")
        case .refuse: Wording(zh: "不予许可", en: "refuse")
        case .extend: Wording(zh: "延期", en: "extend")
        case .requireChange: Wording(zh: "需变更", en: "require a change")
        case .recordDuty: Wording(zh: "批后事项", en: "record an after-permit duty")
        case .close: Wording(zh: "结案", en: "close")
        case .routeChanged: Wording(zh: "路由变更，超出许可范围", en: "the route changed and leaves the corridor")
        case .leavesCorridor: Wording(zh: "竣工线位超出许可范围", en: "the line as built leaves the corridor")
        case .routeWithdrawn: Wording(zh: "路由撤销", en: "the route was withdrawn")
        case .noLongerNeeded: Wording(zh: "不再需要", en: "no longer needed, or case withdrawn")
        case .neededAgain: Wording(zh: "再次需要", en: "needed again")
        case .validityEnds: Wording(zh: "有效期届满", en: "the validity ends")
        }
    }

    /// What a permit must be so that the step is legal, in a sentence "permit X is … and cannot be VERB".
    var verb: String {
        switch self {
        case .assign: "assigned"
        case .prepare: "prepared"
        case .submit: "submitted"
        case .accept: "accepted"
        case .requestSupplement: "sent back for supplements"
        case .grant: "granted"
        case .refuse: "refused"
        case .extend: "extended"
        case .requireChange, .routeChanged, .leavesCorridor, .routeWithdrawn: "changed"
        case .recordDuty: "given an after-permit duty"
        case .close, .noLongerNeeded: "closed"
        case .neededAgain: "required again"
        case .validityEnds: "expired"
        }
    }

    private static let withAuthority: [PermitStage] = [.submitted, .accepted, .supplementRequested]
    private static let notClosed = PermitStage.allCases.filter { $0 != .closed }

    public static let machine = StateMachine<PermitStage, PermitStep>(
        title: Wording(zh: "许可", en: "Permit"), starts: [.required],
        rows: [
            .init(.assign, from: notClosed, [.franchiseUtilityOnly]),
            .init(.prepare, from: [.required, .refused, .expired, .changeRequired], to: [.preparing]),
            .init(
                .submit, from: [.required, .preparing, .refused, .expired, .changeRequired], to: [.submitted],
                [.interfaceTold, .prerequisitesGranted]),
            .init(.accept, from: [.submitted, .supplementRequested], to: [.accepted]),
            .init(.requestSupplement, from: [.submitted, .accepted], to: [.supplementRequested]),
            .init(.grant, from: [.accepted], to: [.granted], [.validityPossible, .prerequisitesOrEvidence]),
            .init(.refuse, from: withAuthority, to: [.refused]),
            .init(.extend, from: [.granted], [.laterEnd]),
            .init(.requireChange, from: withAuthority + [.granted], to: [.changeRequired]),
            .init(.recordDuty, from: [.granted, .expired], [.dutyOpen]),
            .init(.close, from: notClosed, to: [.closed]),
            .init(.routeChanged, from: withAuthority + [.granted], to: [.changeRequired]),
            .init(.leavesCorridor, from: [.granted], to: [.changeRequired]),
            .init(.routeWithdrawn, from: [.required, .preparing, .refused], to: [.closed]),
            .init(.routeWithdrawn, from: withAuthority + [.granted], to: [.changeRequired]),
            .init(.noLongerNeeded, from: notClosed, to: [.closed]),
            .init(.neededAgain, from: [.closed], to: [.required]),
            .init(.validityEnds, from: [.granted], to: [.expired]),
        ])
}

extension PermitStage: MachineWord {
    public var wording: Wording {
        switch self {
        case .required: Wording(zh: "需办", en: "required")
        case .preparing: Wording(zh: "准备中", en: "preparing")
        case .submitted: Wording(zh: "已申报", en: "submitted")
        case .accepted: Wording(zh: "已受理", en: "accepted")
        case .supplementRequested: Wording(zh: "补正", en: "supplement requested")
        case .granted: Wording(zh: "已批准", en: "granted")
        case .refused: Wording(zh: "不予许可", en: "refused")
        case .expired: Wording(zh: "已过期", en: "expired (derived from a day)")
        case .changeRequired: Wording(zh: "需变更", en: "change required")
        case .closed: Wording(zh: "已结", en: "closed")
        }
    }
}
