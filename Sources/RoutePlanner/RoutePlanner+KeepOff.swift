import CityModel
import Geometry
import Vocabulary

extension RoutePlanner {
    /// Says in a refusal whether distances to keep are all that stands in the way.
    ///
    /// Plans once more with every such distance 0. The route found that way is not legal and is not returned; the
    /// message tells its length and names the features whose distance it does not keep.
    /// - Parameters:
    ///   - refusal: what ``plan(_:fetch:)`` answered to the same request.
    ///   - keepOffIsAssumption: whether the distance is called an assumption.
    /// - Returns: the refusal as it was, unless it says that no legal way exists and one exists without distances.
    public func explained(
        _ refusal: Unreachable, _ request: PlanRequest, keepOffIsAssumption: Bool,
        fetch: (Box) throws -> PlanScene
    ) throws -> Unreachable {
        let walls = [ErrorCode.walledIn.id, ErrorCode.sourcesWalledIn.id, ErrorCode.windowIncomplete.id]
        guard walls.contains(refusal.code) else { return refusal }
        if let window = refusal.search?.window, try fetch(window).regions.allSatisfy({ $0.grow == 0 }) {
            return refusal
        }
        let bare = try plan(request) { try fetch($0).withoutKeepOff }
        guard case .route(let route) = bare else { return refusal }
        let widest = try fetch(route.search.window).regions.map(\.grow).max() ?? 0
        let kept = try fetch(Box(route.line).grown(by: widest)).regions.filter { $0.grow > 0 }
        let line = route.line.indices.dropFirst().map { Segment(route.line[$0 - 1], route.line[$0]) }
        let near = kept.filter { region in line.contains { Legality.breach($0, [region]) != nil } }
        guard let distance = near.map(\.grow).max() else { return refusal }
        var explained = refusal
        explained.blockers = Set(near.map { Unreachable.Blocker(layer: $0.layer, feature: $0.feature) })
            .sorted(by: Enclosure.precedes)
        explained.keepOff = Unreachable.KeepOff(
            distance: distance, isAssumption: keepOffIsAssumption, lengthWithout: route.length)
        let assumption = keepOffIsAssumption ? " (an assumption)" : ""
        explained.message =
            "plot \(request.plot) is walled in by the keep-off of \(distance) m\(assumption) of "
            + "\(Enclosure.list(explained.blockers)); without it a route of "
            + "\((route.length * 10).rounded() / 10) m exists; give a rates file with a smaller keep_off"
        return explained
    }
}

extension PlanScene {
    /// The same scene with nothing to keep off.
    fileprivate var withoutKeepOff: PlanScene {
        var scene = self
        scene.regions = regions.map { region in
            var region = region
            if region.grow > 0 { region.treatment = .barred(grow: 0) }
            return region
        }
        return scene
    }
}
