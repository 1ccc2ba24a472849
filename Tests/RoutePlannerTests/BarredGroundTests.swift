import CityModel
import Foundation
import Geometry
import RoutePlanner
import Testing
import Vocabulary

/// What bars without a distance: grown by the rim of 2 mm, less the plot.
@Suite("Barred ground")
struct BarredGroundTests {
    private static let plot = Polygon(Box(minX: 0, minY: 0, maxX: 20, maxY: 15))
    private static let main = PlanSource(
        layer: .mains, feature: "M", shape: .line([Point(-30, -12), Point(50, -12)]))

    private func barred(_ id: String, _ polygon: Polygon, _ layer: LayerName = .buildings) -> PlanRegion {
        PlanRegion(
            layer: layer, feature: id, polygons: [polygon], treatment: .barred(grow: 0),
            rank: PlanRegion.rank(of: layer))
    }

    private func box(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> Polygon {
        Polygon(Box(minX: minX, minY: minY, maxX: maxX, maxY: maxY))
    }

    private func route(_ regions: [PlanRegion], source: PlanSource = main) throws -> PlannedRoute? {
        let request = PlanRequest(utility: .water, plot: "P", target: [Self.plot])
        let outcome = try RoutePlanner().plan(request) { _ in PlanScene(sources: [source], regions: regions) }
        return if case .route(let route) = outcome { route } else { nil }
    }

    @Test(
        "a passage narrower than twice the rim is closed, a wider one open",
        arguments: [(0.0, false), (0.003, false), (0.006, true), (0.1, true)])
    func passage(width: Double, isOpen: Bool) throws {
        // Two buildings before the street front, and the same as one building with a slit.
        let apart = [
            barred("A", box(-20, -8, 10, -4)), barred("B", box(10 + width, -8, 40, -4)),
        ]
        let slit = Polygon(shell: [
            Point(-20, -9), Point(40, -9), Point(40, -4), Point(10 + width, -4), Point(10 + width, -8.999),
            Point(10, -8.999), Point(10, -4), Point(-20, -4), Point(-20, -9),
        ])
        let through = try #require(try route(apart))
        #expect((abs(through.cost - 12) < 0.01) == isOpen)
        // Into the slit leads no way; it must not become one through the building.
        let around = try #require(try route([barred("C", slit)]))
        #expect(around.cost > 25)
    }

    @Test("buildings that overlap, touch or lie in one another bar what they cover")
    func clusters() throws {
        let alone = try #require(try route([barred("A", box(-5, -8, 25, -4))]))
        for parts in [
            [box(-5, -8, 12, -4), box(8, -8, 25, -4)],
            [box(-5, -8, 10, -4), box(10, -8, 25, -4)],
            [box(-5, -8, 10, -4), box(10.001, -8.0005, 25, -4)],
            [box(-5, -8, 25, -4), box(3, -7, 5, -5)],
            [box(-5, -8, 25, -4), box(-5, -8, 25, -4)],
        ] {
            let found = try #require(
                try route(parts.enumerated().map { barred("\($0)", $1) }))
            #expect(abs(found.cost - alone.cost) < 0.005)
        }
    }

    @Test("a courtyard is open ground, and its walls keep their rim")
    func courtyard() throws {
        let hole = [Point(-10, -7), Point(30, -7), Point(30, 20), Point(-10, 20), Point(-10, -7)]
        let house = Polygon(shell: box(-12, -9, 32, 22).shell, holes: [hole])
        let inside = PlanSource(
            layer: .mains, feature: "Y", shape: .line([Point(-9, -6), Point(29, -6)]))
        let found = try #require(try route([barred("A", house)], source: inside))
        #expect(abs(found.cost - 6) < 1e-6)
        #expect(try route([barred("A", house)]) == nil)
    }

    @Test("the plot's own building inside it changes nothing", arguments: [0.0, 0.0003, 2])
    func ownBuilding(inset: Double) throws {
        let house = box(inset, inset, 20 - inset, 15 - inset)
        let found = try #require(try route([barred("A", house)]))
        #expect(abs(found.cost - 12) < 1e-3)
    }

    @Test(
        "a neighbour with a common border, to the rounding of the data, leaves the rest of the red line free",
        arguments: [-0.0004, -0.00001, 0, 0.00001, 0.0004])
    func neighbour(overlap: Double) throws {
        // It stands before the whole front but for the last metre.
        let neighbour = Polygon(shell: [
            Point(-30, -10), Point(19, -10), Point(19.0002, overlap), Point(7, -overlap), Point(0, overlap),
            Point(-30, 0), Point(-30, -10),
        ])
        let found = try #require(try route([barred("A", neighbour, .plots)]))
        #expect(abs(found.cost - 12) < 0.001)
        let end = try #require(found.line.last)
        #expect(end.x > 19)
    }

    @Test("a sliver thinner than a seam along the red line does not bar it")
    func sliver() throws {
        // A neighbour with a tail of half a millimetre along the front.
        let tail = Polygon(shell: [
            Point(-10, -5), Point(-1, -5), Point(-1, -0.0005), Point(21, -0.0005), Point(21, 0),
            Point(-10, 0),
            Point(-10, -5),
        ])
        let found = try #require(try route([barred("A", tail, .plots)]))
        #expect(abs(found.cost - 12) < 0.001)
    }

    @Test("no bend is taken out by cutting the corner of a building")
    func corner() throws {
        // Between the corners of a building and of water, then along a building to the plot.
        let map = AsciiMap(
            """
            mmmmmmmmm
            .R#..G.WO
            .#.#..R##
            WG.RR...G
            .WG...GRR
            #.#G.##.R
            ..P......
            """, cell: 8)
        let found = try #require(try map.route())
        // (4,52) → (0,32) → (0,24) → (8,16) → (16,8)
        let byHand = 416.0.squareRoot() + 8 + 512.0.squareRoot()
        #expect(abs(found.cost - byHand) < 0.1)
        #expect(found.gap <= 0.003)
    }

    @Test("no route enters a building of any shape", arguments: 1...12)
    func anyShape(seed: Int) throws {
        var generator = Seeded(UInt64(seed) &* 7919)
        let engine = GeometryEngine()
        let houses = (0..<8).map { index -> PlanRegion in
            let centre = Point(
                Double.random(in: -12...32, using: &generator),
                Double.random(in: -9...(-3), using: &generator))
            let count = Int.random(in: 3...14, using: &generator)
            let corners = (0..<count).map { corner -> Point in
                let angle = (Double(corner) + Double.random(in: 0...0.9, using: &generator)) / Double(count)
                let radii: [Double] = [0.003, 0.4, 2, 4]
                let radius = radii.randomElement(using: &generator) ?? 1
                return Point(
                    centre.x + radius * cos(2 * .pi * angle), centre.y + radius * sin(2 * .pi * angle))
            }
            return barred("\(index)", Polygon(shell: corners + [corners[0]]))
        }
        guard let found = try route(houses) else { return }
        for house in houses {
            let valid = try engine.madeValid(.polygons(house.polygons))
            let core = try engine.buffer(valid, by: -1e-5, style: .strip)
            let enters = try engine.intersects(.line(found.line), core)
            #expect(!enters, "building \(house.feature)")
        }
    }
}
