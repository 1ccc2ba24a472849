import CityModel
import Drawing
import Geometry

/// A name with its place on the paper of a level.
public struct TileText: Sendable {
    let label: PlacedLabel

    /// Whether some of it, with its halo, may lie on a tile.
    func touches(_ frame: Frame) -> Bool {
        LabelBox(frame).overlaps(label.box.grown(1))
    }
}

/// Finds places for the names of one block of tiles, the most important first.
struct TileLabels {
    let style: MapStyle
    let tiles: MapStyle.Tiles
    let groups: Set<String>
    let scale: Double
    let view: TileView
    let frame: Frame

    /// A ground of any colour shows through a little.
    private static let halo = Colour.white.opacity(0.85)
    /// No name takes more of the map.
    private static let longest = 50.0

    func placed(_ features: [LayerName: [Feature]], _ canvas: Canvas) -> [TileText] {
        let measure: (String, TextStyle) -> Extent = { canvas.measure($0, $1) }
        let taken = MapPainter.taken(features, style)
        let axes = Dictionary(grouping: features[.roadAxes] ?? []) { $0.text("name") ?? "" }
        var placer = LabelPlacer(map: frame)
        for label in tiles.labels where groups.contains(label.group) && label.scales.contains(scale) {
            for request in requests(label, taken, axes, measure) {
                placer.place(request, measure: measure)
            }
        }
        return placer.placed.map { TileText(label: $0) }
    }

    private func requests(
        _ label: MapStyle.TileLabel, _ taken: [Int: [Feature]], _ axes: [String: [Feature]],
        _ measure: (String, TextStyle) -> Extent
    ) -> [LabelRequest] {
        // One name once a block, wherever it finds the best place.
        var named: [String: (style: TextStyle, layer: LayerName, features: [Feature])] = [:]
        for (index, rule) in style.rules.enumerated() where label.selection.rules.contains(rule.id) {
            guard let own = rule.symbol.label, let features = taken[index] else { continue }
            let style = TextStyle(
                label.size ?? own.size, colour: MapPainter.colour(own.colour), halo: Self.halo)
            for feature in features where label.selection.admits(feature) {
                guard let text = own.text(of: feature).map(CrossingWords.oneLine), !text.isEmpty,
                    text.count <= 60, measure(text, style).width <= Self.longest
                else { continue }
                named[text, default: (style, rule.layer, [])].features.append(feature)
            }
        }
        return named.keys.sorted().compactMap { text in
            guard let (style, layer, features) = named[text] else { return nil }
            let places = places(of: features, layer, axes, measure(text, style), style.size)
            return places.isEmpty
                ? nil : LabelRequest(text: text, style: style, places: places, padding: 1.2)
        }
    }

    private func places(
        of features: [Feature], _ layer: LayerName, _ axes: [String: [Feature]], _ size: Extent,
        _ height: Double
    ) -> [LabelRequest.Place] {
        if layer == .roads {
            let names = Set(features.compactMap { $0.text("name") })
            let own = names.sorted().flatMap { axes[$0] ?? [] }
            if !own.isEmpty { return along(own.flatMap(\.shape.outlines), size, offset: 0) }
            return LabelPlaces.throughMiddle(
                features.flatMap(areas), width: size.width, height: height * 0.5)
        }
        return features.prefix(50).flatMap { feature -> [LabelRequest.Place] in
            switch feature.shape {
            case .lines(let lines): along(lines, size, offset: height * 0.5 + 0.9)
            case .polygons: areas(feature).flatMap { LabelPlaces.inside($0, size) }
            case .points(let points):
                points.flatMap {
                    LabelPlaces.around(view.spot($0), size, gap: 1.6, distances: [])
                }
            }
        }
    }

    private func along(_ lines: [[Point]], _ size: Extent, offset: Double) -> [LabelRequest.Place] {
        LabelPlaces.along(
            lines.flatMap { frame.clipped(line: view.spots($0)) }, width: size.width, offset: offset)
    }

    private func areas(_ feature: Feature) -> [[[Spot]]] {
        feature.shape.polygons.map { polygon in
            polygon.rings.map { frame.clipped(ring: thinned(view.spots($0), closer: 0.4)) }
                .filter { $0.count > 2 }
        }.filter { !$0.isEmpty }
    }
}
