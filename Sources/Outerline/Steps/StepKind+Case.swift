import Coordinator
import PermitPolicy
import Vocabulary
import WorkCalendar

extension StepKind {
    static let intakeSteps: [StepKind] = [
        StepKind(
            "accept", ConnectionStep.accept.wording,
            { _ in
                [StepField("pending", "容缺受理（材料后补）", "accept with documents pending", .flag, required: false)]
            },
            { values, _ in .accept(pending: values.flag("pending")) }),
        StepKind(
            "assign_utility", ConnectionStep.assignUtility.wording,
            { scene in
                [
                    StepField(
                        "company", "专营企业", "franchise utility", .text, initial: scene.state.company,
                        suggestions: scene.state.companyCandidates.map(\.company))
                ]
            }, { values, _ in .command(.assignUtilityByHand(company: values.text("company"))) }),
        StepKind(
            "assign_representative", ConnectionStep.assignRepresentative.wording,
            { scene in
                [
                    StepField(
                        "name", "客户代表", "customer representative", .text,
                        suggestions: Array(Set(scene.representatives.map(\.name))).sorted())
                ]
            }, { values, _ in .command(.assignRepresentativeByHand(name: values.text("name"))) }),
        StepKind(
            "name_contractor", ConnectionStep.nameContractor.wording,
            { _ in [StepField("name", "施工单位", "contractor", .text)] },
            { values, _ in .command(.nameContractor(name: values.text("name"))) }),
    ]

    static let earlySteps: [StepKind] = [
        StepKind(
            "file_notice", EarlyStep.fileNotice.wording,
            { _ in [StepField("number", "备案编号", "number of the filing", .text)] },
            { values, _ in
                let text = values.text("number")
                if let number = IntakeID(text) { return .command(.fileNotice(number: number)) }
                values.add("'\(text)' is no number", "number", "use letters, digits, '-', '_' and '.'")
                return nil
            }),
        StepKind(
            "record_task", ConnectionStep.earlyWorks.wording,
            { scene in
                let open = EarlyTask.allCases.filter { scene.state.tasks[$0] == nil }
                return [.choice("task", "任务", "task", of: Array(open.prefix(1))), .note]
            },
            { values, _ in
                let task: EarlyTask? = values.word("task")
                return task.map { .command(.recordTask($0, note: values.optional("note"))) }
            }),
        StepKind(
            "tell_interface", EarlyStep.tellInterface.wording,
            { scene in
                [
                    StepField(
                        "position", "接口位置", "interface position", .text, required: false,
                        initial: scene.state.interfacePosition)
                ]
            }, { values, _ in .command(.tellInterface(position: values.optional("position"))) }),
        StepKind(
            "state_facts", ConnectionStep.stateFacts.wording,
            { scene in
                [
                    StepField(
                        "field", "事项", "fact",
                        .choice(
                            scene.pack.statedFields.map { .init($0, Wording(zh: Terms.factZh($0), en: $0)) })),
                    StepField(
                        "answer", "结论", "answer",
                        .choice([
                            .init("yes", Wording(zh: "是", en: "yes")),
                            .init("no", Wording(zh: "否", en: "no")),
                            .init("withdrawn", Wording(zh: "撤回所述", en: "take back")),
                        ]), probed: true),
                    StepField(
                        "amount", "金额（元），仅投资", "yuan, for the investment only", .number, required: false),
                    StepField("evidence", "依据", "evidence", .text),
                ]
            }, factsAction),
        StepKind(
            "withdraw_route", ConnectionStep.withdrawRoute.wording,
            { _ in [StepField("reason", "原因", "reason", .text)] },
            { values, _ in .command(.withdrawRoute(reason: values.text("reason"))) }),
    ]

    @Sendable private static func factsAction(_ values: inout StepValues, _: PermitID?) -> StepAction? {
        let (field, evidence) = (values.text("field"), values.text("evidence"))
        let amount = values.number("amount")
        switch values.optional("answer") {
        case "withdrawn": return .state([FactStatement(field, nil)], evidence: evidence)
        case let answer:
            if field == StatedFact.investment {
                if let amount { return .state([FactStatement(field, .amount(amount))], evidence: evidence) }
                values.add("the investment is stated in yuan", "amount", "enter the amount")
                return nil
            }
            return .state([FactStatement(field, answer == "yes")], evidence: evidence)
        }
    }

    static let promiseSteps: [StepKind] = [
        StepKind(
            "inform_user", ConnectionStep.inform.wording,
            { _ in
                [
                    StepField(
                        "content", "内容（留空则按案件生成）", "content (empty: made from the case)", .text,
                        required: false)
                ]
            }, { values, _ in .inform(values.optional("content")) }),
        StepKind(
            "file_document", ConnectionStep.fileDocument.wording,
            { scene in
                [
                    StepField(
                        "material", "材料", "material", .text,
                        suggestions: scene.materials.map(\.material.id)),
                    .choice("origin", "来源", "origin", of: DocumentOnFile.Origin.allCases),
                    StepField("reference", "编号或存放处", "reference", .text),
                    StepField("valid_until", "有效期至", "valid until", .day, required: false),
                ]
            },
            { values, _ in
                let material = values.text("material")
                let (reference, until) = (values.text("reference"), values.day("valid_until"))
                let day = values.day("on")
                guard let origin: DocumentOnFile.Origin = values.word("origin"), let day else { return nil }
                return .command(
                    .fileDocument(
                        DocumentOnFile(
                            material: material, origin: origin, filedOn: day, validUntil: until,
                            reference: reference)))
            }),
        StepKind(
            "supply_document", ConnectionStep.supplyDocument.wording,
            { scene in
                let pending = scene.state.documentsPending.map(\.document)
                return [
                    StepField(
                        "document", "材料", "document",
                        .choice(pending.map { .init($0, Wording(zh: $0, en: $0)) }))
                ]
            }, { values, _ in .command(.supplyDocument(values.text("document"))) }),
        StepKind(
            "issue_notice", ConnectionStep.issueNotice.wording,
            { scene in
                [
                    StepField("stage", "环节", "stage", .text, initial: scene.state.stage.wording.zh),
                    StepField(
                        "items", "缺项，每行一项（已知缺项自动列入）", "what is missing, one a line (known items are added)",
                        .lines, required: false),
                ]
            },
            { values, _ in
                .command(.issueNotice(stage: values.text("stage"), items: values.lines("items")))
            }),
        StepKind(
            "survey_site", ConnectionStep.surveySite.wording, { _ in [.note] },
            { values, _ in .command(.recordSurvey(note: values.optional("note"))) }),
        StepKind(
            "confirm_scheme", ConnectionStep.confirmScheme.wording, { _ in [.note] },
            { values, _ in .command(.confirmScheme(note: values.optional("note"))) }),
        StepKind(
            "record_condition", ConnectionStep.recordCondition.wording,
            { scene in
                let missing = scene.state.missingConditions
                let known = ValveCondition.allCases.filter { !missing.contains($0) }
                return [
                    .choice("condition", "条件", "condition", of: missing + known),
                    StepField(
                        "met", "已落实", "it holds", .flag, required: false,
                        initial: missing.isEmpty ? "no" : "yes"), .evidence,
                ]
            },
            { values, _ in
                let (met, evidence) = (values.flag("met"), values.optional("evidence"))
                let condition: ValveCondition? = values.word("condition")
                return condition.map { .command(.recordCondition($0, met: met, evidence: evidence)) }
            }),
        StepKind("open_valve", ConnectionStep.openValve.wording) { _, _ in .command(.openValve) },
    ]
}
