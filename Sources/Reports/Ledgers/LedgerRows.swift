import CityModel
import Coordinator
import PermitPolicy
import RouteSurvey
import Vocabulary
import WorkCalendar

/// Reads the cells of the ledger from the states of cases.
struct LedgerRows {
    typealias Cell = ReportTable.Cell

    let today: Day
    let calendar: WorkCalendar
    let areas: AuthorityRules
    let language: ReportLanguage

    func say(_ en: String, _ zh: String) -> String { language.say(en, zh) }

    // MARK: - Permits

    func permits(_ states: [CaseState]) -> ReportTable {
        var table = ReportTable(
            "ledger", say("Permit ledger", "许可办理台账"), permitColumns,
            empty: say("No case has been filed.", "尚无案件。"), notes: [dayNote])
        for state in states {
            if state.permits.isEmpty { table.rows.append(row(of: state, nil, table.rows.count + 1)) }
            for permit in state.permits {
                table.rows.append(row(of: state, permit, table.rows.count + 1))
            }
        }
        return table
    }

    private var permitColumns: [ReportTable.Column] {
        [
            .init("no", say("No.", "序号"), .short), .init("case", say("Case", "案件编号")),
            .init("permit", say("Permit", "许可编号")), .init("project", say("Project", "项目名称")),
            .init("applicant", say("User", "用户（申请单位）")), .init("district", say("Area", "区市"), .short),
            .init("utility", say("Utility", "专业"), .short),
            .init("from", say("Stub or main", "接驳点")),
            .init("ground_length_m", say("Length m", "长度 m"), .number),
            .init("crossings", say("Crosses", "穿越类型")),
            .init("permit_title", say("Kind of permit", "许可事项")),
            .init("authority", say("Authority", "审批机关")),
            .init("submitted_on", say("Submitted", "申报日期"), .short),
            .init("accepted_on", say("Accepted", "受理日期"), .short),
            .init("due", say("Promised due", "承诺办结日"), .short),
            .init("stopped_days", say("Days stopped", "停表天数"), .number),
            .init("decided_on", say("Granted", "批准日期"), .short),
            .init("certificate", say("Certificate no.", "证号")),
            .init("valid_until", say("Valid until", "有效期至"), .short),
            .init("representative", say("Person", "客户代表"), .short),
            .init("state", say("Status", "状态"), .short), .init("light", say("Light", "红黄灯"), .short),
            .init("remarks", say("Remarks", "备注")),
        ]
    }

    private func row(of state: CaseState, _ permit: PermitState?, _ number: Int) -> [Cell] {
        let own: [Cell] = [
            .integer(number), .text(state.id.rawValue), Cell(permit?.id.rawValue), Cell(state.project),
            Cell(state.applicant), Cell(district(state)), .text(utility(state)), Cell(start(state)),
            Cell(state.route?.groundLengthM, decimals: 2), Cell(crossings(state)),
        ]
        return own + (permit.map { cells($0, state) } ?? cells(state))
    }

    private func cells(_ permit: PermitState, _ state: CaseState) -> [Cell] {
        let due = permit.due(calendar)
        return [
            .text(language.say(permit.requirement.title)),
            .text(language.say(permit.requirement.authority.title)),
            Cell(permit.submittedOn), Cell(permit.acceptedOn), Cell(due?.day),
            Cell(integer: permit.reading(on: today, calendar)?.stoppedDays),
            Cell(permit.stage == .refused ? nil : permit.decidedOn), Cell(permit.certificate),
            Cell(permit.validUntil), Cell(state.representative),
            .text(ReportWords.stage(permit.stage(on: today), language)),
            light(permit.light(on: today, calendar)),
            Cell(remarks(permit, provisional: due?.provisional ?? false)),
        ]
    }

    /// A case that needs no permit, or does not know them yet, shows its own promise.
    private func cells(_ state: CaseState) -> [Cell] {
        let due = state.due(calendar)
        let needed = state.decision?.outerLine.needed
        let remarks = [
            needed == false ? say("no outer line needed", "无须外线工程") : nil,
            needed == nil ? say("route and permits not decided", "路由及许可未定") : nil,
            due?.provisional == true ? provisional : nil,
        ]
        return [
            .missing, .missing, .missing, Cell(state.acceptedOn), Cell(due?.day),
            Cell(integer: state.reading(on: today, calendar)?.stoppedDays), .missing, .missing, .missing,
            Cell(state.representative), .text(language.say(state.stage.wording)),
            light(state.light(on: today, calendar)), Cell(joined(remarks)),
        ]
    }

    private func remarks(_ permit: PermitState, provisional isProvisional: Bool) -> String? {
        let refused = permit.refusal.map { reason in
            say("refused on ", "不予批准 ") + (permit.decidedOn?.description ?? "") + " " + reason.rawValue
                + (permit.refusalNote.map { ": \($0)" } ?? "")
        }
        let review =
            permit.requirement.verdict == .unknown
            ? ReportWords.verdict(.unknown, language)
            : permit.requirement.review || permit.requirement.verdict == .review
                ? ReportWords.verdict(.review, language) : nil
        return joined([
            refused, permit.changeReason, review, isProvisional ? provisional : nil,
            permit.validUntilDerived ? say("validity derived", "有效期为推算") : nil,
        ])
    }

    // MARK: - Parts both tables share

    var provisional: String { say("due day provisional: calendar not announced", "期限为暂定（节假日安排未公布）") }

    var dayNote: String {
        say(
            "As of \(today). Lights: yellow is near due, grey is a stopped clock.",
            "截至 \(today)。红黄灯：红为超期，黄为临近到期，绿为正常，灰为停表。")
    }

    func district(_ state: CaseState) -> String? {
        state.district.map { code in areas.area(code).map { language.say($0.title) } ?? code }
    }

    func utility(_ state: CaseState) -> String { say(state.utility.rawValue, state.utility.zh) }

    func start(_ state: CaseState) -> String? {
        state.route.map { ReportWords.source($0.fromLayer, $0.fromFeature, language) }
    }

    /// What the route crosses, by layer with how often; what only the working strip touches is said so.
    private func crossings(_ state: CaseState) -> String? {
        guard let route = state.route else { return nil }
        guard !route.crossings.isEmpty else { return say("nothing", "无") }
        var counts: [(name: String, count: Int)] = []
        for crossing in route.crossings {
            let strip =
                crossing.kind == Crossing.Kind.strip.rawValue ? say(" (strip only)", "（仅作业带）") : ""
            let name = ReportWords.thing(crossing.layer, language) + strip
            if let known = counts.firstIndex(where: { $0.name == name }) {
                counts[known].count += 1
            } else {
                counts.append((name, 1))
            }
        }
        return counts.map { $0.count == 1 ? $0.name : "\($0.name)×\($0.count)" }.joined(
            separator: say(", ", "、"))
    }

    func joined(_ parts: [String?]) -> String? {
        let known = parts.compactMap(\.self)
        return known.isEmpty ? nil : known.joined(separator: say("; ", "；"))
    }

    func light(_ light: TrafficLight) -> Cell { Cell(Self.word(light, language)) }

    /// The lamp in words, for colour never stands alone; nil where nothing runs.
    static func word(_ light: TrafficLight, _ language: ReportLanguage) -> String? {
        switch light {
        case .green: language.say("green", "绿")
        case .yellow: language.say("yellow", "黄")
        case .red: language.say("red", "红")
        case .grey: language.say("grey (clock stopped)", "灰（停表）")
        case .none: nil
        case .done: language.say("done", "办结")
        case .late: language.say("done, late", "超期办结")
        }
    }

    static func lamps(_ language: ReportLanguage) -> [Workbook.Lamp] {
        TrafficLight.allCases.compactMap { light in
            word(light, language).map { word in
                switch light {
                case .green: Workbook.Lamp(word, fill: 0xC6E7C8, ink: 0x0B5A1E)
                case .yellow: Workbook.Lamp(word, fill: 0xFFE699, ink: 0x6B4E00)
                case .red: Workbook.Lamp(word, fill: 0xF4B6B0, ink: 0x8E1208)
                case .grey: Workbook.Lamp(word, fill: 0xD0D3D6, ink: 0x3C4043)
                case .done, .none: Workbook.Lamp(word, fill: 0xEAF3EA, ink: 0x4A6B50)
                case .late: Workbook.Lamp(word, fill: 0xF8DDD3, ink: 0x8E4A2E)
                }
            }
        }
    }
}

extension ReportTable.Cell {
    init(integer: Int?) { self = integer.map(ReportTable.Cell.integer) ?? .missing }
}
