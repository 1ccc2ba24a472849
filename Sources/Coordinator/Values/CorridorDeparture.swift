import Vocabulary

/// How far a line leaves the corridor along the line a permit was applied for; metres in the project grid.
public struct CorridorDeparture: Codable, Sendable, Hashable {
    /// Half the width of the corridor, as the policy pack sets it.
    public var corridorM: Double
    /// The length of the line that lies outside.
    public var outsideM: Double
    /// The farthest distance from the permitted line.
    public var farthestM: Double

    public init(corridorM: Double, outsideM: Double, farthestM: Double) {
        self.corridorM = corridorM
        self.outsideM = outsideM
        self.farthestM = farthestM
    }

    /// A stretch below a millimetre, the resolution of drawings, leaves nothing.
    public var leaves: Bool { outsideM >= 0.001 }

    enum CodingKeys: String, CodingKey {
        case corridorM = "corridor_m"
        case outsideM = "outside_m"
        case farthestM = "farthest_m"
    }
}

/// The line as it was built, as somebody drew it.
public struct AsBuiltRecord: Codable, Sendable, Hashable {
    /// SHA-256 of the line's WKB, lower-case hexadecimal.
    public var sha256: String
    /// Its length outside the red line, in grid metres.
    public var gridLengthM: Double

    public init(sha256: String, gridLengthM: Double) {
        self.sha256 = sha256
        self.gridLengthM = gridLengthM
    }

    enum CodingKeys: String, CodingKey {
        case sha256
        case gridLengthM = "grid_length_m"
    }
}
