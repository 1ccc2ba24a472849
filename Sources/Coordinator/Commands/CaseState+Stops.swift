import PermitPolicy
import Vocabulary
import WorkCalendar

/// What a correction makes of a stop.
public enum StopChange: Sendable, Hashable {
    /// New days; nil keeps the day as it is.
    case days(start: Day?, end: Day?)
    /// It stands again: the resume day was wrong.
    case reopen(start: Day?)
    /// It was entered in error and stops nothing.
    case cancel
}

extension CaseState {
    func clockEvents(
        _ command: CaseCommand, on day: Day, _ context: CommandContext
    ) throws(Problem) -> [Event] {
        switch command {
        case .stopClock(let cause, let holder, let evidence, let until, let time):
            try requireText(holder, "holder")
            if let until {
                try require(until, notBefore: day, "the stop starts")
                try requirePast(until, context)
            }
            return [
                .clockStopped(
                    stop: nextStop, cause: cause, holder: holder, evidence: evidence, until: until, at: time)
            ]
        case .resumeClock(let stop, let evidence, let time):
            return [.clockResumed(stop: try standingStop(stop).id, evidence: evidence, at: time)]
        case .correctStop(let stop, let change, let reason):
            try requireText(reason, "reason")
            return [try correction(of: stop, change, reason, context)]
        default: return []
        }
    }

    func requireStopCause(_ command: CaseCommand) throws(Problem) {
        guard case .stopClock(let cause, _, _, _, _) = command, let decision,
            !decision.promise.stopCauses.contains(cause)
        else { return }
        let causes = decision.promise.stopCauses.map(\.rawValue).joined(separator: ", ")
        throw Problem(
            .clockRefused,
            "policy '\(decision.pack.name)' does not stop the clock for '\(cause.rawValue)'",
            help: causes.isEmpty ? "it stops for nothing" : "it stops for: \(causes)")
    }

    /// One that stands already would be entered twice; one that is over may lie beside it.
    func requireNoneStands(_ command: CaseCommand) throws(Problem) {
        guard case .stopClock(let cause, let holder, _, nil, _) = command,
            let standing = stops.stops.first(where: { $0.cause == cause && $0.holder == holder && $0.isOpen })
        else { return }
        throw Problem(
            .clockRefused,
            "the clock of case '\(id)' stands for '\(cause.rawValue)' at '\(holder)' since \(standing.startedOn)",
            help: "resume it first: 'clock resume FILE \(id) --on DATE', or correct its start")
    }

    private func requirePast(_ day: Day, _ context: CommandContext) throws(Problem) {
        guard day > context.latest else { return }
        throw Problem(
            .dateInFuture, "\(day) lies after today, \(context.today)",
            help: "give the day on which it happened")
    }

    func standingStop(_ name: String?) throws(Problem) -> Stop {
        let standing = stops.stops.filter(\.isOpen)
        let list = standing.map { "\($0.id) (\($0.cause.rawValue), \($0.holder), since \($0.startedOn))" }
            .joined(separator: ", ")
        guard let name else {
            if let only = standing.first, standing.count == 1 { return only }
            throw Problem(
                .clockRefused,
                standing.isEmpty
                    ? "the clock of case '\(id)' is not stopped"
                    : "the clock of case '\(id)' stands for several causes",
                help: standing.isEmpty ? nil : "name the stop: \(list)")
        }
        let matching = standing.filter { $0.id == name || $0.cause.rawValue == name }
        guard let stop = matching.first, matching.count == 1 else {
            throw Problem(
                .clockRefused,
                matching.isEmpty
                    ? "case '\(id)' has no standing stop '\(name)'"
                    : "case '\(id)' has \(matching.count) standing stops for '\(name)'",
                help: standing.isEmpty ? "its clock is not stopped" : "name one by its number: \(list)")
        }
        return stop
    }

    private func correction(
        of name: String, _ change: StopChange, _ reason: String, _ context: CommandContext
    ) throws(Problem) -> Event {
        guard let stop = stops.stops.first(where: { $0.id == name }) else {
            let known = stops.stops.map(\.id).joined(separator: ", ")
            throw Problem(
                .clockRefused, "case '\(id)' has no stop '\(name)'",
                help: known.isEmpty ? "its clock was never stopped" : "its stops: \(known)")
        }
        guard !stop.cancelled else {
            throw Problem(
                .clockRefused, "stop '\(name)' of case '\(id)' was cancelled", help: "record a new stop")
        }
        let (start, end): (Day, Day?) =
            switch change {
            case .days(let start, let end): (start ?? stop.startedOn, end ?? stop.resumedOn)
            case .reopen(let start): (start ?? stop.startedOn, nil)
            case .cancel: (stop.startedOn, stop.resumedOn)
            }
        let cancelled = change == .cancel
        guard cancelled || start != stop.startedOn || end != stop.resumedOn else {
            throw Problem(
                .stepRepeated, "stop '\(name)' of case '\(id)' says so already",
                help: "give another start or end")
        }
        if end == nil, !cancelled, let valveOpenedOn {
            throw Problem(
                .clockRefused,
                "the valve of case '\(id)' was opened on \(valveOpenedOn): no stop stands after it",
                help: "give the day the stop ended")
        }
        try require(start, notBefore: acceptedOn, "the case was accepted")
        if let end { try require(end, notBefore: start, "the stop starts") }
        try requirePast(max(start, end ?? start), context)
        return .stopCorrected(
            stop: name, startedOn: start, resumedOn: end, cancelled: cancelled, reason: reason)
    }
}
