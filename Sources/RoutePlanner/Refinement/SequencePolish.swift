import Geometry

/// The exact minimum of a path's length times rate when its crossing points may slide on their edges.
///
/// For a fixed sequence of edges the cost is a convex function of the crossing points; its minimum obeys Snell's law
/// at each edge. Lengths are first rounded off at 0 (`sqrt(d² + ε²)`, with ε falling to nothing), so that nodes pressed
/// together at a vertex can still be moved apart. Newton's method with bounds finds each minimum: the Hessian is
/// tridiagonal, so a step costs O(nodes).
struct SequencePolish {
    /// The roundings of lengths, in metres, in turn.
    private static let roundings = [0.1, 0.01, 1e-3, 1e-4, 1e-6]
    private static let steps = 12

    private var offsets: [Double]
    private var points: [Point]
    private let starts: [Point]
    /// Unit vectors along the edges; null for nodes that are fixed.
    private let along: [Vector]
    private let lengths: [Double]
    private let rates: [Double]
    private var gradient: [Double]
    private var diagonal: [Double]
    private var coupling: [Double]

    /// The path with its crossing points at their best; never dearer than it was.
    ///
    /// The cost counts lengths only. Nodes keep their edges, with the offset 0 or the whole length at vertices.
    static func polished(_ path: Path, _ mesh: Mesh) -> Path {
        var polish = SequencePolish(path, mesh)
        let start = polish.cost(rounding: 0)
        for rounding in roundings { polish.minimize(rounding: rounding) }
        let cost = polish.cost(rounding: 0)
        var result = path
        result.cost = start
        guard cost < start else { return result }
        result.cost = cost
        for i in path.nodes.indices {
            guard case .edge(let e, _) = path.nodes[i].place else { continue }
            result.nodes[i] = Path.Node(place: .edge(e, offset: polish.offsets[i]), point: polish.points[i])
        }
        return result
    }

    private init(_ path: Path, _ mesh: Mesh) {
        let count = path.nodes.count
        points = path.nodes.map(\.point)
        rates = path.links.map(mesh.rate(of:))
        var offsets = [Double](repeating: 0, count: count)
        var starts = points
        var along = [Vector](repeating: Vector(0, 0), count: count)
        var lengths = offsets
        for (i, node) in path.nodes.enumerated() {
            guard case .edge(let e, let offset) = node.place else { continue }
            let segment = mesh.segment(e)
            offsets[i] = offset
            starts[i] = segment.start
            along[i] = segment.vector * (1 / mesh.length[e])
            lengths[i] = mesh.length[e]
        }
        self.offsets = offsets
        self.starts = starts
        self.along = along
        self.lengths = lengths
        gradient = [Double](repeating: 0, count: count)
        diagonal = gradient
        coupling = gradient
    }

    private func cost(rounding: Double) -> Double {
        var sum = 0.0
        let square = rounding * rounding
        for i in rates.indices {
            let d = points[i + 1] - points[i]
            sum += rates[i] * (d.dot(d) + square).squareRoot()
        }
        return sum
    }

    private mutating func minimize(rounding: Double) {
        var cost = cost(rounding: rounding)
        var damping = 1e-9
        for _ in 0..<Self.steps {
            guard let promise = newtonStep(rounding: rounding, damping: damping), promise > 1e-9 else {
                return
            }
            let (from, fromPoints) = (offsets, points)
            var scale = 1.0
            var gained = 0.0
            while scale > 1e-3 {
                move(from, by: scale)
                let trial = self.cost(rounding: rounding)
                if trial < cost {
                    gained = cost - trial
                    cost = trial
                    break
                }
                scale *= 0.3
            }
            if gained == 0 {
                (offsets, points) = (from, fromPoints)
                guard damping < 1 else { return }
                damping *= 1e3
            } else if gained < 1e-9 {
                return
            } else {
                damping = max(1e-9, damping * 0.1)
            }
        }
    }

    /// Leaves the step in `gradient`; returns what it promises to gain, nil if nothing can move.
    private mutating func newtonStep(rounding: Double, damping: Double) -> Double? {
        let n = points.count
        for i in 0..<n {
            gradient[i] = 0
            diagonal[i] = damping
            coupling[i] = 0
        }
        let square = rounding * rounding
        for i in rates.indices {
            let d = points[i + 1] - points[i]
            let length = (d.dot(d) + square).squareRoot()
            let (a, b) = (along[i].dot(d) / length, along[i + 1].dot(d) / length)
            gradient[i] -= rates[i] * a
            gradient[i + 1] += rates[i] * b
            let weight = rates[i] / length
            diagonal[i] += weight * max(0, along[i].dot(along[i]) - a * a)
            diagonal[i + 1] += weight * max(0, along[i + 1].dot(along[i + 1]) - b * b)
            coupling[i] = -weight * (along[i].dot(along[i + 1]) - a * b)
        }
        var isFree = false
        for i in 0..<n {
            let stuck =
                lengths[i] == 0 || (offsets[i] <= 0 && gradient[i] > 0)
                || (offsets[i] >= lengths[i] && gradient[i] < 0)
            if stuck {
                gradient[i] = 0
                diagonal[i] = 1
                coupling[i] = 0
                if i > 0 { coupling[i - 1] = 0 }
            } else {
                isFree = true
            }
        }
        return isFree ? solve() : nil
    }

    /// Turns the gradient into the step of the symmetric tridiagonal system by elimination.
    private mutating func solve() -> Double {
        var promise = 0.0
        let slope = gradient
        for i in gradient.indices { gradient[i] = -gradient[i] }
        for i in gradient.indices.dropFirst() {
            let factor = coupling[i - 1] / diagonal[i - 1]
            diagonal[i] -= factor * coupling[i - 1]
            if diagonal[i] < 1e-12 { diagonal[i] = 1e-12 }
            gradient[i] -= factor * gradient[i - 1]
        }
        var i = gradient.count - 1
        gradient[i] /= diagonal[i]
        promise -= slope[i] * gradient[i]
        while i > 0 {
            i -= 1
            gradient[i] = (gradient[i] - coupling[i] * gradient[i + 1]) / diagonal[i]
            promise -= slope[i] * gradient[i]
        }
        return promise
    }

    private mutating func move(_ from: [Double], by scale: Double) {
        for i in from.indices where lengths[i] > 0 {
            let offset = min(lengths[i], max(0, from[i] + scale * gradient[i]))
            offsets[i] = offset
            points[i] = starts[i] + along[i] * offset
        }
    }
}
