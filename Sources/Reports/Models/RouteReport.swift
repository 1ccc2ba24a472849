import CityModel
import Coordinator
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary
import WorkCalendar

/// Everything a route report shows, as plain values; every format is written from this one model.
///
/// Lengths are metres, areas square metres, unrounded; writers round.
public struct RouteReport: Sendable {
    public struct Position: Sendable, Hashable {
        /// `S` for the start, `J1`, `J2` … for bends, `P1` … for points on straights, `E` for the end.
        public var label: String
        public var chainage: Double
        public var point: Point
        public var longitude: Double
        public var latitude: Double

        public init(label: String, chainage: Double, point: Point, longitude: Double, latitude: Double) {
            self.label = label
            self.chainage = chainage
            self.point = point
            self.longitude = longitude
            self.latitude = latitude
        }
    }

    /// A stretch of the route, with what the register knows of the feature.
    public struct Stretch: Sendable {
        public var crossing: Crossing
        public var roadClass: String?
        public var surface: String?
        public var owner: String?
        public var method: String
        /// The stretch in longitude and latitude; empty for a strip.
        public var geographic: [Point]

        public init(
            crossing: Crossing, roadClass: String?, surface: String?, owner: String? = nil, method: String,
            geographic: [Point]
        ) {
            self.crossing = crossing
            self.roadClass = roadClass
            self.surface = surface
            self.owner = owner
            self.method = method
            self.geographic = geographic
        }
    }

    public struct DataSource: Sendable, Hashable {
        public var layer: String
        public var file: String
        public var sha256: String
        public var crs: String
        public var count: Int
        public var importedOn: Day

        public init(layer: String, file: String, sha256: String, crs: String, count: Int, importedOn: Day) {
            self.layer = layer
            self.file = file
            self.sha256 = sha256
            self.crs = crs
            self.count = count
            self.importedOn = importedOn
        }
    }

    public var state: CaseState
    public var decision: PolicyDecision
    public var today: Day
    public var program: String
    public var crs: String
    public var crsName: String
    public var regime: String
    public var fromLayer: String
    public var fromFeature: String
    public var groundLength: Double
    public var gridLength: Double
    public var cost: Double?
    public var currency: String?
    public var stripWidth: Double
    public var positions: [Position]
    public var stretches: [Stretch]
    public var lengthsBySurface: [Surface: Double]
    public var routeHash: String
    public var sources: [DataSource]
    public var findings: [Finding]
    public var bends: [Bend]

    /// The permits of this route; those of an earlier one that nobody needs any more are history of the case.
    public var permits: [PermitState] { state.permits.filter { $0.closingReason != .notNeeded } }
    /// Those that have to be obtained, or were.
    public var requiredPermits: [PermitState] { permits.filter { $0.requirement.verdict == .required } }

    // MARK: What is worked out beside the survey

    /// Nominal diameter in millimetres; nil if nobody said.
    public var diameter: Double?
    /// Nil where the project has no clearance table.
    public var clearances: Clearances?
    /// Nil if nobody asked for the alternatives.
    public var choice: Choice?
    /// Nil if the line enters ground that bars it at today's rates.
    public var costs: Costs?
    public var programme: Programme?
    public var forecast: PromiseForecast?
    /// The days of the programme; nil without one.
    public var calendar: WorkCalendar?
    /// Of the application first, then of each permit.
    public var materials: [Materials] = []

    public init(
        state: CaseState, decision: PolicyDecision, today: Day, program: String, crs: String, crsName: String,
        regime: String, fromLayer: String, fromFeature: String, groundLength: Double, gridLength: Double,
        cost: Double?,
        currency: String?, stripWidth: Double, positions: [Position], stretches: [Stretch],
        lengthsBySurface: [Surface: Double], routeHash: String, sources: [DataSource], findings: [Finding],
        bends: [Bend] = []
    ) {
        self.state = state
        self.decision = decision
        self.today = today
        self.program = program
        self.crs = crs
        self.crsName = crsName
        self.regime = regime
        self.fromLayer = fromLayer
        self.fromFeature = fromFeature
        self.groundLength = groundLength
        self.gridLength = gridLength
        self.cost = cost
        self.currency = currency
        self.stripWidth = stripWidth
        self.positions = positions
        self.stretches = stretches
        self.lengthsBySurface = lengthsBySurface
        self.routeHash = routeHash
        self.sources = sources
        self.findings = findings
        self.bends = bends
    }
}

/// The language a report is written in.
public enum ReportLanguage: String, Sendable, CaseIterable {
    case zh, en

    func say(_ en: String, _ zh: String) -> String { self == .zh ? zh : en }
    func say(_ wording: Wording) -> String { self == .zh ? wording.zh : wording.en }
}
