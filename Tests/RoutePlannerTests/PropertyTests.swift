import CityModel
import Geometry
import RoutePlanner
import Testing
import Vocabulary

@Suite("Properties of every planned route")
struct PropertyTests {
    /// A main along the north, a plot in the south, anything between.
    static func map(seed: UInt64, origin: Point = Point(0, 0)) -> AsciiMap {
        var generator = Seeded(seed)
        let ground: [Character] = Array(".....RRGGW##O")
        var rows = (0..<5).map { _ in
            String((0..<9).map { _ in ground.randomElement(using: &generator) ?? "." })
        }
        var last = Array(repeating: Character("."), count: 9)
        last[Int.random(in: 0..<9, using: &generator)] = "P"
        rows.append(String(last))
        return AsciiMap(("mmmmmmmmm\n" + rows.joined(separator: "\n")), cell: 8, origin: origin)
    }

    @Test("cost is the sum of its parts, bounded below, no more than a way over cells", arguments: 1...25)
    func bounds(seed: Int) throws {
        let map = Self.map(seed: UInt64(seed))
        let byCells = map.cheapestOverCells()
        guard let route = try map.route() else {
            #expect(byCells == nil)
            return
        }
        #expect(abs(route.cost - route.parts.reduce(0) { $0 + $1.cost }) < 1e-9)
        let metres = route.parts.reduce(0) { $0 + $1.quantity }
        #expect(abs(metres - route.length) < 1e-6)
        #expect(route.lowerBound <= route.cost + 1e-9)
        #expect(route.lowerBound > 0)
        #expect(route.search.windowIsProven)
        if let byCells { #expect(route.cost <= byCells + 0.02) }
        if let byCells { #expect(route.lowerBound <= byCells) }
    }

    @Test("the route enters nothing barred and ends on the red line", arguments: 1...25)
    func legality(seed: Int) throws {
        let map = Self.map(seed: UInt64(seed))
        guard let route = try map.route() else { return }
        let engine = GeometryEngine()
        for polygon in map.polygons("#") + map.polygons("O") + (try map.target) {
            // Overlays lie on a grid of 1 mm; what may touch a border must be measured without it.
            let rings = Shape.lines(polygon.rings)
            for point in Self.samples(route.line) where polygon.locate(point) == .inside {
                #expect(try engine.distance(.point(point), rings) < 1e-6)
            }
        }
        let last = try #require(route.line.last)
        let first = try #require(route.line.first)
        #expect(try engine.distance(.point(last), .lines(map.target.flatMap(\.rings))) < 1e-9)
        #expect(try engine.distance(.point(first), map.sources[0].shape) < 1e-9)
    }

    /// All vertices and a point about every 3 mm.
    private static func samples(_ line: [Point]) -> [Point] {
        line.indices.dropFirst().flatMap { i in
            let pieces = max(1, Int(line[i - 1].distance(to: line[i]) / 0.003))
            return (0...pieces).map {
                line[i - 1].interpolated(to: line[i], at: Double($0) / Double(pieces))
            }
        }
    }

    @Test("shuffling the input changes not one bit", arguments: 1...6)
    func shuffled(seed: Int) throws {
        let map = Self.map(seed: UInt64(seed))
        let scene = map.scene
        let request = try map.request()
        let expected = try RoutePlanner().plan(request) { _ in scene }
        var generator = Seeded(99)
        var shuffled = scene
        shuffled.regions.shuffle(using: &generator)
        #expect(try RoutePlanner().plan(request) { _ in shuffled } == expected)
        // The same rings started at another corner and run the other way.
        shuffled.regions = shuffled.regions.map { region in
            var copy = region
            copy.polygons = region.polygons.map { polygon in
                let open = Array(polygon.shell.dropLast())
                let turned = Array((open[2...] + open[..<2]).reversed())
                return Polygon(shell: turned + [turned[0]])
            }
            return copy
        }
        guard case .route(let one) = expected,
            case .route(let other) = try RoutePlanner().plan(request, fetch: { _ in shuffled })
        else { return }
        #expect(abs(one.cost - other.cost) < 1e-6)
    }

    @Test("far from the origin the cost is the same", arguments: 1...6)
    func translated(seed: Int) throws {
        let here = try Self.map(seed: UInt64(seed)).route()
        let there = try Self.map(seed: UInt64(seed), origin: Point(500_000, 4_100_000)).route()
        #expect((here == nil) == (there == nil))
        guard let here, let there else { return }
        #expect(abs(here.cost - there.cost) < 1e-5)
    }

    @Test("another obstacle never lowers the cost", arguments: 1...10)
    func obstacle(seed: Int) throws {
        var map = Self.map(seed: UInt64(seed))
        guard let before = try map.route() else { return }
        var generator = Seeded(UInt64(seed) &* 77)
        for _ in 0..<4 {
            map.rows[Int.random(in: 1...4, using: &generator)][Int.random(in: 0..<9, using: &generator)] = "#"
            guard let after = try map.route() else { return }
            #expect(after.cost >= before.cost * 0.999 - 0.02)
        }
    }

    @Test("a window grows until the detour found is proven the best")
    func growth() throws {
        // A wall of 300 m between main and plot; the way around leaves the first window.
        let wall = PlanRegion(
            layer: .buildings, feature: "wall",
            polygons: [Polygon(Box(minX: -150, minY: 20, maxX: 150, maxY: 25))], treatment: .barred(grow: 0),
            rank: 0)
        let main = PlanSource(layer: .mains, feature: "M", shape: .line([Point(-500, 40), Point(500, 40)]))
        let request = PlanRequest(
            utility: .water, plot: "P", target: [Polygon(Box(minX: -5, minY: 0, maxX: 5, maxY: 10))])
        var windows: [Box] = []
        let outcome = try RoutePlanner().plan(request) { window in
            windows.append(window)
            return PlanScene(sources: [main], regions: [wall])
        }
        guard case .route(let route) = outcome else {
            Issue.record("no route")
            return
        }
        // From the plot's corner (5,10) to (150,20), up the wall's end, on to the main.
        let byHand = (145.0 * 145 + 100).squareRoot() + 5 + 15
        #expect(abs(route.cost - byHand) < 0.02)
        #expect(route.search.growths >= 1)
        #expect(route.search.windowIsProven)
        for i in windows.indices.dropFirst() { #expect(windows[i].contains(windows[i - 1])) }
        #expect(route.search.window == windows.last)
    }

    @Test("a plot whose only way out lies beyond the search limit is told apart from a walled-in one")
    func limit() throws {
        let wall = PlanRegion(
            layer: .buildings, feature: "wall",
            polygons: [Polygon(Box(minX: -900, minY: 20, maxX: 900, maxY: 25))], treatment: .barred(grow: 0),
            rank: 0)
        let main = PlanSource(layer: .mains, feature: "M", shape: .line([Point(-500, 40), Point(500, 40)]))
        let request = PlanRequest(
            utility: .water, plot: "P", target: [Polygon(Box(minX: -5, minY: 0, maxX: 5, maxY: 10))],
            limits: PlanLimits(reach: 200))
        let outcome = try RoutePlanner().plan(request) { _ in PlanScene(sources: [main], regions: [wall]) }
        guard case .unreachable(let refusal) = outcome else {
            Issue.record("a route through the wall")
            return
        }
        #expect(refusal.code == "RTE-105")
        #expect(refusal.search?.windowIsProven == false)
    }
}
