import Drawing
import Foundation

/// A text that wants a place on the map.
struct LabelRequest: Sendable {
    /// Where a label may stand.
    struct Place: Sendable {
        /// The middle of the text.
        var centre: Spot
        var degrees = 0.0
        /// From the thing to the label; nil where the label stands at the thing.
        var leader: Spot?
    }

    var text: String
    var style: TextStyle
    /// The best first.
    var places: [Place]
    /// Drawn in a circle, such as the number of a crossing.
    var isCircled = false
    /// Kept free around the text.
    var padding = 0.4
    /// It may stand on lines of the ground where it finds no free place.
    var mayCover = true
}

/// A label with its place.
struct PlacedLabel: Sendable {
    var text: String
    var style: TextStyle
    var box: LabelBox
    var leader: Spot?
    var isCircled: Bool
}

/// Gives labels places one after another, the most important first; what is taken stays taken.
///
/// Looks at every candidate against every taken box: a sheet has a few hundred.
struct LabelPlacer {
    let map: Frame
    /// What no label may touch: the route, signs, other labels.
    private(set) var taken: [LabelBox] = []
    /// What labels rather avoid: other lines.
    private(set) var disliked: [LabelBox] = []
    private(set) var placed: [PlacedLabel] = []
    /// Requests that found no place.
    private(set) var omitted: [LabelRequest] = []

    init(map: Frame) { self.map = map.inset(0.8) }

    mutating func take(_ box: LabelBox) { taken.append(box) }
    mutating func take(line: [Spot], width: Double) {
        for (a, b) in zip(line, line.dropFirst()) { taken.append(LabelBox(a, b, width: width)) }
    }
    mutating func dislike(line: [Spot], width: Double) {
        for (a, b) in zip(line, line.dropFirst()) { disliked.append(LabelBox(a, b, width: width)) }
    }

    /// - Returns: false if the label found no place.
    @discardableResult
    mutating func place(_ request: LabelRequest, measure: (String, TextStyle) -> Extent) -> Bool {
        let size = measure(request.text, request.style)
        guard !request.text.isEmpty, size.width > 0, size.width < map.width else { return false }
        let side = max(size.width, size.height * 0.8) + 1
        // The height of a line has room above and below the letters.
        let extent = request.isCircled ? Extent(side, side) : Extent(size.width, size.height * 0.78)
        for lenient in request.mayCover ? [false, true] : [false] {
            for place in request.places {
                let box = LabelBox(
                    centre: place.centre, width: extent.width, height: extent.height, degrees: place.degrees)
                let kept = box.grown(request.padding)
                guard kept.lies(in: map), !taken.contains(where: kept.overlaps),
                    lenient || !disliked.contains(where: kept.overlaps)
                else { continue }
                let leader = place.leader.map { LabelBox($0, place.centre, width: 0.2) }
                if let leader, placed.contains(where: { $0.box.overlaps(leader) }) { continue }
                taken.append(kept)
                // Other labels keep off the leader as well.
                if let leader { taken.append(leader) }
                placed.append(
                    PlacedLabel(
                        text: request.text, style: request.style, box: box, leader: place.leader,
                        isCircled: request.isCircled))
                return true
            }
        }
        omitted.append(request)
        return false
    }
}

/// The degrees, within −95 … 85, at which a text along a direction is read from below or from the right.
func readable(_ degrees: Double) -> Double {
    var degrees = degrees.truncatingRemainder(dividingBy: 180)
    if degrees > 90 { degrees -= 180 }
    if degrees <= -90 { degrees += 180 }
    // Upright texts, and those nearly so, are all read from the right, as on drawings.
    return degrees > 85 ? degrees - 180 : degrees
}
