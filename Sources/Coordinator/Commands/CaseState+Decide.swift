import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseState {
    /// Decides a command: what it would append to this case's stream and to those of its stubs.
    ///
    /// Nothing is changed here: the state stays as it is, and the log may still
    /// refuse the changes if a stream has grown meanwhile.
    ///
    /// - Parameters:
    ///   - day: when it took effect; not after ``CommandContext/latest``.
    ///   - stubs: the states of the stubs that ``stubs(for:)`` names; one that is missing counts as never touched.
    /// - Returns: changes with the events; the case's own first.
    /// - Throws: ``Problem`` that says why not and, in its help, what would make it legal.
    public func decide(
        _ command: CaseCommand, on day: Day, stubs: [StubState] = [], _ context: CommandContext
    ) throws(Problem) -> [Change] {
        guard exists else {
            throw Problem(
                .noSuchCase, "there is no case '\(id)'", help: "'case list' shows the cases of the project")
        }
        guard day <= context.latest else {
            throw Problem(
                .dateInFuture, "\(day) lies after today, \(context.today)",
                help: "give the day on which it happened")
        }
        try requireOpen(command)
        let events = try events(for: command, on: day, context)
        try requirePermitOrder(events, on: day)
        let own = context.change(.connection(id), expecting: version, events, on: day)
        return [own] + (try stubChanges(command, on: day, stubs, context))
    }

    private func requireOpen(_ command: CaseCommand) throws(Problem) {
        if let withdrawnOn {
            throw Problem(
                .stepNotOpen, "case '\(id)' was withdrawn on \(withdrawnOn)", help: "file a new application")
        }
        guard let valveOpenedOn else { return }
        switch command {
        // A stop found wrong later is put right later: the log keeps both, and indicators follow the truth.
        case .correctStop, .logActivity, .recordVisit, .makeCommitment, .checkCommitment, .recordExtension,
            .closePermit, .extendPermit, .assignRepresentativeByHand, .informUser, .supplyDocument:
            return
        default:
            throw Problem(
                .stepNotOpen,
                "the valve of case '\(id)' was opened on \(valveOpenedOn): the connection is done",
                help:
                    "only service, corrections of stops, validity and closing of permits are recorded after that"
            )
        }
    }

    private func events(
        for command: CaseCommand, on day: Day, _ context: CommandContext
    ) throws(Problem) -> [Event] {
        switch command {
        case .assignUtility, .assignUtilityByHand, .assignRepresentative, .assignRepresentativeByHand,
            .nameContractor:
            try assignmentEvents(command)
        case .fileNotice, .recordTask, .tellInterface, .informUser:
            try earlyEvents(command, on: day)
        case .chooseRoute, .adoptDecision, .withdrawRoute, .setDirectConnection:
            try routeEvents(command)
        case .assignPermit, .preparePermit, .submitPermit, .acceptPermit, .requestSupplement, .grantPermit,
            .refusePermit, .extendPermit, .requireChange, .closePermit:
            try permitEvents(command, on: day, context)
        case .stopClock, .resumeClock, .correctStop: try clockEvents(command, on: day, context)
        case .accept, .issueNotice, .supplyDocument, .confirmScheme,
            .recordCondition, .openValve, .withdraw:
            try promiseEvents(command, on: day)
        case .recordExtension, .logActivity, .recordVisit, .makeCommitment, .checkCommitment:
            try serviceEvents(command, on: day)
        }
    }

    // MARK: - Shared checks

    func requireText(_ text: String, _ field: String) throws(Problem) {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Problem(.textMissing, "the \(field) is empty", at: .init(field: field), help: "give a text")
        }
    }

    func require(_ day: Day, notBefore earlier: Day?, _ step: String) throws(Problem) {
        guard let earlier, day < earlier else { return }
        throw Problem(
            .dateBeforeStep, "\(day) lies before \(step) on \(earlier)", help: "give a day from \(earlier) on"
        )
    }

    func requireAccepted(_ what: String) throws(Problem) -> Day {
        guard let acceptedOn else {
            throw Problem(
                .stepNotOpen, "case '\(id)' is not accepted yet: \(what)",
                help: application == nil ? "file the user's application first" : "accept the case first")
        }
        return acceptedOn
    }
}
