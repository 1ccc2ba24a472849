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
        let attempt = Attempt(command: command, day: day, stubs: stubs, context: context)
        try requireLegal(attempt)
        let events = try events(for: attempt)
        try requirePermitOrder(events, on: day)
        let own = context.change(.connection(id), expecting: version, events, on: day)
        return [own] + stubChanges(attempt) + registerChange(attempt)
    }

    private func events(for attempt: Attempt) throws(Problem) -> [Event] {
        let command = attempt.command
        switch command {
        case .assignUtility, .assignUtilityByHand, .assignRepresentative, .assignRepresentativeByHand,
            .nameContractor:
            return try assignmentEvents(command)
        case .fileNotice, .recordTask, .tellInterface, .informUser: return try earlyEvents(command)
        case .chooseRoute, .adoptDecision, .withdrawRoute, .recordAsBuilt, .stateFacts:
            return try routeEvents(command)
        case .assignPermit, .preparePermit, .submitPermit, .acceptPermit, .requestSupplement, .grantPermit,
            .refusePermit, .extendPermit, .requireChange, .closePermit, .recordDuty, .recordOuterDuty:
            return try permitEvents(command, on: attempt.day)
        case .issuePaper: return try paperEvents(command)
        case .stopClock, .resumeClock, .correctStop:
            return try clockEvents(command, on: attempt.day, attempt.context)
        case .accept, .issueNotice, .recordSurvey, .fileDocument, .supplyDocument,
            .confirmScheme, .recordCondition, .openValve, .withdraw:
            return try promiseEvents(command)
        case .recordExtension, .logActivity, .recordVisit, .makeCommitment, .checkCommitment, .chargeFee,
            .reportEmergency, .finishRepair:
            return try serviceEvents(command, on: attempt.day)
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
}
