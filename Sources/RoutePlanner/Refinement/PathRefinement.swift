import Geometry

/// Brings a path found on coarse candidate points to the optimum of its neighbourhood.
///
/// Rounds of search with ever finer candidates in the triangles around the path, which may change the sequence of
/// edges, alternate with an exact minimisation of the crossing points in the sequence found (``SequencePolish``).
/// The cost never rises: each round's candidates hold the path before it.
struct PathRefinement {
    private let mesh: Mesh
    private let charges: [Double]
    private(set) var settled = 0

    init(_ mesh: Mesh, charges: [Double]) {
        self.mesh = mesh
        self.charges = charges
    }

    /// - Parameter spacing: metres between the candidates on which `path` was found.
    mutating func refine(_ path: Path, spacing: Double) -> Path {
        var best = path
        var step = spacing
        while step > 0.02 {
            best = round(best, step: step)
            step *= 0.5
        }
        best = polished(best)
        // After the polish a path may press against a vertex that it could pass on the other side.
        for step in [0.5, 0.05, 0.005] {
            let next = polished(round(best, step: step))
            if next.cost < best.cost { best = next }
        }
        return best
    }

    /// Charges stay what they are while crossing points slide.
    private func polished(_ path: Path) -> Path {
        let lengths = zip(path.links, zip(path.nodes, path.nodes.dropFirst())).reduce(0) {
            $0 + mesh.rate(of: $1.0) * $1.1.0.point.distance(to: $1.1.1.point)
        }
        var result = SequencePolish.polished(path, mesh)
        result.cost += path.cost - lengths
        return result
    }

    private mutating func round(_ path: Path, step: Double) -> Path {
        let corridor = Corridor(mesh, path)
        let candidates = CandidatePoints(mesh) { e, list in corridor.candidates(on: e, step: step, &list) }
        var search = PathSearch(mesh, candidates, charges: charges, allowed: corridor.isAllowed)
        let end = search.run(budget: .max)
        settled += search.settled
        if case .found(let found) = end, found.cost < path.cost { return found }
        return path
    }
}

/// The triangles around a path and where candidates on their edges are worth having.
private struct Corridor {
    private let mesh: Mesh
    var isAllowed: [Bool]
    /// Metres from each edge's start where the path touches it.
    private var touches: [Int32: [Double]] = [:]
    /// How far the path passes from the vertices around it.
    private var clearance: [Int32: Double] = [:]

    init(_ mesh: Mesh, _ path: Path) {
        self.mesh = mesh
        isAllowed = [Bool](repeating: false, count: mesh.triangleCount)
        var vertices: Set<Int32> = []
        for node in path.nodes {
            switch node.place {
            case .vertex(let v): vertices.insert(Int32(v))
            case .edge(let e, let offset):
                touches[Int32(e), default: []].append(offset)
                let (a, b) = mesh.ends(e)
                vertices.formUnion([Int32(a), Int32(b)])
            }
        }
        for link in path.links {
            if case .triangle(let t) = link { vertices.formUnion(mesh.corner[t * 3..<t * 3 + 3]) }
        }
        let line = path.nodes.map(\.point)
        for v in vertices {
            clearance[v] = distance(mesh.points[Int(v)], line)
            let first = Int(mesh.outgoing[Int(v)])
            var h = first
            repeat {
                isAllowed[h / 3] = true
                h = Int(mesh.twin[mesh.previous(h)])
            } while h >= 0 && h != first
        }
    }

    private func distance(_ point: Point, _ line: [Point]) -> Double {
        var best = line[0].distance(to: point)
        for i in line.indices.dropFirst() {
            best = min(best, Segment(line[i - 1], line[i]).distance(to: point))
        }
        return best
    }

    /// Around where the path touches the edge, and near an end that the path passes closely.
    func candidates(on e: Int, step: Double, _ list: inout [Double]) {
        guard mesh.along[e].isFinite else { return }
        let h = Int(mesh.half[e])
        let g = Int(mesh.twin[h])
        guard isAllowed[h / 3] || (g >= 0 && isAllowed[g / 3]) else { return }
        if let touches = touches[Int32(e)] {
            for s in touches {
                for k in -3...3 { list.append(s + Double(k) * step * (abs(k) == 3 ? 1.5 : 1)) }
            }
        }
        let (a, b) = mesh.ends(e)
        let length = mesh.length[e]
        if let near = clearance[Int32(a)], near < 4 * step {
            for d in [0.3, 1, 2.2] { list.append(d * step) }
        }
        if let near = clearance[Int32(b)], near < 4 * step {
            for d in [0.3, 1, 2.2] { list.append(length - d * step) }
        }
    }
}
