import CityModel
import Coordinator
import Digest
import Foundation
import Geometry
import RouteSurvey
import Vocabulary

extension RouteRecord {
    /// What a case keeps of a judged route: bytes and plain values, no geometry types.
    ///
    /// - Parameter dataVersion: how many events the project stream had when the route was planned.
    init(_ route: JudgedRoute, city: any CitySource, dataVersion: Int, engine: GeometryEngine) throws {
        let wkb = Data(WKB.encode(.line(route.line)))
        self.init(
            wkb: wkb, sha256: SHA256.hex(of: wkb), regime: route.regime.rawValue,
            fromLayer: route.source.layer.rawValue,
            fromFeature: route.source.feature.id, groundLengthM: route.survey.groundLength,
            gridLengthM: route.survey.gridLength, cost: route.cost, facts: route.facts,
            dataVersion: dataVersion,
            crossings: route.survey.crossings.map { RouteCrossing($0, along: route.line) },
            disturbed: try Self.disturbedAreas(route, city, engine), threshold: route.threshold)
    }

    /// The strip inside every feature it touches, as polygons; layers that are no ground surface are left out.
    private static func disturbedAreas(
        _ route: JudgedRoute, _ city: any CitySource, _ engine: GeometryEngine
    ) throws -> [DisturbedArea] {
        let width = route.survey.stripWidth
        guard width > 0, pathLength(route.line) > 0 else { return [] }
        // In millimetres from the start of the line: areas of crossings are taken so, and the two have to agree.
        let (origin, scale) = (route.line[0], 1000.0)
        func local(_ point: Point) -> Point {
            Point((point.x - origin.x) * scale, (point.y - origin.y) * scale)
        }
        func back(_ point: Point) -> Point { Point(point.x / scale + origin.x, point.y / scale + origin.y) }
        let strip = try engine.buffer(
            .line(route.line.map(local)), by: width / 2 * scale, style: .strip)
        let crossings = route.survey.crossings
        var seen: Set<String> = []
        var areas: [DisturbedArea] = []
        for crossing in crossings
        where crossing.area != nil && crossing.level == nil && crossing.method?.isTrenchless != true {
            for id in crossing.features where seen.insert("\(crossing.layer.rawValue)/\(id)").inserted {
                guard let feature = try city.feature(id, of: crossing.layer) else { continue }
                let ground = Shape.polygons(feature.shape.polygons).mapPoints(local)
                let part = try engine.intersection(ground, strip).mapPoints(back)
                guard part.area >= RouteSurveyor.leastArea else { continue }
                // Of a feature met once, the schedule's figure.
                let isMetOnce =
                    crossing.features.count == 1
                    && crossings.count { $0.layer == crossing.layer && $0.features.contains(id) } == 1
                areas.append(
                    DisturbedArea(
                        layer: crossing.layer.rawValue, feature: id,
                        areaM2: isMetOnce ? crossing.area ?? part.area : part.area,
                        wkb: Data(WKB.encode(part))))
            }
        }
        return areas
    }
}

extension RouteAlternatives {
    /// What a case keeps of the routes one was chosen among.
    ///
    /// - Returns: nil if the route is none of them.
    init?(_ choice: RouteChoice, chosen: JudgedRoute, on day: Day) {
        let sha256 = chosen.lineSHA256
        guard
            let place = choice.routes.firstIndex(where: {
                $0.lineSHA256 == sha256 && $0.name == chosen.name
            })
        else { return nil }
        var others = choice.routes
        others.remove(at: place)
        self.init(
            plannedOn: day, chosenAt: place, chosenGap: chosen.gap.finite, others: others.map(Route.init),
            leftOut: choice.dropped.map {
                LeftOut(regime: $0.regime.rawValue, threshold: $0.threshold, reason: $0.reason)
            })
    }
}

extension RouteAlternatives.Route {
    init(_ route: JudgedRoute) {
        let wkb = Data(WKB.encode(.line(route.line)))
        self.init(
            wkb: wkb, sha256: SHA256.hex(of: wkb), regime: route.regime.rawValue, threshold: route.threshold,
            fromLayer: route.source.layer.rawValue, fromFeature: route.source.feature.id,
            groundLengthM: route.survey.groundLength, cost: route.cost.finite,
            gap: route.gap.finite, facts: route.facts)
    }
}

extension Double {
    /// Nil where it is no number that can be kept.
    fileprivate var finite: Double? { isFinite ? self : nil }
}

extension RouteCrossing {
    init(_ crossing: Crossing, along line: [Point]) {
        let stretch = crossing.length > 0 ? subpath(line, from: crossing.from, to: crossing.to) : []
        self.init(
            layer: crossing.layer.rawValue, features: crossing.features, name: crossing.name,
            kind: crossing.kind.rawValue, fromM: crossing.from, toM: crossing.to, lengthM: crossing.length,
            groundLengthM: crossing.groundLength, angleDeg: crossing.angle, areaM2: crossing.area,
            method: (crossing.method ?? .openCut).rawValue,
            wkb: stretch.count > 1 ? Data(WKB.encode(.line(stretch))) : nil)
    }
}

/// The points of a path between two chainages, both ends included; empty if the chainages are equal.
func subpath(_ path: [Point], from: Double, to: Double) -> [Point] {
    guard to > from else { return [] }
    var result: [Point] = []
    var offset = 0.0
    for index in path.indices.dropFirst() {
        let (a, b) = (path[index - 1], path[index])
        let length = a.distance(to: b)
        defer { offset += length }
        guard length > 0, offset + length >= from, offset <= to else { continue }
        if result.isEmpty { result.append(a.interpolated(to: b, at: (from - offset) / length)) }
        result.append(a.interpolated(to: b, at: (to - offset) / length))
    }
    return result
}
