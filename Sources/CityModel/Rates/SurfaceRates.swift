import Vocabulary

/// What lies under a route, in the order that decides where features overlap.
public enum Surface: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
    case building, road, water, green
    /// Ground that no layer covers.
    case openGround = "open_ground"
}

/// How a stretch of pipe is laid.
public enum LayingMethod: String, Codable, Sendable, CaseIterable {
    case openCut = "open_cut"
    case jacking, hdd

    /// True if the ground between the pits is not opened.
    public var isTrenchless: Bool { self != .openCut }

    public var zh: String {
        switch self {
        case .openCut: "开挖"
        case .jacking: "顶管"
        case .hdd: "定向钻"
        }
    }
}

/// What a route costs: rates per metre, charges per entry, strip widths and distances to keep.
///
/// Read from `GIS/surfaces.yaml` or the file of `--rates`.
///
/// Costs are in ``currency``, or bare weights where the file names none.
public struct SurfaceRates: Hashable, Sendable {
    /// A number for each utility.
    public typealias PerUtility = [Utility: Sourced<Double>]

    /// Cost per metre of grid length.
    public struct Rate: Hashable, Sendable {
        public var perMetre: PerUtility
        /// Other rates for single road classes, such as `footway`.
        public var byClass: [String: PerUtility]

        public init(perMetre: PerUtility, byClass: [String: PerUtility] = [:]) {
            self.perMetre = perMetre
            self.byClass = byClass
        }
    }

    public enum OtherPlots: String, Codable, Sendable, CaseIterable { case forbid, allow }
    /// How a road in its no-dig period is passed by default.
    public enum BarredRoads: String, Codable, Sendable, CaseIterable { case trenchless, avoid, dig }
    public enum Tap: String, Codable, Sendable, CaseIterable { case main, stub }

    public var name: String
    /// ISO 4217, such as `CNY`; nil for bare weights.
    public var currency: String?
    /// A surface without a rate for a method cannot be passed by it.
    public var rates: [Surface: [LayingMethod: Rate]]
    public var strips: [Utility: StripTable]
    /// Metres the pipe keeps from building walls while it is built; 0 for none.
    public var keepOff: Sourced<Double>
    /// Whether a route may cross plots other than its own.
    public var crossPlots: Sourced<OtherPlots>
    /// How a route passes a road in its no-dig period.
    public var barredRoads: Sourced<BarredRoads>
    /// Fixed cost of the connection itself.
    public var connections: [Tap: PerUtility]
    /// Fixed cost each time a route enters a feature of a surface by a method: permits, pits.
    public var entries: [Surface: [LayingMethod: PerUtility]]
    /// A crossing at a smaller angle, in degrees, is warned of.
    public var crossingAngleWarning: Sourced<Double>
    /// The pressure classes a branch may be connected to; a utility that is not named may be to all.
    public var pressures: [Utility: Sourced<Set<String>>]

    public init(
        name: String, currency: String?, rates: [Surface: [LayingMethod: Rate]],
        strips: [Utility: StripTable], keepOff: Sourced<Double>, crossPlots: Sourced<OtherPlots>,
        connections: [Tap: PerUtility], entries: [Surface: [LayingMethod: PerUtility]],
        crossingAngleWarning: Sourced<Double>,
        barredRoads: Sourced<BarredRoads> = SurfaceRates.usualBarredRoads,
        pressures: [Utility: Sourced<Set<String>>] = [:]
    ) {
        self.name = name
        self.currency = currency
        self.rates = rates
        self.strips = strips
        self.keepOff = keepOff
        self.crossPlots = crossPlots
        self.connections = connections
        self.entries = entries
        self.crossingAngleWarning = crossingAngleWarning
        self.barredRoads = barredRoads
        self.pressures = pressures
    }

    /// What holds where a rates file does not say.
    public static let usualBarredRoads = Sourced(
        BarredRoads.trenchless,
        Provenance("nothing is dug in a no-dig period unless the government approves", assumption: true))
}

extension SurfaceRates {
    /// Cost per metre on a surface; nil if it cannot be passed that way.
    ///
    /// - Parameter roadClass: the `class` of the road, where it has a rate of its own.
    public func rate(
        on surface: Surface, for utility: Utility, by method: LayingMethod = .openCut,
        roadClass: String? = nil
    ) -> Double? {
        guard let rate = rates[surface]?[method] else { return nil }
        let own = roadClass.flatMap { rate.byClass[$0]?[utility] }
        return (own ?? rate.perMetre[utility])?.value
    }

    /// Whether a branch may be connected to a main or stub of a pressure class; an unknown one does not bar.
    public func mayTap(pressure: String?, for utility: Utility) -> Bool {
        guard let pressure, let classes = pressures[utility]?.value else { return true }
        return classes.contains(pressure)
    }

    /// True if no method passes the surface.
    public func isImpassable(_ surface: Surface, for utility: Utility) -> Bool {
        LayingMethod.allCases.allSatisfy { rate(on: surface, for: utility, by: $0) == nil }
    }

    /// The surfaces no method passes.
    public func impassable(for utility: Utility) -> Set<Surface> {
        Set(Surface.allCases.filter { isImpassable($0, for: utility) })
    }

    /// The fixed cost of one entry into a feature; 0 where the file gives none.
    public func entryCharge(_ surface: Surface, for utility: Utility, by method: LayingMethod = .openCut)
        -> Double
    {
        entries[surface]?[method]?[utility]?.value ?? 0
    }

    /// The fixed cost of connecting to a main or a stub; 0 where the file gives none.
    public func connectionCharge(_ tap: Tap, for utility: Utility) -> Double {
        connections[tap]?[utility]?.value ?? 0
    }

    /// The strip a pipe needs while it is laid; no width at all where the file gives none.
    ///
    /// - Parameter dn: nominal diameter in millimetres; nil takes the table's usual one and says so.
    public func strip(for utility: Utility, dn: Double?) -> Strip {
        strips[utility]?.strip(dn: dn)
            ?? Strip(trench: 0, working: 0, provenance: Provenance("no strip given"))
    }
}

/// The ground that laying a pipe opens and uses, across the route.
public struct Strip: Hashable, Sendable {
    /// Width of the trench in metres.
    public var trench: Double
    /// Width of the working strip beside it in metres, both sides together.
    public var working: Double
    public var provenance: Provenance

    public init(trench: Double, working: Double, provenance: Provenance) {
        self.trench = trench
        self.working = working
        self.provenance = provenance
    }

    /// The whole width; the route runs in the middle of it.
    public var total: Double { trench + working }
}

/// Strip widths by diameter for one utility.
public struct StripTable: Hashable, Sendable {
    /// Holds up to and including `upTo` millimetres; nil for every larger pipe.
    public struct Row: Hashable, Sendable {
        public var upTo: Double?
        public var trench: Double
        public var working: Double
        public var provenance: Provenance

        public init(upTo: Double?, trench: Double, working: Double, provenance: Provenance) {
            self.upTo = upTo
            self.trench = trench
            self.working = working
            self.provenance = provenance
        }
    }

    /// The diameter in millimetres taken where none is known; nil takes the first row.
    public var usualDN: Double?
    /// By rising diameter; the last row has no upper end.
    public var rows: [Row]

    public init(usualDN: Double?, rows: [Row]) {
        self.usualDN = usualDN
        self.rows = rows
    }

    func strip(dn: Double?) -> Strip? {
        let diameter = dn ?? usualDN ?? 0
        guard let row = rows.first(where: { $0.upTo.map { diameter <= $0 } ?? true }) ?? rows.last else {
            return nil
        }
        var provenance = row.provenance
        if dn == nil {
            provenance.assumption = true
            provenance.source += "; diameter unknown, taken as DN \(AttributeValue.real(diameter).plainText)"
        }
        return Strip(trench: row.trench, working: row.working, provenance: provenance)
    }
}
