import Coordinator
import PermitPolicy
import Vocabulary

extension RouteReport {
    /// The report as a document of one language, written as PDF and as Markdown alike.
    ///
    /// - Parameters:
    ///   - paper: the case as papers know it, for the wording around the tables.
    ///   - templates: the wording, shipped or a city's own.
    ///   - sheets: plan sheets, each on a page of its own behind the summary.
    ///   - details: of crossings, behind the sheets.
    public func document(
        _ language: ReportLanguage, _ paper: PaperContext, _ templates: PaperTemplates,
        sheets: [ReportDrawing] = [], details: [ReportDrawing] = []
    ) -> ReportDocument {
        let say = ReportVocabulary(language)
        let tables = tables(language)
        func blocks(_ ids: String...) -> [ReportDocument.Block] {
            ids.compactMap { id in tables.first { $0.id == id }.map { .table($0) } }
        }
        var all = glance(say)
        all.append(.heading(say("Summary", "概况"), level: 2))
        all.append(
            .facts(
                (tables.first { $0.id == "summary" }?.rows ?? []).map {
                    ReportDocument.Fact($0[0].text, $0[1].text)
                }))
        all += blocks("thresholds")
        all += sheets.map { .sheet($0) }
        if !details.isEmpty {
            all.append(.heading(say("Crossing details", "穿越大样图"), level: 2))
            all += details.map { .drawing($0) }
        }
        all += blocks("crossings", "coordinates", "bends", "lengths_by_surface", "lengths_by_method")
        all += blocks(
            "clearances", "moratoria", "permits", "permit_grounds", "undecided", "materials", "fees")
        all += blocks("duties", "programme")
        if let chart = programmeChart(language) {
            all += [.heading(say("Programme chart", "许可办理进度图"), level: 2), .drawing(chart)]
        }
        all += blocks("alternatives")
        if let chart = tradeOffChart(language) {
            all += [.heading(say("Cost against days", "费用与时间比较图"), level: 2), .drawing(chart)]
        }
        all += blocks("dropped", "cost_by_surface", "cost_by_feature", "findings", "sources")
        return ReportDocument(
            wording: templates.render(.routeReport, fields(paper, say), language), around: all,
            footer: footer(say), language: language)
    }

    /// What the wording around the tables knows: what every paper does, and the report itself.
    func fields(_ paper: PaperContext, _ say: ReportVocabulary) -> PaperFields {
        var fields = paper.common(say.language)
        let utility = say(state.utility.rawValue, state.utility.zh)
        fields["subject"] = [state.project ?? state.applicant, utility].compactMap(\.self).joined(
            separator: " · ")
        fields["number"] = state.id.rawValue
        fields["ready"] = readyText(say)
        fields["crossings_count"] = String(stretches.count)
        fields["permits_count"] = String(requiredPermits.count)
        fields["crs"] = "\(crs) \(crsName)"
        fields["route_hash"] = String(routeHash.prefix(12))
        return fields
    }

    /// Program, route and day, at the foot of every page.
    private func footer(_ say: ReportVocabulary) -> String {
        "\(program) · " + say("route ", "路由 ") + routeHash.prefix(12) + " · " + say("as of ", "截至 ")
            + "\(today)"
    }

    /// What a reader wants to know first: class, length and margin, permits, day.
    private func glance(_ say: ReportVocabulary) -> [ReportDocument.Block] {
        var lines = [
            say("Class: ", "办理类别：") + classText(say) + say("; promise: ", "；承诺时限：")
                + say(decision.promise.budgetText),
            say("Length: ", "长度：") + lengthText(say),
        ]
        let required = requiredPermits
        lines.append(
            required.isEmpty
                ? say("Permits: none is needed.", "许可：无须办理。")
                : say("Permits (\(required.count)): ", "许可：须办理\(required.count)项：")
                    + say.clauses(required.map { say($0.requirement.title) }))
        lines.append(say("Ready to dig: ", "预计可开工：") + readyText(say))
        lines.append(say("Checks: ", "核查：") + verdictText(say))
        if !decision.undecided.isEmpty {
            lines.append(
                say("Not decided: ", "待定：") + say.clauses(decision.undecided.map { say($0.title) }))
        }
        return [.heading(say("At a glance", "要点"), level: 1), .list(lines, numbered: false)]
    }

    /// `75.18 m on the ground; pipe length 75.18 m of 20 m, over by 55.18 m`.
    private func lengthText(_ say: ReportVocabulary) -> String {
        let margins =
            decision.promise.reasons.compactMap(\.margin) + decision.thresholds.compactMap(\.margin)
        let ground = ReportWords.number(groundLength, 2) + say(" m on the ground", " m（实地）")
        return say.clauses([ground] + margins.map { say($0.text) }.deduplicated())
    }

    /// How many checks ended in which state.
    private func verdictText(_ say: ReportVocabulary) -> String {
        guard let clearances else { return say("no clearance table", "项目无净距表，未核查净距") }
        let counts = [Vocabulary.Verdict.fail, .review, .unknown, .pass, .exempt].compactMap { verdict in
            let count = clearances.checks.count { $0.verdict == verdict }
            return count == 0 ? nil : "\(ReportWords.result(verdict, say.language)) \(count)"
        }
        return say("clearances: ", "净距：")
            + (counts.isEmpty ? say("nothing near", "附近无须核查的对象") : say.list(counts))
    }
}
