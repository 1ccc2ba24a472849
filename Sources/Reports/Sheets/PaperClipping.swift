import Drawing

/// Cuts what is drawn to the map, so that a river of a whole city does not end up in every file.
extension Frame {
    /// The parts of a line inside; a line that only touches gives none.
    func clipped(line: [Spot]) -> [[Spot]] {
        var parts: [[Spot]] = []
        for (a, b) in zip(line, line.dropFirst()) {
            guard let (start, end) = clipped(a, b) else { continue }
            if let last = parts.last?.last, last == start {
                parts[parts.count - 1].append(end)
            } else {
                parts.append([start, end])
            }
        }
        return parts
    }

    /// The piece of a segment inside (Liang and Barsky); nil if it lies outside.
    func clipped(_ a: Spot, _ b: Spot) -> (Spot, Spot)? {
        guard a.isFinite, b.isFinite else { return nil }
        var (least, most) = (0.0, 1.0)
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        for (p, q) in [(-dx, a.x - x), (dx, right - a.x), (-dy, a.y - y), (dy, bottom - a.y)] {
            if p == 0 {
                if q < 0 { return nil }
            } else if p < 0 {
                least = max(least, q / p)
            } else {
                most = min(most, q / p)
            }
        }
        guard least < most else { return nil }
        func spot(_ t: Double) -> Spot {
            t <= 0 ? a : t >= 1 ? b : Spot(a.x + dx * t, a.y + dy * t)
        }
        return (spot(least), spot(most))
    }

    /// A ring cut to the frame (Sutherland and Hodgman); where it leaves, it runs along the frame.
    func clipped(ring: [Spot]) -> [Spot] {
        var ring = ring.filter(\.isFinite)
        if ring.allSatisfy(contains) { return ring }
        let sides: [(Spot) -> Double] = [
            { $0.x - x }, { right - $0.x }, { $0.y - y }, { bottom - $0.y },
        ]
        for side in sides {
            guard var before = ring.last else { return [] }
            var kept: [Spot] = []
            for spot in ring {
                let (was, now) = (side(before), side(spot))
                if (was < 0) != (now < 0) {
                    let t = was / (was - now)
                    kept.append(Spot(before.x + (spot.x - before.x) * t, before.y + (spot.y - before.y) * t))
                }
                if now >= 0 { kept.append(spot) }
                before = spot
            }
            ring = kept
        }
        return ring
    }
}

/// A line without the vertices that cannot be told apart on paper.
func thinned(_ line: [Spot], closer least: Double = 0.04) -> [Spot] {
    guard let first = line.first, let last = line.last, line.count > 2 else { return line }
    var kept = [first]
    for spot in line.dropFirst().dropLast() {
        let before = kept[kept.count - 1]
        if abs(spot.x - before.x) + abs(spot.y - before.y) >= least { kept.append(spot) }
    }
    return kept + [last]
}
