import Vocabulary

extension PolicyPack {
    /// Every threshold for the route's utility, in the pack's order.
    func thresholds(_ facts: RouteFacts) -> [ThresholdDecision] {
        thresholds.filter { $0.utilities.contains(facts.utility) }.map { decision($0, facts) }
    }

    private func decision(_ rule: ThresholdRule, _ facts: RouteFacts) -> ThresholdDecision {
        let margins = rule.limits.map { margin($0, facts) }
        let excluded = facts.touches.contains { touch in
            rule.excludedLayers.contains(touch.layer)
                || touch.administration.map(rule.excludedAdministrations.contains) ?? false
        }
        let inside = zip(rule.limits, margins).map { limit, margin in
            margin.map { comparison(limit, facts).isMet($0.value, limit: $0.limit) }
        }
        // Beyond one limit is beyond the rule, whatever else is unknown.
        let met = excluded || inside.contains(false) ? false : inside.contains(nil) ? nil : true
        let known = margins.compactMap(\.self)
        let unverified = rule.limits.contains { !$0.value.source.level.isEnforceable }
        return ThresholdDecision(
            id: rule.id, title: rule.title, measure: rule.measure.rawValue, margin: margins.first ?? nil,
            also: margins.dropFirst().compactMap(\.self), met: met, effect: rule.effect,
            permits: rule.permits, promisedDays: rule.promisedDays,
            review: unverified || known.contains(where: \.withinAccuracy), source: rule.limit.source)
    }

    private func margin(_ limit: ThresholdRule.Limit, _ facts: RouteFacts) -> Margin? {
        measured(limit, facts).map { value in
            comparison(limit, facts).margin(
                value, limit: limit.value.value, unit: limit.measure.unit, in: limit.measure.place)
        }
    }

    private func comparison(_ limit: ThresholdRule.Limit, _ facts: RouteFacts) -> Comparison {
        var comparison = comparison(facts)
        switch limit.measure {
        // Nothing in the road is certain, however well it was measured.
        case .roadLength, .roadTrenchLength: if limit.value.value == 0 { comparison.accuracy = 0 }
        case .routeLength, .trenchLength: break
        // A nominal diameter is exact.
        case .diameter: comparison.accuracy = 0
        // An area is as wrong as its length times the strip's width.
        case .area: comparison.accuracy *= facts.stripWidthM
        }
        return comparison
    }

    /// The rule's measure of the route; nil if unknown.
    private func measured(_ rule: ThresholdRule.Limit, _ facts: RouteFacts) -> Double? {
        // Along a strip the line itself lies outside.
        let inside = facts.touches.filter { $0.kind != .strip }
        let roads = inside.filter { $0.layer == "roads" && isCityRoad($0.administration) }
        let trenchless = inside.filter { $0.method == .trenchless }
        switch rule.measure {
        case .routeLength: return facts.groundLengthM
        case .roadLength:
            return facts.layers.contains("roads") ? roads.reduce(0) { $0 + $1.groundLengthM } : nil
        case .trenchLength:
            return max(0, facts.groundLengthM - trenchless.reduce(0) { $0 + $1.groundLengthM })
        case .roadTrenchLength:
            guard facts.layers.contains("roads") else { return nil }
            return roads.filter { $0.method == .openCut }.reduce(0) { $0 + $1.groundLengthM }
        case .diameter: return facts.diameterMm
        case .area:
            guard let layer = rule.layer, facts.layers.contains(layer) else { return nil }
            var sum = 0.0
            for touch in facts.touches where touch.layer == layer {
                guard let area = touch.areaM2 else { return nil }
                sum += area
            }
            return sum
        }
    }
}

extension ThresholdRule.Measure {
    var unit: String {
        switch self {
        case .routeLength, .roadLength, .trenchLength, .roadTrenchLength: "m"
        case .diameter: "mm"
        case .area: "m2"
        }
    }

    fileprivate var place: Wording {
        switch self {
        case .routeLength: Wording(zh: "外线总长", en: "of outer line")
        case .roadLength: Wording(zh: "市政道路内长度", en: "in municipal road")
        case .trenchLength: Wording(zh: "开挖长度", en: "of open trench")
        case .roadTrenchLength: Wording(zh: "市政道路内开挖长度", en: "of open trench in municipal road")
        case .diameter: Wording(zh: "管径", en: "of diameter")
        case .area: Wording(zh: "占用面积", en: "disturbed")
        }
    }
}
