import CityModel
import Geometry

extension RouteSurveyor {
    /// A place where a route meets a line.
    private struct Meeting {
        var feature: Int
        var chainage: Double
        var angle: Double?
    }

    /// The places where a route meets the lines of a layer.
    ///
    /// Each place is listed once for a line, also where vertices of both lie there. A line met at the route's own
    /// start or end is touched, not crossed. A line lying on the route is met where it joins and where it leaves.
    func lineCrossings(_ route: RouteLine, _ index: LineIndex) -> [Crossing] {
        var meetings: [Meeting] = []
        for piece in route.pieces {
            index.tree.forEach(in: piece.segment.box.grown(by: AreaIndex.borderTolerance)) { item in
                let other = index.segments[item]
                guard let t = fractionOfMeeting(piece.segment, other) else { return }
                let chainage = piece.offset + t * piece.length
                guard chainage >= Self.leastLength, chainage <= route.length - Self.leastLength else {
                    return
                }
                meetings.append(
                    Meeting(
                        feature: index.owners[item], chainage: chainage,
                        angle: acuteAngle(piece.segment.vector, other.vector)))
            }
        }
        meetings.sort {
            ($0.feature, $0.chainage, $0.angle ?? 0) < ($1.feature, $1.chainage, $1.angle ?? 0)
        }
        return Self.merged(meetings).map { meeting in
            let feature = index.features[meeting.feature]
            let point = route.point(at: meeting.chainage)
            return Crossing(
                layer: index.layer, features: [feature.id], name: feature.text("name"), kind: .crosses,
                from: meeting.chainage, to: meeting.chainage, groundLength: 0, entry: point, exit: point,
                angle: meeting.angle, area: nil,
                level: feature.integer("level").flatMap { $0 == 0 ? nil : $0 })
        }
    }

    /// One meeting for all of a line within a millimetre, with the steepest angle of them.
    private static func merged(_ sorted: [Meeting]) -> [Meeting] {
        var result: [Meeting] = []
        for meeting in sorted {
            if let last = result.last, last.feature == meeting.feature,
                meeting.chainage - last.chainage < leastLength
            {
                let steeper = max(last.angle ?? 0, meeting.angle ?? 0)
                result[result.count - 1].angle = steeper > 0 ? steeper : nil
            } else {
                result.append(meeting)
            }
        }
        return result
    }
}

/// Where on `piece` it meets `other`, 0…1; nil if they are apart or parallel.
///
/// Ends count within a micrometre, so that a line met at one of its vertices is never missed for the rounding of
/// coordinates.
private func fractionOfMeeting(_ piece: Segment, _ other: Segment) -> Double? {
    let (u, v, w) = (piece.vector, other.vector, other.start - piece.start)
    let (length, otherLength) = (u.length, v.length)
    let denominator = u.cross(v)
    guard abs(denominator) > 1e-12 * length * otherLength else { return nil }
    let t = w.cross(v) / denominator
    let s = w.cross(u) / denominator
    let slack = AreaIndex.borderTolerance / length
    let otherSlack = AreaIndex.borderTolerance / otherLength
    guard t >= -slack, t <= 1 + slack, s >= -otherSlack, s <= 1 + otherSlack else { return nil }
    return min(1, max(0, t))
}
