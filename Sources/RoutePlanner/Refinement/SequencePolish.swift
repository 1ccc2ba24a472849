import Geometry

/// The exact minimum of a path's length times rate when its crossing points may slide on their edges.
///
/// For a fixed sequence of edges the cost is a convex function of the crossing points; its minimum obeys Snell's law
/// at each edge. A damped Newton method with bounds finds it: the Hessian is tridiagonal, so a step costs O(nodes).
enum SequencePolish {
    /// The end of a step's promise of improvement, in cost units.
    private static let tolerance = 1e-9

    static func polished(_ path: Path, _ mesh: Mesh) -> Path {
        var chain = Chain(path, mesh)
        var cost = chain.cost
        let start = cost
        var damping = 1e-6
        for _ in 0..<60 {
            guard let step = chain.newtonStep(damping: damping) else { break }
            var scale = 1.0
            var improved = false
            while scale > 1e-4 {
                let trial = chain.moved(step, by: scale)
                let trialCost = trial.cost
                if trialCost < cost {
                    improved = cost - trialCost > tolerance
                    chain = trial
                    cost = trialCost
                    break
                }
                scale *= 0.4
            }
            if improved {
                damping = max(1e-9, damping * 0.3)
            } else if damping < 10 {
                damping *= 100
            } else {
                break
            }
        }
        guard cost < start else { return path }
        var result = path
        chain.write(into: &result, mesh)
        result.cost = path.cost - (start - cost)
        return result
    }

    /// The nodes of a path with their freedom.
    private struct Chain {
        var points: [Point]
        var offsets: [Double]
        let starts: [Point]
        /// Unit vectors along the edges; null for nodes that are fixed.
        let along: [Vector]
        let lengths: [Double]
        let rates: [Double]

        init(_ path: Path, _ mesh: Mesh) {
            points = path.nodes.map(\.point)
            rates = path.links.map(mesh.rate(of:))
            var offsets: [Double] = []
            var starts: [Point] = []
            var along: [Vector] = []
            var lengths: [Double] = []
            for node in path.nodes {
                switch node.place {
                case .vertex:
                    offsets.append(0)
                    starts.append(node.point)
                    along.append(Vector(0, 0))
                    lengths.append(0)
                case .edge(let e, let offset):
                    let segment = mesh.segment(e)
                    offsets.append(offset)
                    starts.append(segment.start)
                    along.append(segment.vector.unit)
                    lengths.append(mesh.length[e])
                }
            }
            self.offsets = offsets
            self.starts = starts
            self.along = along
            self.lengths = lengths
        }

        var cost: Double {
            var sum = 0.0
            for i in rates.indices { sum += rates[i] * points[i].distance(to: points[i + 1]) }
            return sum
        }

        /// The step of Newton's method among the nodes that can move; nil if none can.
        func newtonStep(damping: Double) -> [Double]? {
            let n = points.count
            var gradient = [Double](repeating: 0, count: n)
            var diagonal = [Double](repeating: damping, count: n)
            var coupling = [Double](repeating: 0, count: n)
            for i in rates.indices {
                let d = points[i + 1] - points[i]
                let length = max(d.length, 1e-7)
                let (a, b) = (along[i].dot(d) / length, along[i + 1].dot(d) / length)
                gradient[i] -= rates[i] * a
                gradient[i + 1] += rates[i] * b
                let weight = rates[i] / length
                diagonal[i] += weight * max(0, along[i].dot(along[i]) - a * a)
                diagonal[i + 1] += weight * max(0, along[i + 1].dot(along[i + 1]) - b * b)
                coupling[i] = -weight * (along[i].dot(along[i + 1]) - a * b)
            }
            var free = false
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
                    free = true
                }
            }
            return free ? Self.solve(diagonal, coupling, gradient.map { -$0 }) : nil
        }

        /// A symmetric tridiagonal system by elimination.
        private static func solve(_ diagonal: [Double], _ coupling: [Double], _ right: [Double]) -> [Double] {
            var (diagonal, right) = (diagonal, right)
            for i in right.indices.dropFirst() {
                let factor = coupling[i - 1] / diagonal[i - 1]
                diagonal[i] -= factor * coupling[i - 1]
                if diagonal[i] < 1e-12 { diagonal[i] = 1e-12 }
                right[i] -= factor * right[i - 1]
            }
            var i = right.count - 1
            right[i] /= diagonal[i]
            while i > 0 {
                i -= 1
                right[i] = (right[i] - coupling[i] * right[i + 1]) / diagonal[i]
            }
            return right
        }

        func moved(_ step: [Double], by scale: Double) -> Chain {
            var copy = self
            for i in step.indices where lengths[i] > 0 {
                let offset = min(lengths[i], max(0, offsets[i] + scale * step[i]))
                copy.offsets[i] = offset
                copy.points[i] = starts[i] + along[i] * offset
            }
            return copy
        }

        func write(into path: inout Path, _ mesh: Mesh) {
            for i in path.nodes.indices {
                guard case .edge(let e, _) = path.nodes[i].place else { continue }
                let (a, b) = mesh.ends(e)
                if offsets[i] <= 0 {
                    path.nodes[i] = Path.Node(place: .vertex(a), point: mesh.points[a])
                } else if offsets[i] >= lengths[i] {
                    path.nodes[i] = Path.Node(place: .vertex(b), point: mesh.points[b])
                } else {
                    path.nodes[i] = Path.Node(place: .edge(e, offset: offsets[i]), point: points[i])
                }
            }
        }
    }
}
