import Drawing
import Foundation
import Geometry

/// How ground lies on paper: one scale, turned about the middle of the map.
struct SheetView: Hashable, Sendable {
    /// The ground in the middle of the map.
    var centre: Point
    /// 1 to so many.
    var scale: Double
    /// By how much the ground's east is turned from the paper's right, counted clockwise on paper, in degrees.
    var turn: Double
    /// The map on paper.
    var map: Frame

    private var metres: Double { 1000 / scale }

    /// Where a place of the ground lies on paper.
    func spot(_ point: Point) -> Spot {
        let (dx, dy) = ((point.x - centre.x) * metres, -(point.y - centre.y) * metres)
        let (c, s) = (cos(turn * .pi / 180), sin(turn * .pi / 180))
        return Spot(map.centre.x + dx * c - dy * s, map.centre.y + dx * s + dy * c)
    }

    func spots(_ points: [Point]) -> [Spot] { points.map(spot) }

    /// The place of the ground under a spot.
    func ground(_ spot: Spot) -> Point {
        let (dx, dy) = (spot.x - map.centre.x, spot.y - map.centre.y)
        let (c, s) = (cos(turn * .pi / 180), sin(turn * .pi / 180))
        return Point(centre.x + (dx * c + dy * s) / metres, centre.y - (dy * c - dx * s) / metres)
    }

    /// The ground that can be seen, as a box in the project CRS.
    var groundBox: Box { Box(map.corners.map(ground)) }

    /// Millimetres on paper of a length on the ground.
    func paper(_ length: Double) -> Double { length * metres }
}

/// One sheet of a set: its view, and the part of the route that is drawn on it.
struct SheetPart: Hashable, Sendable {
    var view: SheetView
    /// Chainages of the part.
    var from: Double
    var to: Double
}
