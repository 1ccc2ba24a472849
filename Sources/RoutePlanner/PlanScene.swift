import CityModel
import Geometry

/// What the planner knows of the city inside a window.
///
/// A plain value made by the composition root, which knows rates, policy and data; the planner knows none of them.
/// Everything whose box (grown by its own `grow` distance) overlaps the window must be there; what lies outside does
/// no harm. The order of the lists carries no meaning.
public struct PlanScene: Sendable, Hashable {
    public var sources: [PlanSource]
    public var regions: [PlanRegion]

    public init(sources: [PlanSource], regions: [PlanRegion]) {
        self.sources = sources
        self.regions = regions
    }
}

/// A main or a stub a connection may start from: any point of its lines, or its points.
public struct PlanSource: Sendable, Hashable {
    public var layer: LayerName
    public var feature: String
    /// Lines for a main, points for a stub, in the project CRS; polygons offer their outlines.
    public var shape: Shape
    /// What connecting to it costs, in cost units; ≥ 0.
    public var charge: Double

    public init(layer: LayerName, feature: String, shape: Shape, charge: Double = 0) {
        self.layer = layer
        self.feature = feature
        self.shape = shape
        self.charge = charge
    }
}

/// A feature that changes what a metre of route costs, or bars the way.
public struct PlanRegion: Sendable, Hashable {
    public enum Treatment: Sendable, Hashable {
        /// A metre costs `rate` (> 0); each maximal stretch inside the feature costs `entryCharge` (≥ 0) once.
        case open(rate: Double, entryCharge: Double = 0)
        /// No route inside, nor nearer than `grow` metres (≥ 0) to it; on the rim is allowed.
        case barred(grow: Double)
    }

    public var layer: LayerName
    public var feature: String
    public var polygons: [Polygon]
    public var treatment: Treatment
    /// Where open regions overlap, the lowest rank decides.
    ///
    /// Of equal ranks the dearer decides. Barred goes before all.
    public var rank: Int

    public init(
        layer: LayerName, feature: String, polygons: [Polygon], treatment: Treatment, rank: Int
    ) {
        self.layer = layer
        self.feature = feature
        self.polygons = polygons
        self.treatment = treatment
        self.rank = rank
    }

    /// The rank of a surface layer: buildings, roads, water, greens, then all others (design §4.4).
    public static func rank(of layer: LayerName) -> Int {
        switch layer {
        case .buildings: 0
        case .roads: 1
        case .water: 2
        case .greens: 3
        default: 4
        }
    }
}
