import CityModel
import Geometry
import RoutePlanner
import Vocabulary

/// What a route's cost is made of.
public struct CostBreakdown: Encodable, Sendable, Hashable {
    /// Metres of one feature, or of open ground, by one method.
    public struct Item: Encodable, Sendable, Hashable {
        public var surface: Surface
        /// Nil for open ground.
        public var layer: LayerName?
        public var feature: String?
        public var name: String?
        public var method: LayingMethod
        public var metres: Double
        public var rate: Double
        public var entries: Int
        public var charge: Double
        public var cost: Double

        enum CodingKeys: String, CodingKey {
            case surface, layer, feature, name, method, entries, charge, cost
            case metres = "length_m"
            case rate = "rate_per_m"
        }
    }

    /// All metres of one surface by one method.
    public struct Total: Encodable, Sendable, Hashable {
        public var surface: Surface
        public var method: LayingMethod
        public var metres: Double
        /// What the metres cost.
        public var metreCost: Double
        public var entries: Int
        /// What entering costs: permits, pits.
        public var entryCost: Double
        public var cost: Double { metreCost + entryCost }

        enum CodingKeys: String, CodingKey {
            case surface, method, entries, cost
            case metres = "length_m"
            case metreCost = "length_cost"
            case entryCost = "entry_cost"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(surface, forKey: .surface)
            try container.encode(method, forKey: .method)
            try container.encode(metres, forKey: .metres)
            try container.encode(metreCost, forKey: .metreCost)
            try container.encode(entries, forKey: .entries)
            try container.encode(entryCost, forKey: .entryCost)
            try container.encode(cost, forKey: .cost)
        }
    }

    /// In the order of surfaces, then of methods.
    public var bySurface: [Total]
    /// Open ground first, then by layer and feature.
    public var byFeature: [Item]
    public var connection: Double
    /// All that does not depend on metres: entries and the connection.
    public var fixed: Double { connection + bySurface.reduce(0) { $0 + $1.entryCost } }
    public var total: Double { connection + byFeature.reduce(0) { $0 + $1.cost } }

    enum CodingKeys: String, CodingKey {
        case connection, fixed, total
        case bySurface = "by_surface"
        case byFeature = "by_feature"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(bySurface, forKey: .bySurface)
        try container.encode(byFeature, forKey: .byFeature)
        try container.encode(connection, forKey: .connection)
        try container.encode(fixed, forKey: .fixed)
        try container.encode(total, forKey: .total)
    }

    init(_ costs: [FeatureCost], connection: Double, _ passages: Passages, _ city: any CitySource) throws {
        self.connection = connection
        byFeature = try costs.map { try Item($0, passages, city) }
        var totals: [Total] = []
        for item in byFeature {
            let metreCost = item.metres * item.rate
            if let index = totals.firstIndex(where: { $0.surface == item.surface && $0.method == item.method }
            ) {
                totals[index].metres += item.metres
                totals[index].metreCost += metreCost
                totals[index].entries += item.entries
                totals[index].entryCost += item.cost - metreCost
            } else {
                totals.append(
                    Total(
                        surface: item.surface, method: item.method, metres: item.metres, metreCost: metreCost,
                        entries: item.entries, entryCost: item.cost - metreCost))
            }
        }
        bySurface = Surface.allCases.flatMap { surface in
            LayingMethod.allCases.flatMap { method in
                totals.filter { $0.surface == surface && $0.method == method }
            }
        }
    }
}

extension CostBreakdown.Item {
    fileprivate init(_ cost: FeatureCost, _ passages: Passages, _ city: any CitySource) throws {
        var method = LayingMethod.openCut
        var feature: Feature?
        var surface = Surface.openGround
        if let layer = cost.layer, let id = cost.feature {
            surface = layer == .buildings ? .building : Passages.surface(of: layer) ?? .openGround
            feature = try city.feature(id, of: layer)
            if let feature, case .open(let found, _, _)? = passages.passage(feature, surface) {
                method = found
            }
        }
        self.init(
            surface: surface, layer: cost.layer, feature: cost.feature, name: feature?.text("name"),
            method: method, metres: cost.metres, rate: cost.rate, entries: cost.entries, charge: cost.charge,
            cost: cost.cost)
    }
}

extension PassingTerms {
    /// The same ways of passing at the true prices: what steers a search is no cost.
    var atTruePrices: PassingTerms {
        var terms = self
        terms.surcharge = nil
        terms.countsMetres = false
        return terms
    }
}
