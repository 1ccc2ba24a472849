import Vocabulary
import WorkCalendar

/// A stretch of days that one stage lasted, or that one party held the ball.
///
/// The days `after < d ≤ through` belong to it: the day something begins does not count, as with every clock.
public struct CaseSpan: Sendable, Hashable {
    public enum Track: String, Codable, Sendable, CaseIterable {
        /// The stages of the case, one after the other.
        case stage
        /// Who held the promise: the utility while the clock ran, others while it stood.
        case promise
        /// Who held a permit.
        case permit
    }

    public var track: Track
    /// A ``CaseStage`` or a ``SpanHolder``.
    public var name: String
    public var permit: PermitID?
    public var after: Day
    /// Nil while it lasts.
    public var through: Day?

    public init(track: Track, name: String, permit: PermitID? = nil, after: Day, through: Day?) {
        self.track = track
        self.name = name
        self.permit = permit
        self.after = after
        self.through = through
    }

    /// Working days of it up to and including `today`.
    public func days(on today: Day, _ calendar: WorkCalendar) -> Int {
        calendar.workingDays(after: after, through: through.map { min($0, today) } ?? today)
    }
}

/// Who held the ball in a span of time.
public enum SpanHolder: String, Codable, Sendable, CaseIterable {
    case utility, authority, user, designer, contractor
    /// 不可抗力: nobody could act.
    case nobody

    public init(_ cause: StopCause) {
        self =
            switch cause {
            case .design: .designer
            case .construction: .contractor
            case .governmentApproval: .authority
            case .customer: .user
            case .forceMajeure: .nobody
            }
    }
}

extension CaseState {
    /// Where the days of the case went: stages, holders of the promise, holders of each permit.
    ///
    /// Made of the days on which things took effect, whenever they were entered.
    public var spans: [CaseSpan] { stageSpans + promiseSpans + permits.flatMap(\.spans) }

    private var stageSpans: [CaseSpan] {
        guard let openedOn else { return [] }
        if emergency != nil {
            let stage = CaseStage.emergencyRepair.rawValue
            return [CaseSpan(track: .stage, name: stage, after: openedOn, through: repairedOn ?? withdrawnOn)]
        }
        let end = valveOpenedOn ?? withdrawnOn
        var marks: [(stage: CaseStage, from: Day)] = []
        let filedOn = application?.filedOn
        if filedOn.map({ $0 > openedOn }) ?? true, record != nil || application == nil {
            marks.append((.earlyWorks, openedOn))
        }
        if let filedOn { marks.append((.filed, filedOn)) }
        if let acceptedOn {
            var from = acceptedOn
            var isWaiting = true
            if needsScheme {
                marks.append((.scheme, from))
                isWaiting = schemeConfirmedOn != nil
                from = max(from, schemeConfirmedOn ?? from)
            }
            if isWaiting {
                let met = ValveCondition.allCases.compactMap { conditions[$0] }.max()
                if missingConditions.isEmpty {
                    if let met, met > from { marks.append((.waiting, from)) }
                    marks.append((.valveOpening, max(from, met ?? from)))
                } else {
                    marks.append((.waiting, from))
                }
            }
        }
        return marks.enumerated().map { index, mark in
            let next = index + 1 < marks.count ? marks[index + 1].from : end
            return CaseSpan(
                track: .stage, name: mark.stage.rawValue, after: mark.from,
                through: next.map { max($0, mark.from) })
        }
    }

    /// A day under several stops belongs to the one that started first, as on the clock.
    private var promiseSpans: [CaseSpan] {
        guard let acceptedOn else { return [] }
        let end = valveOpenedOn ?? withdrawnOn
        var spans: [CaseSpan] = []
        var after = acceptedOn
        func add(_ holder: SpanHolder, through: Day?) {
            var through = through
            if let end { through = min(through ?? end, end) }
            if let through, through <= after { return }
            spans.append(CaseSpan(track: .promise, name: holder.rawValue, after: after, through: through))
        }
        let ordered = stops.stops.sorted {
            ($0.startedOn, $0.cause, $0.id) < ($1.startedOn, $1.cause, $1.id)
        }
        for stop in ordered {
            let lastRunning = stop.startedOn.advanced(by: -1)
            if lastRunning > after {
                add(.utility, through: lastRunning)
                after = lastRunning
            }
            guard let resumedOn = stop.resumedOn else {
                add(SpanHolder(stop.cause), through: nil)
                return spans
            }
            let lastStopped = resumedOn.advanced(by: -1)
            guard lastStopped > after else { continue }
            add(SpanHolder(stop.cause), through: lastStopped)
            after = lastStopped
        }
        add(.utility, through: nil)
        return spans
    }
}

extension PermitState {
    /// Who held the permit since it was required, until it was granted or closed.
    public var spans: [CaseSpan] {
        var spans: [CaseSpan] = []
        var (holder, after): (SpanHolder?, Day) = (.utility, requiredOn)
        func end(_ day: Day?) {
            guard let holder else { return }
            if let day, day <= after { return }
            spans.append(
                CaseSpan(track: .permit, name: holder.rawValue, permit: id, after: after, through: day))
        }
        for step in steps {
            let next = step.stage.holder
            guard next != holder else { continue }
            end(step.on)
            (holder, after) = (next, max(after, step.on))
        }
        end(nil)
        return spans
    }
}

extension PermitStage {
    /// Who has to act; nil where nobody has to.
    fileprivate var holder: SpanHolder? {
        switch self {
        case .required, .preparing, .supplementRequested, .refused, .expired, .changeRequired: .utility
        case .submitted, .accepted: .authority
        case .granted, .closed: nil
        }
    }
}
