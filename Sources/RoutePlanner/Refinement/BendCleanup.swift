import Geometry

/// Takes bends out of a line where that never raises its true cost.
enum BendCleanup {
    /// How many bends one shortcut may skip.
    private static let reach = 6

    static func cleaned(_ line: [Point], _ measure: RouteMeasure) -> [Point] {
        var line = withoutStraightBends(line)
        var cost = measure.cost(of: line)
        guard cost.isFinite else { return line }
        var from = 0
        while from + 2 < line.count {
            var shortened = false
            for to in stride(from: min(from + reach, line.count - 1), to: from + 1, by: -1) {
                let trial = Array(line[...from] + line[to...])
                // A part of the line tells enough: what lies before and after stays as it is, but for entries,
                // whose count depends on what comes before.
                let trialCost = measure.cost(of: trial)
                // The measure looks at places of a line; a corner cut by a millimetre may lie between them.
                if trialCost <= cost + 1e-9, isAllowed(line[from...to], measure.surfaces) {
                    line = trial
                    cost = min(cost, trialCost)
                    shortened = true
                    break
                }
            }
            if !shortened { from += 1 }
        }
        return line
    }

    /// Whether the straight way between the ends of a part of the line is legal, and keeps the rim as that part does.
    ///
    /// The bound speaks of lines that keep it: beside ground of a high rate a corner cut by a rim is worth centimetres.
    private static func isAllowed(_ part: ArraySlice<Point>, _ surfaces: Surfaces) -> Bool {
        guard let first = part.first, let last = part.last,
            Legality.breach([first, last], surfaces) == nil
        else { return false }
        let shortcut = Segment(first, last)
        let bent = part.indices.dropFirst().map { Segment(part[$0 - 1], part[$0]) }
        return surfaces.barred.allSatisfy { region in
            let reach = region.grow + surfaces.rim + Legality.seam
            return region.polygons.allSatisfy { polygon in
                guard polygon.box.distance(to: shortcut.box) < reach else { return true }
                let distance = shortcut.distance(to: polygon.rings)
                return distance >= reach - Legality.tolerance
                    || bent.contains { $0.distance(to: polygon.rings) <= distance + Legality.tolerance }
            }
        }
    }

    /// Leaves out points within a tenth of a micrometre of the line through their neighbours.
    private static func withoutStraightBends(_ line: [Point]) -> [Point] {
        guard var last = line.first else { return [] }
        var result = [last]
        for i in line.indices.dropFirst().dropLast() {
            let point = line[i]
            guard point != last, Segment(last, line[i + 1]).distance(to: point) > 1e-7 else { continue }
            result.append(point)
            last = point
        }
        if let end = line.last { result.append(end) }
        return result
    }
}

extension Segment {
    /// The distance to the nearest outline, in metres; infinite without one.
    fileprivate func distance(to rings: [[Point]]) -> Double {
        var least = Double.infinity
        for ring in rings {
            for i in ring.indices.dropFirst() {
                let edge = Segment(ring[i - 1], ring[i])
                guard edge.box.distance(to: box) < least else { continue }
                least = min(least, nearest(to: edge).distance)
            }
        }
        return least
    }
}
