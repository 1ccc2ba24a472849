import CityModel
import Coordinator
import PermitPolicy
import Reports
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

// What else could be built, and what the route costs.
extension RouteReporter {
    /// Adds what the other regimes would build, and what the route of the case costs.
    func addRoutes(to report: inout RouteReport, _ record: RouteRecord) throws {
        guard let plot = try report.state.plot.flatMap({ try desk.city.feature($0, of: .plots) }) else {
            return
        }
        let question = RouteQuestion(report.state, plot, day: project.desk.today)
        let explainer = RouteExplainer(RouteDesk(desk), question)
        var planned: [JudgedRoute] = []
        if showsAlternatives {
            var choice = RouteReport.Choice()
            switch try explainer.search.choice(Set(Regime.allCases)) {
            case .unreachable(let why):
                choice.notes.append(why.wording(question, reach: desk.reach))
            case .routed(let found):
                planned = found.routes
                choice.dropped = found.dropped.map {
                    RouteReport.Dropped(title: $0.regime.title, threshold: $0.threshold, reason: $0.reason)
                }
            }
            choice.routes = planned.map { alternative($0, report) }
            report.choice = choice
        }
        let own = try planned.first { $0.lineSHA256 == record.sha256 } ?? judged(record, explainer)
        report.costs = try own.flatMap { try costs(of: $0, explainer) }
        guard report.choice != nil, !planned.contains(where: { $0.lineSHA256 == record.sha256 }) else {
            return
        }
        let present = present(record, report)
        report.choice?.routes.append(present)
        report.choice?.notes.append(
            Wording(
                zh: "案件现有路由不在今日规划的方案之中，列于末行。",
                en: "The route of the case is none of those planned today; it stands last."))
    }

    /// The route of the case measured as the city is now; nil if its connection point is gone.
    private func judged(_ record: RouteRecord, _ explainer: RouteExplainer) throws -> JudgedRoute? {
        let layer: LayerName = record.fromLayer == "stubs" ? .stubs : .mains
        guard try desk.city.feature(record.fromFeature, of: layer) != nil else { return nil }
        return try explainer.judged(record)
    }

    private func alternative(_ route: JudgedRoute, _ report: RouteReport) -> RouteReport.Alternative {
        let isChosen = route.lineSHA256 == report.routeHash
        // What is granted for the chosen route stays granted; another one begins anew.
        let ready =
            isChosen
            ? report.programme.flatMap { programme in
                programme.readyToDig.map { DueDay(day: $0, provisional: programme.provisional) }
            } : route.readyToDig
        return RouteReport.Alternative(
            name: route.name, title: title(route.regime, route.threshold), isChosen: isChosen,
            from: "\(route.source.layer.rawValue)/\(route.source.feature.id)", line: route.line,
            groundLength: route.survey.groundLength, cost: route.cost, gap: route.gap,
            permits: route.requiredKinds.map(\.rawValue).sorted(), classTitle: route.decision.promise.title,
            readyToDig: ready?.day, readyToDigProvisional: ready?.provisional ?? false,
            workingDays: ready.map { desk.calendar.workingDays(after: desk.today, through: $0.day) })
    }

    private func title(_ regime: Regime, _ threshold: String?) -> Wording {
        guard let threshold else { return regime.title }
        return Wording(zh: "\(regime.title.zh)（\(threshold)）", en: "\(regime.title.en) (\(threshold))")
    }

    /// The route the case has, where today's plans do not find it.
    private func present(_ record: RouteRecord, _ report: RouteReport) -> RouteReport.Alternative {
        let regime = Regime(rawValue: record.regime)
        let ready = report.programme?.readyToDig
        let required = report.state.permits.filter { $0.requirement.verdict == .required }
        return RouteReport.Alternative(
            name: record.regime,
            title: regime.map { title($0, record.threshold) } ?? Wording(zh: "人工绘制", en: "drawn by hand"),
            isChosen: true, from: "\(record.fromLayer)/\(record.fromFeature)",
            line: report.positions.map(\.point), groundLength: record.groundLengthM,
            cost: report.costs?.total ?? record.cost, gap: nil,
            permits: Set(required.map(\.id.kind.rawValue)).sorted(),
            classTitle: report.decision.promise.title, readyToDig: ready,
            readyToDigProvisional: report.programme?.provisional ?? false,
            workingDays: ready.map { desk.calendar.workingDays(after: desk.today, through: $0) })
    }

    private func costs(of route: JudgedRoute, _ explainer: RouteExplainer) throws -> RouteReport.Costs? {
        let terms = route.terms.atTruePrices
        guard let found = try explainer.search.costs(of: route.line, terms) else { return nil }
        let passages = explainer.search.passages(terms)
        let tap: SurfaceRates.Tap = route.source.layer == .stubs ? .stub : .main
        let breakdown = try CostBreakdown(
            found, connection: passages.connection(tap), passages, explainer.search.city)
        let utility = explainer.question.utility
        let isAssumed = desk.rates.rates.values.contains { methods in
            methods.values.contains { $0.perMetre[utility]?.provenance.assumption == true }
        }
        return RouteReport.Costs(
            items: breakdown.byFeature.map { item in
                RouteReport.CostItem(
                    surface: item.surface, layer: item.layer, feature: item.feature, name: item.name,
                    method: item.method, metres: item.metres, rate: item.rate, entries: item.entries,
                    charge: item.charge, cost: item.cost)
            }, connection: breakdown.connection, currency: desk.rates.currency, isAssumed: isAssumed)
    }
}
