import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// One case in short: an object of `case list --json` and `case file --json`.
public struct CaseDocument: Encodable, Sendable {
    public var caseID: String
    public var application: String
    public var applicant: String?
    public var plot: String?
    public var utility: Utility
    public var stage: CaseStage
    public var classID: String?
    public var stages: [String]
    public var budgetDays: Int?
    public var budgetText: Wording?
    public var acceptedOn: Day?
    public var due: Day?
    public var dueProvisional: Bool
    public var light: TrafficLight
    public var grossDays: Int?
    public var netDays: Int?
    public var review: Bool
    public var franchiseUtility: String?
    public var franchiseUtilityOpen: String?
    /// The territories that hold the plot where none or several do.
    public var candidates: [TerritoryCandidate]
    public var representative: String?
    public var representativeOpen: String?
    /// What the open valve gave: `water_on`, `gas_on` or `heat_on` (R45); null before.
    public var supply: String?
    /// Accepted with documents or conditions pending (容缺受理).
    public var acceptedPending: Bool
    /// How often the applicant had to come (R04).
    public var visits: Int
    public var outerLine: OuterLine
    public var route: Route?
    public var permits: Int
    public var permitsOpen: Int
    public var interfaceToldOn: Day?
    /// How many events the case has; not part of the object.
    public var version: Int

    public struct OuterLine: Encodable, Sendable {
        /// Null while nobody has decided.
        public var needed: Bool?
        public var reason: String
        public var reasonZh: String

        private enum Key: String, CodingKey {
            case needed, reason
            case reasonZh = "reason_zh"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(needed, forKey: .needed)
            try container.encode(reason, forKey: .reason)
            try container.encode(reasonZh, forKey: .reasonZh)
        }
    }

    public struct Route: Encodable, Sendable {
        public var regime: String
        public var from: SourceReference
        public var groundLength: Double
        public var gridLength: Double

        private enum CodingKeys: String, CodingKey {
            case regime, from
            case groundLength = "ground_length_m"
            case gridLength = "grid_length_m"
        }
    }

    init(_ state: CaseState, on today: Day, _ calendar: WorkCalendar) {
        let promise = state.decision?.promise
        let reading = state.reading(on: today, calendar)
        let due = state.due(calendar)
        caseID = state.id.rawValue
        application = state.parent.rawValue
        applicant = state.applicant
        plot = state.plot
        utility = state.utility
        stage = state.stage
        classID = promise?.classID
        stages = promise?.stages.map(\.id) ?? []
        budgetDays = promise?.budgetDays
        budgetText = promise?.budgetText
        acceptedOn = state.acceptedOn
        self.due = due?.day
        dueProvisional = due?.provisional ?? false
        light = state.light(on: today, calendar)
        grossDays = reading?.grossDays
        netDays = reading?.netDays
        review = promise.map { $0.review || $0.verdict == .review } ?? false
        franchiseUtility = state.company
        franchiseUtilityOpen = state.company == nil ? state.companyOpenReason : nil
        candidates = state.companyCandidates
        representative = state.representative
        representativeOpen = state.representative == nil ? state.representativeOpenReason : nil
        supply = state.supply
        acceptedPending = state.acceptedPending
        visits = state.visits
        let outer = state.decision?.outerLine
        outerLine = OuterLine(
            needed: outer?.needed, reason: outer?.reason.en ?? state.openReason,
            reasonZh: outer?.reason.zh ?? "尚未选定路由")
        route = state.route.map {
            Route(
                regime: $0.regime, from: SourceReference(layer: $0.fromLayer, feature: $0.fromFeature),
                groundLength: $0.groundLengthM, gridLength: $0.gridLengthM)
        }
        permits = state.permits.filter { $0.stage != .closed }.count
        permitsOpen = state.permits.filter(\.isOpen).count
        interfaceToldOn = state.interfaceToldOn
        version = state.version
    }

    private enum Key: String, CodingKey {
        case schema, application, applicant, plot, utility, stage, stages, due, light, review, representative,
            route, permits, candidates, supply, visits
        case representativeOpen = "representative_open"
        case acceptedPending = "accepted_pending"
        case caseID = "case"
        case classID = "class"
        case budgetDays = "budget_days"
        case budgetText = "budget_text"
        case acceptedOn = "accepted_on"
        case dueProvisional = "due_provisional"
        case grossDays = "gross_days"
        case netDays = "net_days"
        case franchiseUtility = "franchise_utility"
        case franchiseUtilityOpen = "franchise_utility_open"
        case outerLine = "outer_line"
        case permitsOpen = "permits_open"
        case interfaceToldOn = "interface_told_on"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("outerline.case/1", forKey: .schema)
        try container.encode(caseID, forKey: .caseID)
        try container.encode(application, forKey: .application)
        try container.encode(applicant, forKey: .applicant)
        try container.encode(plot, forKey: .plot)
        try container.encode(utility, forKey: .utility)
        try container.encode(stage, forKey: .stage)
        try container.encode(classID, forKey: .classID)
        try container.encode(stages, forKey: .stages)
        try container.encode(budgetDays, forKey: .budgetDays)
        try container.encode(budgetText, forKey: .budgetText)
        try container.encode(acceptedOn, forKey: .acceptedOn)
        try container.encode(due, forKey: .due)
        try container.encode(dueProvisional, forKey: .dueProvisional)
        try container.encode(light, forKey: .light)
        try container.encode(grossDays, forKey: .grossDays)
        try container.encode(netDays, forKey: .netDays)
        try container.encode(review, forKey: .review)
        try container.encode(franchiseUtility, forKey: .franchiseUtility)
        try container.encode(franchiseUtilityOpen, forKey: .franchiseUtilityOpen)
        try container.encode(candidates, forKey: .candidates)
        try container.encode(representative, forKey: .representative)
        try container.encode(representativeOpen, forKey: .representativeOpen)
        try container.encode(supply, forKey: .supply)
        try container.encode(acceptedPending, forKey: .acceptedPending)
        try container.encode(visits, forKey: .visits)
        try container.encode(outerLine, forKey: .outerLine)
        try container.encode(route, forKey: .route)
        try container.encode(permits, forKey: .permits)
        try container.encode(permitsOpen, forKey: .permitsOpen)
        try container.encode(interfaceToldOn, forKey: .interfaceToldOn)
    }
}

extension CaseState {
    /// Why no decision stands yet.
    fileprivate var openReason: String { "no route has been chosen yet" }
}
