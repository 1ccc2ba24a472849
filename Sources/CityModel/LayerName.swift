/// The layers of a city; the raw value is the name used in the project file,
/// on the command line, in JSON and in reports.
public enum LayerName: String, Codable, Sendable, CaseIterable {
    case plots, mains, stubs, roads, roadAxes = "road_axes", greens, trees, water, buildings, lines, railways
    case heritage, planningArea = "planning_area", districts, territories
}
