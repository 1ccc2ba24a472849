import Geometry

extension Wave {
    // MARK: - Arriving

    /// The cheapest arrival at places where routes end, and the label it is read from.
    func arrival(at end: Terminals) -> (cost: Double, label: Int) {
        var best = (cost: Double.infinity, label: -1)
        for label in labels.indices where !labels[label].isNone {
            let cost = arrival(of: label, at: end)
            if cost < best.cost { best = (cost, label) }
        }
        return best
    }

    /// What a label tells about arriving where routes end; infinite if they do not end on its interval.
    @inline(__always)
    func arrival(of label: Int, at end: Terminals) -> Double {
        let interval = intervals.items[label >> 1]
        let e = Int(interval.edge)
        let (a, b) = mesh.ends(e)
        func least(_ line: LinearCost) -> Double {
            var best = line.least + end.edge[e]
            if interval.from == 0 { best = min(best, line.a + end.vertex[a]) }
            if interval.to == mesh.length[e] { best = min(best, line.b + end.vertex[b]) }
            return best
        }
        let best = least(labels[label])
        guard !mesh.zones.isTrivial, best.isFinite else { return best }
        // Who comes straight and ends here does not enter what lies beyond.
        let fee = fee(e, label & 1)
        let straight = fee > 0 ? least(direct[Int32(label)] ?? .none) - fee : .infinity
        return min(best, straight, begin.edge[e] + end.edge[e])
    }

    // MARK: - Entering

    func fee(_ e: Int, _ side: Int) -> Double { mesh.fee(e, side) }

    /// What it costs to begin in the ground into which a front leads.
    func beginning(_ e: Int, _ side: Int) -> Double {
        mesh.zones.isTrivial ? 0 : mesh.zones.beginning(in: zone(e, side))
    }

    func zone(_ e: Int, _ side: Int) -> Int32 { mesh.zone(e, side) }

    /// What this wave tells, as a wave from where routes end, of what is left to pay from a label on.
    ///
    /// The label has paid for being in the ground it leads into, and so has this wave, which came from there and paid
    /// besides for the ground behind: all of it once is taken off.
    func rest(from label: Int) -> LinearCost {
        let line = labels[label ^ 1]
        guard !mesh.zones.isTrivial, !line.isNone else { return line }
        let (e, side) = (Int(intervals.items[label >> 1].edge), label & 1)
        let twice = beginning(e, 1 - side) + fee(e, side)
        return LinearCost(a: line.a - twice, b: line.b - twice)
    }
}

extension Mesh {
    /// The half-edge in the triangle into which a front of an edge leads, or -1.
    @inline(__always)
    func halfEdge(_ e: Int, _ side: Int) -> Int { Int(side == 0 ? half[e] : twin[Int(half[e])]) }

    func zone(_ e: Int, _ side: Int) -> Int32 {
        let h = halfEdge(e, side)
        return h >= 0 ? zone[h / 3] : 0
    }

    /// What entering the ground costs into which a front leads, for who comes from the ground behind it.
    func fee(_ e: Int, _ side: Int) -> Double {
        if zones.isTrivial { return 0 }
        return zones.entry(from: zone(e, 1 - side), to: zone(e, side))
    }
}
