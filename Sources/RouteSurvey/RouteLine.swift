import Geometry

/// A route as measuring sees it: its straight pieces with their chainages.
struct RouteLine {
    struct Piece {
        var segment: Segment
        var length: Double
        /// The chainage of the piece's start.
        var offset: Double
        /// Ground metres per grid metre along the piece.
        var groundScale: Double
    }

    let points: [Point]
    let pieces: [Piece]
    let length: Double
    let groundLength: Double

    /// - Throws: ``Problem`` `CRS-106` if a coordinate lies outside the system's area.
    init(_ points: [Point], _ ground: GroundMeasure) throws {
        self.points = points
        let groundLengths = try ground.lengths(points)
        var pieces: [Piece] = []
        var offset = 0.0
        for (index, groundLength) in groundLengths.enumerated() {
            let segment = Segment(points[index], points[index + 1])
            let length = segment.length
            if length > 0 {
                pieces.append(
                    Piece(
                        segment: segment, length: length, offset: offset, groundScale: groundLength / length))
            }
            offset += length
        }
        self.pieces = pieces
        length = offset
        groundLength = groundLengths.reduce(0, +)
    }

    var box: Box { Box(points) }

    func point(at chainage: Double) -> Point {
        guard let piece = piece(at: chainage) else { return points.first ?? Point(.nan, .nan) }
        return piece.segment.point(at: (chainage - piece.offset) / piece.length)
    }

    func direction(at chainage: Double) -> Vector? { piece(at: chainage)?.segment.vector }

    func groundLength(from: Double, to: Double) -> Double {
        pieces.reduce(0) { sum, piece in
            let overlap = min(to, piece.offset + piece.length) - max(from, piece.offset)
            return overlap > 0 ? sum + overlap * piece.groundScale : sum
        }
    }

    /// The points of the route between two chainages, both ends included.
    func part(from: Double, to: Double) -> [Point] {
        var result = [point(at: from)]
        for piece in pieces {
            let end = piece.offset + piece.length
            if end > from, end < to { result.append(piece.segment.end) }
        }
        result.append(point(at: to))
        return result
    }

    private func piece(at chainage: Double) -> Piece? {
        pieces.first { chainage <= $0.offset + $0.length } ?? pieces.last
    }
}
