import CityModel
import Coordinator
import Geometry
import Ledger
import PermitPolicy
import Reports
import RoutePlanner
import RouteSurvey
import Vocabulary
import WorkCalendar

/// Where the alternatives of a report come from.
public enum AlternativesShown: String, Codable, Sendable, CaseIterable {
    /// Those recorded with the route; where none are, they are planned, and the report says so.
    case auto
    /// Those recorded with the route alone: nothing is planned.
    case recorded
    /// Planned as of the report's day.
    case planned
    /// Left out.
    case none
}

// What else could be built, and what the route costs.
extension RouteReporter {
    /// Adds what else could be built, and what the route of the case costs.
    func addRoutes(to report: inout RouteReport, _ record: RouteRecord) throws {
        guard let plot = try report.state.plot.flatMap({ try desk.city.feature($0, of: .plots) }) else {
            return
        }
        let question = RouteQuestion(report.state, plot, day: project.desk.today)
        let search = RegimeSearch(RouteDesk(desk), question)
        report.costs = try costs(of: record, report, search)
        switch (shown, record.alternatives) {
        case (.none, _): return
        case (.planned, _): report.choice = try planned(search, record, report)
        case (_, let recorded?): report.choice = try self.recorded(recorded, record, report)
        case (.auto, nil):
            report.choice = try planned(search, record, report)
            report.choice?.notes.insert(
                Wording(
                    zh: "选定路由时未记录其他方案，本表为报告日所规划。",
                    en: "No others were recorded with the route; these were planned for this report."), at: 0)
        case (.recorded, nil):
            report.choice = RouteReport.Choice(
                routes: [present(record, report)],
                notes: [
                    Wording(
                        zh: "选定路由时未记录其他方案，本报告未另行规划。",
                        en: "No others were recorded with the route, and none was planned for this report.")
                ])
        }
    }

    // MARK: - As recorded

    /// The routes as they were planned; permits and days follow from their facts on the day of the report.
    private func recorded(
        _ alternatives: RouteAlternatives, _ record: RouteRecord, _ report: RouteReport
    ) throws -> RouteReport.Choice {
        var own = present(record, report)
        own.gap = alternatives.chosenGap
        var routes = try alternatives.others.map { try alternative($0, report) }
        routes.insert(own, at: min(max(alternatives.chosenAt, 0), routes.count))
        var choice = RouteReport.Choice(
            routes: routes,
            dropped: alternatives.leftOut.map {
                RouteReport.Dropped(
                    title: title($0.regime, nil), threshold: $0.threshold, reason: $0.reason)
            },
            notes: [
                Wording(
                    zh: "各方案为\(alternatives.plannedOn)选定路由时所规划；许可与日期按报告日推算。",
                    en:
                        "Planned on \(alternatives.plannedOn) with the route; permits and days are those of the "
                        + "report's date.")
            ])
        if try project.ledger.projectState().version != record.dataVersion {
            choice.notes.append(
                Wording(zh: "此后城市数据已有变化。", en: "The city's data have changed since."))
        }
        return choice
    }

    private func alternative(
        _ route: RouteAlternatives.Route, _ report: RouteReport
    ) throws -> RouteReport.Alternative {
        guard case .lines(let lines) = try WKB.decode(Array(route.wkb)), let line = lines.first else {
            throw Problem(
                .geometryUnreadable, "a recorded route of case '\(report.state.id)' cannot be read",
                at: .init(file: project.path))
        }
        let decision = desk.pack.decide(route.facts.stating(report.state.stated), on: project.desk.today)
        let required = decision.permits.filter { $0.verdict == .required }.map(\.kind.rawValue)
        let ready = desk.readyToDig(decision)
        return RouteReport.Alternative(
            name: route.regime, title: title(route.regime, route.threshold), isChosen: false,
            from: "\(route.fromLayer)/\(route.fromFeature)", line: line, groundLength: route.groundLengthM,
            cost: route.cost, gap: route.gap, permits: Set(required).sorted(),
            classTitle: decision.promise.title, readyToDig: ready?.day,
            readyToDigProvisional: ready?.provisional ?? false,
            workingDays: ready.map { desk.calendar.workingDays(after: desk.today, through: $0.day) })
    }

    // MARK: - As planned today

    private func planned(
        _ search: RegimeSearch, _ record: RouteRecord, _ report: RouteReport
    ) throws -> RouteReport.Choice {
        var choice = RouteReport.Choice()
        switch try search.choice(Set(Regime.allCases)) {
        case .unreachable(let why):
            choice.notes.append(why.wording(search.question, reach: desk.reach))
        case .routed(let found):
            choice.routes = found.routes.map { alternative($0, report) }
            choice.dropped = found.dropped.map {
                RouteReport.Dropped(title: $0.regime.title, threshold: $0.threshold, reason: $0.reason)
            }
        }
        guard !choice.routes.contains(where: \.isChosen) else { return choice }
        choice.routes.append(present(record, report))
        choice.notes.append(
            Wording(
                zh: "案件现有路由不在今日规划的方案之中，列于末行。",
                en: "The route of the case is none of those planned today; it stands last."))
        return choice
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
            name: route.name, title: title(route.regime.rawValue, route.threshold),
            isChosen: isChosen, from: "\(route.source.layer.rawValue)/\(route.source.feature.id)",
            line: route.line,
            groundLength: route.survey.groundLength, cost: route.cost, gap: route.gap,
            permits: route.requiredKinds.map(\.rawValue).sorted(), classTitle: route.decision.promise.title,
            readyToDig: ready?.day, readyToDigProvisional: ready?.provisional ?? false,
            workingDays: ready.map { desk.calendar.workingDays(after: desk.today, through: $0.day) })
    }

    private func title(_ regime: String, _ threshold: String?) -> Wording {
        let (zh, en) = (ReportWords.regime(regime, .zh), ReportWords.regime(regime, .en))
        guard let threshold else { return Wording(zh: zh, en: en) }
        return Wording(zh: "\(zh)（\(threshold)）", en: "\(en) (\(threshold))")
    }

    // MARK: - The route of the case

    /// The route the case has, as it was recorded, with the days of its own permits.
    private func present(_ record: RouteRecord, _ report: RouteReport) -> RouteReport.Alternative {
        let ready = report.programme?.readyToDig
        return RouteReport.Alternative(
            name: record.regime, title: title(record.regime, record.threshold),
            isChosen: true, from: "\(record.fromLayer)/\(record.fromFeature)",
            line: report.positions.map(\.point), groundLength: record.groundLengthM,
            cost: report.costs?.total ?? record.cost, gap: nil,
            permits: Set(report.requiredPermits.map(\.id.kind.rawValue)).sorted(),
            classTitle: report.decision.promise.title, readyToDig: ready,
            readyToDigProvisional: report.programme?.provisional ?? false,
            workingDays: ready.map { desk.calendar.workingDays(after: desk.today, through: $0) })
    }

    /// What the route costs at the rates of today; nil if its connection point is gone or the line enters ground that
    /// bars it.
    private func costs(
        of record: RouteRecord, _ report: RouteReport, _ search: RegimeSearch
    ) throws -> RouteReport.Costs? {
        let isStub = record.fromLayer == LayerName.stubs.rawValue
        guard try desk.city.feature(record.fromFeature, of: isStub ? .stubs : .mains) != nil else {
            return nil
        }
        let terms = PassingTerms(of: record)
        guard let found = try search.costs(of: report.positions.map(\.point), terms) else { return nil }
        let passages = search.passages(terms)
        let breakdown = try CostBreakdown(
            found, connection: passages.connection(isStub ? .stub : .main), passages, search.city)
        let utility = search.question.utility
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
