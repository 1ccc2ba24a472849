import CityModel
import Geometry

/// What lies where in a window: the open regions, the barred ones as grown, and the plot.
///
/// Everything is in one order that does not depend on the order of the input.
struct Surfaces {
    /// How much barred ground is grown beyond what is asked, in metres.
    ///
    /// Noding on the 1 mm grid moves lines by up to a millimetre; the rim keeps a route on the noded border out of the
    /// true obstacle, and closes passages narrower than twice the rim, which real data have between adjoining walls.
    static let rim = 0.002

    let origin: Point
    let window: Box
    /// How much barred ground was grown beyond what is asked, in metres: ``rim``, or wider.
    let rim: Double
    var sources: [PlanSource]
    var open: [PlanRegion]
    /// The regions that bar, as given.
    var barred: [PlanRegion]
    /// Barred ground with keep-off and rim; where it bars without a distance, without the plot.
    var barredGround: [Polygon] = []
    var target: [Polygon]
    var openRate: Double

    init(_ scene: PlanScene, _ request: PlanRequest, window: Box, rim: Double, engine: GeometryEngine) throws
    {
        origin = Point(window.minX.rounded(.down), window.minY.rounded(.down))
        self.window = window
        self.rim = rim
        target = request.target
        openRate = request.openRate
        sources = scene.sources.sorted(by: PlanSource.precedes)
        let near = scene.regions.filter { region in
            region.polygons.contains { $0.box.grown(by: region.grow + rim).overlaps(window) }
        }.sorted(by: PlanRegion.precedes)
        open = near.filter { $0.rate.isFinite }
        barred = near.filter { !$0.rate.isFinite }
        barredGround = try grownBarred(engine)
    }

    /// Barred ground grown by its distance and the rim.
    ///
    /// Where the plot overlaps what bars without a distance, the plot goes before: another plot drawn over the own
    /// one, or the plot's own building on the red line, would otherwise cover the red line with its rim. Outside the
    /// plot all of it stays barred, but for slivers thinner than ``Legality/seam`` along the red line.
    private func grownBarred(_ engine: GeometryEngine) throws -> [Polygon] {
        var ground: [Polygon] = []
        for grow in Set(barred.map(\.grow)).sorted() {
            let polygons = barred.filter { $0.grow == grow }.flatMap(\.polygons)
                .filter { $0.box.grown(by: grow + rim).overlaps(window) }
            if grow == 0 {
                ground += try rimmed(polygons, engine)
            } else {
                ground += try engine.buffer(.polygons(polygons), by: grow + rim, style: .roundOutside)
                    .polygons
            }
        }
        return ground
    }

    private func rimmed(_ polygons: [Polygon], _ engine: GeometryEngine) throws -> [Polygon] {
        let overlap = PlotOverlap(target, seam: Legality.seam)
        let plotBox = Shape.polygons(target).box.grown(by: Legality.seam + 2 * rim)
        var (apart, beside): ([Polygon], [Polygon]) = ([], [])
        var plot: Shape?
        for polygon in polygons {
            guard polygon.box.overlaps(plotBox) else {
                apart.append(polygon)
                continue
            }
            switch overlap.relation(of: polygon) {
            case .apart: beside.append(polygon)
            case .inside: break
            case .mixed:
                let grown =
                    try plot ?? engine.buffer(.polygons(target), by: Legality.seam, style: .strip)
                plot = grown
                beside += try engine.difference(.polygon(polygon), grown).polygons
            }
        }
        return try Self.grown(apart, by: rim, engine)
            + Self.grown(beside, by: rim + Legality.seam, engine)
    }

    private static func grown(
        _ polygons: [Polygon], by rim: Double, _ engine: GeometryEngine
    ) throws -> [Polygon] {
        let offset = RimOffset(polygons, by: rim)
        if offset.others.isEmpty { return offset.plain }
        return try offset.plain + engine.buffer(.polygons(offset.others), by: rim, style: .strip).polygons
    }
}

extension PlanSource {
    /// Cheaper connections first, so that of sources at one place the cheapest serves.
    static func precedes(_ a: PlanSource, _ b: PlanSource) -> Bool {
        if a.charge != b.charge { return a.charge < b.charge }
        if a.layer != b.layer { return a.layer.rawValue < b.layer.rawValue }
        if a.feature != b.feature { return Feature.precedes(a.feature, b.feature) }
        return a.shape.box.precedes(b.shape.box)
    }
}

extension PlanRegion {
    var grow: Double {
        if case .barred(let grow) = treatment { grow } else { 0 }
    }

    static func precedes(_ a: PlanRegion, _ b: PlanRegion) -> Bool {
        if a.rank != b.rank { return a.rank < b.rank }
        if a.rate != b.rate { return a.rate > b.rate }
        if a.layer != b.layer { return a.layer.rawValue < b.layer.rawValue }
        if a.feature != b.feature { return Feature.precedes(a.feature, b.feature) }
        return Shape.polygons(a.polygons).box.precedes(Shape.polygons(b.polygons).box)
    }
}

extension Box {
    fileprivate func precedes(_ other: Box) -> Bool {
        (minX, minY, maxX, maxY) < (other.minX, other.minY, other.maxX, other.maxY)
    }
}
