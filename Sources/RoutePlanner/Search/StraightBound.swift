import Geometry

/// What any way costs at least by straight distance alone, at the least rate of the mesh: from the red line to every
/// vertex, and from there to a source or out of the window.
///
/// A route on which more than a known cost would have to be paid need not be looked at: with it the first wave runs
/// towards its ends, and ground too far aside gets no intervals.
struct StraightBound {
    private let mesh: Mesh
    private let rate: Double
    /// For each vertex what it costs at least to come there from the red line, and to go on to an end.
    private var there: [Double]
    private var onward: [Double]

    /// - Parameter ceiling: only ways that cost less matter.
    /// - Complexity: O(vertices below the ceiling × edges of the sources).
    init(
        _ mesh: Mesh, from begin: Terminals, to sources: Terminals, or border: Terminals,
        below ceiling: Double
    ) {
        self.mesh = mesh
        rate = mesh.rate.min() ?? 0
        let rate = rate
        let (starts, ends) = (Self.places(mesh, begin), Self.places(mesh, sources))
        let outside = border.edge.min() ?? .infinity
        let window = Box(
            mesh.edgeIsBorder.indices.filter { mesh.edgeIsBorder[$0] }.flatMap {
                [mesh.segment($0).start, mesh.segment($0).end]
            })
        there = mesh.points.map { Self.least(starts, $0, rate) }
        onward = [Double](repeating: 0, count: there.count)
        for v in onward.indices where there[v] < ceiling {
            let p = mesh.points[v]
            let room = min(p.x - window.minX, window.maxX - p.x, p.y - window.minY, window.maxY - p.y)
            onward[v] = min(Self.least(ends, p, rate), outside + rate * max(0, room))
        }
    }

    /// A piece of an edge, or a vertex, and what beginning there costs.
    private struct Place {
        var start: Point
        var vector: Vector
        /// One divided by the square of its length; 0 for a vertex.
        var scale: Double
        var cost: Double
    }

    private static func places(_ mesh: Mesh, _ terminals: Terminals) -> [Place] {
        let edges = terminals.edge.indices.filter { terminals.edge[$0].isFinite }.map { e in
            let segment = mesh.segment(e)
            return Place(
                start: segment.start, vector: segment.vector, scale: 1 / segment.vector.dot(segment.vector),
                cost: terminals.edge[e])
        }
        return edges
            + terminals.vertex.indices.filter { terminals.vertex[$0].isFinite }.map { v in
                Place(start: mesh.points[v], vector: Vector(0, 0), scale: 0, cost: terminals.vertex[v])
            }
    }

    private static func least(_ places: [Place], _ point: Point, _ rate: Double) -> Double {
        var best = Double.infinity
        for place in places {
            let d = point - place.start
            let t = min(1, max(0, d.dot(place.vector) * place.scale))
            let (x, y) = (d.dx - t * place.vector.dx, d.dy - t * place.vector.dy)
            best = min(best, place.cost + rate * (x * x + y * y).squareRoot())
        }
        return best
    }

    /// Whether a way over an edge may cost less than `ceiling`.
    func mayPass(_ e: Int, below ceiling: Double) -> Bool {
        let (a, b) = mesh.ends(e)
        // Costs change by no more than the rate along the edge.
        return (there[a] + there[b]) / 2 + (onward[a] + onward[b]) / 2 - rate * mesh.length[e] < ceiling
    }

    /// What it costs at least to go on from every label.
    ///
    /// A label has paid for the ground beyond, which who ends on the edge does not enter.
    func rest(_ set: IntervalSet) -> [LinearCost] {
        var result = [LinearCost](repeating: .none, count: 2 * set.count)
        for (i, interval) in set.items.enumerated() {
            let e = Int(interval.edge)
            let (a, b) = mesh.ends(e)
            let middle = (interval.from + interval.to) / 2
            let (fromA, fromB) = (
                onward[a] - rate * middle, onward[b] - rate * (mesh.length[e] - middle)
            )
            let half = (fromA > fromB ? -rate : rate) * interval.length / 2
            for side in 0..<2 {
                let cost = max(fromA, fromB) - mesh.fee(e, side)
                result[2 * i + side] = LinearCost(a: cost - half, b: cost + half)
            }
        }
        return result
    }
}
