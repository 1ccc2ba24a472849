import CityModel
import Coordinator
import PermitPolicy
import Vocabulary

extension RouteQuestion {
    /// The question of a case: a stub it holds stays free for it, and its recorded answers count.
    ///
    /// - Parameter diameter: in millimetres; nil for that of the route it has.
    init(_ state: CaseState, _ plot: Feature, diameter: Double? = nil, day: Day) {
        self.init(
            plot: plot, utility: state.utility, userType: state.userType,
            diameter: diameter ?? state.route?.facts.diameterMm, holder: state.id.rawValue,
            stated: state.stated, day: day)
    }
}

extension JudgedRoute {
    /// The name by which `route choose` and `route explain` know it: the regime, with the threshold it keeps.
    var name: String { Self.name(regime, threshold) }

    static func name(_ regime: Regime, _ threshold: String?) -> String {
        threshold.map { "\(regime.rawValue):\($0)" } ?? regime.rawValue
    }
}

extension RouteChoice {
    /// The route of a name.
    ///
    /// - Throws: ``Problem`` `RTE-313` (exit 66) for a name that is none of them, with the reason if it was left out.
    func route(named name: String, of subject: String) throws -> JudgedRoute {
        if let route = routes.first(where: { $0.name == name }) { return route }
        let left = dropped.first {
            JudgedRoute.name($0.regime, $0.threshold) == name || $0.regime.rawValue == name
        }
        let names = routes.map(\.name)
        throw Problem(
            .noSuchRoute,
            "\(subject) has no route '\(name)'" + (left.map { ": \($0.reason.en)" } ?? ""),
            help: (left == nil ? nearestWord(to: name, among: names).map { "did you mean '\($0)'?" } : nil)
                ?? "its routes are: \(names.joined(separator: ", "))")
    }
}
