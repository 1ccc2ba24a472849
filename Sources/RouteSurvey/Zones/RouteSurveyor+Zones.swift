import CityModel
import Geometry

extension RouteSurveyor {
    /// In which districts, planning areas or territories a route lies.
    ///
    /// A zone holds its border: a stretch along the border of two counts in both, since both authorities are
    /// concerned, so that lengths may add up to more than the route. Touching a zone at a point is not lying in it.
    /// A route of length 0 lies, with length 0, in every zone that holds its place.
    /// - Parameters:
    ///   - points: the route in the project CRS, at least two points; two equal ones are a place.
    ///   - layer: one of ``SurveyedCity/zoneLayers``; others give no zones, all of the route outside.
    /// - Throws: ``Problem`` `GEO-101` for fewer than two points, `CRS-106` outside the system's area.
    /// - Complexity: O(log n + edges of the zones near the route).
    public func zones(of points: [Point], in layer: LayerName) throws -> ZoneStretches {
        let route = try route(points)
        guard let index = city.zones.first(where: { $0.layer == layer }) else {
            return ZoneStretches(layer: layer, stretches: [], outside: route.length)
        }
        // A route shorter than the resolution of drawings is a place.
        if route.length < Self.leastLength { return place(route, index) }
        var intervals: [Int: [Interval]] = [:]
        var cuts: [Double] = []
        for item in index.tree.items(in: route.box.grown(by: AreaIndex.borderTolerance)) {
            let part = index.parts[item]
            var found = PartIntervals()
            for piece in route.pieces where piece.segment.box.overlaps(part.box) {
                index.addIntervals(
                    of: piece.segment, length: piece.length, from: piece.offset, in: part, to: &found, &cuts)
            }
            intervals[part.feature, default: []] += found.inside + found.border
        }
        let joined = intervals.mapValues(Self.union)
        let covered = Self.union(joined.values.flatMap(\.self)).reduce(0) { $0 + $1.length }
        let stretches = index.features.indices.compactMap { feature -> ZoneStretches.Stretch? in
            let length = joined[feature]?.reduce(0) { $0 + $1.length } ?? 0
            return length >= Self.leastLength ? stretch(index.features[feature], length) : nil
        }
        let rest = route.length - covered
        return ZoneStretches(
            layer: layer, stretches: stretches, outside: rest > AreaIndex.borderTolerance ? rest : 0)
    }

    private func place(_ route: RouteLine, _ index: AreaIndex) -> ZoneStretches {
        let place = route.points[0]
        let holding = index.tree.items(in: Box([place]).grown(by: AreaIndex.borderTolerance)).filter {
            index.locate(place, in: index.parts[$0]) != .outside
        }
        let features = Set(holding.map { index.parts[$0].feature }).sorted()
        return ZoneStretches(
            layer: index.layer, stretches: features.map { stretch(index.features[$0], route.length) },
            outside: features.isEmpty ? route.length : 0)
    }

    private func stretch(_ feature: Feature, _ length: Double) -> ZoneStretches.Stretch {
        ZoneStretches.Stretch(feature: feature.id, name: feature.text("name"), length: length)
    }
}
