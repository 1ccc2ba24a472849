import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

/// The ledger (台账): the register of cases and permits that supervisors ask for.
public enum LedgerReport {
    /// One row per permit, one for a case without permits; in the order of cases and permits.
    ///
    /// - Returns: CSV with a byte order mark, and the number of rows.
    public static func csv(
        _ states: [CaseState], on today: Day, _ calendar: WorkCalendar, _ language: ReportLanguage
    ) -> (text: String, rows: Int) {
        let header = columns.map { language.say($0.en, $0.zh) }
        var rows: [[String]] = []
        for state in states {
            let own = caseCells(state, today, calendar, language)
            if state.permits.isEmpty { rows.append([String(rows.count + 1)] + own + Array(repeating: "", count: 13)) }
            for permit in state.permits {
                rows.append([String(rows.count + 1)] + own + permitCells(permit, state, today, calendar, language))
            }
        }
        return (CSVText.text(header, rows), rows.count)
    }

    private static let columns: [(en: String, zh: String)] = [
        ("no", "序号"), ("case", "案件"), ("application", "报装申请"), ("project", "项目"), ("applicant", "申请单位"),
        ("district", "区市"), ("utility", "专业"), ("franchise_utility", "专营企业"), ("representative", "客户代表"),
        ("class", "类别"), ("ground_length_m", "实地长度m"), ("from", "接驳点"), ("accepted_on", "受理日期"),
        ("due", "承诺期限"), ("provisional", "期限为暂定"), ("net_days", "净工作日"), ("gross_days", "总工作日"),
        ("light", "红黄灯"), ("permit", "许可编号"), ("kind", "许可代码"), ("permit_title", "许可事项"),
        ("authority", "审批机关"), ("permit_state", "许可状态"), ("submitted_on", "申报日期"), ("permit_accepted_on", "受理日期"),
        ("permit_due", "审批期限"), ("decided_on", "批准日期"), ("certificate", "证号"), ("valid_until", "有效期至"),
        ("permit_light", "许可红黄灯"), ("remarks", "备注"),
    ]

    private static func caseCells(
        _ state: CaseState, _ today: Day, _ calendar: WorkCalendar, _ language: ReportLanguage
    ) -> [String] {
        let due = state.due(calendar)
        let reading = state.reading(on: today, calendar)
        let utility = language.say(state.utility.rawValue, state.utility.zh)
        return [
            state.id.rawValue, state.parent.rawValue, state.project ?? "", state.applicant ?? "", state.district ?? "",
            utility, state.company ?? "", state.representative ?? "",
            state.decision.map { language.say($0.promise.title) } ?? "",
            state.route.map { ReportWords.number($0.groundLengthM, 2) } ?? "",
            state.route.map { "\($0.fromLayer)/\($0.fromFeature)" } ?? "", state.acceptedOn?.description ?? "",
            due?.day.description ?? "", due?.provisional == true ? language.say("yes", "是") : "",
            reading.map { String($0.netDays) } ?? "", reading.map { String($0.grossDays) } ?? "",
            light(state.light(on: today, calendar), language),
        ]
    }

    private static func permitCells(
        _ permit: PermitState, _ state: CaseState, _ today: Day, _ calendar: WorkCalendar, _ language: ReportLanguage
    ) -> [String] {
        let remarks = [
            permit.refusal.map { "\($0.rawValue) \(permit.refusalNote ?? "")" }, permit.changeReason,
            permit.requirement.review ? language.say("REVIEW", "待复核") : nil,
        ]
        return [
            permit.id.rawValue, permit.id.kind.rawValue, language.say(permit.requirement.title),
            language.say(permit.requirement.authority.title), ReportWords.stage(permit.stage(on: today), language),
            permit.submittedOn?.description ?? "", permit.acceptedOn?.description ?? "",
            permit.due(calendar)?.day.description ?? "", permit.decidedOn?.description ?? "", permit.certificate ?? "",
            permit.validUntil?.description ?? "", light(permit.light(on: today, calendar), language),
            remarks.compactMap(\.self).joined(separator: "; "),
        ]
    }

    /// The lamp in words; colour never stands alone.
    static func light(_ light: TrafficLight, _ language: ReportLanguage) -> String {
        switch light {
        case .green: language.say("green", "绿")
        case .yellow: language.say("yellow", "黄")
        case .red: language.say("red", "红")
        case .grey: language.say("grey (clock stopped)", "灰（停表）")
        case .none: ""
        case .done: language.say("done", "办结")
        case .late: language.say("done, late", "超期办结")
        }
    }
}
