import CityModel
import Geometry
import RoutePlanner
import Vocabulary

/// Turns a window of the city into what the planner reads: sources with charges, surfaces with rates, obstacles.
struct SceneBuilder {
    var city: any CitySource
    var passages: Passages
    var sources: QualifyingSources
    /// The plot to connect; the planner bars its inside itself.
    var plot: Feature
    private let engine: GeometryEngine

    init(
        city: any CitySource, passages: Passages, sources: QualifyingSources, plot: Feature,
        engine: GeometryEngine
    ) {
        self.city = city
        self.passages = passages
        self.sources = sources
        self.plot = plot
        self.engine = engine
    }

    private var rates: SurfaceRates { passages.rates }

    func scene(in box: Box) throws -> PlanScene {
        let stubs = try city.features(of: .stubs, in: box)
        let mains = try city.features(of: .mains, in: box)
        let sources = sources.all(stubs: stubs, mains: mains).map { source in
            var source = source
            source.charge = passages.connection(source.layer == .stubs ? .stub : .main)
            return source
        }
        return PlanScene(sources: sources, regions: try regions(in: box))
    }

    private func regions(in box: Box) throws -> [PlanRegion] {
        // What lies outside the window still keeps its distance inside it.
        let wide = box.grown(by: max(rates.keepOff.value, passages.stripWidth))
        var regions = try city.features(of: .buildings, in: wide).compactMap(building)
        for (layer, surface) in Passages.layers {
            regions += try city.features(of: layer, in: wide).compactMap { try region($0, layer, surface) }
        }
        if rates.crossPlots.value == .forbid {
            for other in try city.features(of: .plots, in: box) where other.id != plot.id {
                regions.append(region(.plots, other, .barred(grow: 0)))
            }
        }
        return regions
    }

    private func region(_ feature: Feature, _ layer: LayerName, _ surface: Surface) throws -> PlanRegion? {
        let half = passages.stripWidth / 2
        switch passages.passage(feature, surface) {
        case nil: return nil
        case .barred: return region(layer, feature, .barred(grow: half))
        case .open(let method, let rate, let entry):
            var found = region(layer, feature, .open(rate: rate, entryCharge: entry))
            if method.isTrenchless, half > 0 {
                // The pits lie where their strip no longer touches the feature.
                found.polygons = try engine.buffer(feature.shape, by: half, style: .roundOutside).polygons
            }
            return found
        }
    }

    private func building(_ feature: Feature) throws -> PlanRegion? {
        if let level = feature.integer("level"), level != 0 { return nil }
        if let rate = rates.rate(on: .building, for: sources.utility) {
            let entry = rates.entryCharge(.building, for: sources.utility)
            return region(.buildings, feature, .open(rate: rate, entryCharge: entry))
        }
        return region(.buildings, feature, .barred(grow: try keepOff(feature)))
    }

    /// How far a route stays off a building, in metres.
    ///
    /// The plot's own buildings, those with more than half of their area inside the red line, keep nobody off: the
    /// connection is made for them.
    private func keepOff(_ building: Feature) throws -> Double {
        guard rates.keepOff.value > 0 else { return 0 }
        guard building.shape.box.overlaps(plot.shape.box) else { return rates.keepOff.value }
        let inside = try engine.intersection(building.shape, plot.shape).area
        return inside > building.shape.area / 2 ? 0 : rates.keepOff.value
    }

    private func region(_ layer: LayerName, _ feature: Feature, _ treatment: PlanRegion.Treatment)
        -> PlanRegion
    {
        PlanRegion(
            layer: layer, feature: feature.id, polygons: feature.shape.polygons, treatment: treatment,
            rank: PlanRegion.rank(of: layer))
    }
}
