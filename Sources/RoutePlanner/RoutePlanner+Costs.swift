import CityModel
import Geometry

/// What one feature, or the open ground, adds to the cost of a line.
public struct FeatureCost: Sendable, Hashable {
    /// Nil for open ground.
    public var layer: LayerName?
    public var feature: String?
    /// Metres at `rate`.
    public var metres: Double
    public var rate: Double
    /// How often the feature is entered, at `charge` each.
    public var entries: Int
    public var charge: Double

    public var cost: Double { metres * rate + Double(entries) * charge }

    public init(
        layer: LayerName?, feature: String?, metres: Double, rate: Double, entries: Int, charge: Double
    ) {
        self.layer = layer
        self.feature = feature
        self.metres = metres
        self.rate = rate
        self.entries = entries
        self.charge = charge
    }
}

extension RoutePlanner {
    /// What a line costs, feature by feature, without the connection; open ground first, then by layer and feature.
    ///
    /// The line need not be one the planner found.
    ///
    /// - Returns: nil if the line enters barred ground or the plot.
    /// - Complexity: O(n log n) in the vertices of the scene near the line.
    public func costs(
        of line: [Point], _ request: PlanRequest, _ scene: PlanScene
    ) throws -> [FeatureCost]? {
        let window = Box(line).grown(by: 5)
        let surfaces = try Surfaces(scene, request, window: window, rim: Surfaces.rim, engine: engine)
        return RouteMeasure(surfaces, near: window).costs(of: line)
    }
}

extension RouteMeasure {
    /// See ``RoutePlanner/costs(of:_:_:)``.
    func costs(of line: [Point]) -> [FeatureCost]? {
        guard cost(of: line).isFinite else { return nil }
        var items: [FeatureCost] = []
        for i in line.indices.dropFirst() {
            for stretch in stretches(of: Segment(line[i - 1], line[i])) {
                add(&items, stretch.region, stretch.rate) { $0.metres += stretch.length }
            }
        }
        for (region, count) in entries(of: line) {
            add(&items, region, surfaces.open[region].rate) {
                $0.entries += count
                $0.charge = surfaces.open[region].entryCharge
            }
        }
        return items.sorted { a, b in
            if a.layer != b.layer { return (a.layer?.rawValue ?? "") < (b.layer?.rawValue ?? "") }
            if a.feature != b.feature { return Feature.precedes(a.feature ?? "", b.feature ?? "") }
            return a.rate < b.rate
        }
    }

    private func add(
        _ items: inout [FeatureCost], _ region: Int?, _ rate: Double, _ change: (inout FeatureCost) -> Void
    ) {
        let (layer, feature) = (
            region.map { surfaces.open[$0].layer }, region.map { surfaces.open[$0].feature }
        )
        if let known = items.firstIndex(where: {
            $0.layer == layer && $0.feature == feature && $0.rate == rate
        }) {
            change(&items[known])
        } else {
            var item = FeatureCost(
                layer: layer, feature: feature, metres: 0, rate: rate, entries: 0, charge: 0)
            change(&item)
            items.append(item)
        }
    }
}
