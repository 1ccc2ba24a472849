import PermitPolicy
import Vocabulary
import WorkCalendar

extension PermitState {
    /// The after-permit duties that are to be done and are not recorded, in the pack's order.
    ///
    /// Those before and during the works stand until the works are built; those on and after completion from then on;
    /// those before expiry are the renewal, which has its own line on the worklist.
    public func openDuties(builtOn: Day?) -> [Duty] {
        guard stage == .granted else { return [] }
        let done = Set(duties.map(\.duty))
        return requirement.duties.filter { !done.contains($0.id) && $0.stands(builtOn: builtOn) }
    }
}

extension CaseState {
    /// The day the works were complete: as recorded, else the day of supply or of the end of a repair.
    public var builtOn: Day? { tasks[.built] ?? valveOpenedOn ?? repairedOn }

    /// What the outer line itself brings, whatever its permits; empty where none is needed.
    public var outerDuties: [Duty] { decision?.outerLine.needed == true ? decision?.duties ?? [] : [] }

    /// The day a duty of the outer line was recorded, with the case or with one of its permits; nil if it was not.
    public func outerDutyDone(_ duty: String) -> Day? {
        (outerDutiesDone + permits.flatMap(\.duties)).first { $0.duty == duty }?.on
    }

    /// Those that are to be done now: once no required permit is open, each while its moment lasts.
    public var openOuterDuties: [Duty] {
        guard !permits.contains(where: { $0.isOpen && $0.requirement.verdict == .required }) else {
            return []
        }
        return outerDuties.filter { outerDutyDone($0.id) == nil && $0.stands(builtOn: builtOn) }
    }
}

extension Duty {
    fileprivate func stands(builtOn: Day?) -> Bool {
        switch when {
        case .beforeStart, .duringWorks, .beforeBackfill: builtOn == nil
        case .onCompletion, .afterCompletion: builtOn != nil
        case .beforeExpiry: false
        }
    }

    /// The last day, counted from completion; nil where no time is given or nothing is built.
    public func due(builtOn: Day?, _ calendar: WorkCalendar) -> DueDay? {
        guard let builtOn else { return nil }
        guard let within else {
            return when == .onCompletion ? DueDay(day: builtOn, provisional: false) : nil
        }
        return within.due(after: builtOn, calendar)
    }
}

extension DayLimit {
    /// The last of so many days after a day.
    func due(after day: Day, _ calendar: WorkCalendar) -> DueDay {
        switch unit {
        case .working: calendar.due(acceptedOn: day, budget: days)
        case .calendar: DueDay(day: day.advanced(by: days), provisional: false)
        }
    }
}
