import Geometry

/// Where routes may begin or end, and what that costs: for every edge and vertex, infinite where they may not.
struct Terminals {
    var edge: [Double]
    var vertex: [Double]

    private init(_ mesh: Mesh) {
        edge = [Double](repeating: .infinity, count: mesh.edgeCount)
        vertex = [Double](repeating: .infinity, count: mesh.points.count)
    }

    /// The red line.
    static func redLine(_ mesh: Mesh) -> Terminals {
        var result = Terminals(mesh)
        for e in result.edge.indices where mesh.edgeIsTarget[e] { result.edge[e] = 0 }
        for v in result.vertex.indices where mesh.vertexIsTarget[v] { result.vertex[v] = 0 }
        return result
    }

    /// The sources, each with its charge.
    static func sources(_ mesh: Mesh, charges: [Double]) -> Terminals {
        var result = Terminals(mesh)
        for e in result.edge.indices where mesh.edgeSource[e] >= 0 {
            result.edge[e] = charges[Int(mesh.edgeSource[e])]
        }
        for v in result.vertex.indices where mesh.vertexSource[v] >= 0 {
            result.vertex[v] = charges[Int(mesh.vertexSource[v])]
        }
        return result
    }

    /// The border of the window, beyond which a source costs at least `charge`.
    static func border(_ mesh: Mesh, charge: Double) -> Terminals {
        var result = Terminals(mesh)
        for e in result.edge.indices where mesh.edgeIsBorder[e] { result.edge[e] = charge }
        return result
    }

    /// The cheaper of both at every place.
    func merged(with other: Terminals) -> Terminals {
        var result = self
        for e in edge.indices { result.edge[e] = min(edge[e], other.edge[e]) }
        for v in vertex.indices { result.vertex[v] = min(vertex[v], other.vertex[v]) }
        return result
    }
}
