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
        return requirement.duties.filter { duty in
            guard !done.contains(duty.id) else { return false }
            return switch duty.when {
            case .beforeStart, .duringWorks, .beforeBackfill: builtOn == nil
            case .onCompletion, .afterCompletion: builtOn != nil
            case .beforeExpiry: false
            }
        }
    }
}

extension Duty {
    /// The last day, counted from completion; nil where no time is given or nothing is built.
    func due(builtOn: Day?, _ calendar: WorkCalendar) -> DueDay? {
        guard let builtOn else { return nil }
        guard let within else {
            return when == .onCompletion ? DueDay(day: builtOn, provisional: false) : nil
        }
        return switch within.unit {
        case .working: calendar.due(acceptedOn: builtOn, budget: within.days)
        case .calendar: DueDay(day: builtOn.advanced(by: within.days), provisional: false)
        }
    }
}
