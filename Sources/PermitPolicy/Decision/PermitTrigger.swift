import Vocabulary

/// What on the route calls for a permit.
public struct PermitTrigger: Codable, Hashable, Sendable {
    /// Nil for triggers that are not a layer's, such as the planning area's absence.
    public var layer: String?
    public var features: [String]
    public var name: String?
    public var fromM: Double?
    public var toM: Double?
    public var lengthM: Double?
    public var areaM2: Double?
    public var note: Wording?

    public init(
        layer: String?, features: [String] = [], name: String? = nil, fromM: Double? = nil,
        toM: Double? = nil,
        lengthM: Double? = nil, areaM2: Double? = nil, note: Wording? = nil
    ) {
        self.layer = layer
        self.features = features
        self.name = name
        self.fromM = fromM
        self.toM = toM
        self.lengthM = lengthM
        self.areaM2 = areaM2
        self.note = note
    }

    enum CodingKeys: String, CodingKey {
        case layer, features, name, note
        case fromM = "from_m"
        case toM = "to_m"
        case lengthM = "length_m"
        case areaM2 = "area_m2"
    }
}
