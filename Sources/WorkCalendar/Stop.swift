import Vocabulary

/// Why a promise's clock stands still (seed 二(一)4: 不含工程设计、施工和专营企业不可控的时间).
public enum StopCause: String, Codable, Sendable, CaseIterable, Comparable {
    case design, construction
    case governmentApproval = "government_approval"
    case customer
    case forceMajeure = "force_majeure"

    public static func < (a: StopCause, b: StopCause) -> Bool { a.order < b.order }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// One stretch of time in which a clock stands still.
///
/// It covers the days from `startedOn` up to, but not including, `resumedOn`:
/// on the start day the clock stands at the cut-off, on the resume day it runs
/// again at the cut-off. Started and resumed on one day, it stops nothing.
/// For an hour of the day see ``CutOff``.
public struct Stop: Codable, Hashable, Sendable, Identifiable {
    public var id: String
    public var cause: StopCause
    /// Who holds the ball, such as an authority, the customer or the design unit.
    public var holder: String
    public var startedOn: Day
    /// The first day on which the clock runs again; nil while it stands.
    public var resumedOn: Day?
    /// What proves it: a document number, a file name; may be empty.
    public var evidence: String
    /// Entered in error: kept in the ledger, stops nothing.
    public var cancelled: Bool
    /// What it said before each correction, the first one first.
    public var corrections: [StopCorrection]

    public init(
        id: String, cause: StopCause, holder: String, startedOn: Day, resumedOn: Day? = nil,
        evidence: String = "", cancelled: Bool = false, corrections: [StopCorrection] = []
    ) {
        self.id = id
        self.cause = cause
        self.holder = holder
        self.startedOn = startedOn
        self.resumedOn = resumedOn
        self.evidence = evidence
        self.cancelled = cancelled
        self.corrections = corrections
    }

    enum CodingKeys: String, CodingKey {
        case id, cause, holder, evidence, cancelled, corrections
        case startedOn = "started_on"
        case resumedOn = "resumed_on"
    }

    /// Reads what this and earlier versions wrote: a stop without corrections names none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try values.decode(String.self, forKey: .id),
            cause: try values.decode(StopCause.self, forKey: .cause),
            holder: try values.decode(String.self, forKey: .holder),
            startedOn: try values.decode(Day.self, forKey: .startedOn),
            resumedOn: try values.decodeIfPresent(Day.self, forKey: .resumedOn),
            evidence: try values.decode(String.self, forKey: .evidence),
            cancelled: try values.decodeIfPresent(Bool.self, forKey: .cancelled) ?? false,
            corrections: try values.decodeIfPresent([StopCorrection].self, forKey: .corrections) ?? [])
    }

    /// It stands: neither resumed nor cancelled.
    public var isOpen: Bool { resumedOn == nil && !cancelled }

    func covers(_ day: Day) -> Bool {
        !cancelled && day >= startedOn && resumedOn.map { day < $0 } ?? true
    }
}

/// What a stop said before it was put right, and why it was.
public struct StopCorrection: Codable, Hashable, Sendable {
    /// The day the correction was made; it works back to the start of the stop.
    public var madeOn: Day
    public var reason: String
    /// The start before the correction.
    public var startedOn: Day
    /// The resume day before the correction; nil if the stop was open.
    public var resumedOn: Day?

    public init(madeOn: Day, reason: String, startedOn: Day, resumedOn: Day?) {
        self.madeOn = madeOn
        self.reason = reason
        self.startedOn = startedOn
        self.resumedOn = resumedOn
    }

    enum CodingKeys: String, CodingKey {
        case reason
        case madeOn = "made_on"
        case startedOn = "started_on"
        case resumedOn = "resumed_on"
    }
}
