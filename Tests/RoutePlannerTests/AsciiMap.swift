import CityModel
import Geometry
import RoutePlanner
import Vocabulary

/// A city drawn with characters, one square cell each; the first row lies north.
///
/// `.` open · `R` road · `G` green · `W` water · `#` building · `O` another plot · `P` the plot · `m` a main through
/// the centres of neighbouring cells · `s` a stub at the centre of its cell. Mains and stubs lie in open ground.
struct AsciiMap {
    var rows: [[Character]]
    var cell: Double
    var origin: Point
    var keepOff = 0.0
    var rates: [Character: Double] = ["R": 3, "G": 1.6, "W": 20]
    var entryCharges: [Character: Double] = [:]
    /// Whether barred ground surrounds the map, so that nobody gains by walking around it.
    var isFramed = false

    init(_ text: String, cell: Double = 10, origin: Point = Point(0, 0), isFramed: Bool = false) {
        self.isFramed = isFramed
        rows = text.split(separator: "\n").map(Array.init)
        self.cell = cell
        self.origin = origin
    }

    var width: Int { rows.map(\.count).max() ?? 0 }
    subscript(_ column: Int, _ row: Int) -> Character {
        rows.indices.contains(row) && rows[row].indices.contains(column) ? rows[row][column] : "."
    }

    func center(_ column: Int, _ row: Int) -> Point {
        Point(
            origin.x + (Double(column) + 0.5) * cell,
            origin.y + (Double(rows.count - 1 - row) + 0.5) * cell)
    }

    func box(_ columns: Range<Int>, _ row: Int) -> Box {
        let bottom = origin.y + Double(rows.count - 1 - row) * cell
        return Box(
            minX: origin.x + Double(columns.lowerBound) * cell, minY: bottom,
            maxX: origin.x + Double(columns.upperBound) * cell, maxY: bottom + cell)
    }

    /// One polygon for each run of a character in a row: neighbouring rows touch along edges.
    func polygons(_ character: Character) -> [Polygon] {
        var result: [Polygon] = []
        for row in rows.indices {
            var start: Int?
            for column in 0...width {
                if self[column, row] == character, column < width {
                    start = start ?? column
                } else if let first = start {
                    result.append(Polygon(box(first..<column, row)))
                    start = nil
                }
            }
        }
        return result
    }

    private func cells(_ character: Character) -> [(Int, Int)] {
        rows.indices.flatMap { row in
            (0..<width).filter { self[$0, row] == character }.map { ($0, row) }
        }
    }

    /// The main as one feature of straight pieces between neighbouring centres.
    var sources: [PlanSource] {
        var lines: [[Point]] = []
        for (column, row) in cells("m") {
            for (right, down) in [(1, 0), (0, 1)] where self[column + right, row + down] == "m" {
                lines.append([center(column, row), center(column + right, row + down)])
            }
        }
        let main = PlanSource(layer: .mains, feature: "M1", shape: .lines(lines))
        let stubs = cells("s").enumerated().map { index, cell in
            PlanSource(
                layer: .stubs, feature: "S\(index + 1)", shape: .point(center(cell.0, cell.1)))
        }
        return (lines.isEmpty ? [] : [main]) + stubs
    }

    var regions: [PlanRegion] {
        let layers: [(Character, LayerName)] = [("R", .roads), ("G", .greens), ("W", .water)]
        let open = layers.flatMap { character, layer in
            polygons(character).enumerated().map { index, polygon in
                PlanRegion(
                    layer: layer, feature: "\(character)\(index + 1)", polygons: [polygon],
                    treatment: .open(
                        rate: rates[character] ?? 1, entryCharge: entryCharges[character] ?? 0),
                    rank: PlanRegion.rank(of: layer))
            }
        }
        let barred: [(Character, LayerName, Double)] = [("#", .buildings, keepOff), ("O", .plots, 0)]
        return open + frame
            + barred.flatMap { character, layer, grow in
                polygons(character).enumerated().map { index, polygon in
                    PlanRegion(
                        layer: layer, feature: "\(character == "#" ? "B" : "P")\(index + 1)",
                        polygons: [polygon], treatment: .barred(grow: grow), rank: PlanRegion.rank(of: layer))
                }
            }
    }

    private var frame: [PlanRegion] {
        guard isFramed else { return [] }
        let inner = Box(
            minX: origin.x, minY: origin.y, maxX: origin.x + Double(width) * cell,
            maxY: origin.y + Double(rows.count) * cell)
        let ring = Polygon(
            shell: Polygon(inner.grown(by: 1000)).shell, holes: [Polygon(inner).shell])
        return [
            PlanRegion(
                layer: .planningArea, feature: "frame", polygons: [ring], treatment: .barred(grow: 0), rank: 9
            )
        ]
    }

    var target: [Polygon] {
        get throws { try GeometryEngine().union([.polygons(polygons("P"))]).polygons }
    }

    var scene: PlanScene { PlanScene(sources: sources, regions: regions) }

    func request(_ limits: PlanLimits = PlanLimits()) throws -> PlanRequest {
        PlanRequest(utility: .water, plot: "P", target: try target, limits: limits)
    }

    func plan(_ limits: PlanLimits = PlanLimits()) throws -> PlanOutcome {
        let scene = scene
        return try RoutePlanner().plan(try request(limits)) { _ in scene }
    }

    func route(_ limits: PlanLimits = PlanLimits()) throws -> PlannedRoute? {
        if case .route(let route) = try plan(limits) { route } else { nil }
    }

    func refusal(_ limits: PlanLimits = PlanLimits()) throws -> Unreachable? {
        if case .unreachable(let refusal) = try plan(limits) { refusal } else { nil }
    }

    func rate(_ character: Character) -> Double? {
        switch character {
        case "#", "O", "P": nil
        case "R", "G", "W": rates[character]
        default: 1
        }
    }

    /// The cheapest way over cell centres, straight and diagonal: a legal route, found without the planner.
    ///
    /// A diagonal step needs both cells beside it open. The last step ends on the border of a plot cell.
    func cheapestOverCells() -> Double? {
        var cost: [[Double]] = rows.map { _ in [Double](repeating: .infinity, count: width) }
        for (column, row) in cells("m") + cells("s") { cost[row][column] = 0 }
        var best = Double.infinity
        var changed = true
        while changed {
            changed = false
            for row in rows.indices {
                for column in 0..<width {
                    guard cost[row][column].isFinite, let here = rate(self[column, row]) else { continue }
                    for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)] {
                        let (x, y) = (column + dx, row + dy)
                        guard rows.indices.contains(y), (0..<width).contains(x) else { continue }
                        let isStraight = dx == 0 || dy == 0
                        if self[x, y] == "P", isStraight {
                            best = min(best, cost[row][column] + here * cell / 2)
                        }
                        guard let there = rate(self[x, y]),
                            isStraight || (rate(self[x, row]) != nil && rate(self[column, y]) != nil)
                        else { continue }
                        let length = (isStraight ? 1 : 2.0.squareRoot()) * cell
                        let total = cost[row][column] + length * (here + there) / 2
                        if total < cost[y][x] - 1e-12 {
                            cost[y][x] = total
                            changed = true
                        }
                    }
                }
            }
        }
        return best.isFinite ? best : nil
    }
}

/// A small seeded generator, the same on every machine.
///
/// SplitMix64 (Steele, Lea and Flood 2014).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
