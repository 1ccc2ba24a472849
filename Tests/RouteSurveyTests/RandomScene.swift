import CityModel
import Geometry
import RouteSurvey

/// Seeded scenes of star-shaped areas in a square of 200 m around the origin.
enum RandomScene {
    static func point(_ reach: Double, _ random: inout Seeded) -> Point {
        Point(.random(in: -reach...reach, using: &random), .random(in: -reach...reach, using: &random))
    }

    /// A simple polygon: corners around a centre in the order of their angles.
    static func star(_ center: Point, _ radius: ClosedRange<Double>, _ random: inout Seeded) -> Polygon {
        let corners = Int.random(in: 3...14, using: &random)
        // Corners on the directions of a 20-gon, close to a circle's.
        let directions: [(Double, Double)] = (0..<corners).map { corner in
            let t = Double(corner) / Double(corners)
            return direction(t)
        }
        let points = directions.map { direction in
            let r = Double.random(in: radius, using: &random)
            return Point(center.x + direction.0 * r, center.y + direction.1 * r)
        }
        return Polygon(shell: points + points.prefix(1))
    }

    /// A direction at a fraction of a turn, on the rational parametrisation of the circle.
    private static func direction(_ turn: Double) -> (Double, Double) {
        let quarter = turn * 4
        let t = quarter - quarter.rounded(.down)
        let (c, s) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
        switch Int(quarter) {
        case 0: return (c, s)
        case 1: return (-s, c)
        case 2: return (-c, -s)
        default: return (s, -c)
        }
    }

    static func make(_ random: inout Seeded) -> Scene {
        let layers: [LayerName] = [.buildings, .roads, .water, .greens, .plots]
        var scene = Scene()
        for number in 0..<40 {
            let layer = layers[number % layers.count]
            let shape = star(point(100, &random), 3...30, &random)
            let attributes: [String: AttributeValue] =
                layer == .roads ? ["road_id": .text("r\(Int.random(in: 0...3, using: &random))")] : [:]
            scene.layers[layer, default: []].append(feature("\(number)", shape, attributes))
        }
        for number in 0..<6 {
            let points = (0..<4).map { _ in point(100, &random) }
            scene.layers[.lines, default: []].append(line("l\(number)", points))
        }
        return scene
    }

    static func route(_ random: inout Seeded) -> [Point] {
        (0..<Int.random(in: 2...5, using: &random)).map { _ in point(110, &random) }
    }
}
