import CityModel
import PermitPolicy
import RoutePlanner
import RouteSurvey
import WorkCalendar

extension RegimeSearch {
    /// Tries every set of layers the cheapest route opens, and keeps the route with the fewest permits.
    ///
    /// Of equally many the cheaper one. Other permits, such as those of control zones, follow from these routes; they
    /// are counted but not searched for.
    func fewestPermits(beside cheapest: JudgedRoute, _ choice: inout RouteChoice) throws {
        let opened = Passages.layers.filter { pair in
            cheapest.survey.crossings.contains { $0.layer == pair.layer && $0.method == .openCut }
        }.map(\.surface)
        guard !opened.isEmpty, cheapest.permitCount > 0 else {
            choice.dropped.append(.same(.fewestPermits))
            return
        }
        var best = cheapest
        for chosen in 1..<(1 << opened.count) {
            let avoided = opened.indices.filter { chosen & (1 << $0) != 0 }.map { opened[$0] }
            let terms = PassingTerms.avoiding(Set(avoided))
            guard case .route(let route) = try plan(terms) else { continue }
            let candidate = try judged(route, .fewestPermits, terms)
            if (candidate.permitCount, candidate.cost) < (best.permitCount, best.cost) { best = candidate }
        }
        if best.regime == .cheapest {
            choice.dropped.append(.same(.fewestPermits))
        } else {
            choice.routes.append(best)
        }
    }
}

extension RouteChoice {
    /// Takes the cheapest route found under any regime for the cheapest of all; of routes alike in cost the one with
    /// the fewest permits.
    ///
    /// A search under a condition may find what the free one missed by its gap, and drilling may be cheaper than
    /// digging; and a line that leaves a strip of green alone may cost the same as one along its edge.
    mutating func promoteCheapest() {
        guard let first = routes.first, let least = routes.map(\.cost).min() else { return }
        let alike = routes.indices.filter { routes[$0].cost <= least * (1 + JudgedRoute.alikeCost) }
        let found = alike.min { a, b in
            (routes[a].permitCount, routes[a].cost) < (routes[b].permitCount, routes[b].cost)
        }
        guard let found, found > 0 else { return }
        let best = routes[found]
        routes[0] = best
        routes[0].regime = .cheapest
        routes[0].threshold = nil
        routes[0].lowerBound = min(first.lowerBound, best.lowerBound)
        routes[0].gap = best.cost > 0 ? (best.cost - routes[0].lowerBound) / best.cost : 0
    }

    /// Leaves out every route another one equals or betters in cost, length, permits and the day works may start.
    ///
    /// Of two equal routes the earlier regime stays; the cheapest always does.
    mutating func dropDominated() {
        var kept: [JudgedRoute] = []
        for (index, route) in routes.enumerated() {
            // What another route betters the cheapest by is less than its gap.
            guard index > 0, let better = betterRoute(than: index) else {
                kept.append(route)
                continue
            }
            let same = route.isAsGood(as: better)
            let title = better.regime.title
            dropped.append(
                DroppedRegime(
                    regime: route.regime, threshold: route.threshold,
                    reason: same
                        ? Wording(zh: "与“\(title.zh)”方案相同", en: "the same as \(title.en)")
                        : Wording(
                            zh: "“\(title.zh)”方案各项均不劣", en: "\(title.en) is at least as good in everything")))
        }
        routes = kept
    }

    private func betterRoute(than index: Int) -> JudgedRoute? {
        routes.enumerated().first { other, candidate in
            other != index && candidate.isAsGood(as: routes[index])
                && (other < index || !routes[index].isAsGood(as: candidate))
        }?.element
    }
}

extension JudgedRoute {
    /// Costs within a thousandth, and lengths within a centimetre, are alike: nobody builds nearer.
    fileprivate static let alikeCost = 0.001
    private static let alikeMetres = 0.01

    fileprivate func isAsGood(as other: JudgedRoute) -> Bool {
        let soon: Bool
        switch (readyToDig?.day, other.readyToDig?.day) {
        case (let day?, let otherDay?): soon = day <= otherDay
        case (nil, let otherDay): soon = otherDay == nil
        case (_, nil): soon = true
        }
        return soon && cost <= other.cost * (1 + Self.alikeCost)
            && survey.groundLength <= other.survey.groundLength + Self.alikeMetres
            && permitCount <= other.permitCount && requiredKinds.isSubset(of: other.requiredKinds)
    }
}
