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
            let howZh = valveOpenedOn.map { "于\($0)才办结" } ?? "已逾期"
            let (used, budget) = (reading.netDays, reading.budgetDays ?? 0)
            findings.append(
                Finding(
                    .promiseOverdue, .error, "the promise of \(due) \(how)", zh: "承诺期限\(due)\(howZh)",
                    subjects: [id.rawValue], help: "\(used) of \(budget) working days are used",
                    helpZh: "承诺\(budget)个工作日，已用\(used)个"))
        }
        for document in documentsPending {
            guard let last = document.lastDay(surveyedOn: surveyedOn), last < today else { continue }
            findings.append(
                Finding(
                    .pendingOverdue, .warning, "document '\(document.document)' was promised by \(last)",
                    zh: "容缺材料“\(document.document)”应于\(last)前补交", subjects: [id.rawValue],
                    help: document.consequence?.advice.en ?? "remind the applicant",
                    helpZh: document.consequence?.advice.zh ?? "提醒申请人"))
        }
        var stages: [String: Int] = [:]
        for notice in notices {
            stages[notice.stage, default: 0] += 1
            guard stages[notice.stage, default: 0] == 2 else { continue }
            findings.append(
                Finding(
                    .secondNotice, .warning,
                    "a second notice for stage '\(notice.stage)' was issued on \(notice.on)",
                    zh: "环节“\(notice.stage)”于\(notice.on)第二次告知缺项", subjects: [id.rawValue],
                    help: "all missing items are told at once", helpZh: "缺项应当一次性告知"))
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
                        zh: "许可\(permit.id)应于\(due.day)前决定，已逾期", subjects: [permit.id.rawValue],
                        help: "ask \(permit.requirement.authority.title.zh)",
                        helpZh: "请向\(permit.requirement.authority.title.zh)催办"))
            }
            if permit.stage == .changeRequired, let departure = permit.departure {
                findings.append(corridorFinding(permit, departure))
            }
            if permit.stage(on: today) == .expired, tasks[.built] == nil {
                findings.append(
                    Finding(
                        .permitExpired, .error,
                        "permit '\(permit.id)' expired on \(permit.validUntil?.description ?? "")",
                        zh: "许可\(permit.id)已于\(permit.validUntil?.description ?? "")到期",
                        subjects: [permit.id.rawValue], help: "apply for an extension, or again",
                        helpZh: "申请延期或重新申报"))
            }
            return findings
        }
    }

    private func corridorFinding(_ permit: PermitState, _ departure: CorridorDeparture) -> Finding {
        func metres(_ value: Double) -> String { "\((value * 100).rounded() / 100) m" }
        let isRoute = permit.changeReason == "route_changed"
        let line = isRoute ? "the route" : "the line as built"
        return Finding(
            .permitCorridorLeft, .error,
            "\(line) leaves the corridor of permit '\(permit.id)' (\(metres(departure.corridorM)) to each side) over "
                + "\(metres(departure.outsideM)), at most \(metres(departure.farthestM)) away",
            zh: "\(isRoute ? "路由" : "竣工线位")超出许可\(permit.id)的批准范围（两侧各\(metres(departure.corridorM))），"
                + "超出长度\(metres(departure.outsideM))，最远\(metres(departure.farthestM))",
            subjects: [permit.id.rawValue], help: "apply for the change, or go back to the permitted line",
            helpZh: "办理许可变更，或改回批准的线位")
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
                    zh: companyCandidates.isEmpty ? "没有专营区域覆盖该地块" : "多个专营区域覆盖该地块",
                    subjects: [id.rawValue], help: names.isEmpty ? "assign by hand" : "candidates: \(names)",
                    helpZh: names.isEmpty ? "请人工指派" : "可选：\(names)"))
        }
        if representative == nil {
            findings.append(
                Finding(
                    .representativeUnassigned, .warning, "the case has no customer representative",
                    zh: "尚未指派客户代表", subjects: [id.rawValue], help: "assign one by hand",
                    helpZh: "请人工指派"))
        }
        if application == nil, emergency == nil, leadDue == nil {
            findings.append(
                Finding(
                    .leadWithoutDue, .note,
                    "the record names no planning-permit date, so the contact has no due day",
                    zh: "项目信息没有规划许可日期，对接期限无法计算", subjects: [id.rawValue],
                    help: "enter the date of the planning permit", helpZh: "请补录规划许可日期"))
        }
        return findings
    }
}
