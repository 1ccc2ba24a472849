import CityModel
import Geometry
import PermitPolicy
import RouteSurvey
import Vocabulary

/// What lies in a window of the city and what is planned there: all that sheets and details are drawn from.
///
/// Positions are in the project CRS, lengths metres, unrounded.
public struct SheetScene: Sendable {
    /// A route beside the one drawn.
    public struct Alternative: Sendable {
        public var title: Wording
        public var line: [Point]

        public init(title: Wording, line: [Point]) {
            self.title = title
            self.line = line
        }
    }

    /// A point of the route with its name.
    public struct Station: Sendable {
        /// `S` for the start, `J1`, `J2` … for bends, `P1` … for points on straights, `E` for the end.
        public var label: String
        public var chainage: Double
        public var point: Point

        public init(label: String, chainage: Double, point: Point) {
            self.label = label
            self.chainage = chainage
            self.point = point
        }

        var isBend: Bool { label.hasPrefix("J") }
    }

    /// Ground that is opened, with how the pipe is laid there.
    public struct Strip: Sendable {
        public var ground: Shape
        public var method: LayingMethod

        public init(ground: Shape, method: LayingMethod) {
            self.ground = ground
            self.method = method
        }
    }

    /// A crossing with what the register and the rules say of it.
    public struct CrossingMark: Sendable {
        /// From 1; as in the crossing schedule of the report.
        public var number: Int
        public var crossing: Crossing
        /// Nil where nobody has said.
        public var method: LayingMethod?
        public var featureClass: String?
        public var surface: String?
        public var owner: String?
        /// Metres from the surface to the top of a crossed line; nil if unknown.
        public var cover: Double?
        public var dn: Double?
        /// For a road: whether it may be dug.
        public var moratorium: MoratoriumDecision?

        public init(
            number: Int, crossing: Crossing, method: LayingMethod?, featureClass: String? = nil,
            surface: String? = nil, owner: String? = nil, cover: Double? = nil, dn: Double? = nil,
            moratorium: MoratoriumDecision? = nil
        ) {
            self.number = number
            self.crossing = crossing
            self.method = method
            self.featureClass = featureClass
            self.surface = surface
            self.owner = owner
            self.cover = cover
            self.dn = dn
            self.moratorium = moratorium
        }
    }

    /// What stands in the title block.
    public struct Title: Sendable {
        public var caseID: String
        /// The construction project, or the applicant where none is named.
        public var project: String?
        public var applicant: String?
        /// The franchise utility that has the line made.
        public var company: String?
        public var crs: String
        public var crsName: String
        /// The day of the drawing.
        public var date: Day
        /// The day of the youngest data drawn; nil if nothing was imported.
        public var dataDate: Day?
        public var revision: Int?
        /// SHA-256 of the route's line.
        public var routeHash: String
        public var program: String
        /// Who made the drawing, and who designed, checked, reviewed, approved it; what is not there is written by hand.
        public var organisation: String?
        public var people: [String?] = []
        /// What the box of the organisation and those of the people are called, where not as usual.
        public var organisationLabel: String?
        public var roles: [String?] = []
        /// For what it is drawn (阶段), such as `报批`.
        public var stage: String?

        public init(
            caseID: String, project: String?, applicant: String?, company: String?, crs: String,
            crsName: String, date: Day, dataDate: Day?, revision: Int?, routeHash: String, program: String
        ) {
            self.caseID = caseID
            self.project = project
            self.applicant = applicant
            self.company = company
            self.crs = crs
            self.crsName = crsName
            self.date = date
            self.dataDate = dataDate
            self.revision = revision
            self.routeHash = routeHash
            self.program = program
        }
    }

    public var title: Title
    public var style: MapStyle
    public var utility: Utility
    /// The nominal diameter of the new pipe in millimetres; nil while it is not designed.
    public var diameter: Double?
    /// From the source to the red line.
    public var route: [Point]
    public var groundLength: Double
    /// Start, bends and end, as in the coordinate table.
    public var stations: [Station]
    public var crossings: [CrossingMark]
    public var strips: [Strip]
    public var stripWidth: Double
    public var plot: Feature
    /// The main or stub the route starts from.
    public var source: Feature?
    public var sourceLayer: LayerName
    public var alternatives: [Alternative]
    /// By layer, in the order of ids; the plot itself is not among the plots.
    public var features: [LayerName: [Feature]]

    public init(
        title: Title, style: MapStyle, utility: Utility, diameter: Double?, route: [Point],
        groundLength: Double, stations: [Station], crossings: [CrossingMark], strips: [Strip],
        stripWidth: Double,
        plot: Feature, source: Feature?, sourceLayer: LayerName, alternatives: [Alternative] = [],
        features: [LayerName: [Feature]] = [:]
    ) {
        self.title = title
        self.style = style
        self.utility = utility
        self.diameter = diameter
        self.route = route
        self.groundLength = groundLength
        self.stations = stations
        self.crossings = crossings
        self.strips = strips
        self.stripWidth = stripWidth
        self.plot = plot
        self.source = source
        self.sourceLayer = sourceLayer
        self.alternatives = alternatives
        self.features = features
    }
}

extension SheetScene {
    var routeSymbol: MapStyle.Symbol {
        switch utility {
        case .water: style.symbol(.routeWater)
        case .gas: style.symbol(.routeGas)
        case .heat: style.symbol(.routeHeat)
        }
    }

    /// The scene with these crossings only: for the drawing of one permit.
    public func showing(crossings numbers: Set<Int>) -> SheetScene {
        var scene = self
        scene.crossings.removeAll { !numbers.contains($0.number) }
        return scene
    }

    /// The number of the plot as people know it.
    var plotNumber: String { plot.text("plot_no") ?? plot.id }

    /// `DN200`; nil while it is not designed.
    var diameterText: String? { diameter.map { "DN" + ReportWords.number($0, 0) } }
}
