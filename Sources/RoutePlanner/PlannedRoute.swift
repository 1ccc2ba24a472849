import CityModel
import Geometry

/// The answer to a ``PlanRequest``.
public enum PlanOutcome: Sendable, Hashable {
    case route(PlannedRoute)
    case unreachable(Unreachable)
}

/// A legal route and the proof of how good it is.
public struct PlannedRoute: Sendable, Hashable {
    /// The main or stub the route starts from.
    public struct Origin: Sendable, Hashable {
        public var layer: LayerName
        public var feature: String

        public init(layer: LayerName, feature: String) {
            self.layer = layer
            self.feature = feature
        }
    }

    /// From the source to the first contact with the red line; project CRS, metres; at least two points, which are
    /// equal if the plot already touches the source.
    public var line: [Point]
    public var from: Origin
    /// The sum of `parts`, from integrating the rates along `line` on unsnapped coordinates.
    public var cost: Double
    /// No route that keeps the rim of 2 mm around barred ground costs less than this.
    ///
    /// A way through a passage narrower than twice the rim is none, so it may be cheaper.
    public var lowerBound: Double
    /// What the cost is made of: metres at each rate, entries, the connection; sorted.
    public var parts: [CostPart]
    public var search: SearchFacts

    public init(
        line: [Point], from: Origin, cost: Double, lowerBound: Double, parts: [CostPart], search: SearchFacts
    ) {
        self.line = line
        self.from = from
        self.cost = cost
        self.lowerBound = lowerBound
        self.parts = parts
        self.search = search
    }

    /// How far the cost may lie above the cheapest possible, as a fraction of the cost; 0 for a free route.
    public var gap: Double { cost > 0 ? max(0, (cost - lowerBound) / cost) : 0 }
    /// The length in the project plane, in metres.
    public var length: Double { pathLength(line) }
}

/// One item of a route's cost.
public struct CostPart: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Metres where no region lies.
        case open
        /// Metres inside a region of this layer.
        case surface(LayerName)
        /// Entries into one feature.
        case entry(LayerName, feature: String)
        /// The connection to the source.
        case connection
    }

    public var kind: Kind
    /// Metres, or for entries and the connection how many.
    public var quantity: Double
    /// Cost per unit.
    public var rate: Double
    public var cost: Double { quantity * rate }

    public init(kind: Kind, quantity: Double, rate: Double) {
        self.kind = kind
        self.quantity = quantity
        self.rate = rate
    }
}

/// What a search looked at, for the record.
public struct SearchFacts: Sendable, Hashable {
    /// The last window.
    public var window: Box
    /// How often the window had to grow.
    public var growths: Int
    /// True if nothing outside the last window can be cheaper than the route.
    public var windowIsProven: Bool
    /// Triangles of the partition, and search nodes settled in all.
    public var triangles: Int
    public var settled: Int

    public init(window: Box, growths: Int, windowIsProven: Bool, triangles: Int, settled: Int) {
        self.window = window
        self.growths = growths
        self.windowIsProven = windowIsProven
        self.triangles = triangles
        self.settled = settled
    }
}

/// Why there is no route, and what stands in the way.
public struct Unreachable: Sendable, Hashable {
    /// A feature that blocks.
    public struct Blocker: Sendable, Hashable {
        public var layer: LayerName
        public var feature: String

        public init(layer: LayerName, feature: String) {
            self.layer = layer
            self.feature = feature
        }
    }

    /// `RTE-101` … `RTE-109`.
    public var code: String
    /// One line, lower case, no full stop.
    public var message: String
    /// What encloses the plot or the sources; sorted by layer and id, empty if nothing does.
    public var blockers: [Blocker]
    public var search: SearchFacts?
    /// What a smaller distance to keep would change, where that is all that stands in the way.
    public var keepOff: KeepOff?

    /// A distance to keep that walls a plot in.
    public struct KeepOff: Sendable, Hashable {
        /// Metres to keep.
        public var distance: Double
        /// True if the distance is called an assumption.
        public var isAssumption: Bool
        /// The metres of a route that keeps none; it is not legal.
        public var lengthWithout: Double

        public init(distance: Double, isAssumption: Bool, lengthWithout: Double) {
            self.distance = distance
            self.isAssumption = isAssumption
            self.lengthWithout = lengthWithout
        }
    }

    public init(code: String, message: String, blockers: [Blocker], search: SearchFacts?) {
        self.code = code
        self.message = message
        self.blockers = blockers
        self.search = search
    }
}
