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
                if trialCost <= cost + 1e-9, Legality.breach([line[from], line[to]], measure.surfaces) == nil
                {
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
