import CityModel
import Geometry
import Vocabulary

extension RouteSurveyor {
    /// The crossings of one group: its maximal stretches, or one `strip` where only the strip touches.
    func crossings(
        _ touched: GroupStretches, _ route: RouteLine, _ strip: DisturbedStrip, _ index: AreaIndex
    ) throws -> [Crossing] {
        let inside = touched.parts.count == 1 ? touched.parts[0].inside : touched.parts.flatMap(\.inside)
        let stretches = Self.union(inside).filter { $0.length >= Self.leastLength }
        guard !stretches.isEmpty else {
            return try stripOnly(touched, route, strip, index).map { [$0] } ?? []
        }
        // Each stretch owns the strip up to half way to the next one.
        let bounds =
            [0] + zip(stretches, stretches.dropFirst()).map { ($0.to + $1.from) / 2 } + [route.length]
        return try stretches.enumerated().map { number, stretch in
            let parts = touched.parts.filter { part in
                part.inside.contains { min($0.to, stretch.to) - max($0.from, stretch.from) > 0 }
            }
            let area = try strip.disturbed(
                from: bounds[number], to: bounds[number + 1], of: touched.parts.map(\.part), index)?.area
            return crossing(stretch, parts, area, route, index)
        }
    }

    private func crossing(
        _ stretch: Interval, _ parts: [PartStretches], _ area: Double?, _ route: RouteLine, _ index: AreaIndex
    ) -> Crossing {
        let features = index.features(of: parts.map(\.part))
        let entry = route.point(at: stretch.from)
        let exit = route.point(at: stretch.to)
        let edges = CrossedEdges(parts.map(\.part), entry: entry, exit: exit, index)
        let kind: Crossing.Kind =
            if isEnd(stretch, parts, route, index) { .ends } else if isAlong(edges, index) { .along } else {
                .crosses
            }
        return Crossing(
            layer: index.layer, features: features.map { index.ids[$0] },
            name: features.lazy.compactMap { index.names[$0] }.first, kind: kind, from: stretch.from,
            to: stretch.to, groundLength: route.groundLength(from: stretch.from, to: stretch.to),
            entry: entry, exit: exit, angle: angle(stretch, parts, edges, route, index), area: area,
            level: parts.first.flatMap { index.levels[index.parts[$0.part].feature] })
    }

    /// True if the route starts or ends inside: straight on from its end it is still inside a millimetre further.
    private func isEnd(
        _ stretch: Interval, _ parts: [PartStretches], _ route: RouteLine, _ index: AreaIndex
    ) -> Bool {
        func isInside(_ end: Point, _ outward: Vector) -> Bool {
            let outward = outward.unit
            return index.covers(end + outward * Self.leastLength, facing: outward, in: parts.map(\.part))
        }
        if stretch.from <= Self.leastLength, let first = route.pieces.first?.segment,
            isInside(first.start, first.start - first.end)
        {
            return true
        }
        guard stretch.to >= route.length - Self.leastLength, let last = route.pieces.last?.segment else {
            return false
        }
        return isInside(last.end, last.end - last.start)
    }

    /// True if the stretch leaves on the side on which it entered, the polygons taken as one.
    private func isAlong(_ edges: CrossedEdges, _ index: AreaIndex) -> Bool {
        guard edges.areOnDifferentParts else { return edges.sameSide }
        let shapes = edges.parts.compactMap { index.polygon(index.parts[$0], near: index.parts[$0].box) }
        guard shapes.reduce(0, { $0 + $1.shell.count }) <= Self.mostCornersJoined,
            let joined = try? engine.union([.polygons(shapes)])
        else { return false }
        let whole = AreaIndex(index.layer, [Feature(id: "", shape: joined)])
        return CrossedEdges(
            Array(whole.parts.indices), entry: edges.entry, exit: edges.exit, reach: 2 * CrossedEdges.reach,
            whole
        ).sameSide
    }

    /// Polygons of more corners are not joined only to tell which side a route leaves on; such a stretch crosses.
    private static let mostCornersJoined = 20_000

    /// The angle to the road's axis at the middle of the stretch, or else to the longer of the edges crossed.
    ///
    /// Where both edges are equally long, or the same, the smaller angle counts.
    private func angle(
        _ stretch: Interval, _ parts: [PartStretches], _ edges: CrossedEdges, _ route: RouteLine,
        _ index: AreaIndex
    ) -> Double? {
        let middle = (stretch.from + stretch.to) / 2
        if let road = parts.lazy.compactMap({ index.roads[index.parts[$0.part].feature] }).first,
            let axis = city.axes.direction(of: road, near: route.point(at: middle)),
            let direction = route.direction(at: middle)
        {
            return acuteAngle(direction, axis)
        }
        let candidates = edges.longest.compactMap { edge in
            route.direction(at: edge.atEntry ? stretch.from : stretch.to).flatMap {
                acuteAngle($0, edge.direction)
            }
        }
        return candidates.min()
    }

    private func stripOnly(
        _ touched: GroupStretches, _ route: RouteLine, _ strip: DisturbedStrip, _ index: AreaIndex
    ) throws -> Crossing? {
        let all = touched.parts.map(\.part)
        guard let disturbed = try strip.disturbed(from: 0, to: route.length, of: all, index),
            disturbed.area >= Self.leastArea
        else { return nil }
        let parts = disturbed.parts
        let chainage = nearest(route.pieces, parts, index, within: .infinity)?.chainage ?? 0
        let point = route.point(at: chainage)
        let features = index.features(of: parts)
        return Crossing(
            layer: index.layer, features: features.map { index.ids[$0] },
            name: features.lazy.compactMap { index.names[$0] }.first,
            kind: .strip, from: chainage, to: chainage, groundLength: 0, entry: point, exit: point,
            angle: nil, area: disturbed.area,
            level: parts.first.flatMap { index.levels[index.parts[$0].feature] })
    }

    /// Joins overlapping and touching intervals; the result is ordered.
    static func union(_ intervals: [Interval]) -> [Interval] {
        guard intervals.count > 1 else { return intervals }
        var joined: [Interval] = []
        for interval in intervals.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            AreaIndex.append(interval, to: &joined)
        }
        return joined
    }
}
