import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseState {
    /// Folds one event; events of other streams change nothing.
    public mutating func apply(_ entry: Entry) {
        guard entry.stream == .connection(id) else { return }
        version += 1
        let day = entry.effectiveOn
        applyOrigin(entry.event, day)
        applyPeople(entry.event, day)
        applyEarlyWorks(entry.event, day)
        applyRoute(entry.event, entry)
        applyPermit(entry.event, day)
        applyPromise(entry.event, day)
        applyService(entry.event, day)
    }

    private mutating func applyOrigin(_ event: Event, _ day: Day) {
        switch event {
        case .leadOpened(let record, let due):
            openedOn = day
            self.record = record
            leadDue = due
            contractor = record.contractor ?? contractor
        case .leadUpdated(let record, let due):
            self.record = record
            leadDue = due
            contractor = contractor ?? record.contractor
        case .emergencyOpened(let record):
            openedOn = day
            emergency = record
            company = record.company ?? company
        case .noticeFiled(let number):
            notice = number
            noticeFiledOn = day
        case .caseOpened(let application):
            openedOn = day
            self.application = application
            contractor = application.contractor ?? contractor
        case .applicationLinked(let application):
            self.application = application
            contractor = application.contractor ?? contractor
        case .caseAccepted(let pending):
            acceptedOn = day
            documentsPending = pending
            acceptedPending = !pending.isEmpty || !missingConditions.isEmpty
        case .caseWithdrawn: withdrawnOn = day
        default: break
        }
    }

    private mutating func applyPeople(_ event: Event, _ day: Day) {
        switch event {
        case .utilityAssigned(let company, let territory):
            self.company = company
            self.territory = territory
            companyOpenReason = nil
            companyCandidates = []
        case .utilityLeftOpen(let reason, let candidates):
            companyOpenReason = reason
            companyCandidates = candidates
        case .representativeAssigned(let name):
            representative = name
            representativeOpenReason = nil
            handOvers.append(HandOver(name: name, on: day))
        case .representativeLeftOpen(let reason, _): representativeOpenReason = reason
        case .contractorNamed(let name): contractor = name
        default: break
        }
    }

    private mutating func applyEarlyWorks(_ event: Event, _ day: Day) {
        switch event {
        case .taskRecorded(let task, _): tasks[task] = day
        case .interfaceTold(let position):
            interfaceToldOn = interfaceToldOn ?? day
            interfacePosition = position
            interfaceOutdated = false
        case .userInformed(let content, let english):
            informedOn = day
            informationNotes.append(InformationNote(zh: content, en: english, on: day))
        default: break
        }
    }

    private mutating func applyRoute(_ event: Event, _ entry: Entry) {
        switch event {
        case .routeChosen(let route):
            interfaceOutdated =
                interfaceToldOn != nil && self.route != nil && self.route?.sha256 != route.sha256
            self.route = route
            routeChosenOn = entry.effectiveOn
            routeVersion = version
        case .routeWithdrawn:
            route = nil
            routeChosenOn = nil
            routeVersion = nil
            decision = nil
            interfaceOutdated = interfaceToldOn != nil
        case .directConnectionSet(let value, let reason):
            stated = stated(
                with: [FactStatement(StatedFact.directConnection, value)], by: entry.actor,
                on: entry.effectiveOn, evidence: reason)
        case .factsStated(let facts, let evidence):
            stated = stated(with: facts, by: entry.actor, on: entry.effectiveOn, evidence: evidence)
        case .decisionMade(let decision): self.decision = decision
        default: break
        }
    }

    private mutating func applyPermit(_ event: Event, _ day: Day) {
        if case .outerDutyDone(let duty, let note) = event {
            outerDutiesDone.append(PermitState.DoneDuty(duty: duty, on: day, note: note))
        }
        if case .asBuiltRecorded(let line) = event { asBuilt = line }
        guard let id = event.permit else { return }
        if let index = permits.firstIndex(where: { $0.id == id }) {
            permits[index].apply(event, on: day)
            if case .permitSubmitted = event { permits[index].line = route?.wkb }
        } else if case .permitRequired(_, let requirement) = event {
            let place = permits.firstIndex { id < $0.id } ?? permits.endIndex
            permits.insert(PermitState(id: id, requirement: requirement, requiredOn: day), at: place)
        }
    }

    private mutating func applyPromise(_ event: Event, _ day: Day) {
        switch event {
        // Commands check the days, so neither can fail for events they made; others are left out of the ledger.
        case .clockStopped(let stop, let cause, let holder, let evidence, let until, _):
            try? stops.add(
                Stop(
                    id: stop, cause: cause, holder: holder, startedOn: day, resumedOn: until,
                    evidence: evidence))
        case .clockResumed(let stop, _, _): _ = try? stops.resume(stop, on: day)
        case .stopCorrected(let stop, let startedOn, let resumedOn, let cancelled, let reason):
            _ = try? stops.correct(
                stop, startedOn: startedOn, resumedOn: resumedOn, cancelled: cancelled, madeOn: day,
                reason: reason)
        case .noticeIssued(let stage, let items): notices.append(Notice(stage: stage, items: items, on: day))
        case .paperIssued(let paper): papers.append(Paper(paper: paper, on: day))
        case .siteSurveyed: surveyedOn = surveyedOn ?? day
        case .documentFiled(let document):
            documents.append(document)
            documentsPending.removeAll { $0.document == document.material }
        case .documentSupplied(let document):
            documentsSupplied.append(document)
            documentsPending.removeAll { $0.document == document }
        case .schemeConfirmed: schemeConfirmedOn = day
        case .conditionRecorded(let condition, let met, _): conditions[condition] = met ? day : nil
        case .valveOpened: valveOpenedOn = day
        default: break
        }
    }

    private mutating func applyService(_ event: Event, _ day: Day) {
        switch event {
        case .extensionServiceRecorded(let service): extensionServices.append(service)
        case .activityLogged(let activity, let note):
            activities.append(ActivityRecord(activity: activity, on: day, note: note))
        case .applicantVisited: visits += 1
        case .feeCharged(let fee): fees.append(Charge(fee: fee, on: day))
        case .emergencyReported(let authority, let moment):
            emergencyReports.append(EmergencyReport(authority: authority, at: moment))
        case .repairFinished: repairedOn = day
        case .commitmentMade(let text, let checkOn):
            commitments.append(Commitment(text: text, madeOn: day, checkOn: checkOn))
        case .commitmentChecked(let text, let kept):
            guard let index = commitments.firstIndex(where: { $0.text == text && $0.checkedOn == nil }) else {
                return
            }
            commitments[index].checkedOn = day
            commitments[index].kept = kept
        default: break
        }
    }
}

extension Event {
    /// The permit an event is about; nil for events that are about none.
    public var permit: PermitID? {
        switch self {
        case .permitRequired(let id, _), .permitAssigned(let id, _), .permitPreparationStarted(let id),
            .permitSubmitted(let id, _), .permitAccepted(let id), .supplementRequested(let id, _),
            .supplementSupplied(let id), .permitGranted(let id, _, _, _, _), .permitRefused(let id, _, _),
            .permitExtended(let id, _), .permitChangeRequired(let id, _, _), .permitClosed(let id, _),
            .permitDutyDone(let id, _, _):
            id
        default: nil
        }
    }
}
