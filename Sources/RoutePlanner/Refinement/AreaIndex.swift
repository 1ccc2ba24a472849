import Geometry

/// Tells whether points lie inside any of many polygons, at the cost of the edges beside them, not of all.
struct AreaIndex {
    private let edges: [Segment]
    /// The polygon of each edge: polygons may overlap, so each counts for itself.
    private let owner: [Int32]
    private let tree: PackedTree
    private let extent: Box

    /// Keeps the polygons whose box overlaps `box`; only points inside it may be asked for.
    init(_ polygons: [Polygon], near box: Box) {
        var edges: [Segment] = []
        var owner: [Int32] = []
        for (index, polygon) in polygons.enumerated() where polygon.box.overlaps(box) {
            for ring in polygon.rings {
                for i in ring.indices.dropFirst() {
                    let edge = Segment(ring[i - 1], ring[i])
                    // A ray east from a point of the box meets no other edge.
                    guard edge.box.maxX >= box.minX, edge.box.minY <= box.maxY, edge.box.maxY >= box.minY
                    else { continue }
                    edges.append(edge)
                    owner.append(Int32(index))
                }
            }
        }
        self.edges = edges
        self.owner = owner
        tree = PackedTree(edges.map(\.box))
        extent = tree.extent
    }

    /// True if the point lies inside one of the polygons and farther than `depth` from all their edges.
    func holds(_ point: Point, depth: Double) -> Bool {
        guard extent.contains(point) else { return false }
        var inside: Set<Int32> = []
        let ray = Box(minX: point.x, minY: point.y, maxX: extent.maxX, maxY: point.y)
        tree.forEach(in: ray) { item in
            let edge = edges[item]
            guard (edge.start.y > point.y) != (edge.end.y > point.y) else { return }
            let side = edge.vector.cross(point - edge.start)
            guard side != 0, (side > 0) == (edge.end.y > edge.start.y) else { return }
            if inside.remove(owner[item]) == nil { inside.insert(owner[item]) }
        }
        guard !inside.isEmpty else { return false }
        if depth <= 0 { return true }
        // A point at the rim of one polygon may still lie deep inside another.
        tree.forEach(in: Box([point]).grown(by: depth)) { item in
            if edges[item].distance(to: point) <= depth { inside.remove(owner[item]) }
        }
        return !inside.isEmpty
    }
}
