import Geometry

/// The cheapest way from the red line to a source over candidate points (Dijkstra, from the plot outwards).
///
/// Searching from the plot needs no guess of the remaining way, ends as soon as the cheapest source is reached, and
/// leaves behind what the ground around the plot costs to cross. Within a triangle every point of its outline is
/// linked to every other at the triangle's rate; along an edge to the next at the cheaper side's rate.
struct PathSearch {
    /// A node in a zone: two routes that meet at a point have different futures if only one has paid to be inside.
    private struct States {
        /// For each node its first state; empty if there are no zones and states are nodes.
        var first: [Int32] = []
        var node: [Int32] = []
        var zone: [Int32] = []
    }

    enum End: Equatable {
        case found(Path)
        case noWay
        case budgetSpent
    }

    private let mesh: Mesh
    private let candidates: CandidatePoints
    private let charges: [Double]
    /// Triangles the search may use; empty for all.
    private let allowed: [Bool]
    /// For each node what is left to pay at least, infinite where no way is looked for; empty if nothing is known.
    private let onward: [Double]
    private var states = States()
    private var distance: [Double]
    private var parent: [Int32]
    /// What was traversed from the parent: a triangle, or -1 - edge.
    private var via: [Int32]
    private var queue = NodeQueue()
    private(set) var settled = 0
    private var current = (state: Int32(0), zone: Int32(0), distance: 0.0)

    init(
        _ mesh: Mesh, _ candidates: CandidatePoints, charges: [Double], allowed: [Bool] = [],
        onward: [Double] = []
    ) {
        (self.mesh, self.candidates, self.charges) = (mesh, candidates, charges)
        (self.allowed, self.onward) = (allowed, onward)
        if !mesh.zones.isTrivial { states = Self.states(mesh, candidates) }
        let count = states.node.isEmpty ? candidates.count : states.node.count
        distance = [Double](repeating: .infinity, count: count)
        parent = [Int32](repeating: -1, count: count)
        via = [Int32](repeating: 0, count: count)
    }

    /// Runs until the cheapest source is certain or `budget` states are settled.
    ///
    /// - Parameter slack: how far beyond the cheapest way, as a fraction of it, the search goes on, for ``nodeDistances()``.
    mutating func run(budget: Int, slack: Double = 0) -> End {
        seed()
        var best = (total: Double.infinity, state: Int32(-1), source: Int32(-1))
        while let entry = queue.pop() {
            let state = Int(entry.state)
            if entry.distance >= best.total * (1 + slack) { break }
            if entry.distance > estimate(state, distance[state]) { continue }
            if settled >= budget { return .budgetSpent }
            let source = source(at: states.node.isEmpty ? state : Int(states.node[state]))
            if source >= 0, distance[state] + charges[Int(source)] < best.total {
                best = (distance[state] + charges[Int(source)], entry.state, source)
            }
            expand(entry)
        }
        guard best.state >= 0 else { return .noWay }
        return .found(path(from: best.state, source: Int(best.source), cost: best.total))
    }

    /// The other way round: what it costs from the sources to every node, as far as `ceiling`.
    mutating func spreadFromSources(ceiling: Double) {
        for node in 0..<candidates.count {
            let source = source(at: node)
            guard source >= 0, isReachable(node) else { continue }
            let state = states.node.isEmpty ? Int32(node) : self.state(node, 0)
            distance[Int(state)] = charges[Int(source)]
            queue.push(charges[Int(source)], state)
        }
        while let entry = queue.pop(), entry.distance <= ceiling {
            if entry.distance > distance[Int(entry.state)] { continue }
            expand(entry)
        }
    }

    /// For each node the least distance of its states; infinite where the search has not been.
    func nodeDistances() -> [Double] {
        guard !states.node.isEmpty else { return distance }
        return (0..<candidates.count).map { node in
            (Int(states.first[node])..<Int(states.first[node + 1])).reduce(.infinity) {
                min($0, distance[$1])
            }
        }
    }

    private func source(at node: Int) -> Int32 {
        candidates.edge(of: node).map { mesh.edgeSource[$0] } ?? mesh.vertexSource[node]
    }

    /// True if a route may stand at the node: some ground beside it is open.
    private func isReachable(_ node: Int) -> Bool {
        if let e = candidates.edge(of: node) { return mesh.along[e].isFinite }
        let first = Int(mesh.outgoing[node])
        var h = first
        repeat {
            if mesh.rate[h / 3].isFinite { return true }
            h = Int(mesh.twin[mesh.previous(h)])
        } while h >= 0 && h != first
        return false
    }

    private func isOpen(_ triangle: Int) -> Bool {
        mesh.rate[triangle].isFinite && (allowed.isEmpty || allowed[triangle])
    }

    // MARK: - Expansion

    private mutating func seed() {
        for node in 0..<candidates.count {
            let isTarget =
                candidates.edge(of: node).map { mesh.edgeIsTarget[$0] } ?? mesh.vertexIsTarget[node]
            guard isTarget, isReachable(node) else { continue }
            let state = states.node.isEmpty ? Int32(node) : self.state(node, 0)
            distance[Int(state)] = 0
            queue.push(estimate(Int(state), 0), state)
        }
    }

    /// What a way through a state costs at least, by what its beginning costs.
    @inline(__always)
    private func estimate(_ state: Int, _ distance: Double) -> Double {
        if onward.isEmpty { return distance }
        return distance + onward[states.node.isEmpty ? state : Int(states.node[state])]
    }

    private mutating func expand(_ entry: NodeQueue.Entry) {
        settled += 1
        let state = Int(entry.state)
        let node = states.node.isEmpty ? state : Int(states.node[state])
        current = (entry.state, states.node.isEmpty ? 0 : states.zone[state], distance[state])
        if let e = candidates.edge(of: node) { expandEdge(node, e) } else { expandVertex(node) }
    }

    private mutating func expandEdge(_ node: Int, _ e: Int) {
        let h = Int(mesh.half[e])
        cross(node, h)
        if mesh.twin[h] >= 0 { cross(node, Int(mesh.twin[h])) }
        let (a, b) = mesh.ends(e)
        follow(node, to: node > Int(candidates.first[e]) ? node - 1 : a, e)
        follow(node, to: node + 1 < Int(candidates.first[e + 1]) ? node + 1 : b, e)
    }

    /// To all points of the other two edges of the triangle of `h`, and its apex.
    private mutating func cross(_ node: Int, _ h: Int) {
        let triangle = h / 3
        guard isOpen(triangle) else { return }
        let (rate, zone, fee) = terms(triangle)
        let apexEdge = mesh.previous(h)
        relax(node, to: Int(mesh.corner[apexEdge]), rate, zone, fee, Int32(triangle))
        relaxAll(node, on: Int(mesh.edge[mesh.next(h)]), rate, zone, fee, Int32(triangle))
        relaxAll(node, on: Int(mesh.edge[apexEdge]), rate, zone, fee, Int32(triangle))
    }

    private mutating func expandVertex(_ node: Int) {
        let first = Int(mesh.outgoing[node])
        var h = first
        repeat {
            let triangle = h / 3
            if isOpen(triangle) {
                let (rate, zone, fee) = terms(triangle)
                relaxAll(node, on: Int(mesh.edge[mesh.next(h)]), rate, zone, fee, Int32(triangle))
            }
            let e = Int(mesh.edge[h])
            let (begin, end) = (Int(candidates.first[e]), Int(candidates.first[e + 1]))
            let far = Int(mesh.corner[mesh.next(h)])
            follow(node, to: begin == end ? far : mesh.ends(e).0 == node ? begin : end - 1, e)
            h = Int(mesh.twin[mesh.previous(h)])
        } while h >= 0 && h != first
    }

    @inline(__always)
    private func terms(_ triangle: Int) -> (rate: Double, zone: Int32, fee: Double) {
        let zone = mesh.zone[triangle]
        let fee = zone == current.zone ? 0 : mesh.zones.entry(from: current.zone, to: zone)
        return (mesh.rate[triangle], zone, fee)
    }

    @inline(__always)
    private mutating func relaxAll(
        _ node: Int, on e: Int, _ rate: Double, _ zone: Int32, _ fee: Double, _ link: Int32
    ) {
        for other in Int(candidates.first[e])..<Int(candidates.first[e + 1]) {
            relax(node, to: other, rate, zone, fee, link)
        }
    }

    /// Along an edge: a route inside a zone that the edge borders stays inside it; another pays to join one side.
    private mutating func follow(_ node: Int, to other: Int, _ e: Int) {
        let h = Int(mesh.half[e])
        let g = Int(mesh.twin[h])
        let left = isOpen(h / 3)
        let right = g >= 0 && isOpen(g / 3)
        guard left || right else { return }
        let rate = mesh.along[e]
        let link = Int32(-1 - e)
        let leftZone = mesh.zone[h / 3]
        let rightZone = right ? mesh.zone[g / 3] : leftZone
        if states.node.isEmpty || (left && leftZone == current.zone) || (right && rightZone == current.zone) {
            relax(node, to: other, rate, current.zone, 0, link)
            return
        }
        if left {
            relax(node, to: other, rate, leftZone, mesh.zones.entry(from: current.zone, to: leftZone), link)
        }
        if right {
            relax(node, to: other, rate, rightZone, mesh.zones.entry(from: current.zone, to: rightZone), link)
        }
    }

    @inline(__always)
    private mutating func relax(
        _ node: Int, to other: Int, _ rate: Double, _ zone: Int32, _ fee: Double, _ link: Int32
    ) {
        let dx = candidates.x[other] - candidates.x[node]
        let dy = candidates.y[other] - candidates.y[node]
        let total = current.distance + rate * (dx * dx + dy * dy).squareRoot() + fee
        let state = states.node.isEmpty ? other : Int(self.state(other, zone))
        guard total < distance[state] else { return }
        distance[state] = total
        parent[state] = current.state
        via[state] = link
        let key = estimate(state, total)
        if key.isFinite { queue.push(key, Int32(state)) }
    }

    // MARK: - States

    private func state(_ node: Int, _ zone: Int32) -> Int32 {
        let begin = Int(states.first[node])
        for s in begin..<Int(states.first[node + 1]) where states.zone[s] == zone { return Int32(s) }
        return Int32(begin)
    }

    /// Every node in zone 0, where routes begin, and in the zones of the open triangles around it.
    private static func states(_ mesh: Mesh, _ candidates: CandidatePoints) -> States {
        var result = States()
        var around: [Int32] = []
        for node in 0..<candidates.count {
            around.removeAll(keepingCapacity: true)
            around.append(0)
            func add(_ h: Int) {
                guard h >= 0, mesh.rate[h / 3].isFinite, !around.contains(mesh.zone[h / 3]) else { return }
                around.append(mesh.zone[h / 3])
            }
            if let e = candidates.edge(of: node) {
                add(Int(mesh.half[e]))
                add(Int(mesh.twin[Int(mesh.half[e])]))
            } else {
                let first = Int(mesh.outgoing[node])
                var h = first
                repeat {
                    add(h)
                    h = Int(mesh.twin[mesh.previous(h)])
                } while h >= 0 && h != first
            }
            result.first.append(Int32(result.node.count))
            for zone in around {
                result.node.append(Int32(node))
                result.zone.append(zone)
            }
        }
        result.first.append(Int32(result.node.count))
        return result
    }

    // MARK: - Result

    private func path(from state: Int32, source: Int, cost: Double) -> Path {
        var path = Path(source: source, cost: cost)
        var s = Int(state)
        while true {
            let node = states.node.isEmpty ? s : Int(states.node[s])
            let place: Path.Place =
                if let e = candidates.edge(of: node) {
                    .edge(e, offset: candidates.offset[node - candidates.vertexCount])
                } else {
                    .vertex(node)
                }
            path.append(Path.Node(place: place, point: candidates.point(node)))
            guard parent[s] >= 0 else { return path }
            path.links.append(via[s] >= 0 ? .triangle(Int(via[s])) : .edge(Int(-1 - via[s])))
            s = Int(parent[s])
        }
    }
}
