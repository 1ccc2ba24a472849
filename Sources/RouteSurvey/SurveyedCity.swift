import CityModel
import Geometry

/// The layers of a window, indexed for measuring routes.
///
/// A value; any number of tasks may read it.
public struct SurveyedCity: Sendable {
    /// The layers a survey looks at; crossings at one chainage are listed in this order.
    public static let layerOrder: [LayerName] = [
        .buildings, .roads, .water, .greens, .plots, .heritage, .railways, .lines,
    ]

    let areas: [AreaIndex]
    let lines: [LineIndex]
    let axes: AxisIndex

    /// Indexes the features of a window.
    ///
    /// - Parameter features: of a layer, in the order of ids; asked once for each layer of ``layerOrder`` and for
    ///   the road axes.
    /// - Complexity: O(n log n) in the number of features.
    public init(_ features: (LayerName) throws -> [Feature]) rethrows {
        var areas: [AreaIndex] = []
        var lines: [LineIndex] = []
        for layer in Self.layerOrder {
            let all = try features(layer)
            let surfaces = all.filter { $0.shape.kind == .polygon }
            if !surfaces.isEmpty { areas.append(AreaIndex(layer, surfaces)) }
            let linear = all.filter { $0.shape.kind == .line }
            if !linear.isEmpty { lines.append(LineIndex(layer, linear)) }
        }
        self.areas = areas
        self.lines = lines
        axes = AxisIndex(try features(.roadAxes))
    }
}

/// The pieces of the line features of one layer.
struct LineIndex: Sendable {
    let layer: LayerName
    let features: [Feature]
    let segments: [Segment]
    let owners: [Int]
    let tree: PackedTree

    init(_ layer: LayerName, _ features: [Feature]) {
        self.layer = layer
        self.features = features
        var segments: [Segment] = []
        var owners: [Int] = []
        for (index, feature) in features.enumerated() {
            for line in feature.shape.outlines {
                for i in line.indices.dropFirst() {
                    segments.append(Segment(line[i - 1], line[i]))
                    owners.append(index)
                }
            }
        }
        self.segments = segments
        self.owners = owners
        tree = PackedTree(segments.map(\.box))
    }
}

/// The centrelines of roads, found by the road they belong to.
struct AxisIndex: Sendable {
    private let linesByRoad: [String: [[Point]]]

    init(_ features: [Feature]) {
        var lines: [String: [[Point]]] = [:]
        for feature in features {
            lines[feature.text("road_id") ?? feature.id, default: []] += feature.shape.outlines
        }
        linesByRoad = lines
    }

    /// The direction of the axis of `road` where it is nearest to `point`, over half a metre to both sides.
    func direction(of road: String, near point: Point) -> Vector? {
        var best: (distance: Double, line: [Point], index: Int, t: Double)?
        for line in linesByRoad[road] ?? [] {
            for index in line.indices.dropFirst() {
                let segment = Segment(line[index - 1], line[index])
                let t = segment.fraction(nearest: point)
                let distance = segment.point(at: t).distance(to: point)
                if distance < best?.distance ?? .infinity { best = (distance, line, index, t) }
            }
        }
        guard let best else { return nil }
        let place =
            pathLength(Array(best.line[..<best.index])) + best.line[best.index - 1].distance(
                to: best.line[best.index]) * best.t
        let ahead = pointAlong(best.line, at: place + 0.5)
        let behind = pointAlong(best.line, at: place - 0.5)
        let direction = ahead - behind
        return direction.length > 0 ? direction : nil
    }
}

/// The point of a path at a distance from its start; beyond an end, the end.
func pointAlong(_ path: [Point], at distance: Double) -> Point {
    var left = distance
    for i in path.indices.dropFirst() {
        let length = path[i - 1].distance(to: path[i])
        if left <= length {
            return length > 0 ? path[i - 1].interpolated(to: path[i], at: left / length) : path[i]
        }
        left -= length
    }
    return path.last ?? Point(.nan, .nan)
}
