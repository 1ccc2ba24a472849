import Vocabulary

/// The role that decides where what is touched has a grade, as rivers, roads and heritage sites have.
public struct GradeAuthority: Codable, Hashable, Sendable {
    /// As in the layer: `grade`, or the administration of a road.
    public var grade: String
    public var role: String
    public var source: Citation

    public init(grade: String, role: String, source: Citation) {
        self.grade = grade
        self.role = role
        self.source = source
    }
}

/// The role that decides up to some extent.
public struct AuthorityStep: Codable, Hashable, Sendable {
    public enum Measure: String, Codable, Sendable, CaseIterable {
        /// Disturbed area of what calls for the permit, square metres.
        case area
        /// How many features call for it.
        case count
    }

    public var measure: Measure
    /// The extent stays below; nil for no such limit.
    public var below: Double?
    /// The extent does not exceed; nil for no such limit.
    public var upTo: Double?
    /// Every trunk is thinner, in centimetres; for trees.
    public var trunkBelowCm: Double?
    public var role: String
    public var source: Citation

    public init(
        measure: Measure, below: Double? = nil, upTo: Double? = nil, trunkBelowCm: Double? = nil,
        role: String, source: Citation
    ) {
        self.measure = measure
        self.below = below
        self.upTo = upTo
        self.trunkBelowCm = trunkBelowCm
        self.role = role
        self.source = source
    }
}
