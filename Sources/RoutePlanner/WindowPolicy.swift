import CityModel
import Geometry
import Vocabulary

/// How large a part of the city the planner looks at.
///
/// The first window holds the nearest source; windows grow until a route that leaves the window would cost more than
/// the one found, until the plot is proven walled in, or until the search limit.
struct WindowPolicy {
    private let request: PlanRequest
    private let plot: Box
    private var margin: Double
    private(set) var growths = 0
    private(set) var isProven = false
    /// The cost below which no route can leave the last window.
    private(set) var leaving = 0.0

    init(_ request: PlanRequest) {
        self.request = request
        plot = Shape.polygons(request.target).box
        margin = min(request.limits.firstReach, request.limits.reach)
    }

    var window: Box { plot.grown(by: margin) }
    var isLargest: Bool { margin >= request.limits.reach }

    /// Looks for sources in ever larger windows and chooses the first window to plan in.
    mutating func findSources(
        _ fetch: (Box) throws -> PlanScene
    ) throws -> (scene: PlanScene?, refusal: Unreachable) {
        while true {
            let scene = try fetch(window)
            let straight = StraightWay(request, scene)
            if straight.length <= margin {
                // Mostly enough to prove that no route that costs as much as the straight way leaves the window.
                let room = max(straight.length, min(1.1 * straight.room, 3 * straight.length + 20)) + 5
                let isRead = room <= margin
                margin = min(request.limits.reach, room)
                return (isRead ? scene : try fetch(window), noSource)
            }
            if isLargest { return (nil, noSource) }
            margin = min(request.limits.reach, margin * 2)
            growths += 1
        }
    }

    private var noSource: Unreachable {
        Unreachable(
            code: ErrorCode.noSourceInReach.id,
            message: "no main or stub for \(request.utility.rawValue) within "
                + "\(Int(request.limits.reach)) m of plot \(request.plot)",
            blockers: [], search: nil)
    }

    /// The next window to plan in, or nil if the answer stands.
    mutating func next(after attempt: WindowAttempt) -> Box? {
        leaving = attempt.leaving
        switch attempt.result {
        case .budgetSpent: return nil
        case .route(let route):
            isProven = route.cost <= attempt.leaving
            if isProven || isLargest { return nil }
            margin += max(0.25 * margin, (route.cost - attempt.leaving) / request.openRate + 5)
        case .enclosed(let enclosure):
            isProven = !enclosure.plotReachesBorder
            if isProven || isLargest { return nil }
            margin *= 2
        }
        margin = min(request.limits.reach, margin)
        growths += 1
        return window
    }
}

extension PlanRequest {
    /// - Throws: ``Problem`` `RTE-110` without a red line, `RTE-111` for numbers that make no sense.
    func check() throws {
        guard target.contains(where: { $0.area > 0 }) else {
            throw Problem(
                .targetInvalid, "plot \(plot) has no area",
                at: Problem.Place(layer: "plots", feature: plot), help: "mend the plot's geometry")
        }
        guard openRate > 0, openRate.isFinite else {
            throw Problem(
                .rateInvalid, "the rate of open ground is \(openRate)", help: "use a number above 0")
        }
        guard leastConnection >= 0, leastConnection.isFinite else {
            throw Problem(
                .rateInvalid, "the least connection charge is \(leastConnection)", help: "use a number from 0"
            )
        }
        let numbers = [limits.reach, limits.firstReach, limits.spacing, Double(limits.pointsPerEdge)]
        guard numbers.allSatisfy({ $0 > 0 && $0.isFinite }), limits.nodeBudget > 0 else {
            throw Problem(.rateInvalid, "a limit of the search is not above 0", help: "use numbers above 0")
        }
    }
}

extension PlanScene {
    /// - Throws: ``Problems`` with all rates and charges that are no usable numbers.
    func check() throws {
        var problems = Problems()
        for region in regions {
            let sound =
                switch region.treatment {
                case .open(let rate, let charge):
                    rate > 0 && rate.isFinite && charge >= 0 && charge.isFinite
                case .barred(let grow): grow >= 0 && grow.isFinite
                }
            if sound { continue }
            problems.add(
                Problem(
                    .rateInvalid, "the rate, charge or distance of a region is not usable",
                    at: Problem.Place(layer: region.layer.rawValue, feature: region.feature)))
        }
        for source in sources where !(source.charge >= 0 && source.charge.isFinite) {
            problems.add(
                Problem(
                    .rateInvalid, "the connection charge \(source.charge) is not usable",
                    at: Problem.Place(layer: source.layer.rawValue, feature: source.feature)))
        }
        try problems.throwIfAny()
    }
}
