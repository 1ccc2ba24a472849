import Drawing
import Foundation

/// A turned rectangle on paper: the ground of a label, or of what a label must not cover.
struct LabelBox: Hashable, Sendable {
    var centre: Spot
    var halfWidth: Double
    var halfHeight: Double
    /// Clockwise on paper.
    var degrees: Double

    private let axis: Spot
    private let reach: Spot

    init(centre: Spot, width: Double, height: Double, degrees: Double = 0) {
        self.centre = centre
        halfWidth = width / 2
        halfHeight = height / 2
        self.degrees = degrees
        axis = Spot(cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        reach = Spot(
            abs(axis.x) * halfWidth + abs(axis.y) * halfHeight,
            abs(axis.y) * halfWidth + abs(axis.x) * halfHeight)
    }

    /// The box of a piece of line drawn with a pen.
    init(_ a: Spot, _ b: Spot, width: Double) {
        self.init(
            centre: Spot((a.x + b.x) / 2, (a.y + b.y) / 2), width: hypot(b.x - a.x, b.y - a.y) + width,
            height: width, degrees: atan2(b.y - a.y, b.x - a.x) * 180 / .pi)
    }

    init(_ frame: Frame) { self.init(centre: frame.centre, width: frame.width, height: frame.height) }

    /// Grown on all sides.
    func grown(_ by: Double) -> LabelBox {
        LabelBox(
            centre: centre, width: 2 * (halfWidth + by), height: 2 * (halfHeight + by), degrees: degrees)
    }

    var corners: [Spot] {
        let (u, v) = (
            Spot(axis.x * halfWidth, axis.y * halfWidth), Spot(-axis.y * halfHeight, axis.x * halfHeight)
        )
        return [
            Spot(centre.x - u.x - v.x, centre.y - u.y - v.y),
            Spot(centre.x + u.x - v.x, centre.y + u.y - v.y),
            Spot(centre.x + u.x + v.x, centre.y + u.y + v.y),
            Spot(centre.x - u.x + v.x, centre.y - u.y + v.y),
        ]
    }

    /// True if the two share ground; sharing only a border does not count.
    func overlaps(_ other: LabelBox) -> Bool {
        let (dx, dy) = (other.centre.x - centre.x, other.centre.y - centre.y)
        guard abs(dx) < reach.x + other.reach.x, abs(dy) < reach.y + other.reach.y else { return false }
        return !parted(other, dx, dy) && !other.parted(self, -dx, -dy)
    }

    /// True if a side of this rectangle parts the two.
    private func parted(_ other: LabelBox, _ dx: Double, _ dy: Double) -> Bool {
        // The other's half sides, seen along and across this one.
        let turn = abs(axis.x * other.axis.x + axis.y * other.axis.y)
        let cross = abs(axis.x * other.axis.y - axis.y * other.axis.x)
        let along = other.halfWidth * turn + other.halfHeight * cross
        let across = other.halfWidth * cross + other.halfHeight * turn
        return abs(dx * axis.x + dy * axis.y) >= halfWidth + along - 1e-9
            || abs(-dx * axis.y + dy * axis.x) >= halfHeight + across - 1e-9
    }

    func lies(in frame: Frame) -> Bool {
        frame.x <= centre.x - reach.x && centre.x + reach.x <= frame.right && frame.y <= centre.y - reach.y
            && centre.y + reach.y <= frame.bottom
    }
}
