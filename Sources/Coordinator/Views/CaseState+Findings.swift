import PermitPolicy
import Vocabulary
import WorkCalendar

extension CaseState {
    /// What a supervisor must know about the case on `today`, grave things first.
    ///
    /// Nothing of it is stored: each follows from the events and the calendar.
    public func findings(on today: Day, _ calendar: WorkCalendar) -> [Finding] {
        guard exists, withdrawnOn == nil else { return [] }
        var findings = promiseFindings(today, calendar) + permitFindings(today, calendar)
        findings += peopleFindings() + caseFindings(on: today)
        return findings.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }.map(\.element)
    }

    private func promiseFindings(_ today: Day, _ calendar: WorkCalendar) -> [Finding] {
        var findings: [Finding] = []
        if let reading = reading(on: today, calendar), reading.overdue, let due = reading.due {
            let how = valveOpenedOn.map { "was met late, on \($0)" } ?? "is overdue"
            findings.append(
                Finding(
                    .promiseOverdue, .error, "the promise of \(due) \(how)", subjects: [id.rawValue],
                    help: "\(reading.netDays) of \(reading.budgetDays ?? 0) working days are used"))
        }
        for document in documentsPending {
            guard let last = document.lastDay(surveyedOn: surveyedOn), last < today else { continue }
            findings.append(
                Finding(
                    .pendingOverdue, .warning, "document '\(document.document)' was promised by \(last)",
                    subjects: [id.rawValue], help: document.consequence?.advice ?? "remind the applicant"))
        }
        var stages: [String: Int] = [:]
        for notice in notices {
            stages[notice.stage, default: 0] += 1
            guard stages[notice.stage, default: 0] == 2 else { continue }
            findings.append(
                Finding(
                    .secondNotice, .warning,
                    "a second notice for stage '\(notice.stage)' was issued on \(notice.on)",
                    subjects: [id.rawValue], help: "all missing items are told at once"))
        }
        return findings
    }

    private func permitFindings(_ today: Day, _ calendar: WorkCalendar) -> [Finding] {
        permits.flatMap { permit -> [Finding] in
            var findings: [Finding] = []
            if permit.stage.isWithAuthority, permit.isOverdue(on: today, calendar),
                let due = permit.due(calendar)
            {
                findings.append(
                    Finding(
                        .permitOverdue, .warning, "permit '\(permit.id)' was due on \(due.day)",
                        subjects: [permit.id.rawValue], help: "ask \(permit.requirement.authority.title.zh)"))
            }
            if permit.stage == .changeRequired, let departure = permit.departure {
                findings.append(corridorFinding(permit, departure))
            }
            if permit.stage(on: today) == .expired, tasks[.built] == nil {
                findings.append(
                    Finding(
                        .permitExpired, .error,
                        "permit '\(permit.id)' expired on \(permit.validUntil?.description ?? "")",
                        subjects: [permit.id.rawValue], help: "apply for an extension, or again"))
            }
            return findings
        }
    }

    private func corridorFinding(_ permit: PermitState, _ departure: CorridorDeparture) -> Finding {
        func metres(_ value: Double) -> String { "\((value * 100).rounded() / 100) m" }
        let line = permit.changeReason == "route_changed" ? "the route" : "the line as built"
        return Finding(
            .permitCorridorLeft, .error,
            "\(line) leaves the corridor of permit '\(permit.id)' (\(metres(departure.corridorM)) to each side) over "
                + "\(metres(departure.outsideM)), at most \(metres(departure.farthestM)) away",
            subjects: [permit.id.rawValue], help: "apply for the change, or go back to the permitted line")
    }

    private func peopleFindings() -> [Finding] {
        guard valveOpenedOn == nil, repairedOn == nil else { return [] }
        var findings: [Finding] = []
        if company == nil {
            let names = companyCandidates.map { "\($0.company) (\($0.territory))" }.joined(separator: ", ")
            findings.append(
                Finding(
                    .utilityUnassigned, .warning,
                    companyCandidates.isEmpty
                        ? "no territory holds the plot" : "several territories hold the plot",
                    subjects: [id.rawValue], help: names.isEmpty ? "assign by hand" : "candidates: \(names)"))
        }
        if representative == nil {
            findings.append(
                Finding(
                    .representativeUnassigned, .warning, "the case has no customer representative",
                    subjects: [id.rawValue], help: "assign one by hand"))
        }
        if application == nil, emergency == nil, leadDue == nil {
            findings.append(
                Finding(
                    .leadWithoutDue, .note,
                    "the record names no planning-permit date, so the contact has no due day",
                    subjects: [id.rawValue], help: "enter the date of the planning permit"))
        }
        return findings
    }
}
