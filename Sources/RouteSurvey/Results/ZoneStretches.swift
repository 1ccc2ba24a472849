import CityModel

/// In which zones of a layer a route lies, and how long in each.
public struct ZoneStretches: Hashable, Sendable, Codable {
    /// What a route does in one zone.
    public struct Stretch: Hashable, Sendable, Codable {
        public var feature: String
        public var name: String?
        /// Grid metres inside or on the border.
        public var length: Double

        private enum CodingKeys: String, CodingKey {
            case feature, name
            case length = "length_m"
        }

        public init(feature: String, name: String?, length: Double) {
            self.feature = feature
            self.name = name
            self.length = length
        }
    }

    public var layer: LayerName
    /// In the order of feature ids.
    public var stretches: [Stretch]
    /// Grid metres of the route that lie in no zone.
    public var outside: Double

    /// True if the whole route lies in no zone; also true for a layer without features.
    public var isOutside: Bool { stretches.isEmpty }

    private enum CodingKeys: String, CodingKey {
        case layer, stretches
        case outside = "outside_m"
    }

    public init(layer: LayerName, stretches: [Stretch], outside: Double) {
        self.layer = layer
        self.stretches = stretches
        self.outside = outside
    }
}
