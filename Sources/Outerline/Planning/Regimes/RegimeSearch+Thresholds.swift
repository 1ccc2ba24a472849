import PermitPolicy
import RoutePlanner
import RouteSurvey

extension RegimeSearch {
    /// For each threshold of length the cheapest route exceeds, the cheapest route found that keeps it.
    ///
    /// A constrained shortest path by a price on the constrained metres (Lagrange relaxation): the price is doubled
    /// until a route keeps the threshold, then halved in on. For every price p and limit T the bound of the priced
    /// search less p·T is a bound of the constrained one; the best of them is told. Between the two a gap may stay,
    /// for not every route is the cheapest at some price.
    func withinThresholds(beside cheapest: JudgedRoute, _ choice: inout RouteChoice) throws {
        let exceeded = cheapest.decision.thresholds.filter { $0.met == false && $0.surchargePlace != nil }
        if exceeded.isEmpty {
            choice.dropped.append(
                DroppedRegime(
                    regime: .withinThreshold,
                    reason: Wording(
                        zh: "费用最低方案未超过任何限值", en: "the cheapest exceeds no threshold")))
        }
        for threshold in exceeded { try keep(threshold, cheapest, &choice) }
    }

    private static let doublings = 10
    private static let halvings = 8

    private func keep(
        _ threshold: ThresholdDecision, _ cheapest: JudgedRoute, _ choice: inout RouteChoice
    ) throws {
        guard let place = threshold.surchargePlace, let limit = threshold.margin?.limit else { return }
        var best: JudgedRoute?
        var bound = cheapest.lowerBound
        /// True if the route at this price keeps the threshold.
        func probe(_ price: Double) throws -> Bool {
            var terms = PassingTerms()
            terms.surcharge = PassingTerms.Surcharge(place: place, perMetre: price)
            guard case .route(let route) = try plan(terms) else { return false }
            // Ground and grid differ by less than a thousandth where a project's system fits its city.
            bound = max(bound, route.lowerBound - price * limit * 1.001)
            var found = try judged(route, .withinThreshold, terms)
            guard found.decision.thresholds.contains(where: { $0.id == threshold.id && $0.met == true })
            else { return false }
            found.cost = try cost(of: found, PassingTerms())
            found.threshold = threshold.id
            if found.cost < best?.cost ?? .infinity { best = found }
            return true
        }
        var high = max(cheapest.cost / max(cheapest.survey.gridLength, 1), 1) / 8
        var low = 0.0
        var tries = 0
        while try !probe(high) {
            tries += 1
            guard tries < Self.doublings else { break }
            low = high
            high *= 2
        }
        for _ in 0..<(best == nil ? 0 : Self.halvings) {
            let middle = (low + high) / 2
            if try probe(middle) { high = middle } else { low = middle }
        }
        guard var best else {
            choice.dropped.append(
                DroppedRegime(
                    regime: .withinThreshold, threshold: threshold.id,
                    reason: Wording(
                        zh: "未找到满足“\(threshold.title.zh)”的路由",
                        en: "no route found that keeps \(threshold.title.en)")))
            return
        }
        best.lowerBound = min(best.cost, bound)
        best.gap = best.cost > 0 ? (best.cost - best.lowerBound) / best.cost : 0
        choice.routes.append(best)
    }
}

extension ThresholdDecision {
    /// Where a metre counts against the threshold; nil if it limits no length.
    fileprivate var surchargePlace: PassingTerms.Surcharge.Place? {
        switch ThresholdRule.Measure(rawValue: measure) {
        case .routeLength, .trenchLength: .everywhere
        case .roadLength, .roadTrenchLength: .roads
        default: nil
        }
    }
}
