import Geometry

/// A way over the mesh, from a source to the red line.
struct Path: Equatable {
    enum Place: Equatable {
        case vertex(Int)
        /// Metres from the edge's start.
        case edge(Int, offset: Double)
    }

    struct Node: Equatable {
        var place: Place
        var point: Point
    }

    /// What lies between two nodes: a triangle, or an edge followed.
    enum Link: Equatable {
        case triangle(Int)
        case edge(Int)
    }

    var source: Int
    var nodes: [Node] = []
    /// One fewer than nodes.
    var links: [Link] = []
    /// With entry charges and the connection.
    var cost: Double

    init(source: Int, cost: Double) {
        self.source = source
        self.cost = cost
    }

    /// Adds a node at the end of the last link; nodes passed while following one edge are left out.
    mutating func append(_ node: Node) {
        if links.count >= 2, case .edge(let e) = links[links.count - 1],
            case .edge(e) = links[links.count - 2]
        {
            links.removeLast()
            nodes.removeLast()
        }
        nodes.append(node)
    }
}

extension Path {
    /// What entering features costs along the way; who follows a border of what he is inside stays inside.
    func entries(_ mesh: Mesh) -> Double {
        if mesh.zones.isTrivial { return 0 }
        var sum = 0.0
        var inside: Set<Int> = []
        for (i, link) in links.enumerated() where nodes[i].point != nodes[i + 1].point {
            let now: Set<Int>
            switch link {
            case .triangle(let t): now = Set(mesh.zones.members[Int(mesh.zone[t])])
            case .edge(let e):
                let h = Int(mesh.half[e])
                let here = mesh.zones.members[Int(mesh.zone[h / 3])]
                let there = mesh.twin[h] >= 0 ? mesh.zones.members[Int(mesh.zone[Int(mesh.twin[h]) / 3])] : []
                now = inside.intersection(here + there).union(here)
            }
            sum += now.subtracting(inside).reduce(0) { $0 + mesh.zones.features[$1].entryCharge }
            inside = now
        }
        return sum
    }
}

extension Mesh {
    func rate(of link: Path.Link) -> Double {
        switch link {
        case .triangle(let t): rate[t]
        case .edge(let e): along[e]
        }
    }
}
