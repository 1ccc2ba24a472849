import CityModel
import Geometry
import RoutePlanner
import Testing
import Vocabulary

@Suite("Degenerate data")
struct DegenerateTests {
    @Test("a plot that touches the main has a route of length zero at the contact")
    func contact() throws {
        let source = PlanSource(
            layer: .mains, feature: "M", shape: .line([Point(-20, 10), Point(20, 10)]), charge: 5)
        let scene = PlanScene(sources: [source], regions: [])
        for top in [10.0, 14] {
            let request = PlanRequest(
                utility: .water, plot: "P", target: [Polygon(Box(minX: -5, minY: 0, maxX: 5, maxY: top))])
            guard case .route(let route) = try RoutePlanner().plan(request, fetch: { _ in scene }) else {
                Issue.record("no route")
                continue
            }
            #expect(route.length == 0)
            #expect(route.cost == 5)
            #expect(route.gap == 0)
            #expect(route.line == [Point(-5, 10), Point(-5, 10)])
        }
    }

    @Test("duplicates, slivers and overlaps change nothing that matters")
    func clutter() throws {
        let map = AsciiMap("mmmmmm\n.RRR..\n.R#RG.\n..##G.\n..P...")
        let clean = try #require(try map.route())
        var scene = map.scene
        scene.regions += map.regions.map { region in
            var copy = region
            copy.feature += "-again"
            return copy
        }
        // A sliver of a tenth of a millimetre beside a kerb, one crossing it, and a collapsed ring.
        for shell in [
            [Point(10, 40), Point(40, 40.0001), Point(40, 40.0002), Point(10, 40)],
            [Point(9.9, 45), Point(10.1, 25), Point(10.1003, 25), Point(9.9, 45)],
            [Point(50, 30), Point(55, 30), Point(52, 30), Point(50, 30)],
        ] {
            scene.regions.append(
                PlanRegion(
                    layer: .greens, feature: "sliver", polygons: [Polygon(shell: shell)],
                    treatment: .open(rate: 1.6), rank: 3))
        }
        guard case .route(let route) = try RoutePlanner().plan(try map.request(), fetch: { _ in scene })
        else {
            Issue.record("no route")
            return
        }
        #expect(abs(route.cost - clean.cost) < 0.01)
    }

    @Test("a neighbour with the same red line does not lock the plot in")
    func duplicatePlot() throws {
        let map = AsciiMap("mmmmm\n.....\n.....\n..P..")
        var scene = map.scene
        scene.regions.append(
            PlanRegion(
                layer: .plots, feature: "twin", polygons: try map.target, treatment: .barred(grow: 0), rank: 4
            ))
        guard case .route(let route) = try RoutePlanner().plan(try map.request(), fetch: { _ in scene })
        else {
            Issue.record("no route")
            return
        }
        #expect(abs(route.cost - 25) < 1e-6)
    }

    @Test("many lines through one millimetre are noded")
    func pencil() throws {
        var generator = Seeded(11)
        let map = AsciiMap("mmmmmmmm\n........\n........\n........\n....P...")
        var scene = map.scene
        for index in 0..<60 {
            let x = Double.random(in: 0...80, using: &generator)
            let y = Double.random(in: -20...60, using: &generator)
            let end = Point(80 - x, 50 - y)
            scene.regions.append(
                PlanRegion(
                    layer: .greens, feature: "\(index)",
                    polygons: [
                        Polygon(shell: [
                            Point(x, y), end, Point(end.x + 0.0004, end.y), Point(x + 0.0004, y),
                            Point(x, y),
                        ])
                    ], treatment: .open(rate: 1.6), rank: 3))
        }
        guard case .route(let route) = try RoutePlanner().plan(try map.request(), fetch: { _ in scene })
        else {
            Issue.record("no route")
            return
        }
        #expect(abs(route.cost - 35) < 0.05)
    }

    @Test("a main that runs inside barred ground is no source there")
    func mainUnderBuilding() throws {
        let main = PlanSource(layer: .mains, feature: "M", shape: .line([Point(0, 30), Point(100, 30)]))
        let building = PlanRegion(
            layer: .buildings, feature: "B", polygons: [Polygon(Box(minX: 20, minY: 25, maxX: 80, maxY: 40))],
            treatment: .barred(grow: 1), rank: 0)
        let scene = PlanScene(sources: [main], regions: [building])
        let request = PlanRequest(
            utility: .water, plot: "P", target: [Polygon(Box(minX: 45, minY: 0, maxX: 55, maxY: 10))])
        guard case .route(let route) = try RoutePlanner().plan(request, fetch: { _ in scene }) else {
            Issue.record("no route")
            return
        }
        #expect(route.line[0].x < 19.001 || route.line[0].x > 80.999)
    }
}
