import CityModel
import Geometry

/// The centrelines of roads, found by the road they belong to.
struct AxisIndex: Sendable {
    private let linesByRoad: [String: [[Point]]]

    init(_ features: [Feature]) {
        var lines: [String: [[Point]]] = [:]
        for feature in features {
            lines[feature.text("road_id") ?? feature.id, default: []] += feature.shape.outlines.filter {
                $0.allSatisfy(\.isFinite)
            }
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
