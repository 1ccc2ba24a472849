import CityModel
import Geometry
import RouteSurvey
import Vocabulary

/// The straight branch of one plot and utility, surveyed: an object of `route branch --json`.
public struct BranchDocument: Codable, Sendable {
    public var schema = "outerline.branch/1"
    public var plot: String
    public var utility: Utility
    /// The coordinate system of `line`, `entry` and `exit`.
    public var crs: String
    public var unreachable: UnreachableDocument?
    public var from: SourceReference?
    public var groundLength: Double?
    public var gridLength: Double?
    public var line: GeoJSONGeometry?
    public var crossings: [Crossing]
    public var lengthsBySurface: [Surface: Double]
    public var findings: [Finding]

    enum CodingKeys: String, CodingKey {
        case schema, plot, utility, crs, unreachable, from, line, crossings, findings
        case groundLength = "ground_length_m"
        case gridLength = "grid_length_m"
        case lengthsBySurface = "lengths_by_surface"
    }
}

/// A given line, surveyed: the object of `route survey --json`.
public struct SurveyDocument: Codable, Sendable {
    public var schema = "outerline.survey/1"
    public var utility: Utility
    public var crs: String
    public var groundLength: Double
    public var gridLength: Double
    public var stripWidth: Double
    public var line: GeoJSONGeometry
    public var crossings: [Crossing]
    public var lengthsBySurface: [Surface: Double]
    public var findings: [Finding]
    public var bends: [Bend]

    enum CodingKeys: String, CodingKey {
        case schema, utility, crs, line, crossings, findings, bends
        case groundLength = "ground_length_m"
        case gridLength = "grid_length_m"
        case stripWidth = "strip_width_m"
        case lengthsBySurface = "lengths_by_surface"
    }
}
