/// Where a number comes from; what nobody has published is called an assumption.
public struct Provenance: Hashable, Sendable, Codable {
    public var source: String
    public var assumption: Bool

    public init(_ source: String, assumption: Bool = false) {
        self.source = source
        self.assumption = assumption
    }
}

/// A value with where it comes from.
public struct Sourced<Value: Hashable & Sendable>: Hashable, Sendable {
    public var value: Value
    public var provenance: Provenance

    public init(_ value: Value, _ provenance: Provenance) {
        self.value = value
        self.provenance = provenance
    }
}
