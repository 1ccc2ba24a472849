import Foundation
import Geometry

/// A place where a route turns.
public struct Bend: Hashable, Sendable {
    /// From 1, from the source to the red line.
    public var number: Int
    /// Chainage in grid metres.
    public var at: Double
    public var position: Point
    /// By how much the route turns, 0…180°: 0 is straight on.
    public var angle: Double
    /// Grid metres of straight since the bend before, or since the start.
    public var before: Double
    /// Grid metres of straight to the next bend, or to the end.
    public var after: Double

    /// `J1`, `J2` …: what sheets and tables call it.
    public var name: String { "J\(number)" }

    /// The bends of a line, in order.
    ///
    /// Points that repeat are one. A vertex at which the line turns less than `least` degrees is no bend: the straight
    /// goes on through it.
    public static func all(along line: [Point], least: Double = 0) -> [Bend] {
        var points: [Point] = []
        for point in line where point != points.last { points.append(point) }
        guard points.count > 2 else { return [] }
        var bends: [Bend] = []
        var chainage = 0.0
        for i in 1..<points.count - 1 {
            chainage += points[i - 1].distance(to: points[i])
            let (back, ahead) = (points[i] - points[i - 1], points[i + 1] - points[i])
            let angle = abs(atan2(back.cross(ahead), back.dot(ahead))) * 180 / .pi
            guard angle >= least, angle > 0 else { continue }
            let start = bends.last?.at ?? 0
            bends.append(
                Bend(
                    number: bends.count + 1, at: chainage, position: points[i], angle: angle,
                    before: chainage - start, after: 0))
        }
        let length = chainage + points[points.count - 2].distance(to: points[points.count - 1])
        for i in bends.indices {
            bends[i].after = (i + 1 < bends.count ? bends[i + 1].at : length) - bends[i].at
        }
        return bends
    }
}

extension Bend: Codable {
    private enum Key: String, CodingKey {
        case number, position
        case at = "at_m"
        case angle = "angle_deg"
        case before = "straight_before_m"
        case after = "straight_after_m"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(number, forKey: .number)
        try container.encode(at, forKey: .at)
        try container.encode([position.x, position.y], forKey: .position)
        try container.encode(angle, forKey: .angle)
        try container.encode(before, forKey: .before)
        try container.encode(after, forKey: .after)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        number = try container.decode(Int.self, forKey: .number)
        at = try container.decode(Double.self, forKey: .at)
        let pair = try container.decode([Double].self, forKey: .position)
        guard pair.count == 2 else {
            throw DecodingError.dataCorruptedError(
                forKey: .position, in: container, debugDescription: "a position is two numbers")
        }
        position = Point(pair[0], pair[1])
        angle = try container.decode(Double.self, forKey: .angle)
        before = try container.decode(Double.self, forKey: .before)
        after = try container.decode(Double.self, forKey: .after)
    }
}
