import Foundation

/// A city of a few features, drawn in project coordinates (east, north) around an origin.
struct TinyCity {
    var east: Double
    var north: Double
    var crs = "EPSG:4549"
    private(set) var layers: [String: [String]] = [:]

    init(east: Double = 620_000, north: Double = 4_156_000, crs: String = "EPSG:4549") {
        self.east = east
        self.north = north
        self.crs = crs
    }

    /// Adds a feature; coordinates are offsets from the origin in metres, properties JSON without braces.
    mutating func add(
        _ layer: String, _ id: String, _ type: String, _ points: [(Double, Double)], _ properties: String = ""
    ) {
        let pairs = points.map { "[\(east + $0.0),\(north + $0.1)]" }
        let coordinates =
            switch type {
            case "Point": pairs.first ?? "[]"
            case "LineString": "[" + pairs.joined(separator: ",") + "]"
            default: "[[" + pairs.joined(separator: ",") + "]]"
            }
        let more = properties.isEmpty ? "" : ",\(properties)"
        layers[layer, default: []].append(
            """
            {"type":"Feature","properties":{"id":"\(id)"\(more)},\
            "geometry":{"type":"\(type)","coordinates":\(coordinates)}}
            """)
    }

    mutating func addSquare(
        _ layer: String, _ id: String, _ x: Double, _ y: Double, _ side: Double, _ properties: String = ""
    ) {
        let ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
        add(layer, id, "Polygon", ring, properties)
    }

    /// Reverses the order of the features of every layer.
    func reversed() -> TinyCity {
        var copy = self
        copy.layers = layers.mapValues { $0.reversed() }
        return copy
    }

    static func collection(_ features: [String]) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\n" + features.joined(separator: ",\n") + "\n]}"
    }

    /// Creates a project of it.
    func project(in scratch: Scratch, _ name: String = "tiny.gpkg") throws -> String {
        let path = scratch.file(name)
        try Tool.succeed(["project", "new", path, "--crs", crs] + Tool.desk)
        for layer in layers.keys.sorted() {
            let source = try scratch.write("\(name)-\(layer).geojson", Self.collection(layers[layer] ?? []))
            try Tool.succeed(["layer", "import", path, layer, source, "--src-crs", crs] + Tool.desk)
        }
        return path
    }

    /// One application per utility list, all for the same day, as the CSV a desk would hand in.
    static func applications(_ rows: [(number: String, plot: String, utilities: String)]) -> String {
        "number,filed_on,applicant,user_type,plot,utilities\n"
            + rows.map { "\($0.number),2026-11-02,Applicant,non_resident,\($0.plot),\($0.utilities)\n" }
            .joined()
    }
}
