import CityModel
import Geometry

/// The straight way from the red line to the nearest source, priced as if nothing were barred.
///
/// Not a route: it tells how large a window the proof of one is likely to need.
struct StraightWay {
    private let regions: [PlanRegion]
    private let openRate: Double
    /// In metres; infinity without a source.
    private(set) var length = Double.infinity
    /// Metres of open ground that cost as much; infinity without a source.
    private(set) var room = Double.infinity

    init(_ request: PlanRequest, _ scene: PlanScene) {
        openRate = request.openRate
        var nearest: (pair: NearestPair, charge: Double)?
        for source in scene.sources {
            guard let pair = Nearness.pair(source.shape, request.target) else { continue }
            if pair.distance < nearest?.pair.distance ?? .infinity { nearest = (pair, source.charge) }
        }
        guard let nearest else {
            regions = []
            return
        }
        let way = Segment(nearest.pair.onSelf, nearest.pair.onOther)
        regions = scene.regions.filter { region in
            region.rate.isFinite && region.polygons.contains { $0.box.overlaps(way.box) }
        }
        length = nearest.pair.distance
        room = (nearest.charge + price(of: way) - request.leastConnection) / openRate
    }

    private func price(of way: Segment) -> Double {
        var cuts = [0.0, 1.0]
        for ring in regions.lazy.flatMap(\.polygons).flatMap(\.rings) {
            for i in ring.indices.dropFirst() {
                if let (t, _) = way.properCrossing(with: Segment(ring[i - 1], ring[i])) { cuts.append(t) }
            }
        }
        cuts.sort()
        var entered: Set<Int> = []
        let metres = cuts.indices.dropFirst().reduce(0) { sum, i in
            let ground = ground(at: way.point(at: (cuts[i] + cuts[i - 1]) / 2))
            if let region = ground.region { entered.insert(region) }
            return sum + (cuts[i] - cuts[i - 1]) * ground.rate
        }
        return entered.reduce(metres * way.length) { $0 + regions[$1].entryCharge }
    }

    /// The region whose rate is paid at a point: of the lowest rank the dearest.
    private func ground(at point: Point) -> (region: Int?, rate: Double) {
        var found: (region: Int?, rate: Double) = (nil, openRate)
        for (index, region) in regions.enumerated() {
            if let known = found.region {
                let (rank, other) = (region.rank, regions[known].rank)
                guard rank < other || (rank == other && region.rate > found.rate) else { continue }
            }
            guard region.polygons.contains(where: { $0.locate(point) != .outside }) else { continue }
            found = (index, region.rate)
        }
        return found
    }
}
