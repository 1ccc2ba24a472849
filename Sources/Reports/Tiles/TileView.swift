import CityModel
import Drawing
import Foundation
import Geometry

/// How ground lies on the endless paper of one level, of which every tile is a cut.
///
/// Millimetres from the grid's corner: what is reckoned for one tile is the same number for its neighbour, so lines,
/// dashes and hatches go on from one to the next.
struct TileView: Sendable {
    let west: Double
    let north: Double
    /// Millimetres a metre.
    let factor: Double

    init(_ grid: TileGrid, level: Int) {
        west = grid.west
        north = grid.north
        factor = 1000 / TileGrid.scale(level)
    }

    func spot(_ point: Point) -> Spot { Spot((point.x - west) * factor, (north - point.y) * factor) }

    func spots(_ points: [Point]) -> [Spot] { thinned(points.map(spot), closer: 0.1) }

    static func frame(of tile: TileAddress) -> Frame {
        Frame(
            x: Double(tile.column) * TileGrid.paper, y: Double(tile.row) * TileGrid.paper,
            width: TileGrid.paper, height: TileGrid.paper)
    }
}

/// A feature cut to what can be seen on one tile.
struct TileFeature {
    /// A piece of a line, and how far along the whole line it begins.
    struct Piece {
        var way: Double
        var line: [Spot]
    }

    let feature: Feature
    let rule: MapStyle.Rule
    /// Width or height of its box in millimetres, the larger one.
    let size: Double
    var points: [Spot] = []
    var pieces: [Piece] = []
    var areas: [[[Spot]]] = []
    /// Outlines of areas that no cut has touched, to be stroked as closed lines.
    var wholeOutlines: [[Spot]] = []

    var isVisible: Bool { !points.isEmpty || !pieces.isEmpty || !areas.isEmpty || !wholeOutlines.isEmpty }

    init(_ feature: Feature, _ rule: MapStyle.Rule, _ view: TileView, reach: Frame) {
        self.feature = feature
        self.rule = rule
        let box = feature.shape.box
        size = max(box.width, box.height) * view.factor
        switch feature.shape {
        case .points(let places): points = places.map(view.spot).filter(reach.contains)
        case .lines(let lines): for line in lines { add(view.spots(line), reach) }
        case .polygons(let polygons):
            for polygon in polygons {
                let rings = polygon.rings.map(view.spots)
                let cut = rings.map { reach.clipped(ring: $0) }.filter { $0.count > 2 }
                if !cut.isEmpty { areas.append(cut) }
                for ring in rings {
                    if ring.allSatisfy(reach.contains) {
                        if ring.count > 2 { wholeOutlines.append(Array(ring.dropLast())) }
                    } else {
                        add(ring, reach)
                    }
                }
            }
        }
    }

    /// Adds the parts of a line inside, each with the way to its beginning.
    private mutating func add(_ line: [Spot], _ reach: Frame) {
        var way = 0.0
        var open: Piece?
        for (a, b) in zip(line, line.dropFirst()) {
            let length = hypot(b.x - a.x, b.y - a.y)
            if let (start, end) = reach.clipped(a, b) {
                if let last = open?.line.last, last == start {
                    open?.line.append(end)
                } else {
                    if let open { pieces.append(open) }
                    open = Piece(way: way + hypot(start.x - a.x, start.y - a.y), line: [start, end])
                }
            }
            way += length
        }
        if let open { pieces.append(open) }
    }
}
