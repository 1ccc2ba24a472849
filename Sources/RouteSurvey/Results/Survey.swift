import CityModel
import Geometry

/// What a given line does: how long it is, over what it runs, what it crosses.
public struct Survey: Hashable, Sendable, Codable {
    /// On the ellipsoid, unrounded, in metres: the deciding length.
    public var groundLength: Double
    /// In the project grid, in metres.
    public var gridLength: Double
    /// By chainage, then layer in the order of ``SurveyedCity/layerOrder``, then feature.
    public var crossings: [Crossing]
    /// Grid metres over each kind of surface; they partition the route.
    public var lengthsBySurface: [Surface: Double]
    /// The full width of trench and working strip that areas rest on, in metres.
    public var stripWidth: Double

    private enum CodingKeys: String, CodingKey {
        case groundLength = "ground_length_m"
        case gridLength = "grid_length_m"
        case crossings
        case lengthsBySurface = "lengths_by_surface"
        case stripWidth = "strip_width_m"
    }

    public init(
        groundLength: Double, gridLength: Double, crossings: [Crossing], lengthsBySurface: [Surface: Double],
        stripWidth: Double
    ) {
        self.groundLength = groundLength
        self.gridLength = gridLength
        self.crossings = crossings
        self.lengthsBySurface = lengthsBySurface
        self.stripWidth = stripWidth
    }
}

extension Surface {
    /// Where surfaces overlap the first of these counts (design §4.4).
    public static let precedence: [Surface] = [.building, .road, .water, .green, .openGround]

    /// Cheapest first, for a line on a border: it pays the cheaper side.
    public static let cheapness: [Surface] = [.openGround, .green, .road, .water, .building]

    /// The surface that the areas of a layer make; nil for layers that are none, such as plots.
    public init?(_ layer: LayerName) {
        switch layer {
        case .buildings: self = .building
        case .roads: self = .road
        case .water: self = .water
        case .greens: self = .green
        default: return nil
        }
    }
}

/// Writes a chainage as engineers do, rounded to millimetres: `K0+012.345`.
///
/// Below 0 it is taken as 0; what is no length on earth gives a dash.
public func chainageText(_ metres: Double) -> String {
    guard metres < 1e9, metres > -1e9 else { return "—" }
    let millimetres = Int((max(0, metres) * 1000).rounded())
    func padded(_ value: Int) -> String { String(String(value + 1000).dropFirst()) }
    return "K\(millimetres / 1_000_000)+\(padded(millimetres / 1000 % 1000)).\(padded(millimetres % 1000))"
}
