import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import Vocabulary

/// By which method, and at what price, a feature is passed under given terms.
struct Passages: Sendable {
    var rates: SurfaceRates
    var utility: Utility
    var terms: PassingTerms
    /// Width of trench and working strip: what is barred is kept off by half of it.
    var stripWidth: Double
    var pack: PolicyPack
    /// The day for which no-dig periods are read.
    var day: Day

    enum Passage: Hashable {
        case open(LayingMethod, rate: Double, entry: Double)
        case barred
    }

    static let layers: [(layer: LayerName, surface: Surface)] = [
        (.roads, .road), (.water, .water), (.greens, .green),
    ]

    static func surface(of layer: LayerName) -> Surface? { layers.first { $0.layer == layer }?.surface }

    /// Nil for what no trench opens, such as a bridge.
    func passage(_ feature: Feature, _ surface: Surface) -> Passage? {
        // Bridges and tunnels are not the ground a trench opens.
        if let level = feature.integer("level"), level != 0 { return nil }
        let found = passing(feature, surface)
        let roadClass = surface == .road ? feature.text("class") : nil
        func priced(_ method: LayingMethod) -> Passage? {
            guard let rate = rates.rate(on: surface, for: utility, by: method, roadClass: roadClass) else {
                return nil
            }
            return .open(method, rate: rate, entry: rates.entryCharge(surface, for: utility, by: method))
        }
        let passage: Passage =
            switch found {
            case .barred: .barred
            case .openCut: priced(.openCut) ?? .barred
            case .trenchless:
                LayingMethod.allCases.filter(\.isTrenchless).compactMap(priced).min {
                    price($0, feature) < price($1, feature)
                } ?? .barred
            }
        return steered(passage, surface)
    }

    /// The method by which all features of a stretch are passed without opening the ground; nil if one is opened.
    func trenchless(_ features: [Feature], _ surface: Surface) -> LayingMethod? {
        let methods = features.map { feature -> LayingMethod? in
            guard case .open(let method, _, _) = passage(feature, surface), method.isTrenchless else {
                return nil
            }
            return method
        }
        guard let first = methods.first, methods.allSatisfy({ $0 != nil }) else { return nil }
        return first
    }

    /// True for a city road in a no-dig period; an unknown date bars nothing.
    func isBarredToday(_ road: Feature) -> Bool {
        guard pack.isCityRoad(road.text("administration").flatMap(RoadAdministration.init(rawValue:))) else {
            return false
        }
        return pack.moratorium(
            features: [road.id], openedOn: road.day("opened_on"), repairedOn: road.day("repaired_on"), on: day
        ).status == .barred
    }

    private func passing(_ feature: Feature, _ surface: Surface) -> PassingTerms.Passing {
        switch surface {
        case .green: return terms.greens
        case .water: return terms.water
        case .road:
            guard terms.roads == .openCut, isBarredToday(feature) else { return terms.roads }
            return switch rates.barredRoads.value {
            case .dig: .openCut
            case .trenchless: .trenchless
            case .avoid: .barred
            }
        case .building, .openGround: return .openCut
        }
    }

    /// What passing a feature once costs, across its mean width (twice the area by the perimeter).
    private func price(_ passage: Passage, _ feature: Feature) -> Double {
        guard case .open(_, let rate, let entry) = passage else { return .infinity }
        let perimeter = feature.shape.polygons.flatMap(\.rings).reduce(0) { $0 + pathLength($1) }
        return entry + rate * (perimeter > 0 ? 2 * feature.shape.area / perimeter : 0)
    }

    private func steered(_ passage: Passage, _ surface: Surface) -> Passage {
        guard case .open(let method, let rate, let entry) = passage else { return passage }
        if terms.countsMetres { return .open(method, rate: 1, entry: 0) }
        return .open(method, rate: rate + surcharge(on: surface), entry: entry)
    }

    func surcharge(on surface: Surface) -> Double {
        guard let surcharge = terms.surcharge else { return 0 }
        return surcharge.place == .everywhere || surface == .road ? surcharge.perMetre : 0
    }

    /// The rate of open ground; nil if the file names none.
    var openRate: Double? {
        if terms.countsMetres { return 1 }
        return rates.rate(on: .openGround, for: utility).map { $0 + surcharge(on: .openGround) }
    }

    func connection(_ tap: SurfaceRates.Tap) -> Double {
        terms.countsMetres ? 0 : rates.connectionCharge(tap, for: utility)
    }
}
