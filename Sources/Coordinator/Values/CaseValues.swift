import Vocabulary

/// The early works tasks of a case, in their order (R36).
public enum EarlyTask: String, Codable, Sendable, CaseIterable, Comparable {
    case contacted
    case needKnown = "need_known"
    case design, permits, built

    public static func < (a: EarlyTask, b: EarlyTask) -> Bool { a.rank < b.rank }

    var rank: Int {
        switch self {
        case .contacted: 0
        case .needKnown: 1
        case .design: 2
        case .permits: 3
        case .built: 4
        }
    }
}

/// What must hold before the valve opens (attachment of the policy, R43).
public enum ValveCondition: String, Codable, Sendable, CaseIterable {
    /// 红线内工程验收合格.
    case inPlotAccepted = "in_plot_accepted"
    /// 用能设备安装到位.
    case equipmentInstalled = "equipment_installed"

    public var meaning: String {
        switch self {
        case .inPlotAccepted: "in-plot works accepted"
        case .equipmentInstalled: "user equipment installed"
        }
    }
}

/// The activities of a customer representative (R39).
public enum Activity: String, Codable, Sendable, CaseIterable {
    case visitByAppointment = "visit_by_appointment"
    case adviceGiven = "advice_given"
    case applicationAssisted = "application_assisted"
    case progressCoordinated = "progress_coordinated"
    case followUpVisit = "follow_up_visit"
}

/// Work inside the red line: an extension service (延伸服务), apart from the
/// outer line in length, cost and owner (R33).
public struct ExtensionService: Codable, Sendable, Hashable {
    /// What is done, such as design or construction of the in-plot pipes.
    public var work: String
    /// Metres of pipe inside the red line; nil if not known.
    public var lengthM: Double?
    /// Yuan; nil if not known.
    public var cost: Double?
    /// Who owns the work: the user, not the utility.
    public var owner: String

    public init(work: String, lengthM: Double?, cost: Double?, owner: String) {
        self.work = work
        self.lengthM = lengthM
        self.cost = cost
        self.owner = owner
    }

    enum CodingKeys: String, CodingKey {
        case work, cost, owner
        case lengthM = "length_m"
    }
}

/// Why a permit was refused; the authority's own words stand beside it.
public enum RefusalReason: String, Codable, Sendable, CaseIterable {
    case incompleteDocuments = "incomplete_documents"
    case notConforming = "not_conforming"
    case moratorium
    case trafficImpact = "traffic_impact"
    case conflictWithOtherWorks = "conflict_with_other_works"
    case protectionInsufficient = "protection_insufficient"
    case notCompetent = "not_competent"
    case other
}

/// Why a permit needs no more work.
public enum ClosingReason: String, Codable, Sendable, CaseIterable {
    /// The route no longer triggers it.
    case notNeeded = "not_needed"
    case worksDone = "works_done"
    case caseWithdrawn = "case_withdrawn"
    case mergedIntoOther = "merged_into_other"
}
