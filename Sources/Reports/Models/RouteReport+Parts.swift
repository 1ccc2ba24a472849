import CityModel
import Geometry
import PermitPolicy
import Vocabulary

extension RouteReport {
    /// One clearance rule held against one thing near the route.
    public struct ClearanceCheck: Sendable, Hashable {
        public enum Direction: String, Sendable, Codable, CaseIterable {
            /// In plan, along a parallel run.
            case horizontal
            /// Between two levels, where lines cross.
            case vertical
        }

        public var direction: Direction
        public var layer: LayerName
        public var feature: String
        public var name: String?
        /// The word of the clearance table, such as `sewer`; nil if an attribute that decides it is missing.
        public var kind: String?
        /// Metres along the route, on the grid.
        public var chainage: Double
        /// Metres from outer wall to outer wall; nil if not known.
        public var measured: Double?
        /// Metres; nil where the table asks for none or the rule cannot be found.
        public var required: Double?
        public var verdict: Vocabulary.Verdict
        /// Attributes without which the rule cannot be decided.
        public var missing: [String]
        /// How far the required value is attested; nil where there is none.
        public var level: CityModel.EvidenceLevel?

        public init(
            direction: Direction, layer: LayerName, feature: String, name: String?, kind: String?,
            chainage: Double, measured: Double?, required: Double?, verdict: Vocabulary.Verdict,
            missing: [String] = [],
            level: CityModel.EvidenceLevel?
        ) {
            self.direction = direction
            self.layer = layer
            self.feature = feature
            self.name = name
            self.kind = kind
            self.chainage = chainage
            self.measured = measured
            self.required = required
            self.verdict = verdict
            self.missing = missing
            self.level = level
        }
    }

    /// The clearances of a route and how they were looked at.
    public struct Clearances: Sendable, Hashable {
        public var checks: [ClearanceCheck]
        /// What was taken, and what could not be checked.
        public var notes: [Wording]

        public init(_ checks: [ClearanceCheck] = [], notes: [Wording] = []) {
            self.checks = checks
            self.notes = notes
        }
    }

    /// One way the case can be served.
    public struct Alternative: Sendable, Hashable {
        /// Such as `no_road_digging`, or `drawn`.
        public var name: String
        public var title: Wording
        public var isChosen: Bool
        /// Layer and feature, such as `stubs/8`.
        public var from: String
        /// In the project's system.
        public var line: [Point]
        public var groundLength: Double
        public var cost: Double?
        /// How far the cost may lie above the cheapest possible, 0…1; nil for a line nobody planned.
        public var gap: Double?
        /// Kinds of permits that have to be obtained.
        public var permits: [String]
        public var classTitle: Wording
        public var readyToDig: Day?
        public var readyToDigProvisional: Bool
        /// Working days from today to ``readyToDig``.
        public var workingDays: Int?

        public init(
            name: String, title: Wording, isChosen: Bool, from: String, line: [Point], groundLength: Double,
            cost: Double?, gap: Double?, permits: [String], classTitle: Wording, readyToDig: Day?,
            readyToDigProvisional: Bool, workingDays: Int?
        ) {
            self.name = name
            self.title = title
            self.isChosen = isChosen
            self.from = from
            self.line = line
            self.groundLength = groundLength
            self.cost = cost
            self.gap = gap
            self.permits = permits
            self.classTitle = classTitle
            self.readyToDig = readyToDig
            self.readyToDigProvisional = readyToDigProvisional
            self.workingDays = workingDays
        }
    }

    /// A regime without a route of its own.
    public struct Dropped: Sendable, Hashable {
        public var title: Wording
        public var threshold: String?
        public var reason: Wording

        public init(title: Wording, threshold: String?, reason: Wording) {
            self.title = title
            self.threshold = threshold
            self.reason = reason
        }
    }

    /// The ways the case can be served, the cheapest first.
    public struct Choice: Sendable, Hashable {
        public var routes: [Alternative]
        public var dropped: [Dropped]
        /// Why there are no routes, or what a reader must know of them.
        public var notes: [Wording]

        public init(routes: [Alternative] = [], dropped: [Dropped] = [], notes: [Wording] = []) {
            self.routes = routes
            self.dropped = dropped
            self.notes = notes
        }
    }

    /// What one feature, or open ground, costs by one method.
    public struct CostItem: Sendable, Hashable {
        public var surface: Surface
        /// Nil for open ground.
        public var layer: LayerName?
        public var feature: String?
        public var name: String?
        public var method: LayingMethod
        public var metres: Double
        public var rate: Double
        public var entries: Int
        /// For one entry.
        public var charge: Double
        public var cost: Double

        public init(
            surface: Surface, layer: LayerName?, feature: String?, name: String?, method: LayingMethod,
            metres: Double, rate: Double, entries: Int, charge: Double, cost: Double
        ) {
            self.surface = surface
            self.layer = layer
            self.feature = feature
            self.name = name
            self.method = method
            self.metres = metres
            self.rate = rate
            self.entries = entries
            self.charge = charge
            self.cost = cost
        }
    }

    /// What the route costs at the rates of the project.
    public struct Costs: Sendable, Hashable {
        public var items: [CostItem]
        public var connection: Double
        public var currency: String?
        /// Some rate is an assumption.
        public var isAssumed: Bool
        public var total: Double { items.reduce(connection) { $0 + $1.cost } }

        public init(items: [CostItem], connection: Double, currency: String?, isAssumed: Bool) {
            self.items = items
            self.connection = connection
            self.currency = currency
            self.isAssumed = isAssumed
        }
    }

    /// The materials of one permit, each required or waived.
    public struct Materials: Sendable, Hashable {
        /// Nil for the application itself.
        public var permit: PermitKind?
        public var items: [MaterialStatus]

        public init(permit: PermitKind?, items: [MaterialStatus]) {
            self.permit = permit
            self.items = items
        }
    }
}
