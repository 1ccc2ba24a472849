import CityModel
import Geometry
import RoutePlanner
import Testing
import Vocabulary

/// What bars close to the red line; shapes as found in the Porto data.
@Suite("Barred ground beside the own red line")
struct RedLineLawTests {
    private static let plot = [Polygon(Box(minX: 0, minY: 0, maxX: 20, maxY: 15))]

    private func plan(_ scene: PlanScene) throws -> PlanOutcome {
        let request = PlanRequest(utility: .water, plot: "P", target: Self.plot)
        return try RoutePlanner().plan(request) { _ in scene }
    }

    private func route(_ scene: PlanScene) throws -> PlannedRoute? {
        if case .route(let route) = try plan(scene) { route } else { nil }
    }

    private func main(_ points: [Point], _ id: String = "M", charge: Double = 0) -> PlanSource {
        PlanSource(layer: .mains, feature: id, shape: .line(points), charge: charge)
    }

    private func barred(
        _ layer: LayerName, _ id: String, _ box: Box, grow: Double = 0
    ) -> PlanRegion {
        PlanRegion(
            layer: layer, feature: id, polygons: [Polygon(box)], treatment: .barred(grow: grow),
            rank: PlanRegion.rank(of: layer))
    }

    @Test("a main in the neighbour's plot does not serve where both plots share a border")
    func mainBehindSharedBorder() throws {
        // The main runs through the neighbour up to a millimetre before the border.
        let neighbour = barred(.plots, "A", Box(minX: 20, minY: -5, maxX: 40, maxY: 20))
        let scene = PlanScene(
            sources: [
                main([Point(20.001, 5), Point(39, 5)], "inside"), main([Point(-30, -30), Point(60, -30)]),
            ],
            regions: [neighbour])
        let route = try #require(try route(scene))
        #expect(route.from.feature == "M")
        #expect(abs(route.cost - 30) < 0.01)
    }

    @Test("no way leads between two red lines that touch")
    func sharedBorderIsNoCorridor() throws {
        // Above the plot and beside it others; the only main ends in the corner between them.
        let scene = PlanScene(
            sources: [main([Point(20.003, 30), Point(20.003, 15.5)])],
            regions: [
                barred(.plots, "A", Box(minX: 20, minY: -5, maxX: 40, maxY: 15)),
                barred(.plots, "B", Box(minX: -5, minY: 15, maxX: 19.999, maxY: 40)),
            ])
        let route = try #require(try route(scene))
        let engine = GeometryEngine()
        for region in scene.regions {
            // Deeper than the data's rounding the route enters neither.
            let core = try engine.buffer(.polygons(region.polygons), by: -0.002, style: .strip)
            #expect(try !engine.intersects(.line(route.line), core))
        }
    }

    @Test("a plot drawn over the own one does not cover its red line")
    func overlappingPlot() throws {
        // The other plot lies mostly inside and reaches the street front to within the rounding of the data.
        for front in [0.0, -0.0003, 0.0003] {
            let other = barred(.plots, "A", Box(minX: 0, minY: front, maxX: 20, maxY: 14))
            let scene = PlanScene(sources: [main([Point(-30, -12), Point(60, -12)])], regions: [other])
            let route = try #require(try route(scene))
            #expect(abs(route.cost - 12) < 0.001)
            #expect(route.line.last.map { abs($0.y) < 1e-9 } == true)
        }
    }

    @Test("the ground of an overlapping plot outside the own red line stays barred")
    func overlapStaysPrivate() throws {
        let other = barred(.plots, "A", Box(minX: -10, minY: -6, maxX: 30, maxY: 5))
        let scene = PlanScene(sources: [main([Point(-60, -12), Point(60, -12)])], regions: [other])
        let route = try #require(try route(scene))
        // Around a corner of A, then to the side of the plot above it.
        #expect(abs(route.cost - (6 + 11 + 10)) < 0.02)
    }

    @Test("a red line in the keep-off of a neighbour's building is not reached there")
    func neighbourKeepOff() throws {
        let house = barred(.buildings, "B", Box(minX: 19, minY: -8, maxX: 30, maxY: -0.5), grow: 1)
        let scene = PlanScene(sources: [main([Point(18.5, -30), Point(60, -30)])], regions: [house])
        let route = try #require(try route(scene))
        let end = try #require(route.line.last)
        #expect(end.x <= 19 - 0.75.squareRoot() + 1e-6)
        let wall = Shape.polygons(house.polygons)
        #expect(try GeometryEngine().distance(.line(route.line), wall) >= 1 - 1e-6)
    }

    @Test("a main in the keep-off of a building does not serve, not even where it crosses the red line")
    func mainInKeepOff() throws {
        let house = barred(.buildings, "B", Box(minX: 18, minY: -9, maxX: 19, maxY: -0.4), grow: 1)
        let scene = PlanScene(
            sources: [
                main([Point(18.5, 0.3), Point(18.5, -0.2)], "beside"),
                main([Point(-9, -20), Point(30, -20)]),
            ],
            regions: [house])
        let route = try #require(try route(scene))
        #expect(route.from.feature == "M")
        #expect(abs(route.cost - 20) < 0.001)
    }

    @Test("a main that crosses the plot serves although a cheaper stub lies in reach")
    func crossingMain() throws {
        let stub = PlanSource(layer: .stubs, feature: "S", shape: .point(Point(0, -40)), charge: 2)
        let scene = PlanScene(
            sources: [stub, main([Point(-1e-6, 5), Point(30, 5)], charge: 8)],
            regions: [barred(.plots, "A", Box(minX: 5, minY: 0, maxX: 25, maxY: 10))])
        let route = try #require(try route(scene))
        #expect(route.from.feature == "M")
        #expect(route.length < 1e-6)
        #expect(route.cost == 8)
    }
}
