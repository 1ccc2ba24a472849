import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseState {
    /// One check for each word of the state machines' guards.
    func require(_ name: Guard, _ attempt: Attempt) throws(Problem) {
        let (command, day) = (attempt.command, attempt.day)
        switch name {
        case .conditionsMet: if !missingConditions.isEmpty { throw valveBlocked() }
        case .schemeConfirmed: if needsScheme, schemeConfirmedOn == nil { throw valveBlocked() }
        case .nothingHeldBack: try requireNothingHeldBack(on: day)
        case .afterEarlierSteps: try requireOrder(command, day)
        case .causeStopsClock: try requireStopCause(command)
        case .notStoppedForCause: try requireNoneStands(command)
        case .stopStands:
            guard case .resumeClock(let stop, _, _) = command else { return }
            try require(day, notBefore: standingStop(stop).startedOn, "the clock was stopped")
        case .somethingMissing:
            guard case .issueNotice(_, let items) = command else { return }
            try requireSomethingMissing(items)
        case .documentPending:
            guard case .supplyDocument(let document) = command else { return }
            try requirePending(document)
        case .conditionChanges:
            guard case .recordCondition(let condition, let met, _) = command else { return }
            try requireChange(of: condition, to: met)
        case .franchiseUtilityOnly: try requireFranchiseUtility(command)
        case .oneRepresentative: try requireOtherRepresentative(command)
        case .sameUtility: try requireSameUtility(command)
        case .stubFree: try requireFreeStub(attempt)
        case .routeChosen: try requireRoute()
        case .factsChange:
            guard case .stateFacts(let facts, _, _) = command else { return }
            try requireChange(by: facts)
        case .feeAllowed:
            guard case .chargeFee(_, let problems) = command, let first = problems.first else { return }
            throw first
        case .commitmentOpen:
            guard case .checkCommitment(let text, _) = command else { return }
            try requireOpenCommitment(text, on: day)
        case .outerDutyOpen:
            guard case .recordOuterDuty(let duty, _) = command else { return }
            try requireOpenOuterDuty(duty)
        case .noticeUnfiled:
            guard let notice else { return }
            throw Problem(.stepRepeated, "notice '\(notice)' was filed for case '\(id)' already")
        case .interfaceNews: try requireInterfaceNews()
        case .paperNews: try requirePaperNews(attempt)
        case .interfaceTold: try requireInterfaceTold(by: day)
        case .permitsObtained: try requirePermitsObtained(by: day)
        case .prerequisitesGranted, .prerequisitesOrEvidence, .validityPossible, .laterEnd, .dutyOpen:
            try requireOfPermit(name, attempt)
        }
    }

    /// The guards that look at one permit.
    private func requireOfPermit(_ name: Guard, _ attempt: Attempt) throws(Problem) {
        guard let id = attempt.command.permitStep?.permit else { return }
        let permit = try known(id)
        switch (name, attempt.command) {
        case (.prerequisitesGranted, _):
            try requirePrerequisites(of: permit, on: attempt.day, attempt.context)
        case (.prerequisitesOrEvidence, .grantPermit(_, _, _, let evidence)):
            try requirePrerequisites(of: permit, orEvidence: evidence, on: attempt.day)
        case (.validityPossible, .grantPermit(_, _, let until?, _)) where until < attempt.day:
            throw Problem(
                .validityRefused,
                "permit '\(id)' would end on \(until), before it is granted on \(attempt.day)")
        case (.laterEnd, .extendPermit(_, let until)): try requireLaterEnd(permit, until)
        case (.dutyOpen, .recordDuty(_, let duty, _)): try requireOpenDuty(permit, duty)
        default: return
        }
    }

    private func requireRoute() throws(Problem) {
        guard route == nil else { return }
        throw Problem(
            .stepNotOpen, "case '\(id)' has no chosen route", help: "choose a route first")
    }

    /// No step is dated before those it rests on.
    private func requireOrder(_ command: CaseCommand, _ day: Day) throws(Problem) {
        switch command {
        case .accept: try require(day, notBefore: application?.filedOn, "the application was filed")
        case .stopClock, .confirmScheme: try require(day, notBefore: acceptedOn, "the case was accepted")
        case .openValve:
            try require(day, notBefore: acceptedOn, "the case was accepted")
            try require(day, notBefore: schemeConfirmedOn, "the scheme was confirmed")
            for condition in ValveCondition.allCases {
                try require(day, notBefore: conditions[condition], "'\(condition.meaning)'")
            }
        case .recordTask(let task, _):
            for step in EarlyTask.allCases where step < task {
                try require(day, notBefore: tasks[step], "task '\(step.rawValue)'")
            }
        case .tellInterface:
            try require(day, notBefore: interfaceToldOn, "the interface position was first told")
        case .finishRepair:
            try require(day, notBefore: emergency?.startedAt.dayInChina, "digging began")
        default: return
        }
    }
}
