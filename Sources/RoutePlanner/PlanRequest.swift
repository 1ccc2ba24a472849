import CityModel
import Geometry
import Vocabulary

/// The question: the cheapest way from any source to the red line of one plot.
public struct PlanRequest: Sendable, Hashable {
    public var utility: Utility
    /// The plot to connect; its id is only used in messages.
    public var plot: String
    /// The plot's polygons: any point of their outlines ends a route, their inside is never entered.
    public var target: [Polygon]
    /// What a metre costs where no region lies; > 0.
    public var openRate: Double
    /// What no connection costs less than, wherever its source lies; ≥ 0.
    ///
    /// It spares the proof a part of the city; a number too large would make the proof false.
    public var leastConnection: Double
    public var limits: PlanLimits

    public init(
        utility: Utility, plot: String, target: [Polygon], openRate: Double = 1,
        leastConnection: Double = 0, limits: PlanLimits = PlanLimits()
    ) {
        self.utility = utility
        self.plot = plot
        self.target = target
        self.openRate = openRate
        self.leastConnection = leastConnection
        self.limits = limits
    }
}

/// How far and how long the planner looks.
///
/// All of it is deterministic: no clock.
public struct PlanLimits: Sendable, Hashable {
    /// How far from the plot sources are looked for and windows may grow, in metres (assumption: 1 km).
    public var reach: Double
    /// How far around the plot the first window looks for sources, in metres.
    public var firstReach: Double
    /// How many search nodes may be settled before the search gives up.
    public var nodeBudget: Int
    /// The aimed distance of candidate crossing points along an edge of the partition, in metres.
    public var spacing: Double
    /// The greatest number of candidate crossing points on one edge.
    public var pointsPerEdge: Int

    public init(
        reach: Double = 1000, firstReach: Double = 60, nodeBudget: Int = 4_000_000, spacing: Double = 2,
        pointsPerEdge: Int = 24
    ) {
        self.reach = reach
        self.firstReach = firstReach
        self.nodeBudget = nodeBudget
        self.spacing = spacing
        self.pointsPerEdge = pointsPerEdge
    }
}
