import CityModel
import Foundation
import Geometry
import PermitPolicy
import RouteSurvey
import Testing
import Vocabulary

@testable import Outerline

/// A generator whose numbers follow from its seed alone (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Every alternative of small random cities")
struct RegimePropertyTests {
    private let today: Day

    /// Small windows: what matters here lies between the main and the plot.
    private static let reach = 160.0
    /// More of them with OUTERLINE_LONG, where a release build plans thousands.
    private static let seeds =
        ProcessInfo.processInfo.environment["OUTERLINE_LONG"] == nil ? 1...4 : 1...2_000

    init() throws { today = try #require(Day("2026-11-20")) }

    /// Roads, greens, ponds and houses thrown between the main and the plot.
    private static func city(_ seed: Int) -> RegimeCity {
        var random = SeededNumbers(state: UInt64(seed) &* 7919)
        func between(_ low: Double, _ high: Double) -> Double {
            (Double.random(in: low...high, using: &random) * 2).rounded() / 2
        }
        var city = RegimeCity()
        for index in 0..<Int.random(in: 1...3, using: &random) {
            let opened = Bool.random(using: &random) ? "2024-05-01" : "2010-05-01"
            let words = ["lane", "secondary", "arterial"]
            let isLong = Bool.random(using: &random)
            city.add(
                .roads, "r\(index)",
                RegimeCity.box(
                    isLong ? -2_000 : between(-120, -20), between(6, 80), isLong ? 4_000 : between(60, 200),
                    between(4, 14)),
                [
                    "class": words[index], "administration": "city",
                    "opened_on": Bool.random(using: &random) ? opened : "",
                ].filter { !$0.value.isEmpty })
        }
        for index in 0..<Int.random(in: 0...2, using: &random) {
            city.add(
                .greens, "g\(index)",
                RegimeCity.box(between(-100, 0), between(5, 85), between(40, 160), between(4, 12)))
        }
        if Bool.random(using: &random) {
            city.add(
                .water, "w", RegimeCity.box(between(-60, 0), between(20, 70), between(50, 120), between(4, 9))
            )
        }
        for index in 0..<Int.random(in: 0...4, using: &random) {
            city.add(
                .buildings, "b\(index)",
                RegimeCity.box(between(-80, 60), between(5, 80), between(6, 40), between(6, 15)))
        }
        return city
    }

    @Test(
        "obeys its regime, is judged by the same rules, and costs no less than its bound", arguments: seeds)
    func obeys(seed: Int) throws {
        let pack = seed.isMultiple(of: 2) ? "yantai-2020" : "zhoukou-2020"
        let city = Self.city(seed)
        guard case .routed(let choice) = try city.plan(today: today, pack: pack, reach: Self.reach) else {
            return
        }
        let cheapest = try #require(choice.routes.first)
        #expect(cheapest.regime == .cheapest)
        for route in choice.routes {
            let name = "seed \(seed), \(route.name)"
            #expect(route.lowerBound <= route.cost + 1e-6 && route.cost >= cheapest.cost - 1e-6, "\(name)")
            func opens(_ layer: LayerName) -> Bool {
                route.survey.crossings.contains { $0.layer == layer && $0.method == .openCut }
            }
            func kinds(_ kind: String) -> Bool { route.requiredKinds.contains { $0.rawValue == kind } }
            switch route.regime {
            case .noRoadDigging:
                #expect(!opens(.roads) && !kinds("ROAD_DIG"), "\(name)")
            case .noGreen: #expect(!opens(.greens) && !kinds("GREEN_OCCUPY"), "\(name)")
            case .trenchless: #expect(!opens(.roads), "\(name)")
            case .withinThreshold:
                let kept = route.decision.thresholds.first { $0.id == route.threshold }
                #expect(kept?.met == true, "\(name)")
            case .shortest:
                #expect(
                    choice.routes.allSatisfy { $0.survey.gridLength >= route.survey.gridLength - 0.02 },
                    "\(name)")
            case .fewestPermits:
                #expect(choice.routes.allSatisfy { $0.permitCount >= route.permitCount }, "\(name)")
            case .cheapest: break
            }
            // A city road in its no-dig period is never dug by default.
            let dug = route.decision.moratoria.filter { $0.status == .barred }
            #expect(dug.isEmpty, "\(name)")
            try standsClear(route, of: city, name)
        }
    }

    /// No vertex or point between lies in a house, or nearer than a metre to it.
    private func standsClear(_ route: JudgedRoute, of city: RegimeCity, _ name: String) throws {
        let engine = GeometryEngine()
        for house in city.features[.buildings] ?? [] where pathLength(route.line) > 0 {
            #expect(try engine.distance(.line(route.line), house.shape) >= 1 - 1e-6, "\(name), \(house.id)")
        }
    }

    @Test("features in another order give the same bytes", arguments: [3])
    func order(seed: Int) throws {
        let city = Self.city(seed)
        var random = SeededNumbers(state: UInt64(seed))
        let options = PlanOptions(regimes: Set(Regime.allCases))
        func bytes(_ city: RegimeCity) throws -> Data {
            var desk = try city.desk(today: today)
            desk.reach = Self.reach
            let plot = try city.question().plot
            return try JSONText.line(try RouteDesk(desk).document(for: plot, .water, options))
        }
        let expected = try bytes(city)
        #expect(try bytes(city) == expected)
        #expect(try bytes(city.shuffled(&random)) == expected)
    }
}
