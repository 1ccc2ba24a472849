import Geometry

extension Wave {
    /// Reads what is behind a front.
    mutating func collect(_ e: Int, _ side: Int) {
        let back = halfEdge(e, 1 - side)
        let isOpen = back >= 0 && mesh.rate[back / 3].isFinite
        gather.begin(intervals, e, rate: isOpen ? mesh.rate[back / 3] : .infinity)
        guard isOpen else { return }
        let fee = fee(e, side)
        let (next, previous) = (mesh.next(back), mesh.previous(back))
        collect(e, behind: next, meetingAt: Int(mesh.corner[next]), fee)
        collect(e, behind: previous, meetingAt: Int(mesh.corner[back]), fee)
        gather.endDirect(isNeeded: wedges.hasPinch || !mesh.zones.isTrivial)
        let into = halfEdge(e, side)
        if into >= 0, mesh.rate[into / 3].isFinite, mesh.rate[back / 3] < mesh.rate[into / 3] {
            // Who comes from the ground beyond and follows its border stays inside; who comes otherwise pays to enter.
            add(e, 1 - side, false, fee)
            if fee > 0 { addDirect(e, 1 - side) }
        }
    }

    private mutating func collect(_ e: Int, behind h: Int, meetingAt shared: Int, _ fee: Double) {
        let o = Int(mesh.edge[h])
        // Both edges are walked away from the vertex they share.
        let isReversed = (shared == mesh.ends(e).0) != (shared == mesh.ends(o).0)
        add(o, Int(mesh.half[o]) == h ? 0 : 1, isReversed, fee)
    }

    private mutating func add(_ e: Int, _ side: Int, _ isReversed: Bool, _ fee: Double) {
        let range = intervals.range(e)
        let rate = gather.rate
        gather.beginEdge()
        for k in 0..<range.count {
            let i = isReversed ? range.upperBound - 1 - k : range.lowerBound + k
            let label = 2 * i + side
            guard !labels[label].isNone else { continue }
            let interval = intervals.items[i]
            gather.add(
                Emitter(interval, value: labels[label].a + fee, rays[label], rate: rate), interval,
                isReversed: isReversed)
        }
        gather.endEdge()
    }

    /// Only what came straight from the triangle behind the edge.
    private mutating func addDirect(_ e: Int, _ side: Int) {
        gather.beginEdge()
        for i in intervals.range(e) {
            guard let line = direct[Int32(2 * i + side)] else { continue }
            let interval = intervals.items[i]
            gather.add(Emitter(interval, line, rate: gather.rate), interval, isReversed: false)
        }
        gather.endEdge()
    }

    /// What is told of the ends of an interval of the collected edge, by all ways.
    @inline(__always)
    func top(_ i: Int, _ interval: Interval, _ e: Int, _ side: Int) -> LinearCost {
        var line = gather.top(i)
        let (touchesA, touchesB) = (interval.from == 0, interval.to == mesh.length[e])
        guard begin.edge[e].isFinite || touchesA || touchesB else { return line }
        let beginning = beginning(e, side)
        let onEdge = begin.edge[e] + beginning
        if onEdge.isFinite { line.sink(to: onEdge, onEdge) }
        let (a, b) = mesh.ends(e)
        let far = mesh.along[e] * interval.length
        if touchesA {
            let cost = min(passing(a, e, side), begin.vertex[a] + beginning)
            if cost.isFinite { line.sink(to: cost, cost + far) }
        }
        if touchesB {
            let cost = min(passing(b, e, side), begin.vertex[b] + beginning)
            if cost.isFinite { line.sink(to: cost + far, cost) }
        }
        return line
    }

    /// Which end of an interval is a vertex, if one is and the other is not.
    @inline(__always)
    func pivot(_ interval: Interval, _ e: Int) -> FrontGather.Pivot {
        let (touchesA, touchesB) = (interval.from == 0, interval.to == mesh.length[e])
        return touchesA == touchesB ? .none : touchesB ? .end : .start
    }
}
