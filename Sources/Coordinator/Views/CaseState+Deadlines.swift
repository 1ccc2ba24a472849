import PermitPolicy
import Vocabulary
import WorkCalendar

/// One deadline that runs: of a promise, or of a permit at its authority.
public struct Deadline: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The promise to the user.
        case promise
        /// The limit the law gives an authority.
        case statutory
        /// The limit an authority promises.
        case promised
    }

    /// The id of the case or of the permit.
    public var subject: String
    public var kind: Kind
    public var due: DueDay
}

/// A deadline that another calendar moves, or makes certain or uncertain.
public struct MovedDeadline: Codable, Sendable, Hashable {
    /// The id of the case or of the permit.
    public var subject: String
    public var kind: Deadline.Kind
    public var from: DueDay
    public var to: DueDay

    public init(subject: String, kind: Deadline.Kind, from: DueDay, to: DueDay) {
        self.subject = subject
        self.kind = kind
        self.from = from
        self.to = to
    }

    /// Whether the day is another one; else only its certainty has changed.
    public var isMoved: Bool { from.day != to.day }
}

extension CaseState {
    /// The deadlines that run: the promise first, then permits by id; none of a stopped or ended clock.
    public func deadlines(_ calendar: WorkCalendar) -> [Deadline] {
        guard exists, withdrawnOn == nil, valveOpenedOn == nil else { return [] }
        var deadlines: [Deadline] = []
        if let due = due(calendar) {
            deadlines.append(Deadline(subject: id.rawValue, kind: .promise, due: due))
        }
        for permit in permits where permit.stage == .accepted {
            let limits: [(Deadline.Kind, DayLimit?)] = [
                (.statutory, permit.requirement.statutoryDays), (.promised, permit.requirement.promisedDays),
            ]
            for (kind, limit) in limits {
                guard let due = permit.due(within: limit, calendar) else { continue }
                deadlines.append(Deadline(subject: permit.id.rawValue, kind: kind, due: due))
            }
        }
        return deadlines
    }

    /// What becomes of the running deadlines when one calendar takes the place of another; only what changes.
    public func deadlines(movedBy new: WorkCalendar, from old: WorkCalendar) -> [MovedDeadline] {
        // Which clocks run does not depend on the calendar, so both lists name the same deadlines in the same order.
        zip(deadlines(old), deadlines(new)).compactMap { before, after in
            before.due == after.due
                ? nil
                : MovedDeadline(subject: before.subject, kind: before.kind, from: before.due, to: after.due)
        }
    }
}
