import CityModel
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

extension RouteDesk {
    /// Surveys a line somebody drew, all of it in open cut, and writes down what the rules read.
    ///
    /// - Parameter source: the main or stub it starts from; nil for works that connect nothing.
    func measured(
        _ line: [Point], from source: (layer: LayerName, feature: Feature)?, plot: String?,
        _ utility: Utility, userType: UserType? = nil, diameter: Double? = nil,
        stated: [StatedFact] = [], on day: Day
    ) throws -> (survey: Survey, facts: RouteFacts) {
        let surveyor = try desk.surveyor(around: line)
        let strip = desk.rates.strip(for: utility, dn: diameter).total
        var survey = try surveyor.survey(line, stripWidth: strip, plot: plot)
        for index in survey.crossings.indices { survey.crossings[index].method = .openCut }
        let builder = RouteFactsBuilder(
            city: desk.city, layers: desk.layers, surveyor: surveyor, pack: desk.pack, day: day)
        let facts = try builder.facts(
            of: line, survey, utility: utility, userType: userType, source: source, diameter: diameter,
            stated: stated)
        return (survey, facts)
    }
}
