import CityModel
import Geometry

/// What a line costs on the ground as given, not as noded: the independent recount of every planned route.
///
/// A line within ``border`` of a cheaper surface it runs beside pays that surface's rate. What was measured once is
/// remembered, for the clean-up of bends asks for the same pieces again and again.
final class RouteMeasure {
    /// Half the width of a border, in metres: twice what noding may move a line.
    static let border = 0.002

    /// The least width, in metres, of ground between two others: noding on the 1 mm grid closes what is narrower than half a step.
    static let sliver = 0.0005

    let surfaces: Surfaces
    private let openPolygons: [(polygon: Polygon, region: Int)]
    private let openTree: PackedTree
    private let barred: AreaIndex
    private let edges: [Segment]
    private let edgeTree: PackedTree
    private var known: [Segment: [Stretch]] = [:]
    private var barredSegments: [Segment: Bool] = [:]

    init(_ surfaces: Surfaces, near box: Box) {
        self.surfaces = surfaces
        let box = box.grown(by: 1)
        openPolygons = surfaces.open.enumerated().flatMap { index, region in
            region.polygons.filter { $0.box.overlaps(box) }.map { ($0, index) }
        }
        openTree = PackedTree(openPolygons.map(\.polygon.box))
        barred = AreaIndex(surfaces.barredGround + surfaces.target, near: box)
        let rings =
            openPolygons.flatMap(\.polygon.rings) + surfaces.barredGround.flatMap(\.rings)
            + surfaces.target.flatMap(\.rings)
        edges = rings.flatMap { ring in
            ring.indices.dropFirst().lazy.map { Segment(ring[$0 - 1], ring[$0]) }
                .filter { $0.box.overlaps(box) }
        }
        edgeTree = PackedTree(edges.map(\.box))
    }

    /// A stretch of a line on one kind of ground.
    struct Stretch {
        var length: Double
        /// The region whose rate is paid, or nil for open ground.
        var region: Int?
        var rate: Double
        /// Chargeable features inside which the stretch runs, and those it runs inside or beside.
        var inside: Set<Int>
        var beside: Set<Int>
        var isBarred: Bool
    }

    /// The stretches of a straight piece, in order; their lengths add up to its length.
    func stretches(of segment: Segment) -> [Stretch] {
        if let known = known[segment] { return known }
        let measured = measured(segment)
        known[segment] = measured
        return measured
    }

    private func measured(_ segment: Segment) -> [Stretch] {
        let across = segment.vector.unit.left * Self.border
        return pieces(of: segment).map { stretch($0, across) }
    }

    /// The pieces of a segment on one kind of ground each.
    private func pieces(of segment: Segment) -> [Segment] {
        let length = segment.length
        guard length > 0 else { return [] }
        var cuts = [0.0, 1.0]
        edgeTree.forEach(in: segment.box.grown(by: Self.border)) { item in
            let edge = edges[item]
            if let (t, _) = segment.properCrossing(with: edge) { cuts.append(t) }
            // Where an edge begins or ends beside the line, the line may leave or join its border.
            for end in [edge.start, edge.end] where segment.distance(to: end) <= Self.border {
                cuts.append(segment.fraction(nearest: end))
            }
        }
        cuts.sort()
        return cuts.indices.dropFirst().filter { (cuts[$0] - cuts[$0 - 1]) * length > 1e-9 }.map {
            Segment(segment.point(at: cuts[$0 - 1]), segment.point(at: cuts[$0]))
        }
    }

    /// True if a piece of the segment lies in barred ground or in the plot.
    private func isBarred(_ segment: Segment) -> Bool {
        if let known = known[segment] { return known.contains(where: \.isBarred) }
        if let known = barredSegments[segment] { return known }
        let isBarred = pieces(of: segment).contains { self.isBarred(at: $0.point(at: 0.5)) }
        barredSegments[segment] = isBarred
        return isBarred
    }

    private func isBarred(at middle: Point) -> Bool { barred.holds(middle, depth: 0.75 * Surfaces.rim) }

    private func stretch(_ piece: Segment, _ across: Vector) -> Stretch {
        let middle = piece.point(at: 0.5)
        let own = ground(at: middle)
        var best: Ground?
        var beside = Set(own.charged)
        for place in places(across: middle, across) where !barred.holds(place.point, depth: 0) {
            let other = ground(at: place.point)
            beside.formUnion(other.charged)
            guard other.rate < best?.rate ?? .infinity else { continue }
            if place.width >= Self.sliver || isWide(other.rate, at: [piece.start, piece.end], across) {
                best = other
            }
        }
        let paid = best ?? own
        return Stretch(
            length: piece.length, region: paid.region, rate: paid.rate, inside: Set(paid.charged),
            beside: beside, isBarred: isBarred(at: middle))
    }

    /// Whether ground of a rate at one of the ends of a stretch is no sliver that noding closes.
    private func isWide(_ rate: Double, at ends: [Point], _ across: Vector) -> Bool {
        ends.contains { end in
            places(across: end, across).contains {
                $0.width >= Self.sliver && $0.width.isFinite && ground(at: $0.point).rate == rate
                    && !barred.holds($0.point, depth: 0)
            }
        }
    }

    /// A point of every ground across the line within the border, and how wide that ground is there.
    private func places(across middle: Point, _ across: Vector) -> [(point: Point, width: Double)] {
        let probe = Segment(middle + across * -1, middle + across)
        var cuts: [Double] = []
        edgeTree.forEach(in: probe.box) { item in
            if let (t, _) = probe.properCrossing(with: edges[item]) { cuts.append(t) }
        }
        guard !cuts.isEmpty else { return [(middle, .infinity)] }
        cuts.sort()
        return [(probe.start, .infinity), (probe.end, .infinity)]
            + cuts.indices.dropFirst().map {
                (probe.point(at: (cuts[$0] + cuts[$0 - 1]) / 2), (cuts[$0] - cuts[$0 - 1]) * probe.length)
            }
    }

    private typealias Ground = (region: Int?, rate: Double, charged: [Int])

    private func ground(at point: Point) -> Ground {
        let spot = Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
        var found: Ground = (nil, surfaces.openRate, [])
        var rank = Int.max
        for item in openTree.items(in: spot) {
            let (polygon, index) = openPolygons[item]
            let region = surfaces.open[index]
            guard region.rank <= rank, polygon.locate(point) != .outside else { continue }
            if region.rank < rank || region.rate > found.rate {
                found.region = index
                found.rate = region.rate
            }
            if region.rank < rank { found.charged = [] }
            rank = region.rank
            if region.entryCharge > 0 { found.charged.append(index) }
        }
        return found
    }

    // MARK: - Lines

    /// The cost of a line without the connection; infinite if it enters barred ground or the plot.
    func cost(of line: [Point]) -> Double {
        var sum = 0.0
        var inside: Set<Int> = []
        let segments = line.indices.dropFirst().map { Segment(line[$0 - 1], line[$0]) }
        // Most lines that are asked for fail here, for less.
        if segments.contains(where: isBarred) { return .infinity }
        for segment in segments {
            for stretch in stretches(of: segment) {
                sum += stretch.length * stretch.rate
                guard !stretch.beside.isEmpty || !inside.isEmpty else { continue }
                let now = stretch.inside.union(inside.intersection(stretch.beside))
                for entered in newFeatures(now, inside) { sum += surfaces.open[entered].entryCharge }
                inside = now
            }
        }
        return sum
    }

    /// The regions of `now` whose feature no region of `before` belongs to, one for each feature.
    private func newFeatures(_ now: Set<Int>, _ before: Set<Int>) -> [Int] {
        func key(_ index: Int) -> String {
            surfaces.open[index].layer.rawValue + "\u{1F}" + surfaces.open[index].feature
        }
        var known = Set(before.map(key))
        return now.sorted().filter { known.insert(key($0)).inserted }
    }

    /// What the cost of a line is made of, sorted by kind.
    func parts(of line: [Point]) -> [CostPart] {
        var metres: [RateKey: Double] = [:]
        for i in line.indices.dropFirst() {
            for stretch in stretches(of: Segment(line[i - 1], line[i])) {
                let layer = stretch.region.map { surfaces.open[$0].layer }
                metres[RateKey(layer: layer, rate: stretch.rate), default: 0] += stretch.length
            }
        }
        let surfaceParts = metres.sorted { $0.key.sortKey < $1.key.sortKey }.map { key, length in
            CostPart(kind: key.layer.map { .surface($0) } ?? .open, quantity: length, rate: key.rate)
        }
        let entryParts = entries(of: line).map { index, count in
            let region = surfaces.open[index]
            return CostPart(
                kind: .entry(region.layer, feature: region.feature), quantity: Double(count),
                rate: region.entryCharge)
        }
        return surfaceParts + entryParts
    }

    /// How often a line enters each region that charges for it, in the order of regions.
    func entries(of line: [Point]) -> [(region: Int, count: Int)] {
        var counts: [Int: Int] = [:]
        var inside: Set<Int> = []
        for i in line.indices.dropFirst() {
            for stretch in stretches(of: Segment(line[i - 1], line[i])) {
                let now = stretch.inside.union(inside.intersection(stretch.beside))
                for entered in newFeatures(now, inside) { counts[entered, default: 0] += 1 }
                inside = now
            }
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private struct RateKey: Hashable {
        var layer: LayerName?
        var rate: Double
        var sortKey: (String, Double) { (layer?.rawValue ?? "", rate) }
    }
}

extension Polygon {
    /// True if a point lies inside and farther than `depth` from every ring.
    func holds(_ point: Point, depth: Double) -> Bool {
        guard locate(point) == .inside else { return false }
        if depth <= 0 { return true }
        for ring in rings {
            for i in ring.indices.dropFirst() where Segment(ring[i - 1], ring[i]).distance(to: point) <= depth
            {
                return false
            }
        }
        return true
    }
}
