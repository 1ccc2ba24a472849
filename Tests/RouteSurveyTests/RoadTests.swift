import CityModel
import Geometry
import RouteSurvey
import Testing

@Suite("Roads of several polygons")
struct RoadTests {
    @Test("adjoining and overlapping polygons of one road make one crossing", arguments: [50.0, 40, 30])
    func merges(seam: Double) throws {
        let scene = Scene([
            .roads: [
                road("10", "r", rectangle(0, 10, 50, 20)), road("9", "r", rectangle(seam, 10, 100, 20)),
                road("11", "other", rectangle(100, 10, 110, 20)),
            ]
        ])
        let crossings = try scene.survey(path((-10, 15), (110, 15)), strip: 2).crossings
        #expect(crossings.map(\.features) == [["9", "10"], ["11"]], "numeric order of ids")
        #expect(crossings[0].runs(10, 110) && crossings[1].runs(110, 120))
        #expect(isNear(crossings[0].area, 200, 0.01) && isNear(crossings[1].area, 20))
    }

    @Test("polygons without a road are kept apart")
    func apart() throws {
        let scene = Scene([
            .roads: [feature("1", rectangle(0, 10, 50, 20)), feature("2", rectangle(50, 10, 100, 20))]
        ])
        #expect(try scene.survey(path((-10, 15), (110, 15))).crossings.map(\.features) == [["1"], ["2"]])
    }

    @Test("only the polygons of the stretch are listed")
    func listsTheCrossed() throws {
        let scene = Scene([
            .roads: [road("1", "r", rectangle(0, 10, 50, 20)), road("2", "r", rectangle(50, 10, 100, 20))]
        ])
        let crossings = try scene.survey(path((30, 0), (30, 30))).crossings
        #expect(crossings.map(\.features) == [["1"]])
    }

    @Test("running on the seam of two polygons of one road is running in the road")
    func onTheSeam() throws {
        let scene = Scene([
            .roads: [road("1", "r", rectangle(0, 10, 100, 15)), road("2", "r", rectangle(0, 15, 100, 20))]
        ])
        let survey = try scene.survey(path((-10, 15), (110, 15)), strip: 2)
        #expect(survey.crossings.map(\.features) == [["1", "2"]])
        #expect(survey.crossings.first?.runs(10, 110) == true)
        #expect(isNear(survey.crossings.first?.area, 200, 1e-6))
        #expect(isNear(survey.lengthsBySurface[.road], 100))
        let started = try scene.survey(path((50, 15), (60, 15), (60, 40))).crossings
        #expect(started.map(\.kind) == [.ends])
        #expect(started.first?.runs(0, 15) == true)
    }

    @Test("the seam of two different roads is a border")
    func seamOfTwo() throws {
        let scene = Scene([
            .roads: [road("1", "r", rectangle(0, 10, 100, 15)), road("2", "s", rectangle(0, 15, 100, 20))]
        ])
        let survey = try scene.survey(path((10, 15), (90, 15)))
        #expect(survey.crossings.isEmpty)
        #expect(survey.lengthsBySurface == [.road: 80])
    }

    @Test("in by one polygon and out by the next on the same side runs along, on the other side crosses")
    func kindOverPolygons() throws {
        let scene = Scene([
            .roads: [road("1", "r", rectangle(0, 10, 50, 20)), road("2", "r", rectangle(50, 10, 100, 20))]
        ])
        let along = try scene.survey(path((20, 0), (20, 13), (80, 13), (80, 0))).crossings
        #expect(along.map(\.kind) == [.along])
        let crosses = try scene.survey(path((45, 0), (55, 30))).crossings
        #expect(crosses.map(\.kind) == [.crosses])
        #expect(crosses.map(\.features) == [["1", "2"]])
    }

    @Test("a bridge stays apart, carries its level and is no surface")
    func bridge() throws {
        let scene = Scene([
            .roads: [
                road("1", "r", rectangle(0, 10, 100, 20)),
                road("2", "r", rectangle(0, 10, 100, 20), level: 1),
                road("3", "t", rectangle(0, 30, 100, 40), level: -1),
            ],
            .water: [feature("w", rectangle(0, 30, 100, 40))],
        ])
        let survey = try scene.survey(path((50, 0), (50, 50)))
        #expect(survey.crossings.map(\.features) == [["1"], ["2"], ["3"], ["w"]])
        #expect(survey.crossings.map(\.level) == [nil, 1, -1, nil])
        #expect(survey.lengthsBySurface == [.road: 10, .water: 10, .openGround: 30])
    }

    @Test("the angle is measured to the axis of the same road, else to the longer edge")
    func angles() throws {
        // A road that widens: its upper edge climbs from (0, 20) to (100, 40), its axis from (0, 15) to (100, 25).
        let shape = Polygon(shell: ring((0, 10), (100, 10), (100, 40), (0, 20)))
        let axis = line("a", path((0, 15), (50, 20), (100, 25)), ["road_id": .text("r")])
        let route = path((50, 0), (50, 60))
        func angle(_ axes: [Feature]) throws -> Double? {
            try Scene([.roads: [road("1", "r", shape)], .roadAxes: axes]).survey(route).crossings.first?.angle
        }
        let degrees = 180 / Double.pi
        #expect(isNear(try angle([axis]), 90 - degrees * 0.099_668_652_491_162_03), "atan(0.1)")
        let other = Feature(id: "a", shape: axis.shape, attributes: ["road_id": .text("s")])
        #expect(
            isNear(try angle([other]), 90 - degrees * 0.197_395_559_849_880_76), "atan(0.2), the longer edge")
        #expect(isNear(try angle([]), 90 - degrees * 0.197_395_559_849_880_76))
        // An axis whose own id is the road's.
        #expect(
            isNear(try angle([line("r", path((0, 15), (100, 25)))]), 90 - degrees * 0.099_668_652_491_162_03))
    }
}
