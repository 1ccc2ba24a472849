import PermitPolicy
import Vocabulary
import WorkCalendar

/// What the indicators need to know of one case on one day.
public struct CaseMeasure: Sendable, Hashable {
    public var caseID: CaseID
    public var stage: CaseStage
    public var district: String?
    public var company: String?
    public var acceptedOn: Day?
    /// Nil where nothing is promised.
    public var budgetDays: Int?
    public var due: Day?
    public var valveOpenedOn: Day?
    /// How often the applicant had to come (R04).
    public var visits: Int
    /// Permits that are not closed, those of them that are not granted, and documents asked of the applicant.
    public var permits: Int
    public var permitsOpen: Int
    public var documents: Int
    /// Stages of the promise.
    public var steps: Int
    /// Yuan charged to the applicant.
    public var fees: Double
    public var spans: [CaseSpan]

    public init(
        caseID: CaseID, stage: CaseStage, district: String?, company: String?, acceptedOn: Day?,
        budgetDays: Int?, due: Day?, valveOpenedOn: Day?, visits: Int, permits: Int, permitsOpen: Int,
        documents: Int, steps: Int, fees: Double, spans: [CaseSpan]
    ) {
        self.caseID = caseID
        self.stage = stage
        self.district = district
        self.company = company
        self.acceptedOn = acceptedOn
        self.budgetDays = budgetDays
        self.due = due
        self.valveOpenedOn = valveOpenedOn
        self.visits = visits
        self.permits = permits
        self.permitsOpen = permitsOpen
        self.documents = documents
        self.steps = steps
        self.fees = fees
        self.spans = spans
    }

    public init(_ state: CaseState, _ calendar: WorkCalendar) {
        self.init(
            caseID: state.id, stage: state.stage, district: state.district, company: state.company,
            acceptedOn: state.acceptedOn, budgetDays: state.decision?.promise.budgetDays,
            due: state.due(calendar)?.day, valveOpenedOn: state.valveOpenedOn, visits: state.visits,
            permits: state.permits.filter { $0.stage != .closed }.count,
            permitsOpen: state.permits.filter(\.isOpen).count, documents: state.documentsAsked,
            steps: state.decision?.promise.stages.count ?? 0, fees: state.feesCharged, spans: state.spans)
    }
}

extension CaseMeasure {
    public var isOpen: Bool { ![.supplied, .withdrawn, .repaired].contains(stage) }
    /// Supplied, and something was promised.
    public var isPromiseDone: Bool { stage == .supplied && budgetDays != nil }

    /// Supplied by the day of the promise.
    public var isOnTime: Bool {
        guard isPromiseDone, let valveOpenedOn, let due else { return false }
        return valveOpenedOn <= due
    }

    /// Open, and the promise is broken on `today`.
    public func isOverdue(on today: Day) -> Bool { isOpen && due.map { today > $0 } ?? false }

    /// Working days on which the promise's clock ran; 0 before acceptance.
    public func netDays(on today: Day, _ calendar: WorkCalendar) -> Int {
        days(.promise, on: today, calendar)[SpanHolder.utility.rawValue] ?? 0
    }

    /// All working days since acceptance.
    public func grossDays(on today: Day, _ calendar: WorkCalendar) -> Int {
        days(.promise, on: today, calendar).values.reduce(0, +)
    }

    /// Working days by name of a track.
    public func days(_ track: CaseSpan.Track, on today: Day, _ calendar: WorkCalendar) -> [String: Int] {
        var days: [String: Int] = [:]
        for span in spans where span.track == track {
            days[span.name, default: 0] += span.days(on: today, calendar)
        }
        return days
    }
}

extension CaseState {
    /// Documents the applicant had or has to bring: those handed in and those still owed, each once (R05, R10).
    public var documentsAsked: Int {
        let filed = documents.filter { $0.origin == .user }.map(\.material)
        return Set(filed + documentsSupplied + documentsPending.map(\.document)).count
    }

    /// Yuan charged to the applicant: fees and extension services (R05).
    public var feesCharged: Double {
        let fees = fees.filter { $0.fee.payer == .applicant }.compactMap(\.fee.amountYuan)
        return (fees + extensionServices.compactMap(\.cost)).reduce(0, +)
    }
}
