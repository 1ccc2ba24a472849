import CityModel
import Foundation
import Geometry
import RoutePlanner
import Testing

@Suite("The proof of every planned route")
struct BoundTests {
    /// Small random cities: 60, or 10 000 with `OUTERLINE_LONG=1`.
    static let seeds = 101...(ProcessInfo.processInfo.environment["OUTERLINE_LONG"] == "1" ? 10_100 : 160)

    @Test(
        "the bound lies below an independent search on a dense graph, and close to the route",
        arguments: seeds)
    func againstBruteForce(seed: Int) throws {
        let map = PropertyTests.map(seed: UInt64(seed))
        guard let route = try map.route() else {
            #expect(DenseGraph(map).cheapest() == nil)
            return
        }
        let dense = try #require(DenseGraph(map).cheapest())
        // Barred ground carries a rim of 2 mm, which beside water of rate 20 is worth 4 cm.
        #expect(route.lowerBound <= dense + 0.05)
        #expect(route.cost <= dense + 0.05)
        #expect(route.gap <= 0.003)
    }

    @Test(
        "an obstacle more or a dearer road costs no less than the bound before", arguments: seeds.prefix(40))
    func monotone(seed: Int) throws {
        var map = PropertyTests.map(seed: UInt64(seed))
        guard let before = try map.route() else { return }
        var dearer = map
        dearer.rates["R"] = 4
        dearer.rates["G"] = 2
        if let after = try dearer.route() { #expect(after.cost >= before.lowerBound - 1e-6) }
        var generator = Seeded(UInt64(seed) &* 31)
        let row = Int.random(in: 1...5, using: &generator)
        map.rows[row][Int.random(in: 0..<9, using: &generator)] = "#"
        if let after = try map.route() { #expect(after.cost >= before.lowerBound - 1e-6) }
    }

    @Test("a mirrored city costs the same", arguments: seeds.prefix(40))
    func mirrored(seed: Int) throws {
        let map = PropertyTests.map(seed: UInt64(seed))
        var mirror = map
        mirror.rows = map.rows.map { $0.reversed() }
        let (one, other) = (try map.route(), try mirror.route())
        #expect((one == nil) == (other == nil))
        guard let one, let other else { return }
        #expect(abs(one.cost - other.cost) <= 0.001 * one.cost + 0.005)
        #expect(other.lowerBound <= one.cost + 1e-6 && one.lowerBound <= other.cost + 1e-6)
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

    /// True where two barred cells touch in a corner only: their rims close it.
    private func isPinch(_ place: Place) -> Bool {
        guard place.x % steps == 0, place.y % steps == 0 else { return false }
        let (column, row) = (place.x / steps, place.y / steps)
        func isBarred(_ dx: Int, _ dy: Int) -> Bool { map.rate(map[column + dx, row + dy]) == nil }
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

    /// Cells of the map and one open row and column around it, beyond which no way of these maps gains.
    private var cells: [(column: Int, row: Int, rate: Double)] {
        (-1...map.rows.count).flatMap { row in
            (-1...map.width).compactMap { column in map.rate(map[column, row]).map { (column, row, $0) } }
        }
    }

    func cheapest() -> Double? {
        var cost: [Place: Double] = [:]
        // The main runs through the middle of the first row.
        for column in 0..<map.width {
            for place in rim(column, 0) {
                let x = min(
                    max(Double(place.x), Double(steps) / 2), (Double(map.width) - 0.5) * Double(steps))
                let way = hypot(Double(place.x) - x, Double(place.y) - Double(steps) / 2) * step
                cost[place] = min(cost[place] ?? .infinity, way)
            }
        }
        let cells = cells.map { (places: rim($0.column, $0.row), rate: $0.rate) }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for cell in cells {
                for from in cell.places {
                    guard let begin = cost[from] else { continue }
                    for to in cell.places {
                        let way = hypot(Double(to.x - from.x), Double(to.y - from.y)) * step
                        let total = begin + way * cell.rate
                        if total < (cost[to] ?? .infinity) - 1e-9 {
                            cost[to] = total
                            hasChanged = true
                        }
                    }
                }
            }
        }
        var best: Double?
        for row in map.rows.indices {
            for column in 0..<map.width where map[column, row] == "P" {
                for place in rim(column, row) { best = [best, cost[place]].compactMap { $0 }.min() }
            }
        }
        return best
    }
}
