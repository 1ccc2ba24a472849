import Geometry

extension Polygon {
    /// True if a single small ring is valid beyond doubt; false means that the geometry library must look.
    ///
    /// Most features of a city are rings of a few points. Such a ring is valid if no two of its sides that are not
    /// neighbours come near each other and no two neighbours fold back. Tests here keep a margin far above rounding
    /// errors, so that a ring they pass is valid in exact arithmetic too.
    /// - Complexity: O(points²), for at most 24 points.
    var isClearlyValid: Bool {
        guard holes.isEmpty, (4...24).contains(shell.count), shell.first == shell.last else { return false }
        let sides = shell.count - 1
        for i in 0..<sides {
            let a = shell[i]
            let b = shell[i + 1]
            guard a != b, !Self.foldsBack(a, b, shell[(i + 1) % sides + 1]) else { return false }
            for j in stride(from: i + 2, to: i == 0 ? sides - 1 : sides, by: 1) {
                guard Self.areApart(a, b, shell[j], shell[j + 1]) else { return false }
            }
        }
        return true
    }

    /// Relative size of what may be rounding: coordinates of 10⁷ m, products of differences.
    private static let margin = 1e-9

    /// True unless the turn at `b` is clearly not a spike.
    private static func foldsBack(_ a: Point, _ b: Point, _ c: Point) -> Bool {
        let first = b - a
        let second = c - b
        if first.dot(second) > 0 { return false }
        return abs(first.cross(second)) <= 1e-6 * first.length * second.length
    }

    /// True if all of one side lies clearly on one side of the other's line, or their boxes are clearly apart.
    private static func areApart(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) { return true }
        if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) { return true }
        return lieBeside(a, b, c, d) || lieBeside(c, d, a, b)
    }

    private static func lieBeside(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        let along = b - a
        let one = along.cross(c - a)
        let other = along.cross(d - a)
        let doubt = margin * along.length * ((c - a).length + (d - a).length)
        return (one > doubt && other > doubt) || (one < -doubt && other < -doubt)
    }
}

extension Polygon {
    /// The quick test for tests of it.
    package var isClearlyValidForTests: Bool { isClearlyValid }
}
