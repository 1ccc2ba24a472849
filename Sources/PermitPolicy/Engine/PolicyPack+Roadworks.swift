import Vocabulary

extension PolicyPack {
    /// The seasonal bans that concern the dug city roads of a route, in the pack's order.
    func seasons(_ facts: RouteFacts, on day: Day) -> [SeasonDecision] {
        let dug = facts.touches.filter {
            $0.layer == "roads" && $0.method == .openCut && isCityRoad($0.administration)
        }
        return roads.seasonalBans.compactMap { season($0, dug, on: day) }
    }

    private func season(_ ban: SeasonalBan, _ dug: [TouchFact], on day: Day) -> SeasonDecision? {
        let concerned = dug.filter { touch in
            if !ban.classes.isEmpty, let word = touch.roadClass, !ban.classes.contains(word) { return false }
            if ban.roads.isEmpty { return true }
            return touch.features.contains(where: ban.roads.contains)
                || touch.name.map(ban.roads.contains) ?? false
        }
        guard !concerned.isEmpty else { return nil }
        let features = Set(concerned.flatMap(\.features)).sorted()
        var missing: Set<String> = []
        if ban.roads.isEmpty { missing.insert("seasonal_bans.\(ban.id).roads") }
        if !ban.classes.isEmpty && concerned.contains(where: { $0.roadClass == nil }) {
            missing.insert("roads.class")
        }
        func decision(_ status: MoratoriumDecision.Status, until: Day? = nil, _ reason: Wording)
            -> SeasonDecision
        {
            SeasonDecision(
                id: ban.id, title: ban.title, status: status, barredUntil: until, features: features,
                missing: status == .unknown ? missing.sorted() : [], reason: reason, source: ban.source)
        }
        guard let end = ban.end(around: day) else {
            return decision(.free, Wording(zh: "不在季节性禁挖期内", en: "outside the season"))
        }
        guard ban.source.level.isEnforceable, missing.isEmpty else {
            let names = missing.sorted().joined(separator: ", ")
            return decision(
                .unknown,
                Wording(
                    zh: "季节性禁挖期内，缺少\(missing.sorted().map(Terms.factZh).joined(separator: "、"))，无法判定",
                    en: "in the season; cannot be told: \(names)"))
        }
        return decision(
            .barred, until: end, Wording(zh: "季节性禁挖至 \(end)", en: "not dug in the season, until \(end)"))
    }

    /// Whether the digging has to stand in the yearly plan; nil if the city has none or no city road is dug.
    func digPlan(_ facts: RouteFacts) -> DigPlanDecision? {
        guard let plan = roads.annualPlan else { return nil }
        let dug = facts.touches.filter {
            $0.layer == "roads" && $0.method == .openCut && isCityRoad($0.administration)
        }
        guard !dug.isEmpty else { return nil }
        let comparison = comparison(facts)
        var margins: [Margin] = []
        var reached: [Bool?] = []
        if let limit = plan.lengthFromM {
            let length = dug.filter { $0.kind != .strip }.reduce(0) { $0 + $1.groundLengthM }
            margins.append(
                comparison.margin(
                    length, limit: limit.value, unit: "m", in: Wording(zh: "挖掘长度", en: "of trench")))
            reached.append(length >= limit.value - comparison.tolerance)
        }
        if let limit = plan.areaFromM2 {
            let areas = dug.map(\.areaM2)
            let area = areas.contains(nil) ? nil : areas.compactMap(\.self).reduce(0, +)
            if let area {
                margins.append(
                    comparison.margin(
                        area, limit: limit.value, unit: "m2", in: Wording(zh: "挖掘面积", en: "dug")))
            }
            reached.append(area.map { $0 >= limit.value - comparison.tolerance })
        }
        let needed: Bool? =
            reached.isEmpty || reached.contains(true) ? true : reached.contains(nil) ? nil : false
        return DigPlanDecision(
            needed: needed, planned: facts.stated(StatedFact.annualPlan)?.value,
            reportBy: plan.reportBy.value,
            barsPermit: plan.barsPermit.value, margins: margins, source: plan.reportBy.source)
    }

    func roadworkFindings(_ seasons: [SeasonDecision], _ plan: DigPlanDecision?) -> [Finding] {
        var findings = seasons.compactMap { season -> Finding? in
            switch season.status {
            case .barred:
                Finding(
                    .roadBarred, .warning, "\(season.title.en): \(season.reason.en)",
                    zh: "\(season.title.zh)：\(season.reason.zh)",
                    subjects: season.features, help: "dig outside the season, or pass trenchless")
            case .unknown:
                Finding(
                    .attributeMissing, .warning, "\(season.title.en): \(season.reason.en)",
                    zh: "\(season.title.zh)：\(season.reason.zh)",
                    subjects: season.features, help: "fill \(season.missing.joined(separator: ", "))")
            case .free, .notDug: nil
            }
        }
        if let plan, plan.needed != false, plan.planned != true {
            let unsure = plan.needed == nil || plan.planned == nil
            findings.append(
                Finding(
                    .digPlan, .warning,
                    unsure
                        ? "whether the digging stands in the yearly plan is not known"
                        : "the digging does not stand in the yearly plan",
                    zh: (unsure ? "是否列入年度道路挖掘计划尚不明确" : "未列入年度道路挖掘计划")
                        + "；下一年度计划须于\(plan.reportBy.month)月\(plan.reportBy.day)日前申报",
                    subjects: [reference.name],
                    help: "report next year's digging by \(plan.reportBy.month)-\(plan.reportBy.day)"
                        + (plan.barsPermit ? "; what is not planned gets no road permit" : "")
                        + (plan.planned == nil
                            ? "; state what is known: outerline case state FILE CASE --in-annual-plan yes|no "
                                + "--evidence TEXT" : "")))
        }
        return findings
    }
}

extension SeasonalBan {
    /// The last day of the season that holds a day; nil outside.
    fileprivate func end(around day: Day) -> Day? {
        for year in [day.year - 1, day.year] {
            let last = from <= to ? year : year + 1
            guard let start = from.inYear(year), let end = to.inYear(last) else { continue }
            if start <= day && day <= end { return end }
        }
        return nil
    }
}
