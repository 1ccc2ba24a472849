import CityModel
import Configuration
import Foundation
import GIS
import Geometry
import PermitPolicy
import RoutePlanner
import Testing
import Vocabulary
import WorkCalendar

@testable import Outerline

/// A flat city in metres from a corner near Yantai: plot in the middle, the main 100 m south of it.
struct RegimeCity {
    static let corner = Point(620_000, 4_156_000)
    private(set) var features: [LayerName: [Feature]] = [:]

    static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Shape {
        let points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        return .polygons([Polygon(shell: points.map { corner + Vector($0.0, $0.1) })])
    }

    mutating func add(_ layer: LayerName, _ id: String, _ shape: Shape, _ attributes: [String: String] = [:])
    {
        add(
            layer, id, shape,
            values: attributes.mapValues { text in Day(text).map { AttributeValue.date($0) } ?? .text(text) })
    }

    mutating func add(
        _ layer: LayerName, _ id: String, _ shape: Shape, values: [String: AttributeValue]
    ) {
        features[layer, default: []].append(Feature(id: id, shape: shape, attributes: values))
    }

    init() {
        add(.plots, "p", Self.box(0, 100, 40, 40))
        add(
            .mains, "m", .line([Self.corner + Vector(-300, 0), Self.corner + Vector(400, 0)]),
            ["utility": "water"])
    }

    func plan(
        _ regimes: Set<Regime> = Set(Regime.allCases), today: Day, pack name: String = "yantai-2020",
        barredRoads: SurfaceRates.BarredRoads = .trenchless, reach: Double = PlanLimits().reach
    ) throws -> RouteDesk.Outcome {
        var desk = try desk(today: today, pack: name, barredRoads: barredRoads)
        desk.reach = reach
        return try RouteDesk(desk).routes(try question(), regimes: regimes)
    }

    func question(_ utility: Utility = .water) throws -> RouteQuestion {
        RouteQuestion(
            plot: try #require(features[.plots]?.first { $0.id == "p" }), utility: utility)
    }

    func desk(
        today: Day, pack name: String = "yantai-2020", barredRoads: SurfaceRates.BarredRoads = .trenchless
    ) throws -> PlanningDesk {
        let city = MemoryCity(features)
        var rates = try SurfaceRates(yaml: try #require(GIS.data("surfaces.yaml")))
        rates.barredRoads.value = barredRoads
        var desk = PlanningDesk(
            city: city, system: try CoordinateSystem("EPSG:4549"), rates: rates,
            pack: try PolicyPack.load(name), calendar: try WorkCalendar.shipped(), today: today,
            approval: .parallel, layers: city.layers(), takenStubs: [:])
        desk.clearances = try ClearanceTable(yaml: try #require(GIS.data("clearances.yaml")))
        return desk
    }

    /// The same city with its features given in another order.
    func shuffled(_ generator: inout some RandomNumberGenerator) -> RegimeCity {
        var copy = self
        copy.features = features.mapValues { $0.shuffled(using: &generator) }
        return copy
    }
}
