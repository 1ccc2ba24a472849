import CityModel
import Drawing
import Geometry

/// Draws features in the symbology of a ``MapStyle``.
struct MapPainter {
    let canvas: Canvas
    let view: SheetView
    /// A little more than the map, so that outlines of what is cut lie outside of it.
    private let reach: Frame

    init(_ canvas: Canvas, _ view: SheetView) {
        self.canvas = canvas
        self.view = view
        reach = view.map.inset(-3)
    }

    /// Draws with nothing leaving the map.
    func onMap(_ body: () -> Void) {
        canvas.within {
            canvas.clip(x: view.map.x, y: view.map.y, width: view.map.width, height: view.map.height)
            body()
        }
    }

    /// Draws all layers, the ground first.
    func draw(_ features: [LayerName: [Feature]], _ style: MapStyle) {
        let taken = MapPainter.taken(features, style)
        for (index, rule) in style.rules.enumerated() {
            for feature in taken[index] ?? [] { draw(feature.shape, rule.symbol) }
        }
    }

    /// Which features each rule draws, by its place in the style.
    static func taken(_ features: [LayerName: [Feature]], _ style: MapStyle) -> [Int: [Feature]] {
        var taken: [Int: [Feature]] = [:]
        for layer in LayerName.allCases {
            for feature in features[layer] ?? [] {
                guard
                    let index = style.rules.firstIndex(where: { $0.layer == layer && $0.takes(feature) })
                else { continue }
                taken[index, default: []].append(feature)
            }
        }
        return taken
    }

    func draw(_ shape: Shape, _ symbol: MapStyle.Symbol) {
        switch shape {
        case .points(let points):
            guard let marker = symbol.marker else { return }
            for point in points {
                let spot = view.spot(point)
                if reach.contains(spot) { Self.draw(marker, at: spot, on: canvas) }
            }
        case .lines(let lines):
            draw(lines: lines.flatMap { reach.clipped(line: thinned(view.spots($0))) }, symbol)
        case .polygons(let polygons):
            for polygon in polygons {
                draw(rings: polygon.rings.map { reach.clipped(ring: thinned(view.spots($0))) }, symbol)
            }
        }
    }

    func draw(lines: [[Spot]], _ symbol: MapStyle.Symbol) {
        guard let line = symbol.line, !lines.isEmpty else { return }
        if let halo = line.halo {
            canvas.stroke(lines, Pen(Self.colour(halo.colour), halo.width, end: .round))
        }
        canvas.stroke(lines, Self.pen(line))
    }

    func draw(rings: [[Spot]], _ symbol: MapStyle.Symbol) {
        let rings = rings.filter { $0.count > 2 }
        guard !rings.isEmpty else { return }
        if let fill = symbol.fill { canvas.fill(rings, Self.colour(fill)) }
        if let hatch = symbol.hatch {
            canvas.hatch(
                rings, spacing: hatch.spacing, degrees: hatch.degrees,
                Pen(Self.colour(hatch.colour), hatch.width))
        }
        if let line = symbol.line { canvas.stroke(rings, closed: true, Self.pen(line)) }
    }

    static func draw(_ marker: MapStyle.Marker, at spot: Spot, on canvas: Canvas) {
        let pen = Pen(colour(marker.colour), marker.width)
        let fill = marker.fill.map(colour)
        let half = marker.size / 2
        switch marker.symbol {
        case .circle: canvas.circle(spot, radius: half, fill: fill, pen)
        case .square:
            canvas.rectangle(
                x: spot.x - half, y: spot.y - half, width: marker.size, height: marker.size, fill: fill, pen)
        case .triangle:
            let corners = [
                Spot(spot.x, spot.y - half), Spot(spot.x + half, spot.y + half),
                Spot(spot.x - half, spot.y + half),
            ]
            if let fill { canvas.fill([corners], fill) }
            canvas.stroke(corners, closed: true, pen)
        case .tree:
            canvas.circle(spot, radius: half, fill: fill, pen)
            canvas.circle(spot, radius: max(0.15, marker.width), fill: pen.colour)
        }
    }

    static func pen(_ line: MapStyle.Line) -> Pen { Pen(colour(line.colour), line.width, dash: line.dash) }

    static func colour(_ hex: String) -> Colour { Colour(hex: hex) ?? .black }
}
