import CityModel
import Geometry
import RoutePlanner
import Testing

@Suite("Straight branches")
struct BranchFinderTests {
    private let plot = [Polygon(Box(minX: 0, minY: 0, maxX: 10, maxY: 10))]

    private func main(_ id: String, _ coordinates: (Double, Double)...) -> PlanSource {
        PlanSource(
            layer: .mains, feature: id, shape: .line(coordinates.map { Point($0.0, $0.1) }))
    }

    private func stub(_ id: String, _ coordinates: (Double, Double)...) -> PlanSource {
        PlanSource(
            layer: .stubs, feature: id, shape: .points(coordinates.map { Point($0.0, $0.1) }))
    }

    private func branch(_ sources: [PlanSource], within limit: Double = .infinity) -> StraightBranch? {
        BranchFinder(sources).branch(to: plot, within: limit)
    }

    @Test("from a main or a stub to the nearest place of the red line")
    func nearest() throws {
        let corner = try #require(branch([main("m", (-3, 14), (-3, 30)), main("n", (30, -5), (30, 20))]))
        #expect(corner.layer == .mains && corner.feature == "m" && corner.length == 5)
        #expect(corner.start == Point(-3, 14) && corner.end == Point(0, 10))
        let fromStub = try #require(branch([main("m", (-9, 0), (-9, 10)), stub("s", (50, 5), (14, 5))]))
        #expect(fromStub.layer == .stubs && fromStub.feature == "s")
        #expect(fromStub.start == Point(14, 5) && fromStub.end == Point(10, 5) && fromStub.length == 4)
    }

    @Test("a source that touches, crosses or lies inside gives length 0 at the first contact")
    func contact() throws {
        func start(_ source: PlanSource) throws -> Point {
            let found = try #require(branch([main("far", (-1, -5), (-1, 20)), source]))
            #expect(found.feature == source.feature && found.length == 0 && found.start == found.end)
            return found.start
        }
        #expect(try start(main("m", (-5, 5), (20, 5))) == Point(0, 5))
        #expect(try start(main("m", (20, 5), (-5, 5))) == Point(10, 5))
        #expect(try start(main("m", (4, 20), (4, 10))) == Point(4, 10), "touches with its end")
        #expect(try start(main("m", (-5, 10), (20, 10))) == Point(0, 10), "runs along the red line")
        #expect(try start(main("m", (-5, 15), (5, 5))) == Point(0, 10), "through a corner")
        #expect(try start(main("m", (2, 2), (3, 3))) == Point(2, 2))
        #expect(try start(main("m", (2, 2), (30, 2))) == Point(2, 2))
        #expect(try start(stub("s", (5, 5))) == Point(5, 5))
        #expect(try start(stub("s", (10, 3))) == Point(10, 3))
    }

    @Test("touching a slanting red line anywhere on the map is length 0 too")
    func touchAtLargeCoordinates() throws {
        var random = Generator(state: 3)
        func corner(_ x: Double, _ y: Double) -> Point {
            Point(
                623_732 + x + .random(in: -9...9, using: &random),
                4_157_362 + y + .random(in: -9...9, using: &random))
        }
        for _ in 0..<1000 {
            let shell = [corner(0, 0), corner(50, 0), corner(50, 50), corner(0, 50)]
            let touch = shell[0].interpolated(to: shell[1], at: .random(in: 0...1, using: &random))
            let away = touch + (shell[1] - shell[0]).left * -0.7
            for shape in [Shape.point(touch), .line([away, touch])] {
                let source = PlanSource(layer: .mains, feature: "s", shape: shape)
                let found = BranchFinder([source]).branch(to: [Polygon(shell: shell + [shell[0]])])
                #expect(found?.length == 0 && found?.start == found?.end)
            }
        }
    }

    @Test(
        "of equally near sources the first one given wins, whatever its place in the tree",
        arguments: [0, 40])
    func ties(others: Int) {
        let sources = [main("a", (-5, -5), (15, -5)), main("b", (-5, 15), (15, 15)), stub("c", (15, 5))]
        let far = (0..<others).map { main("far\($0)", (Double($0), 40), (Double($0), 50)) }
        for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
            let given = far + order.map { sources[$0] } + far
            #expect(branch(given)?.feature == sources[order[0]].feature)
            #expect(branch(given)?.length == 5)
        }
        let crossing = [main("x", (-5, 5), (20, 5)), stub("y", (5, 5)), main("z", (5, -5), (5, 20))]
        #expect(branch(far + crossing)?.feature == "x")
        #expect(branch(far + crossing.reversed())?.feature == "z")
    }

    @Test("a limit keeps what lies exactly on it and nothing beyond")
    func limit() {
        let sources = [main("m", (-4, 0), (-4, 10))]
        #expect(branch(sources, within: 4)?.length == 4)
        #expect(branch(sources, within: 3.999) == nil)
        #expect(branch(sources, within: -1) == nil)
        #expect(branch(sources, within: .nan) == nil)
        #expect(branch([stub("s", (5, 5))], within: 0)?.length == 0)
    }

    @Test("nothing to connect, nothing to connect to")
    func empty() {
        #expect(branch([]) == nil)
        #expect(branch([PlanSource(layer: .mains, feature: "m", shape: .lines([]))]) == nil)
        #expect(branch([PlanSource(layer: .stubs, feature: "s", shape: .points([]))]) == nil)
        let finder = BranchFinder([main("m", (-4, 0), (-4, 10))])
        #expect(finder.branch(to: []) == nil)
        #expect(finder.branch(to: [Polygon(shell: [])]) == nil)
        #expect(finder.branch(to: [Polygon(shell: [Point(0, 0)])]) == nil)
    }

    @Test("a hole's edge is red line; a main in the hole is outside")
    func hole() throws {
        let hole = Polygon(Box(minX: 2, minY: 2, maxX: 8, maxY: 8)).shell
        let holed = [Polygon(shell: plot[0].shell, holes: [hole])]
        let finder = BranchFinder([main("m", (5, 4.5), (5, 5.5)), main("n", (-2, 0), (-2, 9))])
        let found = try #require(finder.branch(to: holed))
        #expect(found.feature == "n" && found.length == 2)
        let inHole = try #require(BranchFinder([stub("s", (5, 3.5))]).branch(to: holed))
        #expect(inHole.length == 1.5 && inHole.end == Point(5, 2))
    }

    @Test("doubled points and coordinates that are no numbers do not hide the rest")
    func degenerate() {
        #expect(branch([main("m", (-4, 5), (-4, 5), (-4, 5))])?.length == 4)
        #expect(branch([main("m", (.nan, 5), (-4, 5), (-4, 8))])?.length == 4)
        #expect(branch([main("m", (.nan, .nan), (.nan, 5)), stub("s", (.nan, 1), (14, 5))])?.length == 4)
        for value in [Double.nan, .infinity] {
            var shell = plot[0].shell
            shell[0].x = value
            shell[4].x = value
            let found = BranchFinder([stub("s", (14, 5))]).branch(to: [Polygon(shell: shell)])
            #expect(found?.length == 4, "the edges that are known count")
        }
    }

    @Test("the same as the geometry library for every source one by one", arguments: 0..<40)
    func bruteForce(seed: UInt64) throws {
        var random = Generator(state: seed + 50)
        func point(_ reach: Double) -> Point {
            Point(
                600_000 + .random(in: 0...reach, using: &random),
                4_100_000 + .random(in: 0...reach, using: &random))
        }
        let sources = (0..<Int.random(in: 1...120, using: &random)).map { number -> PlanSource in
            if number % 5 == 0 {
                return PlanSource(layer: .stubs, feature: "\(number)", shape: .point(point(400)))
            }
            let start = point(400)
            let bends = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Point(
                    start.x + .random(in: -60...60, using: &random),
                    start.y + .random(in: -60...60, using: &random))
            }
            return PlanSource(layer: .mains, feature: "\(number)", shape: .line([start] + bends))
        }
        let finder = BranchFinder(sources)
        let engine = GeometryEngine()
        for _ in 0..<10 {
            let plot = (0..<Int.random(in: 1...2, using: &random)).map { _ in star(point(400), &random) }
            let expected = try sources.map { try engine.distance($0.shape, .polygons(plot)) }
            let least = try #require(expected.min())
            let found = try #require(finder.branch(to: plot))
            let index = try #require(sources.firstIndex { $0.feature == found.feature })
            #expect(abs(found.length - least) < 1e-6)
            #expect(abs(expected[index] - least) < 1e-6)
            #expect(abs(found.start.distance(to: found.end) - found.length) < 1e-6)
            #expect(try engine.distance(.point(found.start), sources[index].shape) < 1e-6)
            let limit = Double.random(in: 0...20, using: &random)
            #expect((finder.branch(to: plot, within: limit) != nil) == (least <= limit))
        }
    }

    @Test("a plot of many corners, its mains all in a hollow of it")
    func manyCorners() {
        // A strip of 40 000 corners around a hollow of 1 km with 400 pieces of mains in it.
        let side = (0..<10_000).map { Double($0) / 10 }
        let ring =
            side.map { Point($0, 0) } + side.map { Point(1000, $0) } + side.map { Point(1000 - $0, 1000) }
            + side.map { Point(0, 1000 - $0) } + [Point(0, 0)]
        let outer = Polygon(Box(minX: -1, minY: -1, maxX: 1001, maxY: 1001)).shell
        let mains = (0..<400).map { number in
            let x = 3 + Double(number) * 2
            return main("\(number)", (x, 3 + Double(number % 7)), (x, 900))
        }
        let found = BranchFinder(mains).branch(to: [Polygon(shell: outer, holes: [ring])])
        #expect(found?.feature == "0" && found?.length == 3)
    }

    /// A polygon with corners in the order of their angles.
    private func star(_ center: Point, _ random: inout Generator) -> Polygon {
        let directions = [(1.0, 0.0), (0.6, 0.8), (-0.28, 0.96), (-0.8, 0.6), (-1, 0), (0, -1), (0.8, -0.6)]
        let points = directions.map { direction in
            let radius = Double.random(in: 3...40, using: &random)
            return Point(center.x + direction.0 * radius, center.y + direction.1 * radius)
        }
        return Polygon(shell: points + points.prefix(1))
    }
}

/// A seeded generator (SplitMix64), so that a failure can be repeated.
private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
