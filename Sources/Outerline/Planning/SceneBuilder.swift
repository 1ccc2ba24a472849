import CityModel
import Geometry
import RoutePlanner
import Vocabulary

/// Turns a window of the city into what the planner reads: sources with charges, surfaces with rates, obstacles.
struct SceneBuilder {
    var city: any CitySource
    var rates: SurfaceRates
    var sources: QualifyingSources
    /// The plot to connect; the planner bars its inside itself.
    var plot: Feature
    private let engine = GeometryEngine()

    init(city: any CitySource, rates: SurfaceRates, sources: QualifyingSources, plot: Feature) {
        self.city = city
        self.rates = rates
        self.sources = sources
        self.plot = plot
    }

    private var utility: Utility { sources.utility }

    func scene(in box: Box) throws -> PlanScene {
        let stubs = try city.features(of: .stubs, in: box)
        let mains = try city.features(of: .mains, in: box)
        return PlanScene(sources: sources.all(stubs: stubs, mains: mains), regions: try regions(in: box))
    }

    private func regions(in box: Box) throws -> [PlanRegion] {
        // A building outside the window still keeps its distance inside it.
        let wide = box.grown(by: rates.keepOff.value)
        var regions = try surfaces(.buildings, .building, in: wide)
        for (layer, surface) in [(LayerName.roads, Surface.road), (.water, .water), (.greens, .green)] {
            regions += try surfaces(layer, surface, in: box)
        }
        if rates.crossPlots.value == .forbid {
            for other in try city.features(of: .plots, in: box) where other.id != plot.id {
                regions.append(region(.plots, other, .barred(grow: 0)))
            }
        }
        return regions
    }

    private func surfaces(_ layer: LayerName, _ surface: Surface, in box: Box) throws -> [PlanRegion] {
        try city.features(of: layer, in: box).compactMap { feature in
            // Bridges and tunnels are not the ground a trench opens.
            if let level = feature.integer("level"), level != 0 { return nil }
            let roadClass = layer == .roads ? feature.text("class") : nil
            guard let rate = rates.rate(on: surface, for: utility, by: .openCut, roadClass: roadClass) else {
                return region(layer, feature, .barred(grow: try keepOff(feature, of: layer)))
            }
            return region(
                layer, feature, .open(rate: rate, entryCharge: rates.entryCharge(surface, for: utility)))
        }
    }

    /// How far a route stays off a barred feature, in metres.
    ///
    /// The plot's own buildings, those with more than half of their area inside the red line, keep nobody off: the
    /// connection is made for them.
    private func keepOff(_ feature: Feature, of layer: LayerName) throws -> Double {
        guard layer == .buildings, rates.keepOff.value > 0 else { return 0 }
        guard feature.shape.box.overlaps(plot.shape.box) else { return rates.keepOff.value }
        let inside = try engine.intersection(feature.shape, plot.shape).area
        return inside > feature.shape.area / 2 ? 0 : rates.keepOff.value
    }

    private func region(_ layer: LayerName, _ feature: Feature, _ treatment: PlanRegion.Treatment)
        -> PlanRegion
    {
        PlanRegion(
            layer: layer, feature: feature.id, polygons: feature.shape.polygons, treatment: treatment,
            rank: PlanRegion.rank(of: layer))
    }
}
