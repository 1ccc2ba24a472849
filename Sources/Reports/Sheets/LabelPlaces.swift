import Drawing
import Foundation

/// Finds places where labels of points, lines and areas may stand, the best first.
enum LabelPlaces {
    /// Around a point, near ones first, then far ones with a leader.
    ///
    /// - Parameters:
    ///   - gap: between the point and the near edge of the text.
    ///   - distances: of further rings, with leaders.
    static func around(_ spot: Spot, _ size: Extent, gap: Double, distances: [Double] = [7, 11, 16])
        -> [LabelRequest.Place]
    {
        let directions = [-45.0, 45, -135, 135, -90, 90, 0, 180, -22, 22, -158, 158]
        func place(_ degrees: Double, _ gap: Double, leader: Bool) -> LabelRequest.Place {
            let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
            // The text's box just outside of a circle about the point.
            let centre = Spot(
                spot.x + c * gap + (c > 0.1 ? 0.5 : c < -0.1 ? -0.5 : 0) * size.width,
                spot.y + s * gap + (s > 0.1 ? 0.35 : s < -0.1 ? -0.35 : 0) * size.height)
            return LabelRequest.Place(centre: centre, leader: leader ? spot : nil)
        }
        return directions.map { place($0, gap, leader: false) }
            + distances.flatMap { far in directions.map { place($0, far, leader: true) } }
    }

    /// Along lines, where they are straight enough; beside them if `offset` is not 0.
    ///
    /// - Parameter rightFirst: to the right of the way along the line, before the left; else above it before below.
    static func along(
        _ lines: [[Spot]], width: Double, offset: Double, rightFirst: Bool = false, limit: Int = 14
    ) -> [LabelRequest.Place] {
        var found: [(rank: Double, place: LabelRequest.Place)] = []
        for line in lines {
            let walk = PaperWalk(line)
            guard walk.length > width + 2 else { continue }
            for share in [0.5, 0.35, 0.65, 0.22, 0.78, 0.12, 0.88] {
                let middle = walk.length * share
                guard middle - width / 2 >= 0.5, middle + width / 2 <= walk.length - 0.5 else { continue }
                let (a, b) = (walk.spot(middle - width / 2), walk.spot(middle + width / 2))
                let chord = hypot(b.x - a.x, b.y - a.y)
                // A text stands on a straight; a bow of a millimetre is none.
                guard chord > width * 0.97, walk.bow(middle - width / 2, middle + width / 2) < 0.9 else {
                    continue
                }
                let degrees = readable(atan2(b.y - a.y, b.x - a.x) * 180 / .pi)
                let centre = Spot((a.x + b.x) / 2, (a.y + b.y) / 2)
                // Long lines first, their middles first.
                let rank = walk.length - abs(share - 0.5) * 40
                let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
                // The text may run against the line.
                let isAgainst = (b.x - a.x) * c + (b.y - a.y) * s < 0
                let first = rightFirst && !isAgainst ? offset : -offset
                for side in offset == 0 ? [0.0] : [first, -first] {
                    found.append(
                        (
                            rank,
                            LabelRequest.Place(
                                centre: Spot(centre.x - s * side, centre.y + c * side), degrees: degrees)
                        ))
                }
            }
        }
        // A stable order: of equal rank, the one found first.
        return found.enumerated().sorted { ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset) }
            .prefix(limit).map(\.element.place)
    }

    /// Inside an area, far from its edges, where a text of that size lies wholly in it.
    static func inside(_ rings: [[Spot]], _ size: Extent, degrees: Double = 0) -> [LabelRequest.Place] {
        guard let shell = rings.first, shell.count > 2 else { return [] }
        let (xs, ys) = (shell.map(\.x), shell.map(\.y))
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(),
            right - left > 1, bottom - top > 1
        else { return [] }
        var found: [(rank: Double, place: LabelRequest.Place)] = []
        let steps = 8
        for i in 1..<steps {
            for j in 1..<steps {
                let centre = Spot(
                    left + (right - left) * Double(i) / Double(steps),
                    top + (bottom - top) * Double(j) / Double(steps))
                let box = LabelBox(
                    centre: centre, width: size.width, height: size.height * 0.8, degrees: degrees)
                guard (box.corners + [centre]).allSatisfy({ isInside($0, rings) }) else { continue }
                let room = rings.map { distance(centre, toRing: $0) }.min() ?? 0
                found.append((room, LabelRequest.Place(centre: centre, degrees: degrees)))
            }
        }
        return found.enumerated().sorted { ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset) }
            .prefix(8).map(\.element.place)
    }

    /// Along the middle of a long area such as a road: half way between a long edge and what lies across.
    static func throughMiddle(_ areas: [[[Spot]]], width: Double, height: Double) -> [LabelRequest.Place] {
        var found: [(rank: Double, place: LabelRequest.Place)] = []
        for rings in areas {
            for ring in rings {
                for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
                    let length = hypot(b.x - a.x, b.y - a.y)
                    guard length > width * 0.8 else { continue }
                    let (ux, uy) = ((b.x - a.x) / length, (b.y - a.y) / length)
                    for share in [0.5, 0.3, 0.7] {
                        let start = Spot(a.x + ux * length * share, a.y + uy * length * share)
                        for side in [1.0, -1.0] {
                            let across = Spot(-uy * side, ux * side)
                            guard let room = ray(start, across, rings), room > height, room < 200 else {
                                continue
                            }
                            let centre = Spot(
                                start.x + across.x * room / 2, start.y + across.y * room / 2)
                            let degrees = readable(atan2(uy, ux) * 180 / .pi)
                            let box = LabelBox(
                                centre: centre, width: width, height: height, degrees: degrees)
                            guard (box.corners + [centre]).allSatisfy({ isInside($0, rings) }) else {
                                continue
                            }
                            found.append((length, LabelRequest.Place(centre: centre, degrees: degrees)))
                        }
                    }
                }
            }
        }
        return found.enumerated().sorted { ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset) }
            .prefix(14).map(\.element.place)
    }

    // MARK: - Plane

    static func isInside(_ spot: Spot, _ rings: [[Spot]]) -> Bool {
        var inside = false
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) where (a.y > spot.y) != (b.y > spot.y)
            {
                if spot.x < a.x + (b.x - a.x) * (spot.y - a.y) / (b.y - a.y) { inside.toggle() }
            }
        }
        return inside
    }

    private static func distance(_ spot: Spot, toRing ring: [Spot]) -> Double {
        zip(ring, ring.dropFirst() + ring.prefix(1)).map { distance(spot, $0, $1) }.min() ?? .infinity
    }

    static func distance(_ spot: Spot, _ a: Spot, _ b: Spot) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, ((spot.x - a.x) * dx + (spot.y - a.y) * dy) / square)) : 0
        return hypot(spot.x - a.x - dx * t, spot.y - a.y - dy * t)
    }

    /// How far from a spot on an edge the next edge lies in a direction; nil if there is none.
    private static func ray(_ spot: Spot, _ direction: Spot, _ rings: [[Spot]]) -> Double? {
        var nearest: Double?
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
                let (ex, ey) = (b.x - a.x, b.y - a.y)
                let determinant = direction.x * ey - direction.y * ex
                guard abs(determinant) > 1e-9 else { continue }
                let (wx, wy) = (a.x - spot.x, a.y - spot.y)
                let far = (wx * ey - wy * ex) / determinant
                let t = (wx * direction.y - wy * direction.x) / determinant
                if far > 0.01, t >= 0, t <= 1, far < nearest ?? .infinity { nearest = far }
            }
        }
        return nearest
    }
}

/// A line on paper, by the way walked along it.
struct PaperWalk {
    let line: [Spot]
    private let ways: [Double]
    var length: Double { ways.last ?? 0 }

    init(_ line: [Spot]) {
        self.line = line
        var sum = 0.0
        ways = line.indices.map { index in
            if index > 0 {
                sum += hypot(line[index].x - line[index - 1].x, line[index].y - line[index - 1].y)
            }
            return sum
        }
    }

    func spot(_ way: Double) -> Spot {
        guard let index = ways.firstIndex(where: { $0 >= way }) else { return line.last ?? Spot(0, 0) }
        guard index > 0 else { return line[0] }
        let span = ways[index] - ways[index - 1]
        let t = span > 0 ? (way - ways[index - 1]) / span : 0
        let (a, b) = (line[index - 1], line[index])
        return Spot(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
    }

    /// How far the line between two ways lies from its chord.
    func bow(_ from: Double, _ to: Double) -> Double {
        let (a, b) = (spot(from), spot(to))
        return zip(line, ways).filter { $0.1 > from && $0.1 < to }
            .map { LabelPlaces.distance($0.0, a, b) }.max() ?? 0
    }
}
