import CityModel
import Foundation
import Geometry
import Vocabulary

/// Measures what lines do in a city.
///
/// Belongs to one task; measures, decides nothing.
public final class RouteSurveyor {
    /// A stretch or area below this is a touch, not a crossing: one millimetre, the resolution of drawings.
    public static let leastLength = 0.001
    /// Strips touching less than this many square metres (a sheet of paper) are not listed.
    public static let leastArea = 0.01

    let city: SurveyedCity
    let engine = GeometryEngine()
    private let ground: GroundMeasure
    private var cuts: [Double] = []

    /// - Throws: ``Problem`` `CRS-102`, `CRS-103` if lengths cannot be measured in `system`.
    public init(_ city: SurveyedCity, system: CoordinateSystem) throws {
        self.city = city
        ground = try GroundMeasure(system)
    }

    /// Measures a route.
    ///
    /// - Parameters:
    ///   - points: from the main to the red line, at least two, in the project CRS; two equal points are a route of
    ///     length 0, which crosses nothing.
    ///   - stripWidth: full width of trench and working strip in metres; 0 tests the bare line only.
    ///   - plot: the plot the route leads to; it is not crossed.
    /// - Throws: ``Problem`` `GEO-101` for fewer than two points, `CRS-106` outside the system's area.
    /// - Complexity: O(log n + edges of the features near the route).
    public func survey(_ points: [Point], stripWidth: Double, plot: String? = nil) throws -> Survey {
        let route = try route(points)
        let strip = DisturbedStrip(route, width: stripWidth, engine)
        var crossings: [Crossing] = []
        var coverage = SurfaceCoverage(route)
        for index in city.areas {
            let touched = stretches(
                of: route, in: index, near: strip, skipping: index.layer == .plots ? plot : nil)
            coverage.add(touched, of: index)
            for group in touched { crossings += try self.crossings(group, route, strip, index) }
        }
        for index in city.lines { crossings += lineCrossings(route, index) }
        return Survey(
            groundLength: route.groundLength, gridLength: route.length, crossings: Self.ordered(crossings),
            lengthsBySurface: coverage.lengths(), stripWidth: stripWidth)
    }

    func route(_ points: [Point]) throws -> RouteLine {
        guard points.count >= 2 else {
            throw Problem(.geometryUnreadable, "a route needs at least two points", help: "give a LineString")
        }
        return try RouteLine(points, ground)
    }

    // MARK: - Stretches

    /// The stretches of the route in the parts near it, gathered by group, in the order of groups.
    private func stretches(
        of route: RouteLine, in index: AreaIndex, near strip: DisturbedStrip, skipping skipped: String?
    ) -> [GroupStretches] {
        let box = strip.box
        let near = index.tree.items(in: box)
        guard !near.isEmpty else { return [] }
        var groups: [GroupStretches] = []
        for item in near {
            let part = index.parts[item]
            if let skipped, index.ids[part.feature] == skipped { continue }
            if strip.misses(part.box) { continue }
            var found = PartIntervals()
            for piece in route.pieces where piece.segment.box.overlaps(part.box) {
                index.addIntervals(
                    of: piece.segment, length: piece.length, from: piece.offset, in: part, to: &found, &cuts)
            }
            let group = index.groups[part.feature]
            let stretches = PartStretches(part: item, inside: found.inside, border: found.border)
            if let known = groups.firstIndex(where: { $0.group == group }) {
                groups[known].add(stretches)
            } else {
                groups.append(GroupStretches(group: group, stretches))
            }
        }
        if groups.count > 1 { groups.sort { $0.group < $1.group } }
        for number in groups.indices where groups[number].parts.count > 1 {
            groups[number].joinSeams(route, index)
        }
        return groups
    }

    private static let rank = Dictionary(
        uniqueKeysWithValues: SurveyedCity.layerOrder.enumerated().map { ($1, $0) })

    private static func ordered(_ crossings: [Crossing]) -> [Crossing] {
        if crossings.count < 2 { return crossings }
        return crossings.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.from != y.from { return x.from < y.from }
            if x.layer != y.layer { return rank[x.layer, default: 99] < rank[y.layer, default: 99] }
            if x.to != y.to { return x.to < y.to }
            let (left, right) = (x.features.first ?? "", y.features.first ?? "")
            return left != right ? Feature.precedes(left, right) : a.offset < b.offset
        }.map(\.element)
    }
}

/// The angle between two directions, 0…90°; nil if one has no length.
func acuteAngle(_ a: Vector, _ b: Vector) -> Double? {
    guard a.length > 0, b.length > 0 else { return nil }
    return atan2(abs(a.cross(b)), abs(a.dot(b))) * 180 / .pi
}
