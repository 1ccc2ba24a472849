import PermitPolicy
import Vocabulary
import WorkCalendar

/// An item of the worklist with the days on which it stands there if nothing else happens.
public struct StandingWork: Sendable, Hashable {
    /// The item; its lamp is that of `course.from`.
    public var item: WorkItem
    public var course: LightCourse
    /// The first day it stands on the list; nil for an item that stands there already.
    public var shownFrom: Day?
    /// The first day it no longer does; nil if no day ends it.
    public var shownUntil: Day?
    /// Whether it stands there in serial and in parallel approval.
    public var inSerial: Bool
    public var inParallel: Bool
    /// Whether it stands there in the mode of the case's policy.
    public var inOwn: Bool

    /// True if the item stands on the list of `day`, which is not before the course.
    ///
    /// - Parameter approval: nil for the mode of the case's policy.
    public func isShown(on day: Day, _ approval: ApprovalMode?) -> Bool {
        guard approval.map({ $0 == .serial ? inSerial : inParallel }) ?? inOwn else { return false }
        return day >= shownFrom ?? day && shownUntil.map { day < $0 } ?? true
    }
}

extension CaseState {
    /// The worklist of the case for `day` and all days after it, as long as nothing else happens.
    ///
    /// For every later day it holds what ``work(on:_:_:)`` gives, in the same order.
    /// - Complexity: O(items · days on which a permit lapses).
    public func standingWork(from day: Day, _ calendar: WorkCalendar) -> [StandingWork] {
        let starts = [day] + workChanges(after: day)
        var standing: [StandingWork] = []
        for (index, start) in starts.enumerated() {
            let until = index + 1 < starts.count ? starts[index + 1] : nil
            let serial = openWork(on: start, calendar, .serial)
            var onlySerial = serial.map(\.item)
            let parallel = openWork(on: start, calendar, .parallel)
            var rows: [StandingWork] = parallel.map { open in
                let place = onlySerial.firstIndex(of: open.item)
                if let place { onlySerial.remove(at: place) }
                return standingItem(open, start, place != nil, true)
            }
            for open in serial where onlySerial.contains(open.item) {
                rows.append(standingItem(open, start, true, false))
            }
            for row in rows {
                var row = row
                row.shownFrom = index == 0 ? nil : start
                row.shownUntil = until
                // An item that goes on over the change is one row.
                if let before = standing.firstIndex(where: { $0.continues(as: row) }) {
                    standing[before].shownUntil = until
                } else {
                    standing.append(row)
                }
            }
        }
        return standing
    }

    private func standingItem(
        _ open: OpenWork, _ start: Day, _ inSerial: Bool, _ inParallel: Bool
    ) -> StandingWork {
        let course = LightCourse(from: start, due: open.item.due, open.light)
        var item = open.item
        item.light = course.light
        return StandingWork(
            item: item, course: course, inSerial: inSerial, inParallel: inParallel,
            inOwn: approval(nil) == .serial ? inSerial : inParallel)
    }

    /// The days after `day` on which the list changes by itself: a grant lapses.
    private func workChanges(after day: Day) -> [Day] {
        Set(permits.compactMap { $0.stage == .granted ? $0.validUntil?.advanced(by: 1) : nil })
            .filter { $0 > day }.sorted()
    }
}

extension StandingWork {
    /// True if `next`, which begins where this one ends, is the same item; its lamp follows the same course.
    fileprivate func continues(as next: StandingWork) -> Bool {
        guard let start = next.shownFrom, shownUntil == start else { return false }
        var (mine, other) = (item, next.item)
        mine.light = .none
        other.light = .none
        return mine == other && inSerial == next.inSerial && inParallel == next.inParallel
    }
}
