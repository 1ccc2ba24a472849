import Geometry
import Vocabulary

extension Triangulation {
    private struct Piece {
        var from: Int
        var to: Int
        var mark: Mark
    }

    /// The mark of an edge that is part of two things.
    typealias Combine = (Mark, Mark) -> Mark

    /// Makes the segment between two vertices a chain of marked edges.
    ///
    /// - Throws: ``Problem`` `RTE-120` if noding does not come to an end, which no input is known to cause.
    mutating func insertSegment(_ from: Int, _ to: Int, mark: Mark, combine: Combine) throws {
        var pieces = [Piece(from: from, to: to, mark: mark)]
        var steps = 0
        while let piece = pieces.popLast() {
            steps += 1
            guard steps < 20_000 else {
                throw Problem(.partitionFailed, "the surfaces of the window could not be noded")
            }
            guard piece.from != piece.to else { continue }
            advance(piece, &pieces, combine)
        }
    }

    /// Does the first part of a piece and puts the rest on the pile.
    private mutating func advance(_ piece: Piece, _ pieces: inout [Piece], _ combine: Combine) {
        let (a, b) = (piece.from, piece.to)
        if let h = edge(a, b) {
            setMark(h, combine(mark[h], piece.mark))
            return
        }
        guard var crossed = firstCrossed(a, b) else { return }
        if crossed.isVertex {
            via(crossed.index, piece, &pieces)
            return
        }
        var crossings: [(Int, Int)] = []
        while true {
            let h = crossed.index
            if mark[h] != 0 {
                node(piece, with: h, &pieces)
                return
            }
            crossings.append((origin(h), target(h)))
            let g = Int(twin[h])
            let r = apex(g)
            if r == b { break }
            if isNear(r, a, b) {
                via(r, piece, &pieces)
                return
            }
            crossed = (false, side(a, b, r) > 0 ? next(g) : previous(g))
        }
        clear(crossings, a, b)
        if let h = edge(a, b) { setMark(h, combine(mark[h], piece.mark)) }
    }

    private func via(_ vertex: Int, _ piece: Piece, _ pieces: inout [Piece]) {
        pieces.append(Piece(from: vertex, to: piece.to, mark: piece.mark))
        pieces.append(Piece(from: piece.from, to: vertex, mark: piece.mark))
    }

    /// Where the segment from `a` to `b` leaves the triangles around `a`: through a vertex or across a half-edge
    /// that runs from its right to its left.
    private func firstCrossed(_ a: Int, _ b: Int) -> (isVertex: Bool, index: Int)? {
        let first = Int(outgoing[a])
        var h = first
        var found: Int?
        repeat {
            if isNear(target(h), a, b) { return (true, target(h)) }
            if side(a, b, target(h)) < 0, side(a, b, apex(h)) > 0 { found = next(h) }
            h = Int(twin[previous(h)])
        } while h >= 0 && h != first
        return found.map { (false, $0) }
    }

    /// True if `v` lies between `a` and `b` and nearer to their segment than ``snap``.
    private func isNear(_ v: Int, _ a: Int, _ b: Int) -> Bool {
        guard v != a, v != b else { return false }
        let along = points[b] - points[a]
        let toVertex = points[v] - points[a]
        let square = along.dot(along)
        let ahead = toVertex.dot(along)
        guard ahead > 0, ahead < square else { return false }
        let cross = along.cross(toVertex)
        return cross * cross <= Self.snap * Self.snap * square
    }

    /// Leads a piece and the marked edge it crosses through their common point on the grid.
    private mutating func node(_ piece: Piece, with h: Int, _ pieces: inout [Piece]) {
        let (v, w) = (origin(h), target(h))
        let edgeMark = mark[h]
        let crossing = Segment(points[piece.from], points[piece.to])
            .properCrossing(with: Segment(points[v], points[w]))
        let exact = Segment(points[v], points[w]).point(at: crossing?.onOther ?? 0.5)
        let point = Point(exact.x.rounded(), exact.y.rounded())
        if point == points[v] || point == points[w] {
            via(point == points[v] ? v : w, piece, &pieces)
            return
        }
        setMark(h, 0)
        let common =
            point == points[piece.from] ? piece.from : point == points[piece.to] ? piece.to : insert(point)
        if common == piece.from || common == piece.to {
            pieces.append(piece)
        } else {
            via(common, piece, &pieces)
        }
        pieces.append(Piece(from: common, to: w, mark: edgeMark))
        pieces.append(Piece(from: v, to: common, mark: edgeMark))
    }

    /// Flips the crossed edges away until `a` and `b` are neighbours, then mends the shape of the new triangles.
    ///
    /// The flips follow Sloan, "A fast algorithm for generating constrained Delaunay triangulations" (1993).
    private mutating func clear(_ crossings: [(Int, Int)], _ a: Int, _ b: Int) {
        var queue = crossings
        var head = 0
        var made: [(Int, Int)] = []
        while head < queue.count {
            let (u, v) = queue[head]
            head += 1
            guard let h = edge(u, v) else { continue }
            let (r, s) = (apex(h), apex(Int(twin[h])))
            guard side(s, r, u) > 0, side(s, r, v) < 0 else {
                queue.append((u, v))
                continue
            }
            flip(h)
            let touches = r == a || r == b || s == a || s == b
            if !touches, (side(a, b, r) > 0) != (side(a, b, s) > 0) {
                queue.append((s, r))
            } else {
                made.append((s, r))
            }
        }
        for _ in 0..<3 {
            var changed = false
            for i in made.indices {
                let (u, v) = made[i]
                if (u == a && v == b) || (u == b && v == a) { continue }
                guard let h = edge(u, v), wantsFlip(h) else { continue }
                flip(h)
                made[i] = (origin(h), target(h))
                changed = true
            }
            if !changed { break }
        }
    }
}
