/// The kind of supply a connection is for: water, gas or heating (水、气、暖).
public enum Utility: String, Codable, Sendable, CaseIterable, Comparable {
    case water, gas, heat

    /// The Chinese name as the policy writes it.
    public var zh: String {
        switch self {
        case .water: "供水"
        case .gas: "供气"
        case .heat: "供暖"
        }
    }

    /// The suffix a case number carries: `W`, `G` or `H`.
    public var letter: String {
        switch self {
        case .water: "W"
        case .gas: "G"
        case .heat: "H"
        }
    }

    public static func < (a: Utility, b: Utility) -> Bool { a.order < b.order }

    private var order: Int {
        switch self {
        case .water: 0
        case .gas: 1
        case .heat: 2
        }
    }
}
