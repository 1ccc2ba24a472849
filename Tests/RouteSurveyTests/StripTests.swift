import CityModel
import Geometry
import RouteSurvey
import Testing

@Suite("Disturbed strip")
struct StripTests {
    @Test("a strip that reaches over the kerb is listed without length")
    func stripOnly() throws {
        let scene = Scene([
            .roads: [feature("1", rectangle(0, 10, 100, 20))],
            .greens: [feature("2", rectangle(20, 5, 30, 9))],
        ])
        let crossings = try scene.survey(path((10, 9.5), (90, 9.5)), strip: 2).crossings
        #expect(crossings.map(\.layer) == [.roads, .greens] && crossings.allSatisfy { $0.kind == .strip })
        #expect(crossings.allSatisfy { $0.length == 0 && $0.groundLength == 0 && $0.angle == nil })
        #expect(isNear(crossings[0].area, 0.5 * 80) && isNear(crossings[1].area, 0.5 * 10))
        #expect(isNear(crossings[0].from, 0) && isNear(crossings[1].from, 10), "where it first comes nearest")
        #expect(try scene.survey(path((10, 9.5), (90, 9.5)), strip: 1.0).crossings.isEmpty)
        #expect(try scene.survey(path((10, 9.5), (90, 9.5)), strip: 0).crossings.isEmpty)
    }

    @Test("on the kerb half of the trench lies in the road")
    func onTheKerb() throws {
        let scene = Scene([.roads: [feature("1", rectangle(0, 10, 100, 20))]])
        let survey = try scene.survey(path((10, 10), (90, 10)), strip: 1.2)
        #expect(survey.crossings.map(\.kind) == [.strip] && isNear(survey.crossings[0].area, 0.6 * 80))
        #expect(survey.lengthsBySurface == [.openGround: 80])
    }

    @Test("without a strip the area is 0 wide and unknown")
    func noStrip() throws {
        let scene = Scene([.roads: [feature("1", rectangle(0, 10, 100, 20))]])
        #expect(try scene.survey(path((10, 0), (10, 30)), strip: 0).crossings[0].area == nil)
        #expect(try scene.survey(path((10, 0), (10, 30)), strip: -1).crossings[0].area == nil)
    }

    @Test("a right-angled bend in the open: two arms and the mitred corner")
    func bend() throws {
        let scene = Scene([.greens: [feature("1", rectangle(-50, -50, 50, 50))]])
        let survey = try scene.survey(path((0, 0), (10, 0), (10, 10)), strip: 2)
        // 10 × 2 + 10 × 2, less the overlap of 1 × 1, with the mitred corner of 1 × 1.
        #expect(isNear(survey.crossings.first?.area, 40, 0.001))
    }

    @Test("a sharp mitre reaches farther than the strip is wide")
    func mitre() throws {
        // A bend of 53.13° inside: the mitre's tip lies half / sin(26.565°) = 2.236 half beyond the corner.
        let route = path((-5, 10), (0, 0), (5, 10))
        let scene = Scene([.greens: [feature("1", rectangle(-1, -3, 1, -2.05))]])
        let crossing = try scene.survey(route, strip: 2).crossings.first
        // The tip is a triangle with its point at y = -√5 and half-width (√5 - 2.05) / 2.
        let height = 5.0.squareRoot() - 2.05
        #expect(crossing?.kind == .strip && isNear(crossing?.area, height * height / 2, 0.001))
    }

    @Test("stretches of one feature share the strip without counting any of it twice")
    func shared() throws {
        let u = Polygon(
            shell: ring((0, 0), (10, 0), (10, 10), (8, 10), (8, 4), (2, 4), (2, 10), (0, 10)))
        let crossings = try Scene([.greens: [feature("1", u)]]).survey(path((-5, 4.5), (15, 4.5)), strip: 2)
            .crossings
        #expect(crossings.count == 2)
        // Legs of 2 × 2 and half a metre of the base between them, cut in the middle.
        #expect(isNear(crossings[0].area, 4 + 3 * 0.5) && isNear(crossings[1].area, 4 + 3 * 0.5))
    }

    @Test("the rectangle's area equals the overlay's", arguments: 0..<40)
    func rectangleEqualsOverlay(seed: UInt64) throws {
        var random = Seeded(seed + 900)
        let star = RandomScene.star(Point(0, 0), 5...40, &random)
        let route = [RandomScene.point(45, &random), RandomScene.point(45, &random)]
        let width = Double.random(in: 0.5...6, using: &random)
        let engine = GeometryEngine()
        let strip = try engine.buffer(.line(route), by: width / 2, style: .strip)
        let expected = try engine.intersection(.polygon(star), strip).area
        let crossings = try Scene([.greens: [feature("1", star)]]).survey(route, strip: width).crossings
        let sum = crossings.reduce(0) { $0 + ($1.area ?? .nan) }
        #expect(abs(sum - expected) < 0.05, "seed \(seed)")
    }

    @Test("overlapping polygons of one road count once, few or many of them", arguments: 0..<30)
    func unionEqualsOverlay(seed: UInt64) throws {
        var random = Seeded(seed + 1300)
        let count = seed % 3 == 0 ? 25 : Int.random(in: 2...5, using: &random)
        let stars = (0..<count).map { _ in
            RandomScene.star(RandomScene.point(12, &random), 5...30, &random)
        }
        let route = [RandomScene.point(35, &random), RandomScene.point(35, &random)]
        let width = Double.random(in: 0.5...6, using: &random)
        let engine = GeometryEngine()
        let strip = try engine.buffer(.line(route), by: width / 2, style: .strip)
        let expected = try engine.intersection(engine.union([.polygons(stars)]), strip).area
        let roads = stars.enumerated().map { road("\($0)", "r", $1) }
        let crossings = try Scene([.roads: roads]).survey(route, strip: width).crossings
        let sum = crossings.reduce(0) { $0 + ($1.area ?? .nan) }
        #expect(abs(sum - expected) < 0.05, "seed \(seed)")
    }

    @Test("two squares that overlap by a quarter, cut to the strip, by hand")
    func unionByHand() throws {
        let scene = Scene([
            .roads: [road("1", "r", rectangle(0, 0, 10, 10)), road("2", "r", rectangle(5, 5, 15, 15))]
        ])
        // Along y = 6, 4 m wide: the first covers 10 × 4, the second 10 × 3 of it, both 5 × 3.
        let crossing = try scene.survey(path((-5, 6), (20, 6)), strip: 4).crossings
        #expect(crossing.count == 1 && isNear(crossing[0].area, 40 + 30 - 15))
        let slanting = try scene.survey(path((0, 0), (15, 15)), strip: 2).crossings
        // Both squares lie on the diagonal: the whole strip less two corners of 1 × 1 at either end, each half cut.
        let diagonal = 15 * 2.0.squareRoot()
        #expect(isNear(slanting[0].area, diagonal * 2 - 2))
    }
}
