import Geometry

/// Polygons grown by a hair's breadth with mitred corners, where that is plain to do.
///
/// The geometry library does the same for any polygon, and unites what then overlaps, but takes a hundred times longer.
struct RimOffset {
    private let rim: Double
    /// The grown polygons; those that are not plain are as given, in ``isPlain`` false.
    private var grown: [Polygon] = []
    private var isPlain: [Bool] = []

    /// The polygons that were grown.
    private(set) var plain: [Polygon] = []
    /// Those left to the library, as given: with corners or edges too small, or near one another once grown.
    private(set) var others: [Polygon] = []

    init(_ polygons: [Polygon], by rim: Double) {
        self.rim = rim
        for polygon in polygons {
            let rings = polygon.rings.enumerated().map { offset($1, isShell: $0 == 0) }
            isPlain.append(!rings.contains(nil))
            grown.append(Polygon(shell: rings[0] ?? [], holes: rings.dropFirst().compactMap(\.self)))
        }
        markMeetings()
        for (index, polygon) in polygons.enumerated() {
            if isPlain[index] { plain.append(grown[index]) } else { others.append(polygon) }
        }
    }

    /// How far a corner may move, in rims.
    private static let mitreLimit = GeometryEngine.mitreLimit

    /// A ring moved away from its polygon's area; nil if a corner is too sharp, or an edge too short for its corners.
    private func offset(_ ring: [Point], isShell: Bool) -> [Point]? {
        var corners: [Point] = []
        for point in ring.dropLast() where point != corners.last { corners.append(point) }
        if corners.count > 1, corners.first == corners.last { corners.removeLast() }
        guard corners.count >= 3, ring.first == ring.last else { return nil }
        if (signedRingArea(ring) > 0) != isShell { corners.reverse() }
        let count = corners.count
        let directions = corners.indices.map { (corners[($0 + 1) % count] - corners[$0]).unit }
        var result: [Point] = []
        result.reserveCapacity(count + 1)
        for i in corners.indices {
            let (before, after) = (directions[(i + count - 1) % count], directions[i])
            // The normals' sum is along the mitre, and its length twice the cosine of half the bend.
            let spread = 1 + before.dot(after)
            guard spread * Self.mitreLimit * Self.mitreLimit > 2 else { return nil }
            let outward = Vector(before.dy + after.dy, -before.dx - after.dx)
            result.append(corners[i] + outward * (rim / spread))
        }
        for i in corners.indices {
            let (old, new) = (corners[(i + 1) % count] - corners[i], result[(i + 1) % count] - result[i])
            guard new.dot(old) > 0.5 * old.dot(old) else { return nil }
        }
        return result + [result[0]]
    }

    /// Marks polygons whose grown outlines meet themselves or one another, by a sweep from west to east.
    private mutating func markMeetings() {
        struct Edge {
            var segment: Segment
            var box: Box
            var polygon: Int
            var ring: Int
            var place: Int
            var count: Int
        }
        var edges: [Edge] = []
        for (index, polygon) in grown.enumerated() where isPlain[index] {
            for (number, ring) in polygon.rings.enumerated() {
                for i in ring.indices.dropFirst() {
                    let segment = Segment(ring[i - 1], ring[i])
                    edges.append(
                        Edge(
                            segment: segment, box: segment.box.grown(by: rim / 2), polygon: index,
                            ring: number, place: i, count: ring.count - 1))
                }
            }
        }
        edges.sort { $0.box.minX < $1.box.minX }
        for (i, a) in edges.enumerated() {
            for b in edges[(i + 1)...] {
                if b.box.minX > a.box.maxX { break }
                guard a.box.minY <= b.box.maxY, b.box.minY <= a.box.maxY,
                    isPlain[a.polygon] || isPlain[b.polygon]
                else { continue }
                if a.polygon == b.polygon, a.ring == b.ring {
                    let apart = abs(a.place - b.place)
                    if apart == 1 || apart == a.count - 1 { continue }
                }
                if a.segment.nearest(to: b.segment).distance <= rim {
                    isPlain[a.polygon] = false
                    isPlain[b.polygon] = false
                }
            }
        }
    }
}
