import Geometry

extension Wave {
    /// The way that the labels tell from a label back to where routes begin.
    ///
    /// At each step the cheapest of the labels before it; no label is used twice. Its cost is not computed. Nil if it
    /// loses itself, which coarse labels may cause.
    func path(from label: Int, end: Terminals) -> Path? {
        var path = Path(source: -1, cost: .infinity)
        var current = label
        var point = arrivalPoint(of: label, at: end, &path)
        var used: Set<Int> = []
        while used.insert(current).inserted {
            let interval = intervals.items[current >> 1]
            let e = Int(interval.edge)
            let offset = (point - mesh.segment(e).start).dot(interval.along)
            path.nodes.append(
                Path.Node(place: .edge(e, offset: min(interval.to, max(interval.from, offset))), point: point)
            )
            let side = current & 1
            var found = Step(cost: begin.edge[e] + beginning(e, side))
            considerVertices(current, point, used, &found)
            considerTriangle(current, point, used, &found)
            considerDip(current, point, used, &found)
            guard found.cost.isFinite else { return nil }
            if let v = found.vertex {
                path.links.append(.edge(e))
                path.nodes.append(Path.Node(place: .vertex(v), point: mesh.points[v]))
            }
            guard found.label >= 0 else { return path }
            path.links.append(found.link)
            point = found.point
            current = found.label
        }
        return nil
    }

    /// One step back on a way.
    private struct Step {
        var cost: Double
        /// -1 if the way begins here.
        var label = -1
        var point = Point(0, 0)
        var link = Path.Link.edge(0)
        /// The vertex passed before the label is reached.
        var vertex: Int?
    }

    private func arrivalPoint(of label: Int, at end: Terminals, _ path: inout Path) -> Point {
        let interval = intervals.items[label >> 1]
        let e = Int(interval.edge)
        let (cost, (a, b)) = (labels[label], mesh.ends(e))
        if end.edge[e].isInfinite {
            let isAtStart =
                interval.from == 0 && end.vertex[a].isFinite
                && (interval.to < mesh.length[e] || cost.a + end.vertex[a] <= cost.b + end.vertex[b])
            let v = isAtStart ? a : b
            path.nodes.append(Path.Node(place: .vertex(v), point: mesh.points[v]))
            path.links.append(.edge(e))
            return mesh.points[v]
        }
        if abs(cost.a - cost.b) < 1e-6 { return interval.point(at: interval.length / 2) }
        return cost.a < cost.b ? interval.start : interval.end
    }

    private func considerTriangle(_ label: Int, _ point: Point, _ used: Set<Int>, _ found: inout Step) {
        let behind = halfEdge(ofLabel: label ^ 1)
        guard behind >= 0, mesh.rate[behind / 3].isFinite else { return }
        let fee = fee(Int(intervals.items[label >> 1].edge), label & 1)
        for h in [mesh.next(behind), mesh.previous(behind)] {
            let e = Int(mesh.edge[h])
            let side = Int(mesh.half[e]) == h ? 0 : 1
            for i in intervals.range(e) {
                consider(2 * i + side, point, mesh.rate[behind / 3], fee, .triangle(behind / 3), used, &found)
            }
        }
    }

    private func considerDip(_ label: Int, _ point: Point, _ used: Set<Int>, _ found: inout Step) {
        let (into, behind) = (halfEdge(ofLabel: label), halfEdge(ofLabel: label ^ 1))
        guard into >= 0, behind >= 0, mesh.rate[behind / 3] < mesh.rate[into / 3] else { return }
        let e = Int(intervals.items[label >> 1].edge)
        let fee = fee(e, label & 1)
        for i in intervals.range(e) {
            let other = 2 * i + 1 - (label & 1)
            consider(other, point, mesh.rate[behind / 3], fee, .edge(e), used, &found)
            guard fee > 0, let straight = direct[Int32(other)] else { continue }
            let reached = Emitter(intervals.items[i], straight, rate: mesh.rate[behind / 3]).reach(point)
            guard reached.cost < found.cost, !used.contains(other) else { continue }
            found = Step(
                cost: reached.cost, label: other, point: intervals.items[i].point(at: reached.x),
                link: .edge(e), vertex: nil)
        }
    }

    @inline(__always)
    private func consider(
        _ label: Int, _ point: Point, _ rate: Double, _ fee: Double, _ link: Path.Link, _ used: Set<Int>,
        _ found: inout Step
    ) {
        let cost = labels[label]
        guard cost.least + fee < found.cost else { return }
        let interval = intervals.items[label >> 1]
        var reached = Emitter(interval, cost, rate: rate).reach(point)
        reached.cost += fee
        guard reached.cost < found.cost, !used.contains(label) else { return }
        found = Step(
            cost: reached.cost, label: label, point: interval.point(at: reached.x), link: link, vertex: nil)
    }

    /// Vertices at which routes begin, or through which they come from another wedge of open ground.
    private func considerVertices(
        _ label: Int, _ point: Point, _ used: Set<Int>, _ found: inout Step
    ) {
        let interval = intervals.items[label >> 1]
        let e = Int(interval.edge)
        let (a, b) = mesh.ends(e)
        for (v, touches) in [(a, interval.from == 0), (b, interval.to == mesh.length[e])] where touches {
            let way = mesh.along[e] * point.distance(to: mesh.points[v])
            let start = begin.vertex[v] + beginning(e, label & 1) + way
            if start < found.cost { found = Step(cost: start, vertex: v) }
            guard wedges.isPinch[v] else { continue }
            for (other, isStart) in spokes(at: v) {
                for side in 0..<2 {
                    let (index, cost) = (2 * other + side, labels[2 * other + side])
                    let spoke = Int(intervals.items[other].edge)
                    let zones = (from: zone(spoke, 1 - side), to: zone(e, label & 1))
                    let entry = mesh.zones.entry(from: zones.from, to: zones.to) - fee(spoke, side)
                    let total = (isStart ? cost.a : cost.b) + entry + way
                    guard total < found.cost, !used.contains(index) else { continue }
                    found = Step(
                        cost: total, label: index, point: mesh.points[v],
                        link: .edge(Int(intervals.items[other].edge)), vertex: v)
                }
            }
        }
    }
}
