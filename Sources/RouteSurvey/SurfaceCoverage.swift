import CityModel
import Geometry

/// Gathers over which surfaces a route runs and divides its length among them.
struct SurfaceCoverage {
    private struct Cover {
        var interval: Interval
        var surface: Surface
    }

    private let route: RouteLine
    private var covers: [Cover] = []
    private var borders: [(interval: Interval, index: AreaIndex, part: Int)] = []
    private var near: [(index: AreaIndex, part: Int)] = []

    init(_ route: RouteLine) { self.route = route }

    /// Adds what the route does in a layer; layers that are no surface, bridges and tunnels do not count.
    mutating func add(_ touched: [GroupStretches], of index: AreaIndex) {
        guard let surface = Surface(index.layer) else { return }
        for stretch in touched.lazy.flatMap(\.parts)
        where index.levels[index.parts[stretch.part].feature] == nil {
            covers += stretch.inside.map { Cover(interval: $0, surface: surface) }
            borders += stretch.border.map { ($0, index, stretch.part) }
            near.append((index, stretch.part))
        }
    }

    /// Grid metres by surface; they add up to the length of the route.
    ///
    /// Surfaces without length are left out.
    func lengths() -> [Surface: Double] {
        if covers.isEmpty && borders.isEmpty { return route.length > 0 ? [.openGround: route.length] : [:] }
        var cuts = [0, route.length]
        for cover in covers { cuts += [cover.interval.from, cover.interval.to] }
        for border in borders { cuts += [border.interval.from, border.interval.to] }
        cuts.sort()
        var result: [Surface: Double] = [:]
        var last: Surface?
        var pending = 0.0
        for (from, to) in zip(cuts, cuts.dropFirst()) where to > from {
            // What lies between two cuts of one border is noise and goes with its neighbour.
            let isNoise = to - from <= AreaIndex.borderTolerance
            if isNoise, last == nil {
                pending += to - from
                continue
            }
            let surface = isNoise ? last ?? .openGround : surface(at: (from + to) / 2)
            result[surface, default: 0] += to - from + pending
            pending = 0
            last = surface
        }
        if pending > 0 { result[.openGround, default: 0] += pending }
        return result
    }

    private func surface(at chainage: Double) -> Surface {
        func holds(_ interval: Interval) -> Bool { interval.from <= chainage && chainage <= interval.to }
        let inside = covers.lazy.filter { holds($0.interval) }.map(\.surface)
        let onBorder = borders.contains { holds($0.interval) }
        let covered = Surface.precedence.first { inside.contains($0) } ?? .openGround
        return onBorder ? cheaperSide(at: chainage, covered) : covered
    }

    /// A line on a border pays the cheaper side: looks a millimetre to the left and to the right.
    private func cheaperSide(at chainage: Double, _ covered: Surface) -> Surface {
        guard let direction = route.direction(at: chainage)?.unit else { return covered }
        let middle = route.point(at: chainage)
        let sides = [middle + direction.left * 0.001, middle + direction.left * -0.001].map(surface(at:))
        return Surface.cheapness.first { sides.contains($0) } ?? covered
    }

    private func surface(at point: Point) -> Surface {
        let found = near.lazy.filter { $0.index.locate(point, in: $0.index.parts[$0.part]) == .inside }
        let surfaces = found.compactMap { Surface($0.index.layer) }
        return Surface.precedence.first { surfaces.contains($0) } ?? .openGround
    }
}
