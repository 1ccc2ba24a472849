import Vocabulary

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

    /// Puts a stop right: new days, or cancelled; what it said before stays in its ``Stop/corrections``.
    ///
    /// Days are counted as if the stop had been entered so from the beginning.
    ///
    /// - Returns: false if no stop has that id.
    /// - Throws: ``Problem`` CAL-101 if it would resume before it starts; nothing is changed then.
    public mutating func correct(
        _ id: Stop.ID, startedOn: Day, resumedOn: Day?, cancelled: Bool = false, madeOn: Day, reason: String
    ) throws -> Bool {
        guard let index = stops.firstIndex(where: { $0.id == id }) else { return false }
        var stop = stops[index]
        stop.corrections.append(
            StopCorrection(
                madeOn: madeOn, reason: reason, startedOn: stop.startedOn, resumedOn: stop.resumedOn))
        stop.startedOn = startedOn
        stop.resumedOn = resumedOn
        stop.cancelled = cancelled
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
        for stop in ordered where !stop.cancelled {
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
