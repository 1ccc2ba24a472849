import Coordinator
import PermitPolicy
import Vocabulary

/// The part of `case show --json` about the user: counts, documents, notices, service, fees.
public struct CaseServiceDocument: Encodable, Sendable {
    public var counts: Counts
    /// What the pack asks of the user, each required or waived with rule and evidence.
    public var materials: [MaterialStatus]
    /// What is on file, with origin and validity (R11).
    public var documents: [DocumentOnFile]
    public var documentsPending: [PendingDocument]
    public var surveyedOn: Day?
    /// By condition of the valve opening; null where it does not hold (R43).
    public var conditions: [String: Day?]
    public var notices: [CaseState.Notice]
    public var informationNotes: [CaseState.InformationNote]
    public var handOvers: [CaseState.HandOver]
    public var activities: [CaseState.ActivityRecord]
    public var commitments: [CaseState.Commitment]
    public var fees: [CaseState.Charge]
    public var emergency: Emergency?

    /// The case in numbers: items, documents, steps, days, fees (减事项、减材料、减环节、减时间、减费用, R05).
    public struct Counts: Encodable, Sendable {
        /// Permits and consents the outer line needs, none of them the user's to obtain.
        public var items: Int
        /// Documents the user is asked for.
        public var documents: Int
        /// Steps of the connection.
        public var steps: Int
        /// Working days promised; null where the policy gives no limit.
        public var workingDays: Int?
        /// Fees charged to the user.
        public var fees: Int
        /// Yuan charged to the user, as far as amounts are known.
        public var feesYuan: Double
        /// How often the user had to come (R04).
        public var visits: Int

        private enum CodingKeys: String, CodingKey {
            case items, documents, steps, fees, visits
            case workingDays = "working_days"
            case feesYuan = "fees_yuan"
        }
    }

    /// An emergency repair: when it began, until when it was to be reported, who learnt of it.
    public struct Emergency: Encodable, Sendable {
        public var record: EmergencyRecord
        public var reportBy: Timestamp
        public var reports: [CaseState.EmergencyReport]
        public var repairedOn: Day?

        private enum CodingKeys: String, CodingKey {
            case record, reports
            case reportBy = "report_by"
            case repairedOn = "repaired_on"
        }
    }

    init(_ state: CaseState, materials: [MaterialStatus]) {
        let charged = state.fees.map(\.fee).filter { $0.payer == .applicant }
        counts = Counts(
            items: state.permits.filter { $0.stage != .closed && $0.requirement.verdict == .required }.count,
            documents: materials.filter { $0.verdict == .required }.count,
            steps: state.decision?.promise.stages.count ?? 0,
            workingDays: state.decision?.promise.budgetDays, fees: charged.count,
            feesYuan: charged.compactMap(\.amountYuan).reduce(0, +), visits: state.visits)
        self.materials = materials
        documents = state.documents
        documentsPending = state.documentsPending
        surveyedOn = state.surveyedOn
        conditions = Dictionary(
            uniqueKeysWithValues: ValveCondition.allCases.map { ($0.rawValue, state.conditions[$0]) })
        notices = state.notices
        informationNotes = state.informationNotes
        handOvers = state.handOvers
        activities = state.activities
        commitments = state.commitments
        fees = state.fees
        emergency = state.emergency.map {
            Emergency(
                record: $0, reportBy: $0.reportBy, reports: state.emergencyReports,
                repairedOn: state.repairedOn)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case counts, materials, documents, conditions, notices, activities, commitments, fees, emergency
        case documentsPending = "documents_pending"
        case surveyedOn = "surveyed_on"
        case informationNotes = "information_notes"
        case handOvers = "hand_overs"
    }
}
