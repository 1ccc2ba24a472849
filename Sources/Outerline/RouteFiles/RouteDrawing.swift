import CityFiles
import CityModel
import Foundation
import Geometry
import Reports
import RouteSurvey
import Vocabulary

/// The drawing of a route for CAD: the layers and colours of the map style (pipes after CJJ 61), true coordinates.
///
/// Text is as high as it should be on paper at the scale the drawing is meant for.
struct RouteDrawing {
    var drawing = CADDrawing()
    let scene: SheetScene
    let language: ReportLanguage
    /// Metres on the ground for a millimetre on paper.
    let metres: Double
    /// What the texts of points and crossings cover so far.
    private var texts: [Box] = []

    /// - Parameter scale: 1 to so many, for which texts and dashes are sized.
    init(_ scene: SheetScene, scale: Double, _ language: ReportLanguage) {
        self.scene = scene
        self.language = language
        metres = scale / 1000
        addCity()
        addStrips()
        addPlot()
        addRoute()
        addChainage()
        addCrossings()
    }

    func say(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }

    // MARK: - The city

    private mutating func addCity() {
        // Layers in drawing order, so that the list of layers reads like the legend.
        for rule in scene.style.rules {
            for feature in scene.features[rule.layer] ?? [] {
                guard scene.style.rule(for: feature, of: rule.layer)?.id == rule.id else { continue }
                add(feature, rule.symbol)
            }
        }
    }

    private mutating func add(_ feature: Feature, _ symbol: MapStyle.Symbol) {
        let layer = self.layer(symbol)
        drawing.add(feature.shape, on: layer, dashes: dashes(symbol))
        guard let label = symbol.label, let text = label.text(of: feature) else { return }
        let (place, degrees) = Self.labelPlace(feature.shape)
        guard let place else { return }
        write(
            text, at: place,
            on: CADDrawing.Layer(layer.name + say(" text", " 注记"), colour: colour(label.colour)),
            millimetres: label.size, degrees: degrees, .lowerCentre)
    }

    private func layer(_ symbol: MapStyle.Symbol) -> CADDrawing.Layer {
        CADDrawing.Layer(
            language == .zh ? symbol.zh : symbol.en,
            colour: colour(symbol.line?.colour ?? symbol.marker?.colour ?? symbol.fill ?? "#000000"),
            width: symbol.line?.width ?? symbol.marker?.width ?? 0.18)
    }

    /// `0xRRGGBB` of `#rrggbb` or `#rrggbbaa`; what is white on paper is black on the dark ground of CAD and paper alike.
    private func colour(_ text: String) -> UInt32 {
        let value = UInt32(text.dropFirst().prefix(6), radix: 16) ?? 0
        return value == 0xFFFFFF ? 0 : value
    }

    private func dashes(_ symbol: MapStyle.Symbol) -> [Double] {
        (symbol.line?.dash ?? []).map { $0 * metres }
    }

    // MARK: - The works

    private mutating func addStrips() {
        let symbol = scene.style.symbol(.disturbed)
        for strip in scene.strips { drawing.add(strip.ground, on: layer(symbol)) }
    }

    private mutating func addPlot() {
        let symbol = scene.style.symbol(.redLine)
        drawing.add(scene.plot.shape, on: layer(symbol))
        let name = scene.plot.text("plot_no") ?? scene.plot.id
        write(name, at: scene.plot.shape.box.center, on: layer(symbol), millimetres: 3.5, .centre)
    }

    private var routeLayer: CADDrawing.Layer {
        let symbol: MapStyle.Symbol =
            switch scene.utility {
            case .water: scene.style.symbol(.routeWater)
            case .gas: scene.style.symbol(.routeGas)
            case .heat: scene.style.symbol(.routeHeat)
            }
        return layer(symbol)
    }

    private func routeLayer(_ en: String, _ zh: String) -> CADDrawing.Layer {
        CADDrawing.Layer(routeLayer.name + " " + say(en, zh), colour: routeLayer.colour)
    }

    private mutating func addRoute() {
        drawing.add(.line(scene.route, dashes: []), on: routeLayer)
        for other in scene.alternatives {
            let symbol = scene.style.symbol(.alternative)
            drawing.add(.line(other.line, dashes: dashes(symbol)), on: layer(symbol))
        }
        let bends = routeLayer("points", "折点")
        for station in scene.stations {
            drawing.add(.point(station.point), on: bends)
            let lines = [
                station.label + " " + chainageText(station.chainage),
                "X=" + String(format: "%.3f", station.point.y),
                "Y=" + String(format: "%.3f", station.point.x),
            ]
            // A leader, three lines of text on its end.
            let foot = free(beside: station.point, wide: lines.map(\.count).max() ?? 0, lines: 3)
            drawing.add(.line([station.point, foot], dashes: []), on: bends)
            for (index, line) in lines.enumerated() {
                let place = Point(foot.x + metres, foot.y - Double(index) * 3.2 * metres)
                write(line, at: place, on: bends, millimetres: 2, .lowerLeft)
            }
        }
    }

    /// Where a text beside a point meets no text placed so: lower right, upper right, lower left, upper left, then
    /// farther away; after that it stays at the first place.
    private mutating func free(beside point: Point, wide characters: Int, lines: Int) -> Point {
        let (width, height) = (Double(characters) * 1.7 * metres, Double(lines) * 3.4 * metres)
        let places = (1...6).flatMap { step -> [Point] in
            let (x, y) = (6 * metres * Double(step), 8 * metres * Double(step))
            return [
                Point(point.x + x, point.y - y), Point(point.x + x, point.y + y + height),
                Point(point.x - x - width, point.y - y), Point(point.x - x - width, point.y + y + height),
            ]
        }
        func box(_ foot: Point) -> Box {
            Box(
                minX: foot.x, minY: foot.y - height, maxX: foot.x + width,
                maxY: foot.y + 3.4 * metres)
        }
        let place = places.first { foot in !texts.contains { $0.overlaps(box(foot)) } } ?? places[0]
        texts.append(box(place))
        return place
    }

    /// Ticks across the route each ten or twenty metres, with their chainage.
    private mutating func addChainage() {
        let layer = routeLayer("chainage", "桩号")
        let length = zip(scene.route, scene.route.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
        let step = length > 200 ? 20.0 : 10.0
        var chainage = step
        // The end has its own point.
        while chainage < length - step / 4 {
            defer { chainage += step }
            let before = subpath(scene.route, from: 0, to: chainage)
            guard before.count > 1, let end = before.last else { continue }
            let back = before[before.count - 2]
            let run = end.distance(to: back)
            guard run > 0 else { continue }
            let across = Point(-(end.y - back.y) / run, (end.x - back.x) / run)
            let half = 1.2 * metres
            drawing.add(
                .line(
                    [
                        Point(end.x - across.x * half, end.y - across.y * half),
                        Point(end.x + across.x * half, end.y + across.y * half),
                    ], dashes: []), on: layer)
            let place = Point(end.x + across.x * 1.8 * metres, end.y + across.y * 1.8 * metres)
            write(
                chainageText(chainage), at: place, on: layer, millimetres: 1.8,
                degrees: Self.readable(atan2(across.y, across.x) * 180 / .pi),
                Self.isTurned(atan2(across.y, across.x) * 180 / .pi) ? .right : .left)
        }
    }

    private mutating func addCrossings() {
        let layer = CADDrawing.Layer(say("crossings", "穿越"), colour: 0xC00000, width: 0.3)
        for mark in scene.crossings {
            let crossing = mark.crossing
            let path =
                crossing.length > 0 ? subpath(scene.route, from: crossing.from, to: crossing.to) : []
            if path.count > 1 { drawing.add(.line(path, dashes: []), on: layer) }
            for end in [crossing.entry, crossing.exit] { drawing.add(.point(end), on: layer) }
            let middle = path.isEmpty ? crossing.entry : path[path.count / 2]
            let name = crossing.name ?? crossing.features.first ?? ""
            let text =
                "\(say("C", "穿"))\(mark.number) \(name) \(chainageText(crossing.from))–\(chainageText(crossing.to))"
            let foot = free(beside: middle, wide: displayWidth(text), lines: 1)
            drawing.add(.line([middle, foot], dashes: []), on: layer)
            let place = Point(foot.x + metres, foot.y)
            write(text, at: place, on: layer, millimetres: 2, .lowerLeft)
        }
    }

    // MARK: - Texts

    mutating func write(
        _ text: String, at place: Point, on layer: CADDrawing.Layer, millimetres: Double, degrees: Double = 0,
        _ anchor: CADDrawing.Anchor
    ) {
        drawing.add(
            .text(text, at: place, height: millimetres * metres, degrees: degrees, anchor: anchor), on: layer)
    }

    /// The middle of a line with its direction, the middle of an area.
    private static func labelPlace(_ shape: Shape) -> (Point?, Double) {
        switch shape {
        case .points(let points): return (points.first, 0)
        case .lines(let lines):
            guard let line = lines.max(by: { length($0) < length($1) }), line.count > 1 else {
                return (lines.first?.first, 0)
            }
            let start = subpath(line, from: 0, to: length(line) / 2)
            guard start.count > 1, let end = start.last else { return (line.first, 0) }
            let back = start[start.count - 2]
            return (end, readable(atan2(end.y - back.y, end.x - back.x) * 180 / .pi))
        case .polygons: return (shape.isEmpty ? nil : shape.box.center, 0)
        }
    }

    private static func length(_ line: [Point]) -> Double {
        zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    }

    /// The same direction, never upside down.
    private static func readable(_ degrees: Double) -> Double {
        isTurned(degrees) ? degrees + (degrees > 0 ? -180 : 180) : degrees
    }

    private static func isTurned(_ degrees: Double) -> Bool { degrees > 90.001 || degrees < -89.999 }
}
