import Geometry

/// The edges of a feature at which a stretch begins and ends.
struct CrossedEdges {
    private struct Place {
        var part: Int
        var ring: Int
        var edge: Int
        var distance: Double
    }

    let parts: [Int]
    let entry: Point
    let exit: Point
    private let index: AreaIndex
    private var atEntry: Place?
    private var atExit: Place?

    /// A border is found where a stretch's end lies within a millimetre of it.
    static let reach = 0.001

    init(_ parts: [Int], entry: Point, exit: Point, reach: Double = reach, _ index: AreaIndex) {
        self.index = index
        self.parts = parts
        self.entry = entry
        self.exit = exit
        for part in parts {
            atEntry = Self.nearest(atEntry, entry, part, reach, index)
            atExit = Self.nearest(atExit, exit, part, reach, index)
        }
    }

    /// True if the stretch begins on one polygon and ends on another.
    var areOnDifferentParts: Bool {
        if let atEntry, let atExit { atEntry.part != atExit.part } else { false }
    }

    /// The longer of the two edges, and whether it is the one at the entry; both if they differ by less than 1 mm.
    var longest: [(direction: Vector, atEntry: Bool)] {
        let first = atEntry.map { (direction: direction($0), atEntry: true) }
        let last = atExit.map { (direction: direction($0), atEntry: false) }
        guard let first, let last else { return [first, last].compactMap(\.self) }
        let more = first.direction.length - last.direction.length
        if abs(more) < Self.reach { return [first, last] }
        return [more > 0 ? first : last]
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

    private static func nearest(
        _ best: Place?, _ point: Point, _ part: Int, _ reach: Double, _ index: AreaIndex
    )
        -> Place?
    {
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
