import CityModel
import Geometry

extension RouteSurveyor {
    /// The features of a layer within a distance of a route, each with its least distance.
    ///
    /// Areas, lines and points alike; a route inside an area, also between holes, is at distance 0 from it. The bare
    /// line is measured, not the strip. Every polygon of a road is a feature of its own here.
    /// - Parameters:
    ///   - points: the route in the project CRS, at least two points; two equal ones are a place.
    ///   - layer: one of ``SurveyedCity/layerOrder`` or ``SurveyedCity/zoneLayers``, or the trees. Other layers, and
    ///     layers without features, give none.
    ///   - limit: metres; a feature exactly so far away is listed. Below 0 or no number gives none. The window of
    ///     the city must reach so far beyond the route.
    /// - Returns: in the order of feature ids.
    /// - Throws: ``Problem`` `GEO-101` for fewer than two points, `CRS-106` outside the system's area.
    /// - Complexity: O(log n + pieces × edges near the route).
    public func proximity(of points: [Point], to layer: LayerName, within limit: Double) throws -> [Proximity]
    {
        let route = try route(points)
        guard limit >= 0, let start = route.points.first else { return [] }
        let pieces =
            route.pieces.isEmpty
            ? [RouteLine.Piece(segment: Segment(start, start), length: 0, offset: 0, groundScale: 1)]
            : route.pieces
        var found: [Proximity] = []
        for index in city.areas + city.zones where index.layer == layer {
            found += near(pieces, index, within: limit)
        }
        for index in city.lines + city.points where index.layer == layer {
            found += near(pieces, index, within: limit)
        }
        return found.sorted { Feature.precedes($0.feature, $1.feature) }
    }

    private func near(_ pieces: [RouteLine.Piece], _ index: AreaIndex, within limit: Double) -> [Proximity] {
        guard let start = pieces.first?.segment.start else { return [] }
        let box = Self.box(pieces).grown(by: limit)
        var best: [Int: NearestPlace] = [:]
        for item in index.tree.items(in: box) {
            let feature = index.parts[item].feature
            let place: NearestPlace? =
                if index.locate(start, in: index.parts[item]) != .outside {
                    NearestPlace(distance: 0, chainage: 0, point: start, other: start)
                } else {
                    nearest(pieces, [item], index, within: limit)
                }
            if let place, place.isBetter(than: best[feature]) { best[feature] = place }
        }
        return best.map { Self.proximity(index.layer, index.features[$0.key], $0.value) }
    }

    private func near(_ pieces: [RouteLine.Piece], _ index: LineIndex, within limit: Double) -> [Proximity] {
        var best: [Int: NearestPlace] = [:]
        for piece in pieces {
            for item in index.tree.items(in: piece.segment.box.grown(by: limit)) {
                let place = NearestPlace(piece, index.segments[item])
                let feature = index.owners[item]
                if place.distance <= limit, place.isBetter(than: best[feature]) { best[feature] = place }
            }
        }
        return best.map { Self.proximity(index.layer, index.features[$0.key], $0.value) }
    }

    private static func box(_ pieces: [RouteLine.Piece]) -> Box {
        pieces.reduce(Box.empty) { $0.union($1.segment.box) }
    }

    private static func proximity(_ layer: LayerName, _ feature: Feature, _ place: NearestPlace) -> Proximity
    {
        Proximity(
            layer: layer, feature: feature.id, name: feature.text("name"), distance: place.distance,
            chainage: place.chainage, place: place.point, nearest: place.other,
            level: feature.integer("level").flatMap { $0 == 0 ? nil : $0 })
    }
}
