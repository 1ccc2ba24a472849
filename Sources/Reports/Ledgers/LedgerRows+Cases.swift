import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

extension LedgerRows {
    func cases(_ states: [CaseState]) -> ReportTable {
        ReportTable(
            "cases", say("Case ledger", "报装案件台账"), caseColumns,
            rows: states.enumerated().map { row(of: $0.element, $0.offset + 1) },
            empty: say("No case has been filed.", "尚无案件。"), notes: [dayNote])
    }

    private var caseColumns: [ReportTable.Column] {
        [
            .init("no", say("No.", "序号"), .short), .init("case", say("Case", "案件编号")),
            .init("application", say("Application", "报装申请")),
            .init("project", say("Project", "项目名称")),
            .init("applicant", say("User", "用户（申请单位）")), .init("district", say("Area", "区市"), .short),
            .init("utility", say("Utility", "专业"), .short),
            .init("franchise_utility", say("Franchise utility", "专营企业")),
            .init("representative", say("Person", "客户代表"), .short),
            .init("class", say("Class", "类别"), .short), .init("from", say("Stub or main", "接驳点")),
            .init("ground_length_m", say("Length m", "长度 m"), .number),
            .init("permits", say("Permits", "许可数"), .number),
            .init("granted", say("of which granted", "其中已批"), .number),
            .init("accepted_on", say("Accepted", "受理日期"), .short),
            .init("budget_days", say("Promised working days", "承诺工作日"), .number),
            .init("due", say("Promised due", "承诺办结日"), .short),
            .init("net_days", say("Net working days", "净工作日"), .number),
            .init("gross_days", say("Gross working days", "总工作日"), .number),
            .init("stopped_days", say("Days stopped", "停表天数"), .number),
            .init("state", say("Status", "状态"), .short), .init("light", say("Light", "红黄灯"), .short),
            .init("remarks", say("Remarks", "备注")),
        ]
    }

    private func row(of state: CaseState, _ number: Int) -> [Cell] {
        let due = state.due(calendar)
        let reading = state.reading(on: today, calendar)
        let open = state.company == nil ? state.companyOpenReason : nil
        let remarks = [
            open.map { ReportWords.openReason($0, language) },
            due?.provisional == true ? provisional : nil,
            state.acceptedPending ? say("accepted with documents pending", "容缺受理") : nil,
        ]
        return [
            .integer(number), .text(state.id.rawValue), .text(state.parent.rawValue), Cell(state.project),
            Cell(state.applicant), Cell(district(state)), .text(utility(state)), Cell(state.company),
            Cell(state.representative), Cell(state.decision.map { language.say($0.promise.title) }),
            Cell(start(state)), Cell(state.route?.groundLengthM, decimals: 2),
            .integer(state.permits.count),
            .integer(state.permits.count { $0.stage(on: today) == .granted }), Cell(state.acceptedOn),
            Cell(integer: state.decision?.promise.budgetDays), Cell(due?.day),
            Cell(integer: reading?.netDays), Cell(integer: reading?.grossDays),
            Cell(integer: reading?.stoppedDays), .text(language.say(state.stage.wording)),
            light(state.light(on: today, calendar)), Cell(joined(remarks)),
        ]
    }
}
