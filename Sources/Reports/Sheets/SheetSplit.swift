import Drawing
import Foundation
import Geometry
import RouteSurvey

/// Divides a route among sheets: one sheet with north up where it fits, else several turned along the route.
struct SheetSplit {
    let route: [Point]
    let plot: Box
    /// Chainages that no match line should lie between: crossings of roads and the like.
    let crossings: [ClosedRange<Double>]
    let map: Frame

    /// Millimetres between route and frame.
    static let margin = 16.0
    /// Millimetres of plot behind the end of the route that belong on its sheet.
    static let plotDepth = 40.0
    /// The share of the map in which the route is kept when the plot draws the middle to itself.
    static let heart = 0.6
    /// More sheets than this, and the next smaller scale is taken.
    static let mostSheets = 6
    /// The smallest scale that is taken for a single sheet before several are made.
    static let readable = 500.0

    private let chainages: [Double]
    private var length: Double { chainages.last ?? 0 }

    init(route: [Point], plot: Box, crossings: [ClosedRange<Double>], map: Frame) {
        self.route = route
        self.plot = plot
        self.crossings = crossings
        self.map = map
        var sum = 0.0
        chainages = route.indices.map { index in
            if index > 0 { sum += route[index - 1].distance(to: route[index]) }
            return sum
        }
    }

    /// - Parameter scale: nil takes the largest that serves.
    func parts(scale: Double?) -> [SheetPart] {
        for withPlot in [true, false] {
            for scale in scale.map({ [$0] }) ?? SheetOptions.scales.filter({ $0 <= Self.readable }) {
                if let part = single(scale, withPlot: withPlot) { return [part] }
            }
        }
        if let scale { return several(scale) }
        let small = SheetOptions.scales.filter { $0 >= Self.readable }
        for scale in small {
            let parts = several(scale)
            if parts.count <= Self.mostSheets || scale == small.last { return parts }
        }
        return []
    }

    // MARK: - One sheet

    /// As much of the plot behind the end of the route as shows what is connected.
    private func nearPlot(_ scale: Double) -> Box {
        guard let end = route.last else { return .empty }
        let near = Box([end]).grown(by: Self.plotDepth * scale / 1000)
        return Box(
            minX: max(near.minX, plot.minX), minY: max(near.minY, plot.minY),
            maxX: min(near.maxX, plot.maxX), maxY: min(near.maxY, plot.maxY))
    }

    /// - Parameter withPlot: what lies of the plot behind the end of the route has to be on the sheet, too.
    private func single(_ scale: Double, withPlot: Bool) -> SheetPart? {
        let (width, height) = (ground(map.width, scale), ground(map.height, scale))
        var box = Box(route)
        let seen = nearPlot(scale)
        if withPlot, !seen.isEmpty { box = box.union(seen) }
        guard box.width <= width, box.height <= height else { return nil }
        let centre = Point(
            middle(box.minX, box.maxX, plot.minX, plot.maxX, room: max(box.width, width * Self.heart)),
            middle(box.minY, box.maxY, plot.minY, plot.maxY, room: max(box.height, height * Self.heart)))
        return SheetPart(
            view: SheetView(centre: centre, scale: scale, turn: 0, map: map), from: 0, to: length)
    }

    /// The middle of the route and, as far as the room allows, of the plot with it.
    private func middle(
        _ low: Double, _ high: Double, _ plotLow: Double, _ plotHigh: Double, room: Double
    ) -> Double {
        guard plotLow <= plotHigh else { return (low + high) / 2 }
        let wish = (min(low, plotLow) + max(high, plotHigh)) / 2
        return min(max(wish, high - room / 2), low + room / 2)
    }

    private func ground(_ paper: Double, _ scale: Double) -> Double {
        max(1, paper - 2 * Self.margin) * scale / 1000
    }

    // MARK: - Several sheets

    private func several(_ scale: Double) -> [SheetPart] {
        guard length > 0 else { return [part(0, 0, scale)] }
        let fewest = greedy(scale).count
        let cuts = even(fewest, scale) ?? greedy(scale)
        return zip([0] + cuts, cuts).map { part($0, $1, scale) }
    }

    /// Ends of parts, each as long as fits.
    private func greedy(_ scale: Double) -> [Double] {
        var ends: [Double] = []
        var start = 0.0
        while start < length, ends.count < 10_000 {
            var end = min(length, start + hypot(map.width, map.height) * scale / 1000)
            while end > start + 1, !fits(start, end, scale) { end -= 1 }
            end = end >= length ? length : moved(end, after: start)
            ends.append(end)
            start = end
        }
        return ends
    }

    /// Ends of equally long parts; nil if one does not fit.
    private func even(_ count: Int, _ scale: Double) -> [Double]? {
        let ends = (1...count).map { index in
            index == count ? length : moved((length * Double(index) / Double(count)).rounded(), after: 0)
        }
        guard zip([0] + ends, ends).allSatisfy({ $0 < $1 && fits($0, $1, scale) }) else { return nil }
        return ends
    }

    /// A cut that lies in no crossing: moved back before it, if enough is left.
    private func moved(_ cut: Double, after start: Double) -> Double {
        var cut = cut
        for crossing in crossings.sorted(by: { $0.lowerBound > $1.lowerBound })
        where crossing.lowerBound - 2 < cut && cut < crossing.upperBound + 2 {
            let before = (crossing.lowerBound - 2).rounded(.down)
            if before > start + 20 { cut = before }
        }
        return cut
    }

    private func fits(_ from: Double, _ to: Double, _ scale: Double) -> Bool {
        let box = turned(path(from, to)).box
        return box.width <= ground(map.width, scale) && box.height <= ground(map.height, scale)
    }

    private func part(_ from: Double, _ to: Double, _ scale: Double) -> SheetPart {
        let (box, degrees, origin) = turned(path(from, to))
        // Back from the turned frame to the ground.
        let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        let middle = box.center
        let centre = Point(origin.x + middle.x * c - middle.y * s, origin.y + middle.x * s + middle.y * c)
        return SheetPart(
            view: SheetView(centre: centre, scale: scale, turn: degrees, map: map), from: from, to: to)
    }

    /// The box of a path turned clockwise so that its chord lies level and north points up or to the left.
    private func turned(_ path: [Point]) -> (box: Box, degrees: Double, origin: Point) {
        guard let first = path.first, let last = path.last else { return (.empty, 0, Point(0, 0)) }
        var degrees = atan2(last.y - first.y, last.x - first.x) * 180 / .pi
        if degrees >= 90 { degrees -= 180 }
        if degrees < -90 { degrees += 180 }
        let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        let points = path.map { point in
            let v = point - first
            return Point(v.dx * c + v.dy * s, -v.dx * s + v.dy * c)
        }
        return (Box(points), degrees, first)
    }

    /// The route between two chainages.
    func path(_ from: Double, _ to: Double) -> [Point] { routePath(route, chainages, from, to) }
}

/// The part of a line between two chainages, with the points there.
func routePath(_ line: [Point], _ chainages: [Double], _ from: Double, _ to: Double) -> [Point] {
    guard line.count > 1 else { return line }
    var path = [linePoint(line, chainages, from)]
    for (point, at) in zip(line, chainages) where at > from && at < to { path.append(point) }
    path.append(linePoint(line, chainages, to))
    return path
}

/// The point of a line at a chainage, kept within the line.
func linePoint(_ line: [Point], _ chainages: [Double], _ at: Double) -> Point {
    guard let index = chainages.firstIndex(where: { $0 >= at }) else { return line.last ?? Point(0, 0) }
    guard index > 0 else { return line[0] }
    let span = chainages[index] - chainages[index - 1]
    guard span > 0 else { return line[index] }
    return line[index - 1].interpolated(to: line[index], at: (at - chainages[index - 1]) / span)
}
