import CityModel
import Foundation
import Geometry
import RoutePlanner
import Testing
import Vocabulary

@Suite("The proof of every planned route")
struct BoundTests {
    /// Small random cities: 300, or 10 000 with `OUTERLINE_LONG=1`.
    static let seeds = 101...(ProcessInfo.processInfo.environment["OUTERLINE_LONG"] == "1" ? 10_100 : 400)

    /// The independent search takes much longer than a plan.
    private static let densely = seeds.prefix(seeds.count > 300 ? seeds.count : 100)

    @Test(
        "the bound lies below an independent search on a dense graph, and close to the route",
        arguments: densely)
    func againstBruteForce(seed: Int) throws {
        let map = Self.map(seed)
        guard let route = try map.route() else {
            #expect(DenseGraph(map).cheapest() == nil)
            return
        }
        let dense = try #require(DenseGraph(map).cheapest())
        #expect(route.lowerBound <= dense + Self.rims)
        #expect(route.cost <= dense + Self.rims)
        #expect(route.gap <= 0.003)
    }

    /// Beyond the usual ones: a city where the last clean-up once cut through a rim, below the bound, and one whose way
    /// turns on a rim in water.
    private static let rimTurns = [1070, 2275]

    /// Allowed above the dense graph: rims of 2 mm are not in it; up to 9 cm was seen on 8 655 maps, its cause not shown.
    private static let rims = 0.1

    /// What a recount may forgive: it pays for the cheapest ground within 2 mm.
    ///
    /// The mesh takes the corner of a rim in dear ground by two legs of 2 mm, which the recount may find beside cheaper
    /// ground both times. Where no dear ground touches barred ground no rim lies in it.
    private static func forgiven(_ map: AsciiMap) -> Double {
        let touches = map.rows.indices.contains { row in
            (0..<map.width).contains { column in
                map[column, row] == "W"
                    && (-1...1).contains { dy in
                        (-1...1).contains { dx in
                            let near = map[column + dx, row + dy]
                            return near != "P" && map.rate(near) == nil
                        }
                    }
            }
        }
        return touches ? 2 * 0.002 * (map.rates["W"] ?? 0) : 1e-6
    }

    /// A random city where water does not touch barred ground: beside its rate of 20 rims are worth more than 10 cm.
    private static func map(_ seed: Int) -> AsciiMap {
        var map = PropertyTests.map(seed: UInt64(seed))
        let given = map
        for row in map.rows.indices {
            map.rows[row] = (0..<map.width).map { column in
                let around = (-1...1).flatMap { dy in (-1...1).map { given[column + $0, row + dy] } }
                return given[column, row] == "W" && around.contains { given.rate($0) == nil }
                    ? "R" : given[column, row]
            }
        }
        return map
    }

    @Test("with entry charges the bound holds on every map, and meets the route on most")
    func charged() throws {
        var met = 0
        var all = 0
        for seed in Self.densely {
            var map = Self.map(seed)
            map.entryCharges = ["R": 6, "G": 2.5, "W": 30]
            guard let route = try map.route(), let dense = DenseGraph(map).cheapest() else { continue }
            #expect(route.lowerBound <= dense + Self.rims, "seed \(seed)")
            #expect(abs(route.cost - route.parts.reduce(0) { $0 + $1.cost }) < 1e-9)
            all += 1
            if route.gap <= 0.01, route.cost <= dense * 1.002 + Self.rims { met += 1 }
        }
        #expect(all >= 80)
        #expect(Double(met) >= 0.8 * Double(all), "\(met) of \(all)")
    }

    @Test(
        "an obstacle more or a dearer road costs no less than the bound before",
        arguments: Array(seeds) + rimTurns.filter { !seeds.contains($0) })
    func monotone(seed: Int) throws {
        var map = PropertyTests.map(seed: UInt64(seed))
        guard let before = try map.route() else { return }
        var dearer = map
        dearer.rates["R"] = 4
        dearer.rates["G"] = 2
        if let after = try dearer.route() {
            #expect(after.cost >= before.lowerBound - Self.forgiven(dearer))
        }
        var generator = Seeded(UInt64(seed) &* 31)
        let row = Int.random(in: 1...5, using: &generator)
        map.rows[row][Int.random(in: 0..<9, using: &generator)] = "#"
        if let after = try map.route() { #expect(after.cost >= before.lowerBound - Self.forgiven(map)) }
    }

    @Test("a mirrored city costs the same", arguments: seeds)
    func mirrored(seed: Int) throws {
        let map = Self.map(seed)
        var mirror = map
        mirror.rows = map.rows.map { $0.reversed() }
        let (one, other) = (try map.route(), try mirror.route())
        #expect((one == nil) == (other == nil))
        guard let one, let other else { return }
        #expect(abs(one.cost - other.cost) <= 0.001 * one.cost + 0.03)
        #expect(other.lowerBound <= one.cost + 0.05 && one.lowerBound <= other.cost + 0.05)
    }

    @Test("a city turned and moved costs the same, but for what rims close")
    func turned() throws {
        let differing = try Self.seeds.prefix(40).filter { try !costsTheSameTurned(seed: $0) }
        #expect(differing.count <= 1, "\(differing)")
    }

    private func costsTheSameTurned(seed: Int) throws -> Bool {
        let map = Self.map(seed)
        func turned(_ point: Point) -> Point {
            Point(500_000 + 0.8 * point.x - 0.6 * point.y, 4_100_000 + 0.6 * point.x + 0.8 * point.y)
        }
        func turned(_ polygon: Polygon) -> Polygon {
            Polygon(shell: polygon.shell.map(turned), holes: polygon.holes.map { $0.map(turned) })
        }
        var scene = map.scene
        for i in scene.sources.indices {
            scene.sources[i].shape = .lines(scene.sources[i].shape.outlines.map { $0.map(turned) })
        }
        for i in scene.regions.indices { scene.regions[i].polygons = scene.regions[i].polygons.map(turned) }
        var request = try map.request()
        request.target = request.target.map(turned)
        let one = try map.route()
        guard let one, case .route(let other) = try RoutePlanner().plan(request, fetch: { _ in scene }) else {
            return one == nil
        }
        #expect(other.lowerBound <= one.cost + 0.05)
        return abs(one.cost - other.cost) <= 0.001 * one.cost + 0.05
    }

    @Test("too small a budget gives an honest gap, never a false proof")
    func budget() throws {
        let map = PropertyTests.map(seed: 104)
        let full = try #require(try map.route())
        for budget in [200, 500, 1000, 3000] {
            guard let route = try map.route(PlanLimits(nodeBudget: budget)) else { continue }
            #expect(route.lowerBound <= full.cost + 1e-6)
            #expect(route.cost >= full.lowerBound - 1e-6)
        }
    }
}

/// Points every metre on the borders of all cells, linked inside each cell: the cheapest way over them is a route.
///
/// Written without the planner: Bellman and Ford over cells of one rate each.
private struct DenseGraph {
    private let map: AsciiMap
    private let steps = 8
    private let step: Double

    init(_ map: AsciiMap) {
        self.map = map
        step = map.cell / Double(steps)
    }

    /// Places are counted in steps from the map's upper left corner.
    private struct Place: Hashable {
        var x: Int
        var y: Int
    }

    /// True where two barred cells, or a barred one and one with an entry charge, touch in a corner: the rim closes it.
    private func isPinch(_ place: Place) -> Bool {
        guard place.x % steps == 0, place.y % steps == 0 else { return false }
        let (column, row) = (place.x / steps, place.y / steps)
        func isBarred(_ dx: Int, _ dy: Int) -> Bool { map.rate(map[column + dx, row + dy]) == nil }
        let around = [(-1, -1), (0, -1), (-1, 0), (0, 0)]
        if around.contains(where: { isBarred($0.0, $0.1) }),
            around.contains(where: { feature(column + $0.0, row + $0.1) > 0 })
        {
            return true
        }
        let (first, second) = (isBarred(-1, -1), isBarred(0, -1))
        return first == isBarred(0, 0) && second == isBarred(-1, 0) && first != second
    }

    private func rim(_ column: Int, _ row: Int) -> [Place] {
        let (x, y) = (column * steps, row * steps)
        return (0..<steps).flatMap {
            [
                Place(x: x + $0, y: y), Place(x: x + steps, y: y + $0),
                Place(x: x + steps - $0, y: y + steps),
                Place(x: x, y: y + steps - $0),
            ]
        }.filter { !isPinch($0) }
    }

    /// Runs of one character in a row are one feature; 0 for those without a charge.
    private func feature(_ column: Int, _ row: Int) -> Int {
        guard (map.entryCharges[map[column, row]] ?? 0) > 0 else { return 0 }
        var first = column
        while map[first - 1, row] == map[column, row] { first -= 1 }
        return 1 + row * map.width + first
    }

    /// Cells of the map and one open row and column around it, beyond which no way of these maps gains.
    private var cells: [(column: Int, row: Int, rate: Double)] {
        (-1...map.rows.count).flatMap { row in
            (-1...map.width).compactMap { column in map.rate(map[column, row]).map { (column, row, $0) } }
        }
    }

    func cheapest() -> Double? {
        // What it costs to be at a place, having paid for a feature or none.
        var cost: [Place: [Int: Double]] = [:]
        // The main runs through the middle of the first row.
        for column in 0..<map.width {
            for place in rim(column, 0) {
                let x = min(
                    max(Double(place.x), Double(steps) / 2), (Double(map.width) - 0.5) * Double(steps))
                let way = hypot(Double(place.x) - x, Double(place.y) - Double(steps) / 2) * step
                cost[place, default: [:]][0] = min(cost[place]?[0] ?? .infinity, way)
            }
        }
        let cells = cells.map {
            (
                places: rim($0.column, $0.row), rate: $0.rate, feature: feature($0.column, $0.row),
                charge: map.entryCharges[map[$0.column, $0.row]] ?? 0
            )
        }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for cell in cells {
                for from in cell.places {
                    let begin = (cost[from] ?? [:]).map { $1 + ($0 == cell.feature ? 0 : cell.charge) }.min()
                    guard let begin else { continue }
                    for to in cell.places {
                        let way = hypot(Double(to.x - from.x), Double(to.y - from.y)) * step
                        let total = begin + way * cell.rate
                        if total < (cost[to]?[cell.feature] ?? .infinity) - 1e-9 {
                            cost[to, default: [:]][cell.feature] = total
                            hasChanged = true
                        }
                    }
                }
            }
        }
        var best: Double?
        for row in map.rows.indices {
            for column in 0..<map.width where map[column, row] == "P" {
                for place in rim(column, row) {
                    best = [best, cost[place]?.values.min()].compactMap { $0 }.min()
                }
            }
        }
        return best
    }
}
