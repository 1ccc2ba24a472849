import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import RouteSurvey
import Testing
import Vocabulary

@testable import Outerline

/// Drawn cities in which the answer follows from one attribute.
///
/// ```
///   PPP   y 100   the plot
///   n s   y  80   a near main or stub, 20 m off
///  mmmmm  y   0   a main that always serves, 100 m off
/// ```
@Suite("Closed cases: what may be connected to, thresholds, no-dig periods")
struct ClosedSourceTests {
    private let today: Day

    init() throws { today = try #require(Day("2026-11-20")) }

    private func cheapest(_ city: RegimeCity, taken: [String: String] = [:]) throws -> JudgedRoute {
        var desk = try city.desk(today: today)
        desk.takenStubs = taken
        guard case .routed(let choice) = try RouteDesk(desk).routes(try city.question()) else {
            throw Problem(.unexpected, "unreachable")
        }
        return try #require(choice.routes.first)
    }

    @Test(
        "a near main serves unless it is of another utility, pressure or without capacity",
        arguments: [
            ([:], true), (["spare_capacity": .real(5)], true), (["spare_capacity": .real(0)], false),
            (["pressure": .text("network")], true), (["pressure": .text("steam")], false),
            (["in_service": .boolean(true)], true), (["in_service": .boolean(false)], false),
            (["utility": .text("gas")], false), (["utility": .text("heat")], false),
        ] as [([String: AttributeValue], Bool)])
    func mains(attributes: [String: AttributeValue], serves: Bool) throws {
        var city = RegimeCity()
        let line = [RegimeCity.corner + Vector(0, 80), RegimeCity.corner + Vector(40, 80)]
        city.add(.mains, "n", .line(line), values: ["utility": .text("water")].merging(attributes) { $1 })
        let route = try cheapest(city)
        #expect(route.source.feature.id == (serves ? "n" : "m"))
        #expect(abs(route.survey.gridLength - (serves ? 20 : 100)) < 1e-6)
        #expect(abs(route.cost - (serves ? 20 : 100) * 450 - 2500) < 1e-3)
    }

    @Test(
        "a near stub serves while it is free, or reserved for this plot, and no case holds it",
        arguments: [
            (["state": .text("free")], "", true), ([:], "", true), (["state": .text("used")], "", false),
            (["state": .text("reserved")], "", false),
            (["state": .text("reserved"), "plot": .text("p")], "", true),
            (["state": .text("reserved"), "plot": .text("q")], "", false),
            (["state": .text("free"), "plot": .text("q")], "", false),
            (["state": .text("free"), "capacity": .real(0)], "", false),
            (["state": .text("free"), "pressure": .text("high")], "", false),
            (["state": .text("free")], "A1-W", false),
        ] as [([String: AttributeValue], String, Bool)])
    func stubs(attributes: [String: AttributeValue], holder: String, serves: Bool) throws {
        var city = RegimeCity()
        city.add(
            .stubs, "s", .point(RegimeCity.corner + Vector(20, 80)),
            values: ["utility": .text("water")].merging(attributes) { $1 })
        let route = try cheapest(city, taken: holder.isEmpty ? [:] : ["s": holder])
        #expect(route.source.layer == (serves ? .stubs : .mains))
        #expect(abs(route.cost - (serves ? 20 * 450 + 500 : 100 * 450 + 2500)) < 1e-3)
    }

    @Test("a threshold is met exactly at its limit and not a hair beyond")
    func threshold() throws {
        let route = try cheapest(RegimeCity())
        let pack = try RegimeCity().desk(today: today, pack: "zhoukou-2020").pack
        func met(_ metres: Double) throws -> Bool? {
            var facts = route.facts
            facts.groundLengthM = metres
            return try #require(pack.decide(facts, on: today).thresholds.first { $0.id == "route-150" }).met
        }
        #expect(try met(150) == true && met(150.001) == false && met(149.999) == true)
    }

    @Test("a road without a date bars nothing and says so; with one it is dug from the day after its period")
    func moratorium() throws {
        func judged(_ more: [String: String], on day: String) throws -> JudgedRoute {
            var city = RegimeCity()
            city.add(
                .roads, "r", RegimeCity.box(-2_000, 40, 4_000, 12),
                ["class": "secondary", "administration": "city"].merging(more) { $1 })
            let desk = try city.desk(today: try #require(Day(day)))
            guard case .routed(let choice) = try RouteDesk(desk).routes(try city.question()) else {
                throw Problem(.unexpected, "unreachable")
            }
            return try #require(choice.routes.first)
        }
        let unknown = try judged([:], on: "2026-11-20")
        #expect(unknown.decision.moratoria.map(\.status) == [.unknown])
        #expect(unknown.decision.moratoria.first?.missing == ["roads.opened_on"])
        // Straight over, dug: 88 m of open ground, 12 m of road, the entry, the connection.
        #expect(abs(unknown.cost - (88 * 450 + 12 * 1350 + 3000 + 2500)) < 10)
        let last = try judged(["opened_on": "2021-11-20"], on: "2026-11-20")
        let after = try judged(["opened_on": "2021-11-20"], on: "2026-11-21")
        #expect(last.decision.moratoria.map(\.status) == [.notDug] && last.cost > unknown.cost + 20_000)
        #expect(after.decision.moratoria.map(\.status) == [.free] && abs(after.cost - unknown.cost) < 1)
    }
}
