import Vocabulary

extension PolicyPack {
    /// Whether a road with these dates may be dug on `day`.
    ///
    /// Years count from the hand-over of the new road and from the completion
    /// of its last major repair. No recorded repair is read as none made. A
    /// road must have been open before it was repaired, so a repair old
    /// enough settles a missing opening date.
    public func moratorium(
        features: [String], name: String? = nil, openedOn: Day?, repairedOn: Day?, on day: Day
    ) -> MoratoriumDecision {
        let rules = roads.moratorium
        let basis = [rules.openedYears.source, rules.repairedYears.source, rules.lastDayBarred.source]
        func decision(
            _ status: MoratoriumDecision.Status, _ reason: Wording, until: Day? = nil, missing: [String] = []
        ) -> MoratoriumDecision {
            MoratoriumDecision(
                features: features, name: name, status: status, barredUntil: until, missing: missing,
                reason: reason, basis: basis)
        }
        let afterOpening = openedOn.map { lastBarredDay(from: $0, years: rules.openedYears.value) }
        let afterRepair = repairedOn.map { lastBarredDay(from: $0, years: rules.repairedYears.value) }
        let enforceable = basis.allSatisfy(\.level.isEnforceable)
        if enforceable, let until = [afterOpening, afterRepair].compactMap(\.self).max(), until >= day {
            // With the opening date missing the ban may last longer than the repair's.
            return decision(
                .barred,
                until == afterOpening
                    ? opened(openedOn, years: rules.openedYears.value, until: until)
                    : repaired(repairedOn, years: rules.repairedYears.value, until: until),
                until: until, missing: openedOn == nil ? ["roads.opened_on"] : [])
        }
        if openedOn == nil {
            let oldRepair = repairedOn.map { lastBarredDay(from: $0, years: rules.openedYears.value) < day }
            if oldRepair != true {
                return decision(
                    .unknown,
                    Wording(
                        zh: "道路交付使用日期缺失，无法判定禁挖期", en: "no opening date: the no-dig period cannot be told"),
                    missing: ["roads.opened_on"])
            }
        }
        return decision(.free, Wording(zh: "不在禁挖期内", en: "outside every no-dig period"))
    }

    /// One decision per touched city road, in order along the route.
    ///
    /// Dug anywhere, a road counts as dug.
    func moratoria(_ facts: RouteFacts, on day: Day) -> [MoratoriumDecision] {
        var order: [[String]] = []
        var touches: [[String]: [TouchFact]] = [:]
        for touch in facts.touches where touch.layer == "roads" && isCityRoad(touch.administration) {
            if touches[touch.features] == nil { order.append(touch.features) }
            touches[touch.features, default: []].append(touch)
        }
        return order.compactMap { features in
            guard let first = touches[features]?.first else { return nil }
            if touches[features]?.allSatisfy({ $0.method == .trenchless }) ?? false {
                return MoratoriumDecision(
                    features: features, name: first.name, status: .notDug,
                    reason: Wording(zh: "非开挖穿越，不属于挖掘", en: "passed trenchless: nothing is dug"),
                    basis: [roads.moratorium.openedYears.source])
            }
            return moratorium(
                features: features, name: first.name, openedOn: first.openedOn, repairedOn: first.repairedOn,
                on: day)
        }
    }

    /// Whether a road is a city road, an unknown administration read as the pack says.
    public func isCityRoad(_ administration: RoadAdministration?) -> Bool {
        (administration ?? roads.unknownAdministration.value) == .city
    }

    private func lastBarredDay(from day: Day, years: Int) -> Day {
        let corresponding = day.adding(years: years)
        return roads.moratorium.lastDayBarred.value ? corresponding : corresponding.advanced(by: -1)
    }

    private func opened(_ day: Day?, years: Int, until: Day) -> Wording {
        let date = day.map(\.description) ?? ""
        return Wording(
            zh: "道路 \(date) 交付使用，未满 \(years) 年，禁挖至 \(until)",
            en: "opened on \(date), less than \(years) years ago: barred until \(until)")
    }

    private func repaired(_ day: Day?, years: Int, until: Day) -> Wording {
        let date = day.map(\.description) ?? ""
        return Wording(
            zh: "道路 \(date) 大修竣工，未满 \(years) 年，禁挖至 \(until)",
            en: "major repair completed on \(date), less than \(years) years ago: barred until \(until)")
    }
}
