import Vocabulary

/// Where a case stands; the columns of the board, in order.
///
/// The words of the policy: 用户申请/申请受理, 确定方案, 开阀供能, 通水、通气、供暖.
public enum CaseStage: String, Codable, Sendable, CaseIterable, Comparable {
    /// Nobody has applied yet: contact, need, interface, design, permits, building.
    case earlyWorks = "early_works"
    /// Filed and not yet accepted.
    case filed
    /// Accepted; the scheme is to be confirmed.
    case scheme
    /// Accepted (容缺受理): waits for in-plot works or equipment.
    case waiting = "waiting_conditions"
    /// Nothing is missing: the valve can be opened.
    case valveOpening = "valve_opening"
    /// 通水、通气、供暖.
    case supplied
    case withdrawn
    /// Pipes that broke are dug up first and permitted after (紧急抢修).
    case emergencyRepair = "emergency_repair"
    case repaired

    public static func < (a: CaseStage, b: CaseStage) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension CaseState {
    /// The stage by events alone; it needs no day.
    public var stage: CaseStage {
        if withdrawnOn != nil { return .withdrawn }
        if valveOpenedOn != nil { return .supplied }
        if emergency != nil { return repairedOn == nil ? .emergencyRepair : .repaired }
        if acceptedOn == nil { return application == nil ? .earlyWorks : .filed }
        if needsScheme, schemeConfirmedOn == nil { return .scheme }
        return missingConditions.isEmpty ? .valveOpening : .waiting
    }

    /// What supply the open valve gave: `water_on`, `gas_on`, `heat_on` (R45); nil before.
    public var supply: String? { valveOpenedOn == nil ? nil : "\(utility.rawValue)_on" }
}

extension CaseStage {
    /// False where nothing of the connection is left to do.
    public var isOpen: Bool { self != .supplied && self != .withdrawn && self != .repaired }
}
