import CityModel
import Vocabulary

/// What an import did, as it is logged and shown.
public struct ImportReport: Codable, Sendable, Hashable {
    public struct Source: Codable, Sendable, Hashable {
        public struct File: Codable, Sendable, Hashable {
            /// The name without its folder.
            public var name: String
            public var bytes: Int
            public var sha256: String
        }

        /// The path as it was given.
        public var path: String
        public var files: [File]
        /// Such as `GPKG`, `GeoJSON`, `ESRI Shapefile`, `DXF`, `OSM`.
        public var format: String
        public var layers: [String]
        /// The system the coordinates were taken to be in.
        public var crs: String
        /// Features read.
        public var read: Int
    }

    /// One feature that was repaired or left out.
    public struct Case: Codable, Sendable, Hashable {
        public var source: String
        public var feature: String
        public var code: String
        public var message: String
    }

    /// The first of them by text, all of them by number.
    public struct Cases: Codable, Sendable, Hashable {
        public static let cap = 100
        public private(set) var count = 0
        public private(set) var first: [Case] = []

        mutating func add(_ item: Case) {
            count += 1
            if first.count < Self.cap { first.append(item) }
        }
    }

    public var layer: LayerName
    public var preset: String?
    public var sources: [Source] = []
    /// Features the layer has now.
    public var stored = 0
    /// Features the preset did not ask for.
    public var filtered = 0
    public var repaired = Cases()
    public var skipped = Cases()
    /// Values that did not fit an optional field and count as unknown.
    public var unknownValues = Cases()
    /// Source fields that were not used, by name.
    public var ignoredFields: [String] = []
    /// Remarks, in the order of their codes.
    public var notes: [Finding] = []

    init(layer: LayerName, preset: String?) {
        self.layer = layer
        self.preset = preset
    }

    enum CodingKeys: String, CodingKey {
        case layer, preset, sources, stored, filtered, repaired, skipped, ignoredFields = "ignored_fields",
            notes
    }
}
