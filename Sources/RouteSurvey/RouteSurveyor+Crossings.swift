import CityModel
import Foundation
import Geometry
import Vocabulary

func angleOfTangent(_ sine: Double, _ cosine: Double) -> Double { atan2(sine, cosine) * 180 / .pi }

extension RouteSurveyor {
    /// The crossings of one group: its maximal stretches, or one `strip` where only the strip touches.
    func crossings(
        _ touched: GroupStretches, _ route: RouteLine, _ strip: DisturbedStrip, _ index: AreaIndex
    ) throws -> [Crossing] {
        let stretches = Self.union(touched.parts.flatMap(\.inside)).filter { $0.length >= Self.leastLength }
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
            let area = try strip.area(
                from: bounds[number], to: bounds[number + 1], of: touched.parts.map(\.part), index)
            return crossing(stretch, parts, area, route, index)
        }
    }

    private func crossing(
        _ stretch: Interval, _ parts: [PartStretches], _ area: Double?, _ route: RouteLine, _ index: AreaIndex
    ) -> Crossing {
        let features = Set(parts.map { index.parts[$0.part].feature }).sorted().map { index.features[$0] }
        let entry = route.point(at: stretch.from)
        let exit = route.point(at: stretch.to)
        let edges = CrossedEdges(parts.map(\.part), entry: entry, exit: exit, index)
        let isEnd =
            edges.isInside(entry) && stretch.from <= 0 || edges.isInside(exit) && stretch.to >= route.length
        return Crossing(
            layer: index.layer, features: features.map(\.id),
            name: features.lazy.compactMap { $0.text("name") }.first,
            kind: isEnd ? .ends : edges.sameSide ? .along : .crosses, from: stretch.from, to: stretch.to,
            groundLength: route.groundLength(from: stretch.from, to: stretch.to), entry: entry, exit: exit,
            angle: angle(stretch, parts, edges, route, index), area: area,
            level: parts.first.flatMap { index.levels[index.parts[$0.part].feature] })
    }

    /// The angle to the road's axis at the middle of the stretch, or else to the longer of the edges crossed.
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
        guard let (edge, atEntry) = edges.longest,
            let direction = route.direction(at: atEntry ? stretch.from : stretch.to)
        else { return nil }
        return acuteAngle(direction, edge)
    }

    private func stripOnly(
        _ touched: GroupStretches, _ route: RouteLine, _ strip: DisturbedStrip, _ index: AreaIndex
    ) throws -> Crossing? {
        let parts = touched.parts.map(\.part)
        guard let area = try strip.area(from: 0, to: route.length, of: parts, index), area >= Self.leastArea
        else {
            return nil
        }
        let chainage = nearestChainage(route, parts, index)
        let point = route.point(at: chainage)
        let features = Set(parts.map { index.parts[$0].feature }).sorted().map { index.features[$0] }
        return Crossing(
            layer: index.layer, features: features.map(\.id),
            name: features.lazy.compactMap { $0.text("name") }.first,
            kind: .strip, from: chainage, to: chainage, groundLength: 0, entry: point, exit: point,
            angle: nil,
            area: area, level: parts.first.flatMap { index.levels[index.parts[$0].feature] })
    }

    /// Where the route comes nearest to the parts.
    private func nearestChainage(_ route: RouteLine, _ parts: [Int], _ index: AreaIndex) -> Double {
        var best = (distance: Double.infinity, chainage: 0.0)
        for piece in route.pieces {
            for part in parts {
                index.forEachEdge(of: index.parts[part]) { edge in
                    let pair = piece.segment.nearest(to: edge)
                    guard pair.distance < best.distance else { return }
                    best = (pair.distance, piece.offset + piece.segment.start.distance(to: pair.onSelf))
                }
            }
        }
        return min(best.chainage, route.length)
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

extension AreaIndex {
    /// Calls `body` with every edge of a part.
    func forEachEdge(of part: Part, _ body: (Segment) -> Void) {
        for ring in part.rings {
            for index in rings[ring].start..<max(rings[ring].start, rings[ring].end - 1) {
                body(Segment(points[index], points[index + 1]))
            }
        }
    }
}

/// The edges of a feature at which a stretch begins and ends.
struct CrossedEdges {
    private struct Place {
        var part: Int
        var ring: Int
        var edge: Int
        var distance: Double
    }

    private let index: AreaIndex
    private let parts: [Int]
    private let entry: Point
    private let exit: Point
    private var atEntry: Place?
    private var atExit: Place?

    /// A border is found where a stretch's end lies within a millimetre of it.
    private static let reach = 0.001

    init(_ parts: [Int], entry: Point, exit: Point, _ index: AreaIndex) {
        self.index = index
        self.parts = parts
        self.entry = entry
        self.exit = exit
        for part in parts {
            atEntry = Self.nearest(atEntry, entry, part, index)
            atExit = Self.nearest(atExit, exit, part, index)
        }
    }

    /// True if the point lies in the interior, not on the border.
    func isInside(_ point: Point) -> Bool {
        parts.contains { index.locate(point, in: index.parts[$0]) == .inside }
    }

    /// The longer of the two edges, and whether it is the one at the entry.
    var longest: (direction: Vector, atEntry: Bool)? {
        let first = atEntry.map { (direction($0), true) }
        let last = atExit.map { (direction($0), false) }
        guard let first else { return last }
        guard let last else { return first }
        return last.0.length > first.0.length ? last : first
    }

    /// True if the way along the border from entry to exit is hardly longer than the stretch itself.
    ///
    /// Below 1.2 times the chord the stretch runs along its side; straight across a strip the way round is longer
    /// than twice the chord, across a disc 1.57 times. A reading of this program, not of a rule.
    var sameSide: Bool {
        guard let atEntry, let atExit, atEntry.part == atExit.part, atEntry.ring == atExit.ring else {
            return false
        }
        let ring = index.rings[atEntry.ring]
        let points = index.points
        func way(_ from: Place, _ start: Point, _ to: Place, _ end: Point) -> Double {
            if from.edge == to.edge { return start.distance(to: end) }
            var length = start.distance(to: points[from.edge + 1])
            var edge = from.edge + 1
            if edge == ring.end - 1 { edge = ring.start }
            while edge != to.edge {
                length += points[edge].distance(to: points[edge + 1])
                edge += 1
                if edge == ring.end - 1 { edge = ring.start }
            }
            return length + points[edge].distance(to: end)
        }
        let shorter = min(way(atEntry, entry, atExit, exit), way(atExit, exit, atEntry, entry))
        return shorter <= 1.2 * entry.distance(to: exit)
    }

    private func direction(_ place: Place) -> Vector {
        index.points[place.edge + 1] - index.points[place.edge]
    }

    private static func nearest(_ best: Place?, _ point: Point, _ part: Int, _ index: AreaIndex) -> Place? {
        var best = best
        for ringIndex in index.parts[part].rings {
            let ring = index.rings[ringIndex]
            var chunkIndex = ring.firstChunk
            for first in stride(from: ring.start, to: ring.end - 1, by: AreaIndex.chunk) {
                defer { chunkIndex += 1 }
                guard index.chunks[chunkIndex].grown(by: reach).contains(point) else { continue }
                for edge in first..<min(first + AreaIndex.chunk, ring.end - 1) {
                    let distance = Segment(index.points[edge], index.points[edge + 1]).distance(to: point)
                    guard distance <= reach, distance < best?.distance ?? .infinity else { continue }
                    best = Place(part: part, ring: ringIndex, edge: edge, distance: distance)
                }
            }
        }
        return best
    }
}
