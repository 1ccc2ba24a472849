import CityModel
import Drawing
import Geometry
import RouteSurvey

/// Names of what was there before, and the legend of what can be seen.
extension PlanSheet {
    /// Roads before pipes before areas.
    private static let order: [LayerName] = [
        .roads, .mains, .lines, .water, .railways, .greens, .heritage, .stubs, .plots, .buildings,
    ]

    func cityLabels(_ canvas: Canvas) -> [LabelRequest] {
        let taken = MapPainter.taken(scene.features, scene.style)
        var requests: [LabelRequest] = []
        for layer in Self.order {
            for (index, rule) in scene.style.rules.enumerated() where rule.layer == layer {
                guard let label = rule.symbol.label, let features = taken[index] else { continue }
                requests += self.requests(of: features, layer, label, canvas)
            }
        }
        return requests
    }

    private func requests(
        of features: [Feature], _ layer: LayerName, _ label: MapStyle.Label, _ canvas: Canvas
    ) -> [LabelRequest] {
        let measure: (String, TextStyle) -> Extent = { canvas.measure($0, $1) }
        let style = TextStyle(
            label.size, colour: MapPainter.colour(label.colour), halo: Colour.white.opacity(0.8))
        // One name once a sheet, wherever it finds the best place.
        var byText: [String: [Feature]] = [:]
        for feature in features where isVisible(feature.shape) {
            guard let text = label.text(of: feature) else { continue }
            byText[shortened(text, measure, style), default: []].append(feature)
        }
        let isSource: (Feature) -> Bool = { layer == scene.sourceLayer && $0.id == scene.source?.id }
        return byText.keys.sorted().compactMap { text in
            guard let named = byText[text], !(layer == .stubs && named.contains(where: isSource)) else {
                return nil
            }
            let size = measure(text, style)
            let places = places(of: named, layer, size, style.size)
            return places.isEmpty
                ? nil : LabelRequest(text: text, style: style, places: places, mayCover: layer == .roads)
        }
    }

    private func places(of features: [Feature], _ layer: LayerName, _ size: Extent, _ height: Double)
        -> [LabelRequest.Place]
    {
        if layer == .roads {
            let names = Set(features.compactMap { $0.text("name") })
            let axes = (scene.features[.roadAxes] ?? []).filter {
                $0.text("name").map(names.contains) ?? false
            }
            let lines = axes.flatMap(\.shape.outlines).flatMap {
                view.map.clipped(line: thinned(view.spots($0)))
            }
            return LabelPlaces.along(lines, width: size.width, offset: 0)
                + LabelPlaces.throughMiddle(
                    features.flatMap(areas), width: size.width, height: size.height * 0.8)
        }
        return features.prefix(50).flatMap { feature -> [LabelRequest.Place] in
            switch feature.shape {
            case .lines(let lines):
                return LabelPlaces.along(
                    lines.flatMap { view.map.clipped(line: thinned(view.spots($0))) }, width: size.width,
                    offset: height * 0.5 + 0.9)
            case .polygons: return areas(feature).flatMap { LabelPlaces.inside($0, size) }
            case .points(let points):
                return points.flatMap {
                    LabelPlaces.around(view.spot($0), size, gap: 1.6, distances: [])
                }
            }
        }
    }

    // MARK: - Legend

    /// True if some of it can be seen on the map.
    func isVisible(_ shape: Shape) -> Bool {
        guard shape.box.overlaps(view.groundBox) else { return false }
        switch shape {
        case .points(let points): return points.contains { view.map.contains(view.spot($0)) }
        case .lines(let lines): return lines.contains { !view.map.clipped(line: view.spots($0)).isEmpty }
        case .polygons(let polygons):
            return polygons.contains { polygon in
                // Holes reach to the edge of the map where a polygon lies all around it.
                let rings = polygon.rings.map { view.map.clipped(ring: view.spots($0)) }
                let areas = rings.map(Self.area)
                return (areas.first ?? 0) - areas.dropFirst().reduce(0, +) > 0.05
            }
        }
    }

    /// Square millimetres.
    private static func area(_ ring: [Spot]) -> Double {
        guard let origin = ring.first else { return 0 }
        let doubled = zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0.0) { sum, pair in
            sum + (pair.0.x - origin.x) * (pair.1.y - origin.y) - (pair.1.x - origin.x)
                * (pair.0.y - origin.y)
        }
        return abs(doubled) / 2
    }

    func legend() -> [SheetInfo.LegendItem] {
        var items: [SheetInfo.LegendItem] = [.init(symbol: scene.routeSymbol, kind: .line)]
        func add(_ work: MapStyle.Work, _ kind: SheetInfo.LegendItem.Kind, if isShown: Bool) {
            if isShown { items.append(.init(symbol: scene.style.symbol(work), kind: kind)) }
        }
        let trenchless = crossings.contains { $0.method?.isTrenchless == true && $0.crossing.length > 0 }
        add(.trenchless, .line, if: trenchless)
        add(.redLine, .line, if: isVisible(.lines(scene.plot.shape.outlines)))
        add(
            .disturbed, .area,
            if: scene.strips.contains { !$0.method.isTrenchless && isVisible($0.ground) })
        add(.alternative, .line, if: scene.alternatives.contains { isVisible(.line($0.line)) })
        let taken = MapPainter.taken(scene.features, scene.style)
        for (index, rule) in scene.style.rules.enumerated().reversed() {
            guard let feature = taken[index]?.first(where: { isVisible($0.shape) }) else { continue }
            let kind: SheetInfo.LegendItem.Kind =
                switch feature.shape.kind {
                case .point: .point
                case .line: .line
                case .polygon: .area
                }
            items.append(.init(symbol: rule.symbol, kind: kind))
        }
        return items
    }
}
