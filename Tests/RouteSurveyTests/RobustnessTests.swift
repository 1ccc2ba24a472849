import CityModel
import Foundation
import Geometry
import RouteSurvey
import Testing

/// Input that validation would refuse must not stop a survey of everything else.
@Suite("Defective and extreme features")
struct RobustnessTests {
    private static let square = rectangle(0, 10, 100, 20)
    private let route = path((50, 0), (50, 30))

    @Test(
        "rings of few, doubled or lacking points cover nothing",
        arguments: [
            Polygon(shell: []), Polygon(shell: path((50, 10))), Polygon(shell: path((50, 10), (50, 20))),
            Polygon(shell: path((40, 10), (60, 15), (40, 10))),
            Polygon(shell: path((50, 10), (50, 10), (50, 10), (50, 10))),
            Polygon(shell: [], holes: [square.shell]),
        ])
    func degenerate(polygon: Polygon) throws {
        let survey = try Scene([.roads: [feature("1", polygon)]]).survey(route, strip: 2)
        #expect(survey.crossings.isEmpty)
        #expect(survey.lengthsBySurface == [.openGround: 30])
    }

    @Test("an open ring counts as closed; an empty hole changes nothing")
    func openRing() throws {
        let expected = try Scene([.roads: [feature("1", Self.square)]]).survey(route, strip: 2)
        let open = Polygon(shell: Self.square.shell.dropLast())
        #expect(try Scene([.roads: [feature("1", open)]]).survey(route, strip: 2) == expected)
        let holed = Polygon(shell: Self.square.shell, holes: [[], path((50, 15)), path((50, 15), (50, 16))])
        #expect(try Scene([.roads: [feature("1", holed)]]).survey(route, strip: 2) == expected)
    }

    @Test("polygons with a coordinate that is no number are left out", arguments: [Double.nan, .infinity])
    func notFinite(value: Double) throws {
        var shell = Self.square.shell
        shell[2].x = value
        let scene = Scene([
            .roads: [feature("1", Polygon(shell: shell)), feature("2", Self.square)],
            .lines: [line("l", path((0, 5), (100, value))), line("m", path((0, 5), (100, 5)))],
            .roadAxes: [line("2", path((0, value), (100, 15)))],
        ])
        for route in [route, path((50, 0), (50, 15), (60, 30))] {
            let survey = try scene.survey(route, strip: 2)
            #expect(survey.crossings.map(\.features) == [["m"], ["2"]])
            _ = try JSONEncoder().encode(survey)
        }
    }

    @Test("edges shorter than the tolerance are still a border")
    func tinyEdges() throws {
        // The lower edge walks in steps of 0.2 µm over the crossing, with noise of 0.05 µm.
        var random = Seeded(5)
        var shell = path((0, 10))
        for step in -500...500 {
            shell.append(Point(50 + Double(step) * 2e-7, 10 + .random(in: -5e-8...5e-8, using: &random)))
        }
        shell += path((100, 10), (100, 20), (0, 20), (0, 10))
        let crossings = try Scene([.roads: [feature("1", Polygon(shell: shell))]]).survey(route, strip: 2)
            .crossings
        #expect(crossings.count == 1 && crossings[0].runs(10, 20, tolerance: 1e-6))
        #expect(isNear(crossings[0].area, 20, 1e-4))
    }

    @Test("edges nearly parallel to the route decide by their side, or are the border", arguments: 0..<40)
    func nearlyParallel(seed: UInt64) throws {
        var random = Seeded(seed)
        let base = Point(623_732, 4_157_362)
        let offset = Double.random(in: 2e-5...5e-3, using: &random) * (seed % 2 == 0 ? 1 : -1)
        let turn = Double.random(in: -3...3, using: &random)
        func place(_ x: Double, _ y: Double) -> Point {
            Point(base.x + x - y * turn, base.y + y + x * turn)
        }
        let scale = (1 + turn * turn).squareRoot()
        let shape = Polygon(
            shell: [place(0, 0), place(80, offset / 2), place(80, 10), place(0, 10), place(0, 0)])
        let route = [place(-10, offset), place(90, offset)]
        let crossings = try Scene([.roads: [feature("1", shape)]]).survey(route, in: "EPSG:4549").crossings
        if offset > 0 {
            #expect(crossings.count == 1)
            #expect(isNear(crossings.first?.length, 80 * scale, 0.01))
        } else {
            #expect(crossings.isEmpty)
        }
    }

    @Test("spikes and self-touching rings do not stop a survey", arguments: 0..<20)
    func invalidRings(seed: UInt64) throws {
        var random = Seeded(seed)
        let corners = (0..<9).map { _ in RandomScene.point(40, &random) }
        let spiked = corners + [corners[3], corners[2], corners[0]]
        let scene = Scene([
            .roads: [
                road("1", "r", Polygon(shell: spiked)),
                road("2", "r", RandomScene.star(Point(0, 0), 5...40, &random)),
            ]
        ])
        let survey = try scene.survey(RandomScene.route(&random), strip: 4)
        #expect(abs(survey.lengthsBySurface.values.reduce(0, +) - survey.gridLength) < 1e-9)
    }

    @Test("a bent strip over a polygon of many corners is clipped to those near it")
    func manyCorners() throws {
        // A comb-edged lake: teeth of half a metre along y = 10, over 200 m each way; one polygon.
        var shell: [Point] = []
        for tooth in -4_000..<4_000 {
            let x = Double(tooth) / 20
            shell.append(Point(x, tooth % 2 == 0 ? 10 : 10.5))
        }
        shell += path((200, 500), (-200, 500))
        shell.append(shell[0])
        let lake = feature("w", Polygon(shell: shell))
        let surveyor = try Scene([.water: [lake]]).surveyor()
        let crossings = try surveyor.survey(path((0, 0), (0, 12), (5, 12), (5, 0)), stripWidth: 2).crossings
        #expect(crossings.count == 1)
        // A U of 2 m: outer 7 × 2.75 less inner 3 × 0.75, the comb's mean height being 10.25.
        #expect(isNear(crossings.first?.area, 7 * 2.75 - 3 * 0.75, 0.01))
    }
}
