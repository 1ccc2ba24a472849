import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RoutePlanner
import Vocabulary

extension Project {
    /// Explains the route a case has.
    ///
    /// - Throws: ``Problem`` `CLI-110` if it has none.
    public func explainRoute(of id: String) throws -> RouteExplainDocument {
        let state = try existing(id)
        guard let record = state.route else {
            throw Problem(
                .caseHasNoRoute, "case '\(id)' has no route", at: .init(file: path),
                help: "'outerline route list' shows those it can take, 'route choose' takes one")
        }
        let (plot, desk) = try routing(state)
        let question = RouteQuestion(state, plot, day: self.desk.today)
        let explainer = RouteExplainer(RouteDesk(desk), question)
        var document = explainer.document(caseID: state.id.rawValue)
        if case .routed(let choice) = try explainer.search.choice(Set(Regime.allCases)),
            let route = choice.routes.first(where: { $0.lineSHA256 == record.sha256 })
        {
            document.route = try explainer.explained(route)
            return document
        }
        var route = try explainer.explained(try explainer.judged(record), isPlanned: false)
        let isDrawn = Regime(rawValue: record.regime) == nil
        route.regime = record.regime
        if isDrawn { route.name = record.regime }
        document.route = route
        document.notes.append(
            isDrawn
                ? Wording(
                    zh: "该路由为人工绘制：按当前单价计费，比较对象为费用最低方案",
                    en:
                        "this route was drawn by hand: its cost is that of today's rates, and it is compared with the "
                        + "cheapest one")
                : Wording(
                    zh: "今日重新规划得出另一线位：以下说明案件现有路由，按当前数据计费",
                    en:
                        "planned again today, another line is found: explained is the one the case has, at today's rates"
                ))
        return document
    }

    /// Explains a route of a plot that is planned now.
    ///
    /// - Parameter name: a regime, as ``RouteListDocument`` names routes.
    /// - Throws: ``Problem`` `RTE-304` for a plot that does not exist, `RTE-313` for a regime without a route.
    public func explainRoute(
        to plot: String, _ utility: Utility, named name: String, _ options: PlanOptions
    ) throws -> RouteExplainDocument {
        try requireLayer(.plots)
        let desk = try planningDesk(options)
        let question = RouteQuestion(
            plot: try self.plot(plot), utility: utility, diameter: options.diameter, day: self.desk.today)
        let explainer = RouteExplainer(RouteDesk(desk), question)
        var document = explainer.document()
        switch try explainer.search.choice(Set(Regime.allCases)) {
        case .unreachable(let why):
            document.unreachable = UnreachableDocument(why, question, reach: desk.reach)
        case .routed(let choice):
            document.route = try explainer.explained(
                try choice.route(named: name, of: "plot '\(plot)', \(utility.rawValue),"))
        }
        return document
    }
}
