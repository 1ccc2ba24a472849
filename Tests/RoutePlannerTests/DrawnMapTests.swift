import CityModel
import Geometry
import RoutePlanner
import Testing
import Vocabulary

@Suite("Routes on drawn maps, costs by hand")
struct DrawnMapTests {
    @Test("open ground: the perpendicular from the main to the red line")
    func straight() throws {
        let route = try #require(try AsciiMap("mmmmm\n.....\n.....\n..P..").route())
        #expect(abs(route.cost - 25) < 1e-6)
        #expect(route.line.count == 2)
        #expect(abs(route.line[0].y - 35) < 1e-9)
        #expect(abs((route.line.last?.y ?? 0) - 10) < 1e-9)
        #expect(route.from == PlannedRoute.Origin(layer: .mains, feature: "M1"))
        #expect(route.parts == [CostPart(kind: .open, quantity: route.length, rate: 1)])
    }

    @Test("a road across the way costs its rate over its width")
    func road() throws {
        let route = try #require(try AsciiMap("mmmmm\nRRRRR\n.....\n..P..", isFramed: true).route())
        #expect(abs(route.cost - (5 + 30 + 10)) < 1e-3)
        let onRoad = route.parts.first { $0.kind == .surface(.roads) }
        #expect(abs((onRoad?.quantity ?? 0) - 10) < 3e-3)
    }

    @Test("around a building that covers one side of the plot")
    func building() throws {
        let route = try #require(try AsciiMap("..s..\n.....\n.###.\n..P..").route())
        // From the stub over the corner (10,20) to (10,10), along the wall to the corner of the plot.
        #expect(abs(route.cost - (450.0.squareRoot() + 20)) < 0.02)
        #expect(route.line.count == 4)
        #expect(route.from == PlannedRoute.Origin(layer: .stubs, feature: "S1"))
    }

    @Test("another plot is walked around, a hole in the wall is found")
    func otherPlots() throws {
        let map = AsciiMap("mmmmmm\nOOOO.O\nOOOO.O\n..P...")
        let route = try #require(try map.route())
        // Down the lane at x = 40, then along the plots' border to the corner (30,10).
        #expect(abs(route.cost - (5 + 20 + 10)) < 0.02)
    }

    @Test("a dear crossing is taken where it is narrow")
    func narrowWater() throws {
        let map = AsciiMap("s.....\nWWWWWW\nWWWWW.\nWWWWWW\nP.....", isFramed: true)
        let route = try #require(try map.route())
        let straight = 5 + 3 * 10 * 20.0 + 0
        #expect(route.cost < straight - 100)
        let water = route.parts.first { $0.kind == .surface(.water) }?.quantity ?? 0
        #expect(water >= 20 - 0.01 && water < 22)
    }

    @Test("Snell's law at both borders of a road, against the closed form")
    func refraction() throws {
        let text = "s..........\n...........\nRRRRRRRRRRR\n...........\n..........P"
        let route = try #require(try AsciiMap(text, isFramed: true).route())
        // Stub (5,45), road from y 30 to 20, corner of the plot (100,10): 25 m of height in open ground, 10 in road.
        func reach(_ p: Double) -> Double {
            25 * p / (1 - p * p).squareRoot() + 10 * (p / 3) / (1 - p * p / 9).squareRoot()
        }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if reach(middle) < 95 { low = middle } else { high = middle }
        }
        let cost = 25 / (1 - low * low).squareRoot() + 3 * 10 / (1 - low * low / 9).squareRoot()
        #expect(abs(route.cost - cost) < 1e-6)
        #expect(route.line.count == 4)
    }

    @Test("a route along a border pays the cheaper side, whichever that is", arguments: [1.0, 20.0])
    func border(openRate: Double) throws {
        let road = PlanRegion(
            layer: .roads, feature: "R", polygons: [Polygon(Box(minX: -50, minY: 10, maxX: 150, maxY: 20))],
            treatment: .open(rate: 3), rank: 1)
        let stub = PlanSource(layer: .stubs, feature: "S", shape: .point(Point(0, 20)))
        let scene = PlanScene(sources: [stub], regions: [road])
        let request = PlanRequest(
            utility: .gas, plot: "P", target: [Polygon(Box(minX: 100, minY: 15, maxX: 110, maxY: 25))],
            openRate: openRate)
        guard case .route(let route) = try RoutePlanner().plan(request, fetch: { _ in scene }) else {
            Issue.record("no route")
            return
        }
        #expect(abs(route.cost - 100 * min(openRate, 3)) < 1e-3)
        #expect(abs(route.length - 100) < 1e-3)
    }

    @Test("the keep-off of a building is kept, to the micrometre")
    func keepOff() throws {
        var map = AsciiMap("..s..\n.....\n.###.\n.....\n..P..")
        map.keepOff = 2
        let route = try #require(try map.route())
        let wall = Shape.polygons(map.polygons("#"))
        let distance = try GeometryEngine().distance(.line(route.line), wall)
        #expect(distance >= 2 - 1e-6)
        #expect(distance < 2.02)
    }

    @Test("an entry charge is paid once for each stretch, and avoided where a detour is cheaper")
    func entries() throws {
        var map = AsciiMap("mmmmm\nGGGGG\n.....\n..P..", isFramed: true)
        map.entryCharges = ["G": 40]
        let route = try #require(try map.route())
        #expect(abs(route.cost - (5 + 16 + 10 + 40)) < 1e-2)
        #expect(route.parts.contains(CostPart(kind: .entry(.greens, feature: "G1"), quantity: 1, rate: 40)))

        var patch = AsciiMap("...s...\n.......\n..GGG..\n.......\n...P...")
        patch.entryCharges = ["G": 0.5]
        let through = try #require(try patch.route())
        #expect(abs(through.cost - (25 + 16 + 0.5)) < 1e-2)
        #expect(through.parts.contains { $0.kind == .entry(.greens, feature: "G1") })
        patch.entryCharges = ["G": 100]
        let around = try #require(try patch.route())
        #expect(!around.parts.contains { $0.kind == .entry(.greens, feature: "G1") })
        // Over the corners (20,30) and (20,20) of the patch, along its border, to the corner (30,10) of the plot.
        #expect(abs(around.cost - (450.0.squareRoot() + 10 + 200.0.squareRoot())) < 1e-2)
    }

    @Test("the connection charge decides between two mains")
    func connectionCharge() throws {
        let near = PlanSource(
            layer: .mains, feature: "near", shape: .line([Point(-50, 10), Point(50, 10)]), charge: 30)
        let far = PlanSource(layer: .mains, feature: "far", shape: .line([Point(-50, -40), Point(50, -40)]))
        let target = [Polygon(Box(minX: -5, minY: -10, maxX: 5, maxY: 0))]
        func plan(_ charge: Double) throws -> PlannedRoute? {
            var near = near
            near.charge = charge
            let scene = PlanScene(sources: [far, near], regions: [])
            let request = PlanRequest(utility: .heat, plot: "P", target: target)
            if case .route(let route) = try RoutePlanner().plan(request, fetch: { _ in scene }) {
                return route
            }
            return nil
        }
        let cheap = try #require(try plan(15))
        #expect(cheap.from.feature == "near")
        #expect(abs(cheap.cost - 25) < 1e-6)
        #expect(cheap.parts.last == CostPart(kind: .connection, quantity: 1, rate: 15))
        let dear = try #require(try plan(25))
        #expect(dear.from.feature == "far")
        #expect(abs(dear.cost - 30) < 1e-6)
    }
}
