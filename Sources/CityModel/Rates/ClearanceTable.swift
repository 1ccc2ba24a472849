import Vocabulary

/// How well the value of a clearance is attested.
public enum EvidenceLevel: String, Codable, Sendable, CaseIterable {
    case verifiedLaw = "verified_law"
    case verifiedOfficialCopy = "verified_official_copy"
    case verifiedSecondary = "verified_secondary"
    case olderEditionSameValue = "older_edition_same_value"
    case unverified

    /// True if a breach may be called a failure.
    ///
    /// Values recalled only, or seen only in an older edition, ask for a
    /// review and never bar a route.
    public var isEnforceable: Bool {
        switch self {
        case .verifiedLaw, .verifiedOfficialCopy, .verifiedSecondary: true
        case .olderEditionSameValue, .unverified: false
        }
    }
}

/// A least distance between two kinds of thing.
public struct Clearance: Hashable, Sendable, Codable {
    /// Metres from outer wall to outer wall; nil where the standard asks for none.
    public var metres: Double?
    /// Codes of the evidence, as `evidence` of the table explains them.
    public var evidence: [String]
    public var level: EvidenceLevel

    public init(metres: Double?, evidence: [String], level: EvidenceLevel) {
        self.metres = metres
        self.evidence = evidence
        self.level = level
    }
}

/// The least distances between pipes and other things, from `GIS/clearances.yaml`.
public struct ClearanceTable: Hashable, Sendable {
    /// Two kinds in either order.
    public struct Pair: Hashable, Sendable {
        public let first: String
        public let second: String

        public init(_ a: String, _ b: String) {
            first = min(a, b)
            second = max(a, b)
        }
    }

    /// The standard and table the horizontal values come from.
    public var horizontalSource: String
    public var verticalSource: String
    /// The same in Chinese; nil where the file does not say.
    public var horizontalSourceZh: String?
    public var verticalSourceZh: String?
    /// What each evidence code stands for.
    public var evidence: [String: String]
    public var horizontal: [Pair: Clearance]
    public var vertical: [Pair: Clearance]
    /// The least angles of crossings in degrees, by what is crossed.
    public var crossingAngles: [CrossedKind: AttestedValue]
    /// Where ``crossingAngles`` come from.
    public var crossingSource: String
    /// Nil where the file has none.
    public var bends: BendRules?

    public init(
        horizontalSource: String, verticalSource: String, evidence: [String: String],
        horizontal: [Pair: Clearance], vertical: [Pair: Clearance],
        crossingAngles: [CrossedKind: AttestedValue] = [:], crossingSource: String = "",
        bends: BendRules? = nil, horizontalSourceZh: String? = nil, verticalSourceZh: String? = nil
    ) {
        self.horizontalSource = horizontalSource
        self.verticalSource = verticalSource
        self.evidence = evidence
        self.horizontal = horizontal
        self.vertical = vertical
        self.crossingAngles = crossingAngles
        self.crossingSource = crossingSource
        self.bends = bends
        self.horizontalSourceZh = horizontalSourceZh
        self.verticalSourceZh = verticalSourceZh
    }

    /// The horizontal clearance of two kinds, such as `water_le200` and `gas_mid_a`; nil if the table has no cell.
    public func horizontal(_ a: String, _ b: String) -> Clearance? { horizontal[Pair(a, b)] }

    /// The vertical clearance of two kinds at a crossing, such as `water` and `sewer`; nil if there is no cell.
    public func vertical(_ a: String, _ b: String) -> Clearance? { vertical[Pair(a, b)] }
}

/// The words by which the clearance table knows a pipe.
public enum ClearanceKind {
    /// The horizontal word of a pipe; nil if what decides it (diameter, pressure) is unknown.
    ///
    /// - Parameters:
    ///   - dn: nominal diameter in millimetres.
    ///   - pressure: for gas `low`, `mid_b`, `mid_a`, `subhigh_b` or `subhigh_a`.
    public static func horizontal(_ utility: Utility, dn: Double?, pressure: String?) -> String? {
        switch utility {
        case .water: dn.map { $0 <= 200 ? "water_le200" : "water_gt200" }
        case .gas:
            pressure.flatMap {
                ["low", "mid_b", "mid_a", "subhigh_b", "subhigh_a"].contains($0) ? "gas_\($0)" : nil
            }
        case .heat: "heat_direct"
        }
    }

    /// The horizontal word of an existing line; nil if its kind, laying, diameter or pressure leaves it open.
    public static func horizontal(_ line: ExistingLine) -> String? {
        switch line.kind {
        case "sewer", "storm": "sewer"
        case "reclaimed": "reclaimed"
        case "tunnel": "trench"
        case "water": horizontal(.water, dn: line.dn, pressure: nil)
        case "gas": horizontal(.gas, dn: nil, pressure: line.pressure)
        case "heat":
            switch line.laying {
            case "direct": "heat_direct"
            case "trench": "trench"
            default: nil
            }
        case "power", "telecom":
            line.laying.flatMap { ["direct", "duct"].contains($0) ? "\(line.kind)_\($0)" : nil }
        default: nil
        }
    }

    /// The vertical word of a pipe.
    public static func vertical(_ utility: Utility) -> String { utility.rawValue }

    /// The vertical word of an existing line; nil if its kind or laying leaves it open.
    public static func vertical(_ line: ExistingLine) -> String? {
        switch line.kind {
        case "sewer", "storm": "sewer"
        case "water", "gas", "heat", "reclaimed": line.kind
        case "tunnel": "trench_tunnel"
        case "power", "telecom":
            switch line.laying {
            case "direct": "\(line.kind)_direct"
            case "duct": "\(line.kind)_protected"
            default: nil
            }
        default: nil
        }
    }
}
