import CityModel
import Foundation
import Geometry
import RoutePlanner
import Testing
import Vocabulary

/// Drawn maps whose answer follows by hand; the others stand in `DrawnMapTests` and `UnreachableTests`.
@Suite("Closed cases on drawn maps")
struct ClosedCaseTests {
    @Test("two half-planes: Snell's law where they meet, against the closed form")
    func halfPlanes() throws {
        let text = "s..........\n...........\nRRRRRRRRRRR\nRRRRRRRRRRR\nRRRRRRRRRRP"
        let route = try #require(try AsciiMap(text, isFramed: true).route())
        // Stub (5,45); the road begins at y 30; the plot's corner is (100,10). 15 m down at rate 1, 20 m at rate 3.
        func reach(_ p: Double) -> Double {
            15 * p / (1 - p * p).squareRoot() + 20 * (p / 3) / (1 - p * p / 9).squareRoot()
        }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if reach(middle) < 95 { low = middle } else { high = middle }
        }
        let cost = 15 / (1 - low * low).squareRoot() + 3 * 20 / (1 - low * low / 9).squareRoot()
        #expect(abs(route.cost - cost) < 1e-6)
        #expect(route.line.count == 3)
        // The sines on both sides stand as the rates, the other way round.
        let bend = try #require(route.line.count == 3 ? route.line[1] : nil)
        let (before, after) = (bend - route.line[0], route.line[2] - bend)
        let sines = (abs(before.dx) / before.length, abs(after.dx) / after.length)
        #expect(abs(sines.0 / sines.1 - 3) < 1e-4)
        #expect(route.lowerBound <= cost + 1e-9)
    }

    @Test("a gap between buildings wider than twice the clearance is passed, a narrower one gone round")
    func gap() throws {
        // Two walls with a gap of 10 m; the way round the western one is 3 cells and more.
        var map = AsciiMap("...s...\n.......\n###.###\n.......\n...P...", isFramed: true)
        map.keepOff = 4.9
        let through = try #require(try map.route())
        #expect(abs(through.cost - 35) < 1e-3)
        map.keepOff = 5.1
        #expect(try map.route() == nil, "the frame closes the way round")
        map.isFramed = false
        let around = try #require(try map.route())
        // Round the corners (0,20) and (0,30) of the western wall at 5.1 m, then to the corner (30,10) of the plot.
        func tangent(_ x: Double, _ y: Double) -> (length: Double, turn: Double) {
            let far = (x * x + y * y).squareRoot()
            return ((far * far - 5.1 * 5.1).squareRoot(), acos(5.1 / far))
        }
        let down = tangent(35, 15)
        let up = tangent(30, 10)
        let arcs = 5.1 * (.pi - atan2(15, 35) - down.turn) + 5.1 * (.pi - atan2(10, 30) - up.turn)
        #expect(around.cost > 60)
        #expect(abs(around.cost - (down.length + up.length + 10 + arcs)) < 0.1)
    }

    @Test("a plot that touches the main costs the connection, and so does one that contains it")
    func mainAtThePlot() throws {
        let source = PlanSource(
            layer: .mains, feature: "M", shape: .line([Point(10, 15), Point(30, 15)]), charge: 7)
        let scene = PlanScene(sources: [source], regions: [])
        // Half in the plot, on its edge, wholly inside.
        for plot in [
            Box(minX: 20, minY: 0, maxX: 60, maxY: 40), Box(minX: 0, minY: 0, maxX: 60, maxY: 15),
            Box(minX: 0, minY: 0, maxX: 60, maxY: 40),
        ] {
            let request = PlanRequest(utility: .water, plot: "P", target: [Polygon(plot)])
            guard case .route(let route) = try RoutePlanner().plan(request, fetch: { _ in scene }) else {
                Issue.record("no route for \(plot)")
                continue
            }
            #expect(route.cost == 7 && route.gap == 0 && route.length == 0, "\(plot): \(route.cost)")
        }
    }

    @Test("a plot enclosed by buildings on all sides is told so, with the buildings")
    func enclosed() throws {
        let map = AsciiMap("mmmmm\n.....\n.###.\n.#P#.\n.###.")
        let refusal = try #require(try map.refusal())
        #expect(refusal.code == "RTE-102" && refusal.blockers.map(\.feature) == ["B1", "B2", "B3", "B4"])
        // Without the western building there is a way: from the main down to (10,30), round the corner to (20,20).
        let open = try #require(try AsciiMap("mmmmm\n.....\n.###.\n..P#.\n.###.").route())
        #expect(abs(open.cost - (15 + 10 + 10)) < 0.02)
    }

    @Test("a courtyard closed by walls with a clearance: its walls are named, and a main inside serves")
    func courtyard() throws {
        var map = AsciiMap("mmmmmmm\n.......\n.#####.\n.#...#.\n.#.P.#.\n.#...#.\n.#####.\n.......")
        map.keepOff = 1
        let refusal = try #require(try map.refusal())
        #expect(refusal.code == "RTE-102" && refusal.blockers.count == 8, "\(refusal)")
        var inside = AsciiMap(".......\n.#####.\n.#s..#.\n.#.P.#.\n.#...#.\n.#####.\n.......")
        inside.keepOff = 1
        // From the stub (25,45) to the corner (30,40) of the plot.
        let route = try #require(try inside.route())
        #expect(abs(route.cost - 50.0.squareRoot()) < 1e-6)
    }

    @Test("a red line of several parts: the nearest part is served, whichever is drawn first")
    func parts() throws {
        let near = Polygon(Box(minX: 0, minY: 0, maxX: 10, maxY: 10))
        let far = Polygon(Box(minX: 30, minY: -40, maxX: 40, maxY: -30))
        let main = PlanSource(layer: .mains, feature: "M", shape: .line([Point(-50, 22), Point(50, 22)]))
        let scene = PlanScene(sources: [main], regions: [])
        for target in [[near, far], [far, near]] {
            let request = PlanRequest(utility: .water, plot: "P", target: target)
            guard case .route(let route) = try RoutePlanner().plan(request, fetch: { _ in scene }) else {
                Issue.record("no route")
                continue
            }
            #expect(abs(route.cost - 12) < 1e-6)
        }
    }

    @Test("a red line with a hole: a main in the hole serves it, from inside")
    func hole() throws {
        let outer = Box(minX: 0, minY: 0, maxX: 60, maxY: 60)
        let inner = Box(minX: 20, minY: 20, maxX: 40, maxY: 40)
        let ring = Polygon(shell: Polygon(outer).shell, holes: [Polygon(inner).shell])
        let inside = PlanSource(layer: .mains, feature: "hole", shape: .line([Point(26, 25), Point(26, 35)]))
        let outside = PlanSource(
            layer: .mains, feature: "street", shape: .line([Point(-50, 69), Point(90, 69)]))
        let request = PlanRequest(utility: .water, plot: "P", target: [ring])
        let scene = PlanScene(sources: [outside, inside], regions: [])
        guard case .route(let route) = try RoutePlanner().plan(request, fetch: { _ in scene }) else {
            Issue.record("no route")
            return
        }
        #expect(route.from.feature == "hole" && abs(route.cost - 5) < 1e-6)
        // Without it the street serves the outer side.
        let street = PlanScene(sources: [outside], regions: [])
        guard case .route(let other) = try RoutePlanner().plan(request, fetch: { _ in street }) else {
            Issue.record("no route")
            return
        }
        #expect(abs(other.cost - 9) < 1e-6)
    }
}

@Suite("A search that may not go on")
struct BudgetTests {
    @Test("every node budget gives the best route so far with an honest gap, or says that none was found")
    func budgets() throws {
        let text = "s......W...\n..##...W...\n..##.G.RRRR\n.RRRRRR..#.\n...#.GG..#.\n..........P"
        let map = AsciiMap(text, isFramed: true)
        let whole = try #require(try map.route())
        #expect(whole.gap < 0.01)
        var (refused, unproven) = (0, 0)
        // From one node to far more than the search needs, each a seventh more than the one before.
        let budgets = (0..<60).map { Int(pow(8.0 / 7, Double($0)) * 4) } + [1, 1_000_000]
        for budget in budgets {
            switch try map.plan(PlanLimits(nodeBudget: budget)) {
            case .unreachable(let why):
                refused += 1
                #expect(why.code == "RTE-104", "\(budget): \(why.message)")
            case .route(let route):
                if route.gap > whole.gap + 1e-6 { unproven += 1 }
                #expect(route.lowerBound <= whole.cost + 1e-6, "\(budget): the bound is a bound")
                #expect(route.cost >= whole.lowerBound - 1e-6, "\(budget)")
                #expect(abs(route.cost - route.parts.reduce(0) { $0 + $1.cost }) < 1e-9)
                #expect(route.search.settled <= budget + 5_000)
                // The same budget gives the same route: it is counted in nodes, not in time.
                #expect(try map.plan(PlanLimits(nodeBudget: budget)) == .route(route))
            }
        }
        #expect(refused > 0, "a budget of one node finds nothing")
        #expect(unproven > 0, "some budget ends between the route and its proof")
    }
}
