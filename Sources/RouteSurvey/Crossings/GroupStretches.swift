import Geometry

/// What a route does with one polygon.
struct PartStretches {
    var part: Int
    var inside: [Interval]
    var border: [Interval]
}

/// What a route does with the polygons of one group of features, in ascending order of parts.
struct GroupStretches {
    var group: Int
    private(set) var parts: [PartStretches]

    init(group: Int, _ first: PartStretches) {
        self.group = group
        parts = [first]
    }

    mutating func add(_ part: PartStretches) { parts.append(part) }

    /// Counts as inside where the route runs on the seam between two polygons of the group.
    ///
    /// A seam is a border with the group's ground on both sides, looked for a millimetre away.
    mutating func joinSeams(_ route: RouteLine, _ index: AreaIndex) {
        let bordering = parts.indices.filter { !parts[$0].border.isEmpty }
        guard bordering.count > 1 else { return }
        let cuts = bordering.flatMap { parts[$0].border.flatMap { [$0.from, $0.to] } }.sorted()
        for (from, to) in zip(cuts, cuts.dropFirst()) where to - from > AreaIndex.borderTolerance {
            let middle = (from + to) / 2
            let sharing = bordering.filter { number in
                parts[number].border.contains { $0.from <= middle && middle <= $0.to }
            }
            guard sharing.count > 1, let direction = route.direction(at: middle)?.unit else { continue }
            let shared = sharing.map { parts[$0].part }
            guard index.covers(route.point(at: middle), facing: direction, in: shared) else { continue }
            for number in sharing {
                parts[number].inside = RouteSurveyor.union(
                    parts[number].inside + [Interval(from: from, to: to)])
            }
        }
    }
}

extension AreaIndex {
    /// True if a point lies inside one of the parts, or on the seam between two.
    ///
    /// - Parameter direction: of length 1; a seam has ground a millimetre to its left and to its right.
    func covers(_ point: Point, facing direction: Vector, in candidates: [Int]) -> Bool {
        func isInside(_ point: Point) -> Bool {
            candidates.contains { locate(point, in: parts[$0]) == .inside }
        }
        if isInside(point) { return true }
        guard candidates.count > 1 else { return false }
        let aside = direction.left * RouteSurveyor.leastLength
        return isInside(point + aside) && isInside(point + aside * -1)
    }
}
