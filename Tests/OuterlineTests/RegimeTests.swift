import CityModel
import Configuration
import Coordinator
import Foundation
import GIS
import Geometry
import PermitPolicy
import RouteSurvey
import Testing
import Vocabulary
import WorkCalendar

@testable import Outerline

@Suite("Alternatives by regime")
struct RegimeTests {
    private let today: Day

    init() throws { today = try #require(Day("2026-11-20")) }

    private func choice(_ outcome: RouteDesk.Outcome) throws -> RouteChoice {
        guard case .routed(let choice) = outcome else {
            Issue.record("unreachable")
            throw CancellationError()
        }
        return choice
    }

    private func route(_ choice: RouteChoice, _ regime: Regime) throws -> JudgedRoute {
        try #require(choice.routes.first { $0.regime == regime }, "\(choice.dropped)")
    }

    private func kinds(_ route: JudgedRoute) -> Set<String> {
        Set(route.decision.permits.filter { $0.verdict == .required }.map(\.kind.rawValue))
    }

    @Test("a green strip that can be gone round is crossed by the cheapest and left alone by the others")
    func green() throws {
        var city = RegimeCity()
        // 10 m deep and open 30 m west of the plot: round it the way is longer, through it a permit is needed.
        city.add(.greens, "g", RegimeCity.box(-30, 50, 400, 10), ["name": "绿地"])
        let choice = try choice(try city.plan(today: today))
        let cheapest = try route(choice, .cheapest)
        #expect(kinds(cheapest).contains("GREEN_OCCUPY"))
        #expect(abs(cheapest.survey.gridLength - 100) < 0.01)
        let around = try route(choice, .noGreen)
        #expect(!kinds(around).contains("GREEN_OCCUPY"))
        // Two straight pieces past the corner, half a strip (1.1 m) off it.
        #expect(around.survey.gridLength > 105 && around.survey.gridLength < 112)
        #expect(around.cost > cheapest.cost)
        let dropped = Set(choice.dropped.map(\.regime))
        // The fewest permits are those without the green; the shortest is the cheapest; there is no road.
        #expect(dropped == [.noRoadDigging, .fewestPermits, .shortest, .trenchless, .withinThreshold])
    }

    @Test("of routes alike in cost the one with fewer permits is the cheapest")
    func fewerPermitsWin() throws {
        var city = RegimeCity()
        // Beside the green 1.5 m of open ground lead to the plot: enough for the trench, and for a strip that opens no
        // green. Along the edge and beside it the pipe costs the same.
        city.add(.greens, "g", RegimeCity.box(-300, 50, 338.5, 10), ["name": "绿地"])
        let choice = try choice(try city.plan(today: today))
        let cheapest = try route(choice, .cheapest)
        #expect(abs(cheapest.survey.gridLength - 100) < 0.01)
        #expect(!kinds(cheapest).contains("GREEN_OCCUPY"))
        #expect(choice.routes.count == 1 && cheapest.lowerBound <= cheapest.cost)
    }

    @Test("a road across the whole city: no route without digging, but one below it")
    func road() throws {
        var city = RegimeCity()
        city.add(
            .roads, "r", RegimeCity.box(-2_000, 40, 4_000, 12),
            ["class": "secondary", "administration": "city"])
        let choice = try choice(try city.plan(today: today))
        #expect(kinds(try route(choice, .cheapest)).contains("ROAD_DIG"))
        let below = try route(choice, .trenchless)
        #expect(!kinds(below).contains("ROAD_DIG") && kinds(below).contains("ROAD_ATTACH"))
        let crossing = try #require(below.survey.crossings.first { $0.layer == .roads })
        #expect(crossing.method?.isTrenchless == true && crossing.area == 0)
        let none = try #require(choice.dropped.first { $0.regime == .noRoadDigging })
        #expect(none.code != nil)
    }

    @Test("a road in its no-dig period is drilled under, gone round or dug, as the rates file says")
    func moratorium() throws {
        var city = RegimeCity()
        city.add(
            .roads, "r", RegimeCity.box(-60, 40, 120, 12),
            ["class": "secondary", "administration": "city", "opened_on": "2024-05-01"])
        let drilled = try route(try choice(try city.plan([], today: today)), .cheapest)
        let avoided = try route(
            try choice(try city.plan([], today: today, barredRoads: .avoid)), .cheapest)
        let dug = try route(try choice(try city.plan([], today: today, barredRoads: .dig)), .cheapest)
        // Drilling 14 m costs more here than going 40 m round, so both leave the road alone.
        #expect(!drilled.survey.crossings.contains { $0.layer == .roads && $0.method == .openCut })
        #expect(avoided.survey.crossings.allSatisfy { $0.layer != .roads })
        #expect(drilled.cost <= avoided.cost * 1.001)
        #expect(kinds(dug).contains("MORATORIUM") && dug.cost < avoided.cost)
        // The ban ends with the fifth year: the day after it the road is dug.
        let after = try #require(Day("2029-05-02"))
        let free = try route(try choice(try city.plan([], today: after)), .cheapest)
        #expect(free.survey.crossings.contains { $0.layer == .roads && $0.method == .openCut })
        #expect(!kinds(free).contains("MORATORIUM"))
        // So long that nobody goes round it: it is drilled under.
        var walled = RegimeCity()
        walled.add(
            .roads, "r", RegimeCity.box(-2_000, 40, 4_000, 12),
            ["class": "secondary", "administration": "city", "opened_on": "2024-05-01"])
        let under = try route(try choice(try walled.plan([], today: today)), .cheapest)
        #expect(under.decision.moratoria.map(\.status) == [.notDug])
        #expect(!kinds(under).contains("ROAD_DIG") && !kinds(under).contains("MORATORIUM"))
    }

    @Test("a pond makes the cheapest route too long for a threshold; a dearer one keeps it")
    func threshold() throws {
        var city = RegimeCity()
        // Through the pond 100 m, 10 m of them at 9 000 a metre; round it about 208 m of cheap ground.
        city.add(.water, "w", RegimeCity.box(-150, 40, 340, 10))
        let pack = "zhoukou-2020"
        let choice = try choice(try city.plan(today: today, pack: pack))
        let cheapest = try route(choice, .cheapest)
        let limit = try #require(
            cheapest.decision.thresholds.first { $0.measure == "route_length" && $0.met == false })
        let kept = try route(choice, .withinThreshold)
        #expect(kept.threshold == limit.id)
        #expect(kept.decision.thresholds.first { $0.id == limit.id }?.met == true)
        #expect(kept.cost > cheapest.cost && kept.lowerBound <= kept.cost)
        #expect(kept.survey.groundLength <= (limit.margin?.limit ?? 0))
    }

    @Test("no alternative is as good as another in everything, and the cheapest stands first")
    func dominance() throws {
        var city = RegimeCity()
        city.add(.greens, "g", RegimeCity.box(-30, 50, 400, 10))
        city.add(.roads, "r", RegimeCity.box(-80, 20, 300, 8), ["class": "lane", "administration": "city"])
        let choice = try choice(try city.plan(today: today))
        #expect(choice.routes.first?.regime == .cheapest)
        let costs = choice.routes.map(\.cost)
        #expect(costs.first == costs.min())
        for (index, one) in choice.routes.enumerated() {
            for (other, another) in choice.routes.enumerated() where other != index {
                let worse =
                    one.cost > another.cost || !one.requiredKinds.isSubset(of: another.requiredKinds)
                    || one.survey.groundLength > another.survey.groundLength
                    || (one.readyToDig?.day ?? today) > (another.readyToDig?.day ?? today)
                #expect(worse || one.cost < another.cost, "\(one.regime) beside \(another.regime)")
            }
        }
        let found = Set(choice.routes.map(\.regime)).union(choice.dropped.map(\.regime))
        #expect(found == Set(Regime.allCases))
    }
}
