import Coordinator
import PermitPolicy
import RouteSurvey
import Vocabulary
import WorkCalendar

// What has to be obtained, why, from whom, with which papers.
extension RouteReport {
    func permitTable(_ say: ReportVocabulary) -> ReportTable {
        let rows = permits.map { permit -> [ReportTable.Cell] in
            let requirement = permit.requirement
            return [
                .text(permit.id.kind.rawValue), .text(say(requirement.title)),
                .text(
                    ReportWords.verdict(requirement.verdict, say.language)
                        + (requirement.review && requirement.verdict != .review
                            ? say(", REVIEW", "，待复核") : "")),
                .text(ReportWords.stage(permit.stage(on: today), say.language)),
                .text(say(requirement.authority.title)), .init(state.assignee(of: permit)),
                .init(requirement.effect.map { ReportWords.effect($0, say.language) }),
                .init(requirement.statutoryDays.map { ReportWords.limit($0, say.language) }),
                .init(requirement.promisedDays.map { ReportWords.limit($0, say.language) }),
                .init(calendar.flatMap { permit.due($0)?.day }), .init(permit.validUntil),
            ]
        }
        return ReportTable(
            "permits", say("Permits", "须办理的许可"),
            [
                .init("kind", say("Kind", "代码"), .short), .init("title", say("Permit", "许可事项")),
                .init("verdict", say("Verdict", "结论"), .short), .init("state", say("State", "状态"), .short),
                .init("authority", say("Authority", "审批机关")),
                .init("assignee", say("Handled by", "办理单位")),
                .init("procedure", say("Procedure", "办理方式"), .short),
                .init("statutory_limit", say("Statutory limit", "法定时限"), .short),
                .init("promised_limit", say("Promised limit", "承诺时限"), .short),
                .init("due", say("Due", "审批期限"), .short),
                .init("valid_until", say("Valid until", "有效期至"), .short),
            ], rows: rows, empty: say("No permit is needed.", "无须办理许可。"))
    }

    func groundTable(_ say: ReportVocabulary) -> ReportTable {
        let rows = permits.map { permit -> [ReportTable.Cell] in
            let requirement = permit.requirement
            let remarks =
                requirement.reasons.map { say($0.text) } + requirement.margins.map { say($0.text) }
            return [
                .text(permit.id.kind.rawValue), .text(say(requirement.title)),
                .init(
                    requirement.triggers.isEmpty
                        ? nil : say.clauses(requirement.triggers.map { ReportWords.trigger($0, say) })),
                .init(
                    requirement.basis.isEmpty
                        ? nil : say.clauses(requirement.basis.map { ReportWords.citation($0, say.language) })),
                .init(
                    requirement.prerequisites.isEmpty
                        ? nil : say.list(requirement.prerequisites.map(\.rawValue))),
                .init(remarks.isEmpty ? nil : say.clauses(remarks.deduplicated())),
            ]
        }
        return ReportTable(
            "permit_grounds", say("Grounds of the permits", "许可的触发条件与法律依据"),
            [
                .init("kind", say("Kind", "代码"), .short), .init("title", say("Permit", "许可事项")),
                .init("trigger", say("Trigger", "触发条件")), .init("basis", say("Legal basis", "法律依据")),
                .init("after", say("After", "前置事项")), .init("remarks", say("Remarks", "说明")),
            ], rows: rows, empty: say("No permit is needed.", "无须办理许可。"))
    }

    func undecidedTable(_ say: ReportVocabulary) -> ReportTable {
        ReportTable(
            "undecided", say("Not decided", "待定事项"),
            [
                .init("kind", say("Kind", "代码"), .short), .init("title", say("Permit", "许可事项")),
                .init("state", say("State", "结论"), .short), .init("missing", say("Missing", "缺少的信息")),
                .init("basis", say("Legal basis", "法律依据")),
            ],
            rows: decision.undecided.map { requirement in
                [
                    .text(requirement.kind.rawValue), .text(say(requirement.title)),
                    .text(ReportWords.verdict(requirement.verdict, say.language)),
                    .text(say.list(requirement.missing.map { ReportWords.attribute($0, say.language) })),
                    .text(say.clauses(requirement.basis.map { ReportWords.citation($0, say.language) })),
                ]
            }, empty: say("Every permit is decided.", "无待定事项。"),
            notes: decision.undecided.isEmpty
                ? []
                : [
                    say(
                        "No permit was created from these; state what is missing with 'outerline case state'.",
                        "待定事项未生成许可，补充信息后重新判定。")
                ])
    }

    func materialTable(_ say: ReportVocabulary) -> ReportTable {
        var rows: [[ReportTable.Cell]] = []
        for group in materials {
            for status in group.items {
                let evidence = status.evidence.map { file in
                    "\(file.reference)"
                        + (file.validUntil.map { say(" (valid until \($0))", "（有效期至\($0)）") } ?? "")
                }
                rows.append([
                    .text(group.permit?.rawValue ?? say("application", "报装申请")),
                    .text(say(status.material.title)),
                    .text(
                        (status.verdict == .required ? say("required", "须提交") : say("waived", "免提交"))
                            + (status.review ? say(", REVIEW", "，待复核") : "")),
                    .init(status.exemption?.rawValue), .text(say(status.reason)), .init(evidence),
                    .text(ReportWords.preparer(status.material.preparedBy, say.language)),
                    .init(status.material.basis.map { ReportWords.citation($0, say.language) }),
                ])
            }
        }
        return ReportTable(
            "materials", say("Materials and waivers", "申请材料与免交情况"),
            [
                .init("for", say("For", "用于"), .short), .init("material", say("Material", "材料名称")),
                .init("verdict", say("Verdict", "结论"), .short), .init("rule", say("Rule", "规则"), .short),
                .init("reason", say("Reason", "理由")), .init("evidence", say("Evidence", "已有凭证")),
                .init("prepared_by", say("Prepared by", "准备单位"), .short),
                .init("basis", say("Basis", "依据")),
            ], rows: rows, empty: say("Nothing is asked for.", "无须提交材料。"))
    }

    func feeTable(_ say: ReportVocabulary) -> ReportTable? {
        guard !decision.fees.isEmpty else { return nil }
        return ReportTable(
            "fees", say("Fees", "规费"),
            [
                .init("fee", say("Fee", "费用名称")), .init("payer", say("Payer", "缴费人"), .short),
                .init("amount_yuan", say("Amount yuan", "金额 元"), .number),
                .init("formula", say("Formula", "计算式")), .init("tariff", say("Tariff", "收费依据")),
                .init("missing", say("Missing", "缺少的信息")),
            ],
            rows: decision.fees.map { fee in
                [
                    .text(say(fee.title) + (fee.review ? say(", REVIEW", "，待复核") : "")),
                    .text(
                        fee.payer == .utility ? say("franchise utility", "专营企业") : say("applicant", "申请单位")),
                    .init(fee.amountYuan, decimals: 2), .init(fee.formula), .init(fee.tariff),
                    .init(fee.missing.isEmpty ? nil : say.list(fee.missing)),
                ]
            }, empty: "—")
    }

    func dutyTable(_ say: ReportVocabulary) -> ReportTable? {
        var rows: [[ReportTable.Cell]] = []
        let own = decision.duties.map { (say("outer line", "外线工程"), $0) }
        let ofPermits = permits.flatMap { permit in
            permit.requirement.duties.map { (permit.id.kind.rawValue, $0) }
        }
        for (scope, duty) in own + ofPermits {
            rows.append([
                .text(scope), .text(say(duty.title)), .text(ReportWords.moment(duty.when, say.language)),
                .init(duty.within.map { ReportWords.limit($0, say.language) }),
                .text(ReportWords.citation(duty.source, say.language)),
            ])
        }
        guard !rows.isEmpty else { return nil }
        return ReportTable(
            "duties", say("Duties", "批后义务"),
            [
                .init("for", say("Of", "来源"), .short), .init("duty", say("Duty", "义务")),
                .init("when", say("When", "时点"), .short), .init("within", say("Within", "期限"), .short),
                .init("source", say("Basis", "依据")),
            ], rows: rows, empty: "—")
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of its first place.
    func deduplicated() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
