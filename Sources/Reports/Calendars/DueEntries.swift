import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// Finds what is due of a case: the open items of its worklist that have a day, and the ends of its certificates.
struct DueEntries {
    let today: Day
    let calendar: WorkCalendar
    let approval: ApprovalMode?
    let language: ReportLanguage

    func entries(_ state: CaseState) -> [DueCalendar.Entry] {
        let work = state.work(on: today, calendar, approval).compactMap { item in
            item.due.map { entry(item, $0, state) }
        }
        guard state.withdrawnOn == nil, state.valveOpenedOn == nil else { return work }
        return work + state.permits.compactMap { end(of: $0, state) }
    }

    private func entry(_ item: WorkItem, _ due: Day, _ state: CaseState) -> DueCalendar.Entry {
        let permit = item.permit.flatMap { state.permit($0) }
        let what = permit.map { language.say($0.requirement.title) }
        let action = language.say(item.action.wording)
        var details = about(state, permit)
        if let with = counterpart(of: item) { details.append(label("With", "对方") + with) }
        if item.dueProvisional {
            details.append(language.say("Provisional: the calendar is not announced.", "期限为暂定：节假日安排未公布。"))
        }
        return make(
            uid(state, item.permit, Self.kind(item)), due, item.dueProvisional,
            [action, what, state.project ?? state.applicant].compactMap(\.self), details, state)
    }

    /// A certificate that ends: works need one that is valid.
    private func end(of permit: PermitState, _ state: CaseState) -> DueCalendar.Entry? {
        guard permit.stage(on: today) == .granted, let until = permit.validUntil else { return nil }
        let title = [
            language.say("certificate ends", "许可到期"), language.say(permit.requirement.title),
            state.project ?? state.applicant,
        ]
        var details = about(state, permit)
        if let number = permit.certificate { details.append(label("Certificate", "证号") + number) }
        return make(
            uid(state, permit.id, "valid"), until, false, title.compactMap(\.self), details, state)
    }

    private func make(
        _ uid: String, _ day: Day, _ isProvisional: Bool, _ title: [String], _ details: [String],
        _ state: CaseState
    ) -> DueCalendar.Entry {
        let isOverdue = day < today
        let remind = workingDay(before: day)
        return DueCalendar.Entry(
            uid: uid, day: day, isProvisional: isProvisional, isOverdue: isOverdue,
            summary: (isOverdue ? language.say("OVERDUE ", "【超期】") : "")
                + title.joined(separator: language.say(": ", "：")),
            details: details, remindOn: remind < today ? nil : remind,
            representative: state.representative,
            category: language.say(state.utility.rawValue, state.utility.zh))
    }

    /// The last working day before a day; no holidays last a month.
    private func workingDay(before day: Day) -> Day {
        (1...31).lazy.map { day.advanced(by: -$0) }.first(where: calendar.isWorking) ?? day.advanced(by: -1)
    }

    private func about(_ state: CaseState, _ permit: PermitState?) -> [String] {
        let lines: [String?] = [
            label("Case", "案件") + state.id.rawValue, permit.map { label("Permit", "许可") + $0.id.rawValue },
            permit.map { label("Authority", "审批机关") + language.say($0.requirement.authority.title) },
            state.project.map { label("Project", "项目") + $0 },
            state.applicant.map { label("User", "用户") + $0 },
            state.company.map { label("Franchise utility", "专营企业") + $0 },
            state.representative.map { label("Representative", "客户代表") + $0 },
        ]
        return lines.compactMap(\.self)
    }

    private func label(_ en: String, _ zh: String) -> String { language.say("\(en): ", "\(zh)：") }

    /// Conditions of the valve opening are said in words.
    private func counterpart(of item: WorkItem) -> String? {
        guard item.action == .meetConditions else { return item.with }
        return item.with?.split(separator: ", ").map { name in
            ValveCondition(rawValue: String(name)).map { language.say($0.meaning, $0.zh) } ?? String(name)
        }.joined(separator: language.say(", ", "、"))
    }

    private func uid(_ state: CaseState, _ permit: PermitID?, _ kind: String) -> String {
        "\(permit?.rawValue ?? state.id.rawValue)-\(kind)@outerline"
    }

    /// What is due, the same while it is owed: the promise stays the promise through its stages; a document or
    /// commitment is told from others by its text.
    private static func kind(_ item: WorkItem) -> String {
        switch item.action {
        case .confirmScheme, .meetConditions, .openValve: "promise"
        case .checkCommitment, .supplyDocument, .doDuty:
            "\(item.action.rawValue)-\(String(digest(item.with ?? ""), radix: 16))"
        default: item.action.rawValue
        }
    }

    /// FNV-1a of 64 bits: a short name for a text, no secret.
    private static func digest(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
