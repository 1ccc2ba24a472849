import Vocabulary

/// What can be asked of a project, in the imperative.
public enum ProjectCommand: Sendable, Hashable {
    case create(name: String, crs: String, policy: RuleSource?)
    case adoptPolicy(RuleSource)
    /// Takes a new calendar in, with the deadlines it moves (``DeadlineChange``).
    case changeCalendar(RuleSource, from: RuleSource?, reason: String, moved: [MovedDeadline])
    case recordImport(LayerImport)
}

extension ProjectState {
    /// Decides a command; what changes nothing gives no events.
    ///
    /// - Throws: ``Problem`` `CAS-102` for a day after today, `CAS-104` if the project was created before, `CAS-105`
    ///   if it was not.
    public func decide(
        _ command: ProjectCommand, on day: Day, _ context: CommandContext
    ) throws(Problem) -> [Change] {
        guard day <= context.today else {
            throw Problem(
                .dateInFuture, "\(day) lies after today, \(context.today)",
                help: "give the day on which it happened")
        }
        let events = try events(for: command)
        return events.isEmpty ? [] : [context.change(.project, expecting: version, events, on: day)]
    }

    private func events(for command: ProjectCommand) throws(Problem) -> [Event] {
        if case .create(let name, let crs, let policy) = command {
            guard version == 0 else {
                throw Problem(.stepRepeated, "project '\(self.name ?? "")' was created before")
            }
            return [.projectCreated(name: name, crs: crs, policy: policy)]
        }
        guard version > 0 else {
            throw Problem(.stepNotOpen, "the project was not created yet", help: "'project new' creates it")
        }
        return switch command {
        case .create: []
        case .adoptPolicy(let policy): policy == self.policy ? [] : [.policyAdopted(policy: policy)]
        case .changeCalendar(let calendar, let previous, let reason, let moved):
            try calendarEvents(calendar, previous, reason, moved)
        case .recordImport(let record): [.layerImported(layer: record)]
        }
    }

    private func calendarEvents(
        _ calendar: RuleSource, _ previous: RuleSource?, _ reason: String, _ moved: [MovedDeadline]
    ) throws(Problem) -> [Event] {
        guard calendar.sha256 != (previous ?? self.calendar)?.sha256 else { return [] }
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw Problem(
                .textMissing, "the reason is empty", at: .init(field: "reason"),
                help: "name the notice that changed the calendar")
        }
        return [.calendarChanged(calendar: calendar, previous: previous, reason: reason, moved: moved)]
    }
}
