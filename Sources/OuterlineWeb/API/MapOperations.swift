import Coordinator
import Outerline
import Vocabulary

/// What the description of the API tells about the addresses of the map.
enum MapOperations {
    /// By name of the endpoint.
    static let all: [String: APIOperation] = [
        "map": APIOperation(
            .map, "The grid of the map, its groups of layers and control points",
            answer: .json("MapDescription")),
        "map coordinates": APIOperation(
            .map, "Longitude and latitude of a place in the project's system",
            query: [number("x", "metres to the east"), number("y", "metres to the north")],
            answer: .json("Coordinates")),
        "map tile": APIOperation(
            .map, "A tile of the base map",
            query: [
                .word("density", ["1", "2"], "dots of the picture a dot of the screen"),
                .text("v", "the revision of the map's description: such a tile may be kept for good"),
            ], answer: APIContent(type: "image/png", schema: nil)),
        "map features": APIOperation(
            .map, "Cases, routes and crossings in a window, as GeoJSON",
            query: [
                APIParameter.text("box", "west,south,east,north").required,
                .text("layers", "names with commas between them; cases by default"),
                .word("utility", Utility.self, "only works of this utility"),
                .word("stage", CaseStage.self, "only works at this stage"),
                .word("light", TrafficLight.self, "only works with this lamp"),
                .integer("limit", 1...Int.max, initial: 500, "features at most"), crs,
            ], answer: .geoJSON("Features")),
        "case map": APIOperation(
            .map, "The chosen route of a case with its crossings, as GeoJSON", query: [crs],
            answer: .geoJSON("Features")),
        "case routes": APIOperation(
            .routes, "The routes a case can take, planned now, side by side", query: [crs],
            answer: .json("Routes"), refusals: [409]),
        "survey of a drawn line": APIOperation(
            .routes, "What a drawn line would mean: crossings, permits, days; nothing is kept", query: [crs],
            body: .geoJSON("Line"), answer: .json("DrawnSurvey"), refusals: [409]),
    ]

    private static let crs = APIParameter.word(
        "crs", ["project", "wgs84"], "the system of the positions; the project's by default")

    private static func number(_ name: String, _ meaning: String) -> APIParameter {
        APIParameter(name: name, meaning: meaning, schema: ["type": "number"], isRequired: true)
    }
}
