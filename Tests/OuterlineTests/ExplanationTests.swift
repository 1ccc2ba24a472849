import CityModel
import Geometry
import PermitPolicy
import RoutePlanner
import Testing
import Vocabulary
import WorkCalendar

@testable import Outerline
@testable import RouteSurvey

@Suite("Why a route runs as it does")
struct ExplanationTests {
    private let today: Day

    init() throws { today = try #require(Day("2026-11-20")) }

    private func explained(
        _ city: RegimeCity, _ name: String = "cheapest", pack: String = "yantai-2020",
        barredRoads: SurfaceRates.BarredRoads = .trenchless
    ) throws -> RouteExplainDocument.Route {
        let explainer = RouteExplainer(
            RouteDesk(try city.desk(today: today, pack: pack, barredRoads: barredRoads)), try city.question())
        guard case .routed(let choice) = try explainer.search.choice(Set(Regime.allCases)) else {
            throw Problem(.unexpected, "unreachable")
        }
        return try explainer.explained(try choice.route(named: name, of: "the plot"))
    }

    private static func road(_ city: inout RegimeCity, opened: String, width: Double = 4_000) {
        city.add(
            .roads, "r", RegimeCity.box(-width / 2, 40, width, 12),
            ["class": "secondary", "administration": "city", "opened_on": opened, "name": "港城路"])
    }

    @Test("surfaces, features and fixed charges add up to the cost, for every regime")
    func sums() throws {
        var city = RegimeCity()
        Self.road(&city, opened: "2010-05-01", width: 300)
        city.add(.greens, "g", RegimeCity.box(-30, 60, 400, 10), ["name": "绿地"])
        guard case .routed(let choice) = try city.plan(today: today) else {
            Issue.record("unreachable")
            return
        }
        #expect(choice.routes.count > 1)
        for route in choice.routes {
            let told = try explained(city, route.name)
            let costs = try #require(told.breakdown)
            #expect(abs(costs.total - route.cost) < 0.01 * 1, "\(route.name)")
            let surfaces = costs.bySurface.reduce(0) { $0 + $1.cost }
            #expect(abs(costs.connection + surfaces - costs.total) < 1e-6)
            let metres = costs.byFeature.reduce(0) { $0 + $1.metres }
            #expect(abs(metres - route.survey.gridLength) < 1e-3)
            #expect(costs.connection == 2500, "water from a main")
        }
    }

    @Test("by hand: 88 m of open ground, 12 m of dug road, one entry, one connection")
    func byHand() throws {
        var city = RegimeCity()
        Self.road(&city, opened: "2010-05-01")
        let costs = try #require(try explained(city).breakdown)
        let open = try #require(costs.byFeature.first { $0.layer == nil })
        let road = try #require(costs.byFeature.first { $0.layer == .roads })
        #expect(abs(open.metres - 88) < 0.01 && open.rate == 450 && open.entries == 0)
        #expect(abs(road.metres - 12) < 0.01 && road.rate == 1350 && road.name == "港城路")
        #expect(road.entries == 1 && road.charge == 3000 && road.method == .openCut)
        #expect(abs(costs.total - (88 * 450 + 12 * 1350 + 3000 + 2500)) < 10)
        #expect(costs.fixed == 5500)
    }

    @Test("a road in its no-dig period binds, and the answer tells what its end would change")
    func moratorium() throws {
        var city = RegimeCity()
        Self.road(&city, opened: "2024-05-01")
        let told = try explained(city)
        let road = try #require(told.binding.first { $0.layer == .roads })
        #expect(road.why == .moratoriumTrenchless && road.feature == "r")
        #expect(told.breakdown?.byFeature.first { $0.layer == .roads }?.method.isTrenchless == true)
        let ended = try #require(told.whatIf.first { $0.change == .moratoriumEnded })
        #expect(ended.subjects == ["r"])
        let then = try #require(ended.outcome)
        // Digging 12 m at 1 350 and 3 000 for the permit in the place of a drill with its pits.
        var free = RegimeCity()
        Self.road(&free, opened: "2010-05-01")
        let dug = try explained(free)
        #expect(abs(then.cost - (dug.cost ?? 0)) < 1e-6)
        #expect(then.difference.cost < -20_000 && then.difference.permitsMore.contains("ROAD_DIG"))
        #expect((then.difference.days ?? -1) >= 0, "digging needs a permit more")
        #expect(dug.whatIf.allSatisfy { $0.change != .moratoriumEnded }, "no road is barred there")
    }

    @Test("of several roads in their no-dig periods each is asked about alone")
    func severalRoads() throws {
        var city = RegimeCity()
        for (index, y) in [20.0, 60].enumerated() {
            city.add(
                .roads, "r\(index)", RegimeCity.box(-2_000, y, 4_000, 12),
                ["class": "secondary", "administration": "city", "opened_on": "2024-05-01"])
        }
        let ended = try explained(city).whatIf.filter { $0.change == .moratoriumEnded }
        #expect(ended.map(\.subjects) == [["r0", "r1"], ["r0"], ["r1"]])
        let costs = ended.compactMap { $0.outcome?.difference.cost }
        #expect(costs.count == 3 && costs[0] < costs[1] && costs[0] < costs[2] && costs[1] < 0)
        #expect(abs(costs[0] - costs[1] - costs[2]) < 50)
    }

    @Test("a stub on the nearest main saves the dearer connection, and nothing else")
    func stub() throws {
        let added = try #require(try explained(RegimeCity()).whatIf.first { $0.change == .stubAdded })
        #expect(added.subjects == ["m"])
        let difference = try #require(added.outcome?.difference)
        // Of the equally short lines to the red line any may be taken; on the ground they differ by less than a millimetre.
        #expect(abs(difference.cost - (500 - 2500)) < 1e-6 && abs(difference.groundLength) < 0.001)
        #expect(added.outcome?.from.layer == "stubs")
    }

    @Test("a house beside the way binds by the distance to keep; a neighbour's plot as private land")
    func walls() throws {
        var city = RegimeCity()
        // All of the main's side is closed but for the east: round the house's corner to the plot.
        city.add(.buildings, "b", RegimeCity.box(-400, 40, 460, 20), ["name": "仓库"])
        city.add(.plots, "q", RegimeCity.box(63, 20, 600, 60))
        let told = try explained(city)
        let house = try #require(told.binding.first { $0.layer == .buildings })
        #expect(house.why == .keepOff && house.required == 1 && !house.isBreached && house.name == "仓库")
        #expect((house.distance ?? 0) >= 1 && (house.distance ?? 9) < 1.03 && !house.chainages.isEmpty)
        let neighbour = told.binding.first { $0.layer == .plots }
        #expect(neighbour == nil || neighbour?.why == .privateLand)
    }

    @Test("the threshold a regime keeps binds; the cheapest route exceeds it")
    func threshold() throws {
        var city = RegimeCity()
        city.add(.water, "w", RegimeCity.box(-150, 40, 340, 10))
        let cheapest = try explained(city, pack: "zhoukou-2020")
        let exceeded = try #require(cheapest.thresholds.first { $0.standing == .exceeded })
        let kept = try explained(city, "within_threshold:\(exceeded.id)", pack: "zhoukou-2020")
        #expect(kept.thresholds.first { $0.id == exceeded.id }?.standing == .binding)
    }

    @Test("a name that is no route is refused with what there is, a regime left out with the reason")
    func names() throws {
        #expect(throws: Problem.self) { try explained(RegimeCity(), "cheapset") }
        do {
            _ = try explained(RegimeCity(), "no_green")
            Issue.record("it crosses no green")
        } catch let problem as Problem {
            #expect(problem.code == "RTE-313" && problem.message.contains("the same as the cheapest"))
        }
    }

    @Test("why nothing reaches a plot is told in Chinese by code, with the features in the way")
    func refusalWording() throws {
        var city = RegimeCity()
        for (id, box) in [
            ("1", (-10.0, 85.0, 60.0, 10.0)), ("2", (-10, 145, 60, 10)), ("3", (-15, 85, 10, 70)),
            ("4", (45, 85, 10, 70)),
        ] {
            city.add(.buildings, id, RegimeCity.box(box.0, box.1, box.2, box.3))
        }
        guard case .unreachable(let why) = try city.plan(today: today) else {
            Issue.record("reached")
            return
        }
        let words = why.wording(try city.question(), reach: 1000)
        #expect(words.en == why.message, "\(why)")
        #expect(words.zh == "地块 p 被建筑 1、2、3、4围住，没有合法路由", "\(why)")
        var dry = RegimeCity()
        dry.add(.stubs, "gas", .point(RegimeCity.corner), ["utility": "gas"])
        guard
            case .unreachable(let none) = try RouteDesk(dry.desk(today: today)).routes(dry.question(.heat))
        else {
            Issue.record("reached")
            return
        }
        #expect(none.wording(try dry.question(.heat), reach: 1000).zh == "地块 p 周边 1000 m 内没有可接驳的供暖主管或预留口")
    }

    @Test("short straights are found by diameter, called an assumption, and make no route illegal")
    func shortStraights() throws {
        let desk = try RegimeCity().desk(today: today)
        let corner = RegimeCity.corner
        let line = [corner, corner + Vector(10, 0), corner + Vector(10, 1.2), corner + Vector(20, 1.2)]
        let bends = desk.bends(of: line)
        #expect(bends.count == 2)
        func found(_ diameter: Double?, _ table: ClearanceTable? = desk.clearances) -> [Finding] {
            SurveyFindings(desk.rates, table, desk.city).findings(bends, .water, diameter: diameter)
        }
        #expect(found(nil).isEmpty && found(100).isEmpty, "1 m is asked of DN 100")
        let large = try #require(found(200).first)
        #expect(large.code == "RTE-315" && large.severity == .note)
        #expect(large.message.contains("1.2 m") && large.message.contains("assumption, REVIEW"))
        // A value somebody has verified is warned of, and is no assumption any more.
        var verified = try #require(desk.clearances)
        verified.bends?.straights[.water] = [
            BendRules.Row(
                upTo: nil, straight: AttestedValue(3, evidence: ["O"], level: .verifiedOfficialCopy))
        ]
        let warned = try #require(found(100, verified).first)
        #expect(warned.severity == .warning && !warned.message.contains("REVIEW"))
        #expect(found(100, nil).isEmpty)
    }

    @Test(
        "a crossing below the angle to keep never reads as if it kept it",
        arguments: [(59.96, "59.9°"), (59.6, "59.6°"), (59.4, "59°"), (31.2, "31°")])
    func flatCrossings(angle: Double, shown: String) throws {
        let desk = try RegimeCity().desk(today: today)
        let corner = RegimeCity.corner
        let crossing = Crossing(
            layer: .roads, features: ["R"], name: nil, kind: .crosses, from: 0, to: 5, groundLength: 5,
            entry: corner, exit: corner + Vector(5, 0), angle: angle)
        let survey = Survey(
            groundLength: 5, gridLength: 5, crossings: [crossing], lengthsBySurface: [:], stripWidth: 2)
        let found = try SurveyFindings(desk.rates, nil, desk.city).findings(survey)
        let flat = try #require(found.first)
        #expect(found.count == 1 && flat.code == "RTE-307")
        #expect(flat.message.contains(" at \(shown), below 60°"), "\(flat.message)")
        #expect(flat.messageZh?.contains("交角为 \(shown)，小于 60°") ?? false, "\(flat)")
    }
}
