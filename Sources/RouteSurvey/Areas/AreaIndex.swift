import CityModel
import Geometry

/// The area features of one layer, flattened for measuring many routes.
///
/// All rings lie in one array; every run of ``chunk`` edges carries its box, so that a route looks only at edges
/// near it. Features of one group (polygons of one road on one level) make one crossing. It never changes, so any number
/// of tasks may read it; a class, because copying a dozen array references per crossing cost a third of the time.
final class AreaIndex: Sendable {
    /// Edges per chunk; a power of two.
    static let chunk = 16

    struct Ring: Sendable {
        var start: Int
        var end: Int
        var firstChunk: Int
    }

    /// One polygon of a feature.
    struct Part: Sendable {
        var feature: Int
        var rings: Range<Int>
        var box: Box
    }

    let layer: LayerName
    let features: [Feature]
    /// The group of each feature; a feature without partners is a group of its own.
    let groups: [Int]
    let levels: [Int?]
    /// What crossings tell of a feature, without touching its shape and fields.
    let ids: [String]
    let names: [String?]
    let parts: [Part]
    let rings: [Ring]
    let points: [Point]
    let chunks: [Box]
    let tree: PackedTree
    /// The road each feature belongs to, for finding its axis; nil elsewhere.
    let roads: [String?]

    /// - Parameter features: of one layer, in the order of ids; lines and points are left out.
    ///
    /// So are polygons that
    ///   cannot be measured, which import refuses: with a coordinate that is no finite number, or a shell of fewer
    ///   than three different corners. Open rings are closed.
    init(_ layer: LayerName, _ features: [Feature]) {
        self.layer = layer
        self.features = features
        levels = features.map { feature in feature.integer("level").flatMap { $0 == 0 ? nil : $0 } }
        ids = features.map(\.id)
        names = features.map { $0.text("name") }
        roads = features.map { layer == .roads ? $0.text("road_id") : nil }
        groups = Self.groups(features, roads: roads, levels: levels)
        var parts: [Part] = []
        var rings: [Ring] = []
        var points: [Point] = []
        var chunks: [Box] = []
        for (index, feature) in features.enumerated() {
            for polygon in feature.shape.polygons {
                guard let shell = Self.usable(polygon.shell) else { continue }
                let first = rings.count
                Self.append(shell, &rings, &points, &chunks)
                for hole in polygon.holes {
                    if let hole = Self.usable(hole) { Self.append(hole, &rings, &points, &chunks) }
                }
                parts.append(Part(feature: index, rings: first..<rings.count, box: polygon.box))
            }
        }
        self.parts = parts
        self.rings = rings
        self.points = points
        self.chunks = chunks
        tree = PackedTree(parts.map(\.box))
    }

    /// The features that parts belong to, in order.
    func features(of parts: [Int]) -> [Int] {
        parts.count == 1 ? [self.parts[parts[0]].feature] : Set(parts.map { self.parts[$0].feature }).sorted()
    }

    /// A closed ring of finite coordinates, or nil.
    private static func usable(_ ring: [Point]) -> [Point]? {
        guard let first = ring.first, ring.allSatisfy(\.isFinite) else { return nil }
        let closed = ring.last == first ? ring : ring + [first]
        return closed.count >= 4 ? closed : nil
    }

    private static func append(
        _ ring: [Point], _ rings: inout [Ring], _ points: inout [Point], _ chunks: inout [Box]
    ) {
        let start = points.count
        rings.append(Ring(start: start, end: start + ring.count, firstChunk: chunks.count))
        points.append(contentsOf: ring)
        for first in stride(from: start, to: points.count - 1, by: chunk) {
            var box = Box.empty
            for index in first...min(first + chunk, points.count - 1) { box.extend(to: points[index]) }
            chunks.append(box)
        }
    }

    private static func groups(_ features: [Feature], roads: [String?], levels: [Int?]) -> [Int] {
        struct Key: Hashable {
            var road: String
            var level: Int
        }
        var known: [Key: Int] = [:]
        return features.indices.map { index in
            guard let road = roads[index] else { return index }
            let key = Key(road: road, level: levels[index] ?? 0)
            if let group = known[key] { return group }
            known[key] = index
            return index
        }
    }
}
