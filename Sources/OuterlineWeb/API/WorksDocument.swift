import Coordinator
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

/// A page of the list of works.
struct WorksDocument: Encodable, Sendable {
    var schema = "outerline.works/1"
    var today: Day
    var cases: [Line]
    /// Where the next page begins; null on the last.
    @OrNull var next: String?

    /// One case: the keys are those of `outerline.case/1`, with the same meaning, as far as a list needs them.
    struct Line: Encodable, Sendable {
        var caseID: String
        var application: String
        @OrNull var applicant: String?
        @OrNull var plot: String?
        var utility: Utility
        @OrNull var district: String?
        var stage: CaseStage
        @OrNull var classID: String?
        var stages: [String]
        @OrNull var budgetDays: Int?
        @OrNull var acceptedOn: Day?
        @OrNull var due: Day?
        var dueProvisional: Bool
        var light: TrafficLight
        var review: Bool
        @OrNull var franchiseUtility: String?
        @OrNull var representative: String?
        var permits: Int
        var permitsOpen: Int
        @OrNull var interfaceToldOn: Day?
        @OrNull var groundLength: Double?
        @OrNull var changedOn: Day?
        /// The most urgent thing to do; null where there is nothing.
        @OrNull var next: WorkItem?
        /// How many things there are to do.
        var items: Int

        private enum CodingKeys: String, CodingKey {
            case application, applicant, plot, utility, district, stage, stages, due, light, review,
                representative, permits, next, items
            case caseID = "case"
            case classID = "class"
            case budgetDays = "budget_days"
            case acceptedOn = "accepted_on"
            case dueProvisional = "due_provisional"
            case franchiseUtility = "franchise_utility"
            case permitsOpen = "permits_open"
            case interfaceToldOn = "interface_told_on"
            case groundLength = "ground_length_m"
            case changedOn = "changed_on"
        }

        init(_ line: CaseLine) {
            let row = line.listed.row
            caseID = row.caseID.rawValue
            application = row.parent
            utility = row.utility
            stage = row.stage
            stages = row.stages
            dueProvisional = row.dueProvisional
            light = line.listed.light
            review = row.review
            permits = row.permits
            permitsOpen = row.permitsOpen
            items = line.items
            applicant = row.applicant
            plot = row.plot
            district = row.district
            classID = row.promiseClass
            budgetDays = row.budgetDays
            acceptedOn = row.acceptedOn
            due = row.due
            franchiseUtility = row.company
            representative = row.representative
            interfaceToldOn = row.interfaceToldOn
            groundLength = row.groundLengthM
            changedOn = line.listed.changedOn
            next = line.next
        }
    }
}

/// What is due and who holds the ball.
struct SummaryDocument: Encodable, Sendable {
    var schema = "outerline.summary/1"
    var today: Day
    var holders: [Holder]
    var dueToday: [WorkItem]
    var dueTodayCount: Int
    var overdueCount: Int

    struct Holder: Encodable, Sendable {
        var holder: BallHolder
        var items: Int
        var red: Int
        var yellow: Int
    }

    private enum CodingKeys: String, CodingKey {
        case schema, today, holders
        case dueToday = "due_today"
        case dueTodayCount = "due_today_count"
        case overdueCount = "overdue_count"
    }

    init(_ summary: DeskSummary, today: Day) {
        self.today = today
        holders = summary.holders.map {
            Holder(holder: $0.holder, items: $0.items, red: $0.red, yellow: $0.yellow)
        }
        dueToday = summary.dueToday
        dueTodayCount = summary.dueTodayCount
        overdueCount = summary.overdueCount
    }
}
