import Geometry

/// Where on each edge of the mesh a route may cross: the nodes of a search graph.
///
/// Nodes are first all vertices of the mesh, by their number, then the points inside edges, edge by edge in ascending
/// order from the edge's start to its end.
struct CandidatePoints {
    /// For each edge the first of its nodes; one entry more than edges.
    private(set) var first: [Int32]
    /// For each node inside an edge (less the vertex count) its edge.
    private(set) var edge: [Int32] = []
    /// Metres from the edge's start, for each node inside an edge.
    private(set) var offset: [Double] = []
    private(set) var x: [Double]
    private(set) var y: [Double]
    let vertexCount: Int

    var count: Int { x.count }

    /// - Parameter offsets: for an edge appends metres from its start, in any order; what lies within a tenth of a
    ///   millimetre of an end or of another point is left out.
    init(_ mesh: Mesh, offsets: (_ edge: Int, _ into: inout [Double]) -> Void) {
        vertexCount = mesh.points.count
        x = mesh.points.map(\.x)
        y = mesh.points.map(\.y)
        first = []
        first.reserveCapacity(mesh.edgeCount + 1)
        var list: [Double] = []
        for e in 0..<mesh.edgeCount {
            first.append(Int32(x.count))
            list.removeAll(keepingCapacity: true)
            offsets(e, &list)
            if list.isEmpty { continue }
            append(list, of: e, in: mesh)
        }
        first.append(Int32(x.count))
    }

    private static let tolerance = 1e-4

    private mutating func append(_ list: [Double], of e: Int, in mesh: Mesh) {
        let length = mesh.length[e]
        let (a, b) = mesh.ends(e)
        let (from, to) = (mesh.points[a], mesh.points[b])
        var last = 0.0
        for s in list.count > 1 ? list.sorted() : list
        where s > last + Self.tolerance && s < length - Self.tolerance {
            last = s
            let point = from.interpolated(to: to, at: s / length)
            edge.append(Int32(e))
            offset.append(s)
            x.append(point.x)
            y.append(point.y)
        }
    }

    /// The edge of a node, or nil for a vertex.
    func edge(of node: Int) -> Int? { node < vertexCount ? nil : Int(edge[node - vertexCount]) }

    func point(_ node: Int) -> Point { Point(x[node], y[node]) }

    /// What is left to pay from every node by the labels of the intervals it lies on; infinite where there are none.
    func onward(_ mesh: Mesh, _ set: IntervalSet, _ rest: [LinearCost]) -> [Double] {
        var result = [Double](repeating: .infinity, count: count)
        for e in 0..<mesh.edgeCount {
            let (a, b) = mesh.ends(e)
            var node = Int(first[e])
            for i in set.range(e) {
                let interval = set.items[i]
                // A node between two intervals lies on both.
                while node < Int(first[e + 1]), offset[node - vertexCount] < interval.from { node += 1 }
                for line in [rest[2 * i], rest[2 * i + 1]] where !line.isNone {
                    if interval.from == 0 { result[a] = min(result[a], line.a) }
                    if interval.to == mesh.length[e] { result[b] = min(result[b], line.b) }
                    let slope = (line.b - line.a) / interval.length
                    for other in node..<Int(first[e + 1]) {
                        let along = offset[other - vertexCount] - interval.from
                        if along > interval.length { break }
                        result[other] = min(result[other], line.a + slope * along)
                    }
                }
            }
        }
        return result
    }

    /// Points spread evenly over all edges that border open ground, about `spacing` apart.
    ///
    /// - Parameter triangles: only edges of these; all if empty.
    static func even(
        _ mesh: Mesh, spacing: Double, limit: Int, within triangles: [Bool] = []
    ) -> CandidatePoints {
        CandidatePoints(mesh) { e, list in
            guard mesh.along[e].isFinite else { return }
            if !triangles.isEmpty {
                let h = Int(mesh.half[e])
                let g = Int(mesh.twin[h])
                guard triangles[h / 3] || (g >= 0 && triangles[g / 3]) else { return }
            }
            let length = mesh.length[e]
            let pieces = min(limit + 1, Int((length / spacing).rounded(.up)))
            for i in 1..<max(1, pieces) { list.append(length * Double(i) / Double(pieces)) }
        }
    }
}
