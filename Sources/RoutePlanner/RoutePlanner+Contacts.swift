import CityModel
import Geometry

/// A barred feature a line runs along or bends round, as near as it may or nearer.
public struct BarredContact: Sendable, Hashable {
    public var layer: LayerName
    public var feature: String
    /// The distance to keep, in metres.
    public var required: Double
    /// The least distance of the line from the feature, in metres.
    public var distance: Double
    /// The chainages of the line's vertices that lie as near as they may, ascending; where none does, that of the
    /// nearest place.
    public var chainages: [Double]

    /// True if the line is nearer than it may be, by more than rounding.
    public var isBreach: Bool { distance < required - 0.001 }
}

extension RoutePlanner {
    /// How far a route may stand off barred ground and still be held by it: the widest rim, and some rounding.
    private static let touch = 0.03

    /// The barred features that hold a line where it is, by layer and feature.
    ///
    /// The line need not be one the planner found.
    /// - Complexity: O(s · n) for s segments of the line and n edges of the barred regions near it.
    public func contacts(of line: [Point], _ scene: PlanScene) -> [BarredContact] {
        let box = Box(line)
        var chainages = [0.0]
        for i in line.indices.dropFirst() {
            chainages.append(chainages[i - 1] + line[i - 1].distance(to: line[i]))
        }
        let near = scene.regions.filter { region in
            guard case .barred(let grow) = region.treatment else { return false }
            return region.polygons.contains { $0.box.grown(by: grow + Self.touch).overlaps(box) }
        }.sorted(by: PlanRegion.precedes)
        return near.compactMap { region in
            let reach = region.grow + Self.touch
            var contact = BarredContact(
                layer: region.layer, feature: region.feature, required: region.grow, distance: .infinity,
                chainages: [])
            for i in line.indices where region.distance(to: line[i], within: reach) <= reach {
                // Vertices a hand's breadth apart are one place.
                if contact.chainages.last.map({ chainages[i] - $0 > 0.1 }) ?? true {
                    contact.chainages.append(chainages[i])
                }
            }
            var nearest = 0.0
            for i in line.indices.dropFirst() {
                let (distance, at) = region.approach(of: Segment(line[i - 1], line[i]), within: reach)
                if distance < contact.distance {
                    (contact.distance, nearest) = (distance, chainages[i - 1] + at)
                }
            }
            guard contact.distance <= reach else { return nil }
            if contact.chainages.isEmpty { contact.chainages = [nearest] }
            return contact
        }
    }
}

extension PlanRegion {
    /// The distance of a point to the region; infinity if it is more than `reach`.
    fileprivate func distance(to point: Point, within reach: Double) -> Double {
        polygons.reduce(.infinity) { least, polygon in
            polygon.box.grown(by: reach).contains(Box([point]))
                ? min(least, polygon.distance(to: point)) : least
        }
    }

    /// The least distance of a segment, and how far along it; infinity if it is more than `reach`.
    fileprivate func approach(of segment: Segment, within reach: Double) -> (distance: Double, at: Double) {
        var best = (distance: Double.infinity, at: 0.0)
        for polygon in polygons where polygon.box.grown(by: reach).overlaps(segment.box) {
            if polygon.locate(segment.start) == .inside { return (0, 0) }
            for ring in polygon.rings {
                for i in ring.indices.dropFirst() {
                    let pair = segment.nearest(to: Segment(ring[i - 1], ring[i]))
                    guard pair.distance < best.distance else { continue }
                    best = (pair.distance, segment.start.distance(to: pair.onSelf))
                }
            }
        }
        return best
    }
}
