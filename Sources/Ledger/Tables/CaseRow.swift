import Coordinator
import GRDB
import PermitPolicy
import Vocabulary

/// A case as the read tables show it: what a list needs, without folding its events.
public struct CaseRow: Codable, Sendable, Hashable {
    public var caseID: CaseID
    public var application: String?
    public var parent: String
    public var utility: Utility
    public var plot: String?
    public var applicant: String?
    public var district: String?
    public var stage: CaseStage
    public var promiseClass: String?
    public var stages: [String]
    public var budgetDays: Int?
    public var acceptedOn: Day?
    /// Nil where nothing is promised, before acceptance, and while the clock stands.
    public var due: Day?
    public var dueProvisional: Bool
    /// `running`, `stopped` or `ended`; nil before acceptance.
    public var clock: String?
    public var review: Bool
    public var outerLine: Bool?
    public var outerLineReason: String?
    public var outerLineReasonZh: String?
    public var company: String?
    /// Why no utility is assigned; nil if one is.
    public var unassigned: String?
    public var representative: String?
    public var interfaceToldOn: Day?
    public var groundLengthM: Double?
    public var permits: Int
    public var permitsOpen: Int

    enum CodingKeys: String, CodingKey {
        case application, parent, utility, plot, applicant, district, stage, stages, due, clock, review
        case unassigned, representative, permits
        case caseID = "case"
        case promiseClass = "class"
        case budgetDays = "budget_days"
        case acceptedOn = "accepted_on"
        case dueProvisional = "due_provisional"
        case outerLine = "outer_line"
        case outerLineReason = "outer_line_reason"
        case outerLineReasonZh = "outer_line_reason_zh"
        case company = "franchise_utility"
        case interfaceToldOn = "interface_told_on"
        case groundLengthM = "ground_length_m"
        case permitsOpen = "permits_open"
    }

    /// Nil if the row's id, utility or stage is none.
    init?(_ row: Row) {
        guard let id = (row["id"] as String?).flatMap({ CaseID($0) }),
            let utility = (row["utility"] as String?).flatMap(Utility.init),
            let stage = (row["stage"] as String?).flatMap(CaseStage.init)
        else { return nil }
        caseID = id
        self.utility = utility
        self.stage = stage
        application = row["application"]
        parent = row["parent"] ?? id.intake.rawValue
        plot = row["plot"]
        applicant = row["applicant"]
        district = row["district"]
        promiseClass = row["class"]
        stages = (row["stages"] as String?)?.split(separator: ",").map(String.init) ?? []
        budgetDays = row["budget_days"]
        acceptedOn = row.day("accepted_on")
        due = row.day("due")
        dueProvisional = row["due_provisional"] ?? false
        clock = row["clock"]
        review = row["review"] ?? false
        outerLine = row["outer_line"]
        outerLineReason = row["outer_line_reason"]
        outerLineReasonZh = row["outer_line_reason_zh"]
        company = row["franchise_utility"]
        unassigned = row["unassigned"]
        representative = row["representative"]
        interfaceToldOn = row.day("interface_told_on")
        groundLengthM = row["ground_length_m"]
        permits = row["permits"] ?? 0
        permitsOpen = row["permits_open"] ?? 0
    }
}

/// A permit as the read tables show it.
public struct PermitRow: Codable, Sendable, Hashable {
    public var permit: PermitID
    public var caseID: CaseID
    public var kind: String
    public var title: String?
    public var titleZh: String?
    public var state: PermitStage
    public var verdict: String
    public var review: Bool
    public var authority: String?
    public var authorityZh: String?
    public var assignee: String?
    public var basis: String?
    public var trigger: String?
    public var submittedOn: Day?
    public var acceptedOn: Day?
    public var decidedOn: Day?
    public var certificate: String?
    public var validUntil: Day?
    public var due: Day?
    public var dueProvisional: Bool

    enum CodingKeys: String, CodingKey {
        case permit, kind, title, state, verdict, review, authority, assignee, basis, trigger, certificate,
            due
        case caseID = "case"
        case titleZh = "title_zh"
        case authorityZh = "authority_zh"
        case submittedOn = "submitted_on"
        case acceptedOn = "accepted_on"
        case decidedOn = "decided_on"
        case validUntil = "valid_until"
        case dueProvisional = "due_provisional"
    }

    /// Nil if the row's id or state is none.
    ///
    /// - Parameter today: turns a grant whose validity has ended into `expired`; nil leaves the stage by events.
    init?(_ row: Row, on today: Day?) {
        guard let id = (row["id"] as String?).flatMap({ PermitID($0) }),
            let state = (row["state"] as String?).flatMap(PermitStage.init)
        else { return nil }
        permit = id
        caseID = id.caseID
        kind = id.kind.rawValue
        title = row["title"]
        titleZh = row["title_zh"]
        verdict = row["verdict"] ?? ""
        review = row["review"] ?? false
        authority = row["authority"]
        authorityZh = row["authority_zh"]
        assignee = row["assignee"]
        basis = row["basis"]
        trigger = row["trigger"]
        submittedOn = row.day("submitted_on")
        acceptedOn = row.day("accepted_on")
        decidedOn = row.day("decided_on")
        certificate = row["certificate"]
        validUntil = row.day("valid_until")
        due = row.day("due")
        dueProvisional = row["due_provisional"] ?? false
        var ended = false
        if let today, let validUntil { ended = validUntil < today }
        self.state = state == .granted && ended ? .expired : state
    }
}

extension Row {
    func day(_ column: String) -> Day? { (self[column] as String?).flatMap { Day($0) } }
}
