import Coordinator
import Geometry
import PermitPolicy
import Vocabulary
import WorkCalendar

extension PaperContext {
    /// What a numbered paper says, with the number it has.
    func fields(
        _ kind: PaperKind, on ground: CaseState.PaperGround, number: String, _ language: ReportLanguage
    ) -> PaperFields {
        var fields = common(language)
        fields["number"] = number
        switch kind {
        case .oneTime: fields.merge(oneTime(ground, language))
        case .acceptance: fields.merge(acceptance(language))
        case .interface: fields.merge(interface(ground, language))
        case .commitment: fields.merge(commitment(language))
        case .completion: fields.merge(completion(language))
        }
        return fields
    }

    /// Items of a notice that name no legal basis (R12).
    public func itemFindings(_ kind: PaperKind, on ground: CaseState.PaperGround) -> [Finding] {
        guard kind == .oneTime, let (_, notice) = notice(ground) else { return [] }
        return notice.items.filter { item in
            ValveCondition(rawValue: item) == nil
                ? basis(of: item, .zh) == nil : conditionBasis(.zh) == nil
        }.map { item in
            Finding(
                .itemWithoutBasis, .warning, "item '\(item)' of the notice names no legal basis",
                subjects: [state.id.rawValue],
                help: "name it as the policy pack does: 'case document list' shows the names")
        }
    }

    // MARK: - One-time notice

    private func notice(_ ground: CaseState.PaperGround) -> (index: Int, notice: CaseState.Notice)? {
        guard let number = ground.subject.split(separator: "/").last.flatMap({ Int($0) }),
            state.notices.indices.contains(number - 1)
        else { return nil }
        return (number - 1, state.notices[number - 1])
    }

    private func oneTime(_ ground: CaseState.PaperGround, _ language: ReportLanguage) -> PaperFields {
        var fields = PaperFields()
        guard let (index, notice) = notice(ground) else { return fields }
        let earlier = state.notices[..<index].last { $0.stage == notice.stage }
        fields["stage"] = PaperWords.stage(notice.stage, language)
        fields["count"] = String(notice.items.count)
        fields["told_on"] = PaperWords.day(notice.on, language)
        fields["prior"] = earlier.map { PaperWords.day($0.on, language) } ?? ""
        fields.set("second", earlier != nil)
        fields.set(
            "items",
            Self.numbered(notice.items) { item, row in
                let condition = ValveCondition(rawValue: item)
                row["title"] = condition.map { language.say($0.meaning, $0.zh) } ?? title(of: item, language)
                row["basis"] = basisOrNone(
                    condition == nil ? basis(of: item, language) : conditionBasis(language), language)
                row["deadline"] =
                    condition == nil
                    ? deadline(of: item, language) : language.say("before the valve is opened", "开阀供能前")
                row.set("document", condition == nil)
                row.set("condition", condition != nil)
            })
        return fields
    }

    /// Until when a document is owed.
    private func deadline(of document: String, _ language: ReportLanguage) -> String {
        if let owed = state.documentsPending.first(where: { $0.document == document }) {
            return deadline(owed, language)
        }
        let isThere =
            state.documentsSupplied.contains(document) || state.documents.contains { $0.material == document }
        if isThere { return language.say("handed in", "已提交") }
        return state.acceptedOn == nil
            ? language.say("before acceptance", "受理前") : PaperWords.unknown(language)
    }

    private func deadline(_ owed: PendingDocument, _ language: ReportLanguage) -> String {
        guard let day = owed.dueOn else { return language.say("at the site survey", "现场勘查时") }
        let text = PaperWords.day(day, language)
        return owed.orAtSurvey == true
            ? language.say("\(text), or at the site survey if later", "\(text)前，或现场勘查时（以较晚者为准）") : text
    }

    // MARK: - Acceptance and commitment

    private func pendingRows(_ language: ReportLanguage) -> [PaperFields] {
        Self.numbered(state.documentsPending) { owed, row in
            row["title"] = title(of: owed.document, language)
            row["basis"] = basisOrNone(basis(of: owed.document, language), language)
            row["deadline"] = deadline(owed, language)
            row["consequence"] = PaperWords.consequence(owed.consequence, language)
        }
    }

    private func acceptance(_ language: ReportLanguage) -> PaperFields {
        var fields = PaperFields()
        fields.set("pending", state.acceptedPending)
        fields.set("owing", !state.documentsPending.isEmpty)
        fields.set("clock_runs", pendingRules.clockRuns.value)
        fields["consequence"] = PaperWords.consequence(pendingRules.consequence.value, language)
        fields.set("documents", pendingRows(language))
        fields.set(
            "conditions",
            Self.numbered(state.missingConditions) { condition, row in
                row["title"] = language.say(condition.meaning, condition.zh)
                row["basis"] = basisOrNone(conditionBasis(language), language)
            })
        return fields
    }

    func commitmentRows(_ language: ReportLanguage) -> [PaperFields] {
        Self.numbered(state.commitments) { commitment, row in
            row["text"] = commitment.text
            row["made_on"] = PaperWords.day(commitment.madeOn, language)
            row["check_on"] = PaperWords.day(commitment.checkOn, language)
        }
    }

    private func commitment(_ language: ReportLanguage) -> PaperFields {
        var fields = PaperFields()
        fields.set("pending", !state.documentsPending.isEmpty)
        fields.set("commitments", commitmentRows(language))
        fields.set("documents", pendingRows(language))
        return fields
    }

    // MARK: - Interface and completion

    private func interface(_ ground: CaseState.PaperGround, _ language: ReportLanguage) -> PaperFields {
        var fields = PaperFields()
        let unknown = PaperWords.unknown(language)
        let earlier = state.papers.last { $0.paper.kind == .interface && $0.paper.subject != ground.subject }
        fields.set("superseding", earlier != nil)
        fields["supersedes"] = earlier?.paper.number ?? ""
        fields.set("described", state.interfacePosition != nil)
        fields["position"] =
            state.interfacePosition
            ?? language.say("where the outer line meets the red line, see below", "外线与用地红线相接处，坐标见下")
        fields["told_on"] = state.interfaceToldOn.map { PaperWords.day($0, language) } ?? unknown
        fields["crs"] = crs
        fields["source_kind"] = state.route.map { ReportWords.thing($0.fromLayer, language) } ?? unknown
        fields["diameter"] = state.route?.facts.diameterMm.map { "DN\(ReportWords.number($0, 0))" } ?? unknown
        fields.set("route", line.count > 1)
        for (name, point) in [("", line.last), ("start_", line.first)] {
            fields["\(name)north"] = point.map { ReportWords.number($0.y, 3) } ?? unknown
            fields["\(name)east"] = point.map { ReportWords.number($0.x, 3) } ?? unknown
        }
        let open = state.permits.filter { $0.stage != .closed && $0.requirement.verdict == .required }
        fields.set(
            "permits",
            Self.numbered(open) { permit, row in
                row["permit_title"] = language.say(permit.requirement.title)
                row["authority"] = language.say(permit.requirement.authority.title)
            })
        return fields
    }

    private func completion(_ language: ReportLanguage) -> PaperFields {
        var fields = PaperFields()
        let unknown = PaperWords.unknown(language)
        let reading = state.reading(on: on, calendar)
        fields["supplied_on"] = state.valveOpenedOn.map { PaperWords.day($0, language) } ?? unknown
        fields.set("measured", reading != nil)
        fields.set("late", reading?.overdue ?? false)
        fields["net_days"] = reading.map { String($0.netDays) } ?? unknown
        fields["gross_days"] = reading.map { String($0.grossDays) } ?? unknown
        fields["visits"] = String(state.visits)
        let charged = state.fees.map(\.fee).filter { $0.payer == .applicant }
        let sum = charged.compactMap(\.amountYuan).reduce(0, +)
        fields["fees"] = charged.contains { $0.amountYuan == nil } ? unknown : ReportWords.number(sum, 2)
        fields.set(
            "charges",
            Self.numbered(charged) { fee, row in
                row["title"] = language.say(fee.title)
                row["tariff"] = fee.tariff ?? unknown
                row["amount"] = fee.amountYuan.map { ReportWords.number($0, 2) } ?? unknown
            })
        return fields
    }
}
