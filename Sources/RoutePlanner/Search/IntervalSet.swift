import Geometry

/// A piece of an edge of the mesh.
struct Interval {
    let edge: Int32
    /// Metres from the start of the edge.
    let from: Double
    let to: Double
    let start: Point
    let end: Point
    /// The unit vector from `start` to `end`.
    let along: Vector
    let length: Double

    init(_ mesh: Mesh, _ edge: Int, from: Double, to: Double) {
        let whole = mesh.segment(edge)
        let size = mesh.length[edge]
        self.edge = Int32(edge)
        self.from = from
        self.to = to
        start = whole.point(at: from / size)
        end = whole.point(at: to / size)
        along = whole.vector * (1 / size)
        length = to - from
    }

    func point(at metres: Double) -> Point { start + along * metres }
}

/// The intervals through which a route may still pass, edge by edge, from each edge's start to its end.
struct IntervalSet {
    private(set) var items: [Interval] = []
    /// For each edge its first interval; one entry more than edges.
    private(set) var first: [Int32] = []

    /// All open edges cut into even pieces of about `spacing` metres, at most `limit` an edge.
    init(_ mesh: Mesh, spacing: Double, limit: Int, where keeps: (Int) -> Bool = { _ in true }) {
        first.reserveCapacity(mesh.edgeCount + 1)
        var count = 0
        for e in 0..<mesh.edgeCount {
            first.append(Int32(count))
            guard mesh.along[e].isFinite, keeps(e) else { continue }
            count += max(2, min(limit, Int((mesh.length[e] / spacing).rounded(.up))))
        }
        first.append(Int32(count))
        items.reserveCapacity(count)
        for e in 0..<mesh.edgeCount {
            let (pieces, length) = (range(e).count, mesh.length[e])
            for i in 0..<pieces {
                items.append(
                    Interval(
                        mesh, e, from: length * Double(i) / Double(pieces),
                        to: i + 1 == pieces ? length : length * Double(i + 1) / Double(pieces)))
            }
        }
    }

    /// What to keep of an interval: a part of it, in metres from its start, cut into even pieces.
    struct Cut {
        var from: Double
        var to: Double
        var pieces: Int

        static let none = Cut(from: 0, to: 0, pieces: 0)
    }

    /// The intervals of another set, trimmed and cut.
    ///
    /// - Parameter parents: takes for each new interval the old one it is part of.
    init(_ mesh: Mesh, _ old: IntervalSet, cuts: [Cut], parents: inout [Int32]) {
        first.reserveCapacity(old.first.count)
        parents.removeAll(keepingCapacity: true)
        items.reserveCapacity(cuts.reduce(0) { $0 + $1.pieces })
        for e in 0..<mesh.edgeCount {
            first.append(Int32(items.count))
            for i in old.range(e) {
                let (cut, whole) = (cuts[i], old.items[i])
                for k in 0..<cut.pieces {
                    let step = (cut.to - cut.from) / Double(cut.pieces)
                    let from = k == 0 && cut.from == 0 ? whole.from : whole.from + cut.from + step * Double(k)
                    let to =
                        k + 1 == cut.pieces && cut.to == whole.length
                        ? whole.to : whole.from + cut.from + step * Double(k + 1)
                    items.append(Interval(mesh, e, from: from, to: to))
                    parents.append(Int32(i))
                }
            }
        }
        first.append(Int32(items.count))
    }

    var count: Int { items.count }

    @inline(__always) func range(_ e: Int) -> Range<Int> { Int(first[e])..<Int(first[e + 1]) }
}
