import Coordinator
import Outerline
import PermitPolicy
import Vocabulary

/// One case for people.
enum CaseText {
    static func text(_ detail: CaseDetailDocument, _ terminal: Terminal) -> String {
        let summary = detail.summary
        var head = Table([.text(terminal.say("case", "案件")), .text(summary.caseID)])
        func row(_ en: String, _ zh: String, _ value: String?) { head.add([terminal.say(en, zh), value]) }
        row("applicant", "申请单位", summary.applicant)
        row("plot", "地块", summary.plot)
        row("utility", "专业", terminal.say(summary.utility.rawValue, summary.utility.zh))
        row("stage", "环节", terminal.word(summary.stage))
        row("class", "类别", summary.classID.map { $0 + (summary.review ? terminal.review : "") })
        row("budget", "时限", summary.budgetText.map { terminal.say($0.en, $0.zh) })
        row("accepted on", "受理日期", summary.acceptedOn?.description)
        row("due", "期限", summary.due?.description)
        row("outer line", "外线工程", terminal.say(summary.outerLine.reason, summary.outerLine.reasonZh))
        row("ground length", "实地长度", summary.route.map { "\(RouteText.metres($0.groundLength, 3)) m" })
        row("from", "接驳点", summary.route.map { "\($0.from.layer)/\($0.from.feature)" })
        row("franchise utility", "专营企业", summary.franchiseUtility ?? summary.franchiseUtilityOpen)
        row("representative", "客户代表", summary.representative)
        row("interface told on", "告知接口日期", summary.interfaceToldOn?.description)
        let pending = detail.service.documentsPending.map {
            $0.document + ($0.dueOn.map { " (\($0))" } ?? "")
        }
        row("documents pending", "容缺材料", pending.isEmpty ? nil : pending.joined(separator: ", "))
        row("visits", "跑腿次数", String(detail.service.counts.visits))
        for fact in detail.stated {
            row(fact.field, name(of: fact.field), self.text(fact, terminal))
        }
        row("supply", "供能", summary.supply)
        row(
            "ready to dig", "可开工日期",
            detail.readyToDig.map { "\($0)" + (detail.readyToDigProvisional ? "?" : "") })
        var parts = [head.text(for: terminal), PermitCommand.table(detail.permits, terminal)]
        if let duties = duties(detail, terminal) { parts.append(duties) }
        if let undecided = detail.decision?.undecided, !undecided.isEmpty {
            parts.append(
                undecided.map {
                    terminal.say("UNKNOWN \($0.kind): missing", "未定 \($0.kind)：缺少")
                        + " \($0.missing.joined(separator: ", "))"
                }
                .joined(separator: "\n"))
            if undecided.contains(where: { $0.missing.contains { $0.hasPrefix("works.") } }) {
                parts.append(
                    terminal.say(
                        "state what you know of works.… with 'case state'", "works.… 由 'case state' 说明"))
            }
        }
        parts.append(BoardText.text(detail.work, of: detail.work.count, terminal))
        return parts.joined(separator: "\n\n")
    }

    private static func text(_ fact: StatedFact, _ terminal: Terminal) -> String {
        let value =
            switch fact.value {
            case .flag(true): terminal.say("yes", "是")
            case .flag(false): terminal.say("no", "否")
            case .amount(let amount): RouteText.metres(amount)
            }
        return "\(value) (\(fact.by), \(fact.on): \(fact.evidence))"
    }

    /// What the outer line itself brings; nil where nothing is to be done.
    private static func duties(_ detail: CaseDetailDocument, _ terminal: Terminal) -> String? {
        guard !detail.duties.isEmpty else { return nil }
        var table = Table([
            .text(terminal.say("duty of the outer line", "外线工程事项")), .text(terminal.say("what", "内容")),
            .text(terminal.say("due", "期限")), .text(terminal.say("done on", "完成日期")),
        ])
        for duty in detail.duties {
            table.add([
                duty.duty, duty.title.map { terminal.say($0.en, $0.zh) }, duty.due?.description,
                duty.doneOn?.description,
            ])
        }
        return table.text(for: terminal)
    }

    private static func name(of field: String) -> String {
        switch field {
        case "night_work": "夜间施工"
        case "temporary_land": "临时用地"
        case StatedFact.annualPlan: "列入年度挖掘计划"
        case StatedFact.investment: "工程投资（元）"
        case StatedFact.directConnection: "具备直接接通条件"
        default: field
        }
    }
}

/// The board and the worklist for people.
enum BoardText {
    static func text(_ board: Board, _ terminal: Terminal) -> String {
        var table = Table([
            .text(terminal.say("stage", "环节")), .number(terminal.say("cases", "案件")),
            .number(terminal.say("red", "红")),
            .number(terminal.say("yellow", "黄")), .number(terminal.say("stopped", "停表")),
            .text(terminal.say("first", "首要")),
        ])
        for column in board.columns {
            func count(_ light: TrafficLight) -> String {
                String(column.lights[light.rawValue] ?? 0)
            }
            let first = column.cards.prefix(3).map(\.caseID.rawValue).joined(separator: " ")
            table.add([
                terminal.word(column.stage), String(column.cases), count(.red), count(.yellow), count(.grey),
                first,
            ])
        }
        return table.text(for: terminal)
    }

    static func text(_ work: [WorkItem], of count: Int, _ terminal: Terminal) -> String {
        guard !work.isEmpty else { return terminal.say("nothing to do", "无待办事项") }
        var table = Table([
            .text(terminal.say("light", "灯")), .text(terminal.say("to do", "待办")),
            .text(terminal.say("case", "案件")),
            .text(terminal.say("permit", "许可")), .text(terminal.say("with", "对象")),
            .text(terminal.say("holder", "责任方")),
            .text(terminal.say("due", "期限")),
        ])
        for item in work {
            table.add([
                light(item.light, terminal), terminal.word(item.action), item.caseID.rawValue,
                item.permit?.kind.rawValue, terminal.counterpart(of: item),
                terminal.word(item.holder), item.due.map { "\($0)" + (item.dueProvisional ? "?" : "") },
            ])
        }
        let more = count > work.count ? "\n" + terminal.say("… \(count) items in all", "…… 共 \(count) 项") : ""
        return table.text(for: terminal) + more
    }

    private static func light(_ light: TrafficLight, _ terminal: Terminal) -> String {
        switch light {
        case .red: terminal.styled(terminal.say("red", "红"), .red)
        case .yellow: terminal.styled(terminal.say("yellow", "黄"), .yellow)
        case .green: terminal.styled(terminal.say("green", "绿"), .green)
        case .grey: terminal.styled(terminal.say("stopped", "停表"), .grey)
        case .none: ""
        case .done: terminal.say("done", "办结")
        case .late: terminal.say("late", "超期")
        }
    }
}
