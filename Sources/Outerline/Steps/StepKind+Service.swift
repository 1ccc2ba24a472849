import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

extension StepKind {
    static let serviceSteps: [StepKind] = [
        StepKind(
            "log_activity", Wording(zh: "记录帮办代办", en: "log an activity of the representative"),
            { _ in [.choice("activity", "活动", "activity", of: Activity.allCases), .note] },
            { values, _ in
                let note = values.optional("note")
                let activity: Activity? = values.word("activity")
                return activity.map { .command(.logActivity($0, note: note)) }
            }),
        StepKind(
            "record_visit", Wording(zh: "记录用户到场", en: "record that the applicant had to come"),
            { _ in [.note] }, { values, _ in .command(.recordVisit(note: values.optional("note"))) }),
        StepKind(
            "record_extension", Wording(zh: "记录延伸服务", en: "record an extension service"),
            { _ in
                [
                    StepField("work", "内容", "what is done", .text),
                    StepField("owner", "权属人", "owner", .text),
                    StepField(
                        "length_m", "红线内管长（米）", "pipe inside the red line, m", .number, required: false),
                    StepField("cost", "费用（元）", "cost, yuan", .number, required: false),
                ]
            },
            { values, _ in
                .command(
                    .recordExtension(
                        ExtensionService(
                            work: values.text("work"), lengthM: values.number("length_m"),
                            cost: values.number("cost"), owner: values.text("owner"))))
            }),
        StepKind(
            "make_commitment", ConnectionStep.commit.wording,
            { scene in
                [
                    StepField("text", "承诺事项", "what is promised", .text),
                    StepField(
                        "check_on", "核查日", "day of the check", .day,
                        initial: "\(scene.today.advanced(by: 30))"),
                ]
            },
            { values, _ in
                let text = values.text("text")
                return values.requiredDay("check_on").map { .command(.makeCommitment(text, checkOn: $0)) }
            }),
        StepKind(
            "check_commitment", ConnectionStep.checkCommitment.wording,
            { scene in
                let open = scene.state.commitments.filter { $0.checkedOn == nil }.map(\.text)
                return [
                    StepField(
                        "text", "承诺事项", "what was promised",
                        .choice(open.map { .init($0, Wording(zh: $0, en: $0)) })),
                    StepField("kept", "已履行", "it was kept", .flag, required: false, initial: "yes"),
                ]
            },
            { values, _ in
                .command(.checkCommitment(values.text("text"), kept: values.flag("kept")))
            }),
        StepKind(
            "charge_fee", ConnectionStep.chargeFee.wording,
            { _ in
                [
                    .choice("kind", "种类", "kind", of: FeeKind.allCases, initial: .extensionService),
                    StepField("title", "名称", "title", .text),
                    StepField("tariff", "收费标准", "tariff", .text),
                    StepField("formula", "计算方法", "how it is worked out", .text),
                    StepField("amount_yuan", "金额（元）", "yuan", .number, required: false),
                    .choice("payer", "付费方", "payer", of: FeePayer.allCases),
                ]
            },
            { values, _ in
                let title = values.text("title")
                let (tariff, formula) = (values.text("tariff"), values.text("formula"))
                let amount = values.number("amount_yuan")
                let (kind, payer): (FeeKind?, FeePayer?) = (values.word("kind"), values.word("payer"))
                guard let kind, let payer else { return nil }
                return .charge(
                    FeeLine(
                        id: kind.rawValue, title: Wording(zh: title, en: title), kind: kind, payer: payer,
                        tariff: tariff, formula: formula, amountYuan: amount))
            }),
    ]

    private static let permitOnly: @Sendable (StepScene) -> [StepField] = { _ in [] }

    static let permitSteps: [StepKind] = [
        StepKind("prepare_permit", PermitStep.prepare.wording, ofPermit: true, permitOnly) { _, permit in
            permit.map { .command(.preparePermit($0)) }
        },
        StepKind(
            "submit_permit", PermitStep.submit.wording, ofPermit: true,
            { _ in [StepField("number", "受理编号", "the authority's number", .text, required: false)] },
            { values, permit in
                permit.map { .command(.submitPermit($0, number: values.optional("number"))) }
            }),
        StepKind("accept_permit", PermitStep.accept.wording, ofPermit: true, permitOnly) { _, permit in
            permit.map { .command(.acceptPermit($0)) }
        },
        StepKind(
            "request_supplement", PermitStep.requestSupplement.wording, ofPermit: true,
            { _ in [StepField("items", "补正事项，每行一项", "what is asked for, one a line", .lines)] },
            { values, permit in
                let items = values.lines("items")
                if items.isEmpty { _ = values.text("items") }
                return permit.map { .command(.requestSupplement($0, items: items)) }
            }),
        StepKind(
            "grant_permit", PermitStep.grant.wording, ofPermit: true,
            { _ in
                [
                    StepField("certificate", "许可证号", "certificate", .text, required: false),
                    StepField("until", "有效期至", "valid until", .day, required: false),
                    StepField(
                        "evidence", "前置许可同时决定的证明", "evidence that prerequisites were decided together",
                        .text, required: false),
                ]
            },
            { values, permit in
                let until = values.day("until")
                let (certificate, evidence) = (values.optional("certificate"), values.optional("evidence"))
                return permit.map {
                    .command(.grantPermit($0, certificate: certificate, until: until, evidence: evidence))
                }
            }),
        StepKind(
            "refuse_permit", PermitStep.refuse.wording, ofPermit: true,
            { _ in [.choice("reason", "理由", "reason", of: RefusalReason.allCases), .note] },
            { values, permit in
                let note = values.optional("note")
                guard let permit, let reason: RefusalReason = values.word("reason") else { return nil }
                return .command(.refusePermit(permit, reason: reason, note: note))
            }),
        StepKind(
            "extend_permit", PermitStep.extend.wording, ofPermit: true,
            { scene in
                let end = scene.permit?.validUntil?.advanced(by: 30) ?? scene.today
                return [StepField("until", "新有效期至", "valid until", .day, initial: "\(end)")]
            },
            { values, permit in
                let until = values.requiredDay("until")
                guard let permit, let until else { return nil }
                return .command(.extendPermit(permit, until: until))
            }),
        StepKind(
            "require_change", PermitStep.requireChange.wording, ofPermit: true,
            { _ in [StepField("reason", "原因", "reason", .text)] },
            { values, permit in
                let reason = values.text("reason")
                return permit.map { .command(.requireChange($0, reason: reason)) }
            }),
        StepKind(
            "record_duty", PermitStep.recordDuty.wording, ofPermit: true,
            { scene in
                let open = scene.permit.map { permit in
                    permit.requirement.duties.filter { duty in
                        !permit.duties.contains { $0.duty == duty.id }
                    }
                }
                return [duty(open ?? []), .note]
            },
            { values, permit in
                let (duty, note) = (values.text("duty"), values.optional("note"))
                return permit.map { .command(.recordDuty($0, duty: duty, note: note)) }
            }),
        StepKind(
            "assign_permit", PermitStep.assign.wording, ofPermit: true,
            { scene in
                [
                    StepField(
                        "name", "专营企业", "franchise utility", .text, initial: scene.state.company)
                ]
            },
            { values, permit in
                let name = values.text("name")
                return permit.map { .command(.assignPermit($0, to: .franchiseUtility, name: name)) }
            }),
        StepKind(
            "close_permit", PermitStep.close.wording, ofPermit: true,
            { _ in [.choice("reason", "原因", "reason", of: ClosingReason.allCases)] },
            { values, permit in
                guard let permit, let reason: ClosingReason = values.word("reason") else { return nil }
                return .command(.closePermit(permit, reason: reason))
            }),
    ]
}
