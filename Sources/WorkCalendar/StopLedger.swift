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

    public init(
        id: String, cause: StopCause, holder: String, startedOn: Day, resumedOn: Day? = nil,
        evidence: String = ""
    ) {
        self.id = id
        self.cause = cause
        self.holder = holder
        self.startedOn = startedOn
        self.resumedOn = resumedOn
        self.evidence = evidence
    }

    enum CodingKeys: String, CodingKey {
        case id, cause, holder, evidence
        case startedOn = "started_on"
        case resumedOn = "resumed_on"
    }

    func covers(_ day: Day) -> Bool { day >= startedOn && resumedOn.map { day < $0 } ?? true }
}

/// The moment of the day that decides whether the day counts; local time of Asia/Shanghai.
///
/// What happens up to and at the cut-off takes effect on that day, what
/// happens later takes effect on the next day.
public struct CutOff: Codable, Hashable, Sendable {
    /// Minutes after midnight, 0 … 1439.
    public var minute: Int

    public init(minute: Int) { self.minute = minute }

    /// 17:00; an assumption, a setting of the policy pack.
    public static let fivePM = CutOff(minute: 17 * 60)

    /// The day on which something that happened at `minute` of `day` takes effect.
    public func effectiveDay(of day: Day, minute: Int) -> Day {
        minute <= self.minute ? day : day.advanced(by: 1)
    }
}

/// All stops of one clock, in any order; they may overlap and be entered late.
public struct StopLedger: Codable, Hashable, Sendable {
    public private(set) var stops: [Stop]

    public init() { stops = [] }

    /// - Throws: ``Problem`` CAL-101 if a stop resumes before it starts.
    public init(_ stops: some Sequence<Stop>) throws {
        self.init()
        for stop in stops { try add(stop) }
    }

    /// - Throws: ``Problem`` CAL-101 if it resumes before it starts.
    public mutating func add(_ stop: Stop) throws {
        try Self.check(stop)
        stops.append(stop)
    }

    /// Ends a stop; false if no stop has that id.
    ///
    /// - Throws: ``Problem`` CAL-101 if the day lies before the stop's start.
    public mutating func resume(_ id: Stop.ID, on day: Day) throws -> Bool {
        guard let index = stops.firstIndex(where: { $0.id == id }) else { return false }
        var stop = stops[index]
        stop.resumedOn = day
        try Self.check(stop)
        stops[index] = stop
        return true
    }

    public init(from decoder: any Decoder) throws {
        try self.init([Stop](from: decoder))
    }

    public func encode(to encoder: any Encoder) throws { try stops.encode(to: encoder) }

    /// Whether the clock stands at the cut-off of `day`.
    public func isStopped(on day: Day) -> Bool { stops.contains { $0.covers(day) } }

    /// The stops that stand on `day`, by start, cause and id.
    public func standing(on day: Day) -> [Stop] { ordered.filter { $0.covers(day) } }

    var ordered: [Stop] {
        stops.sorted { ($0.startedOn, $0.cause, $0.id) < ($1.startedOn, $1.cause, $1.id) }
    }

    /// The stopped days as disjoint stretches, each with the stop that began it; an open end is nil.
    ///
    /// A day under several stops belongs to the one that started first.
    var stretches: [(from: Day, until: Day?, cause: StopCause)] {
        var result: [(from: Day, until: Day?, cause: StopCause)] = []
        var covered: Day?
        for stop in ordered {
            let from = covered.map { max($0, stop.startedOn) } ?? stop.startedOn
            guard let until = stop.resumedOn else {
                result.append((from, nil, stop.cause))
                return result
            }
            guard until > from else { continue }
            result.append((from, until, stop.cause))
            covered = until
        }
        return result
    }

    private static func check(_ stop: Stop) throws {
        guard let resumedOn = stop.resumedOn, resumedOn < stop.startedOn else { return }
        throw Problem(
            .stopEndsBeforeStart,
            "stop '\(stop.id)' starts on \(stop.startedOn) and would resume on \(resumedOn)",
            help: "give a resume day not before \(stop.startedOn)")
    }
}
