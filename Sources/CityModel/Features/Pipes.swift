import Vocabulary

/// A municipal main (市政主管).
public struct Main: FeatureView {
    public static let layer = LayerName.mains
    public let feature: Feature
    public let utility: Utility

    public init?(_ feature: Feature) {
        guard let utility = feature.text("utility").flatMap(Utility.init(rawValue:)) else { return nil }
        self.feature = feature
        self.utility = utility
    }

    /// Nominal diameter in millimetres.
    public var dn: Double? { feature.number("dn_mm") }
    public var pressure: String? { feature.text("pressure") }
    /// m³/h for water and gas, kW for heat.
    public var spareCapacity: Double? { feature.number("spare_capacity") }
    public var inService: Bool? { feature.boolean("in_service") }
}

/// A reserved connection (预留口).
public struct Stub: FeatureView {
    public enum State: String, Codable, Sendable, CaseIterable { case free, reserved, used }

    public static let layer = LayerName.stubs
    public let feature: Feature
    public let utility: Utility

    public init?(_ feature: Feature) {
        guard let utility = feature.text("utility").flatMap(Utility.init(rawValue:)) else { return nil }
        self.feature = feature
        self.utility = utility
    }

    public var state: State? { feature.text("state").flatMap(State.init(rawValue:)) }
    /// Nominal diameter in millimetres.
    public var dn: Double? { feature.number("dn_mm") }
    public var pressure: String? { feature.text("pressure") }
    /// m³/h for water and gas, kW for heat.
    public var capacity: Double? { feature.number("capacity") }
    public var inService: Bool? { feature.boolean("in_service") }
    /// The id of the main it hangs on.
    public var main: String? { feature.text("main") }
    /// The id of the plot it is reserved for.
    public var plot: String? { feature.text("plot") }
}

/// Another line in the ground or above it (现状管线).
public struct ExistingLine: FeatureView {
    public static let layer = LayerName.lines
    public let feature: Feature
    /// A word of the catalogue, such as `sewer`, `power` or `telecom`.
    public let kind: String

    public init?(_ feature: Feature) {
        guard let kind = feature.text("kind") else { return nil }
        self.feature = feature
        self.kind = kind
    }

    /// `direct`, `duct`, `trench` or `overhead`.
    public var laying: String? { feature.text("laying") }
    /// Nominal diameter in millimetres.
    public var dn: Double? { feature.number("dn_mm") }
    public var pressure: String? { feature.text("pressure") }
    public var voltage: Double? { feature.number("voltage_kv") }
    /// Metres from the surface to the top of the line.
    public var cover: Double? { feature.number("cover_m") }
}
