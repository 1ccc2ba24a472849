import CityModel
import PermitPolicy
import Reports

/// Under which condition the best route is looked for.
///
/// The order is that of the alternatives: of two equally good routes the earlier one is shown.
public enum Regime: String, Codable, Sendable, CaseIterable {
    case cheapest
    case noRoadDigging = "no_road_digging"
    case noGreen = "no_green"
    /// Inside a threshold of the policy pack that the cheapest route exceeds.
    case withinThreshold = "within_threshold"
    case fewestPermits = "fewest_permits"
    case shortest
    /// All roads by jacking or directional drilling.
    case trenchless

    public var title: Wording {
        Wording(zh: ReportWords.regime(rawValue, .zh), en: ReportWords.regime(rawValue, .en))
    }
}

/// How a route may pass the surfaces of the city.
struct PassingTerms: Hashable, Sendable {
    enum Passing: Hashable, Sendable { case openCut, trenchless, barred }

    /// A price on what a threshold measures, beside the rates; it steers the search and is never part of a cost.
    struct Surcharge: Hashable, Sendable {
        enum Place: Hashable, Sendable { case everywhere, roads }
        var place: Place
        var perMetre: Double
    }

    var roads = Passing.openCut
    var greens = Passing.openCut
    var water = Passing.openCut
    var surcharge: Surcharge?
    /// Every metre costs one and nothing else costs anything: the cheapest route is the shortest.
    var countsMetres = false

    /// What all routes without the layers of `avoided` are found with.
    static func avoiding(_ avoided: Set<Surface>) -> PassingTerms {
        var terms = PassingTerms()
        if avoided.contains(.road) { terms.roads = .barred }
        if avoided.contains(.green) { terms.greens = .barred }
        if avoided.contains(.water) { terms.water = .barred }
        return terms
    }
}
