import Vocabulary

/// A number with how well it is attested.
public struct AttestedValue: Hashable, Sendable {
    public var value: Double
    /// Codes of the evidence, as `evidence` of the table explains them.
    public var evidence: [String]
    public var level: EvidenceLevel

    public init(_ value: Double, evidence: [String], level: EvidenceLevel) {
        self.value = value
        self.evidence = evidence
        self.level = level
    }
}

/// What has an own rule for the angle it is crossed at.
public enum CrossedKind: String, Sendable, CaseIterable {
    case railway
    /// A road that is no city road (公路).
    case highway
}

/// What is wanted of the bends of a route, from `bends` of `GIS/clearances.yaml`.
public struct BendRules: Hashable, Sendable {
    /// Holds up to and including `upTo` millimetres of nominal diameter; nil for every larger pipe.
    public struct Row: Hashable, Sendable {
        public var upTo: Double?
        /// Metres of straight between two bends.
        public var straight: AttestedValue

        public init(upTo: Double?, straight: AttestedValue) {
            self.upTo = upTo
            self.straight = straight
        }
    }

    public var source: String
    /// Degrees; a line that turns less is no bend.
    public var leastAngle: AttestedValue
    /// By rising diameter; the last row of each has no upper end.
    public var straights: [Utility: [Row]]

    public init(source: String, leastAngle: AttestedValue, straights: [Utility: [Row]]) {
        self.source = source
        self.leastAngle = leastAngle
        self.straights = straights
    }

    /// The least straight between two bends; nil if the table says nothing of the utility.
    ///
    /// - Parameter dn: nominal diameter in millimetres.
    public func leastStraight(_ utility: Utility, dn: Double) -> AttestedValue? {
        let rows = straights[utility] ?? []
        return (rows.first { row in row.upTo.map { dn <= $0 } ?? true } ?? rows.last)?.straight
    }
}
