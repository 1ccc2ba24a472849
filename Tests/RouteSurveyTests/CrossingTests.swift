import CityModel
import Geometry
import RouteSurvey
import Testing

/// Design §4.3; all values by hand.
///
/// The road of most tests lies between y = 10 and y = 20, x = 0…100.
@Suite("Crossings of areas")
struct CrossingTests {
    private let scene = Scene([.roads: [feature("7", rectangle(0, 10, 100, 20), ["name": .text("港城东大街")])]])
    private let root2 = 2.0.squareRoot()

    @Test("straight across: chainages, ends, length, right angle, disturbed area")
    func across() throws {
        let survey = try scene.survey(path((50, 0), (50, 30)), strip: 2)
        let crossing = try #require(survey.crossings.first)
        #expect(survey.crossings.count == 1)
        #expect(crossing.layer == .roads && crossing.features == ["7"] && crossing.name == "港城东大街")
        #expect(crossing.kind == .crosses && crossing.runs(10, 20) && crossing.level == nil)
        #expect(crossing.entry == Point(50, 10) && crossing.exit == Point(50, 20))
        #expect(isNear(crossing.angle, 90) && isNear(crossing.area, 20))
        #expect(abs(crossing.groundLength - 10) < 1e-6)
        #expect(survey.gridLength == 30 && survey.stripWidth == 2)
    }

    @Test("oblique: 45° to the edge, the strip is a parallelogram")
    func oblique() throws {
        let crossing = try #require(try scene.survey(path((40, 0), (70, 30)), strip: 2).crossings.first)
        #expect(crossing.runs(10 * root2, 20 * root2) && crossing.kind == .crosses)
        #expect(isNear(crossing.angle, 45) && isNear(crossing.area, 20 * root2))
    }

    @Test("touching along an edge or at a corner is not a crossing")
    func touching() throws {
        #expect(try scene.survey(path((-5, 10), (105, 10))).crossings.isEmpty)
        #expect(try scene.survey(path((0, 0), (0, 30))).crossings.isEmpty)
        #expect(try scene.survey(path((-10, 20), (10, 40))).crossings.isEmpty, "no contact")
        #expect(try scene.survey(path((-10, 10), (10, 30))).crossings.isEmpty, "through the corner (0, 20)")
        #expect(try scene.survey(path((40, 0), (50, 10), (60, 0))).crossings.isEmpty, "a bend on the edge")
        #expect(try scene.survey(path((50, 0), (50, 10))).crossings.isEmpty, "ends on the edge")
        #expect(try scene.survey(path((50, 10), (50, 0))).crossings.isEmpty, "starts on the edge and leaves")
    }

    @Test("kinds: along, ends at either end, from edge to edge")
    func kinds() throws {
        let along = try scene.survey(path((20, 0), (30, 12), (60, 12), (70, 0))).crossings
        #expect(along.map(\.kind) == [.along])
        #expect(isNear(along.first?.length, 30 + 2 * 2.0 / 12 * (244.0).squareRoot()))
        #expect(try scene.survey(path((50, 0), (50, 15))).crossings.map(\.kind) == [.ends])
        #expect(try scene.survey(path((50, 15), (50, 0))).crossings.map(\.kind) == [.ends])
        #expect(try scene.survey(path((40, 15), (60, 15))).crossings.map(\.kind) == [.ends])
        let fromEdge = try scene.survey(path((50, 10), (50, 30))).crossings
        #expect(fromEdge.map(\.kind) == [.crosses] && fromEdge[0].runs(0, 10))
        let intoIt = try scene.survey(path((50, 10), (50, 14))).crossings
        #expect(intoIt.map(\.kind) == [.ends] && intoIt[0].runs(0, 4))
    }

    @Test("a stretch continues over bends, also over a bend on an edge")
    func bends() throws {
        let inside = try scene.survey(path((50, 0), (50, 15), (60, 15), (60, 30))).crossings
        #expect(inside.count == 1 && inside[0].runs(10, 30) && inside[0].kind == .crosses)
        let onEdge = try scene.survey(path((50, 0), (50, 10), (60, 20), (60, 30))).crossings
        #expect(onEdge.count == 1 && onEdge[0].runs(10, 10 + 10 * root2))
        let alongEdgeThenIn = try scene.survey(path((40, 0), (50, 10), (60, 10), (60, 30))).crossings
        #expect(alongEdgeThenIn.count == 1 && alongEdgeThenIn[0].runs(10 * root2 + 10, 10 * root2 + 20))
    }

    @Test("a route of length 0 crosses nothing; doubled points change nothing")
    func degenerateRoutes() throws {
        let none = try scene.survey(path((50, 15), (50, 15)), strip: 2)
        #expect(none.crossings.isEmpty && none.gridLength == 0 && none.groundLength == 0)
        #expect(none.lengthsBySurface.isEmpty)
        let plain = try scene.survey(path((50, 0), (50, 15), (50, 30)), strip: 2)
        let doubled = try scene.survey(
            path((50, 0), (50, 0), (50, 15), (50, 15), (50, 30), (50, 30)), strip: 2)
        #expect(plain == doubled)
    }

    @Test("a courtyard is not the building")
    func hole() throws {
        let building = Polygon(
            shell: rectangle(0, 0, 20, 20).shell, holes: [rectangle(4, 4, 16, 16).shell])
        let scene = Scene([.buildings: [feature("1", building)]])
        let survey = try scene.survey(path((-10, 10), (30, 10)), strip: 1)
        #expect(survey.crossings.count == 2)
        #expect(survey.crossings[0].runs(10, 14) && survey.crossings[1].runs(26, 30))
        #expect(survey.crossings.map(\.kind) == [.crosses, .crosses])
        #expect(isNear(survey.crossings[0].area, 4) && isNear(survey.crossings[1].area, 4))
        #expect(survey.lengthsBySurface == [.building: 8, .openGround: 32])
        let within = try scene.survey(path((5, 5), (15, 15)), strip: 0.5)
        #expect(within.crossings.isEmpty)
    }

    @Test("a concave feature is crossed once per leg")
    func concave() throws {
        let u = Polygon(
            shell: ring((0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10)))
        let crossings = try Scene([.greens: [feature("1", u)]]).survey(path((-5, 5), (15, 5)), strip: 1)
            .crossings
        #expect(crossings.count == 2)
        #expect(crossings[0].runs(5, 7) && crossings[1].runs(13, 15))
        #expect(crossings.map(\.kind) == [.crosses, .crosses])
        #expect(isNear(crossings[0].area, 2) && isNear(crossings[1].area, 2))
    }

    @Test("the plot the route leads to is not crossed, the neighbour is")
    func ownPlot() throws {
        let scene = Scene([
            .plots: [feature("a", rectangle(0, 0, 10, 10)), feature("b", rectangle(10, 0, 20, 10))]
        ])
        let survey = try scene.survey(path((5, 5), (15, 5)), plot: "b")
        #expect(survey.crossings.map(\.features) == [["a"]])
        #expect(survey.lengthsBySurface == [.openGround: 10], "a plot is no surface")
    }

    @Test("crossings come by chainage, then in the order of layers, then of ids")
    func order() throws {
        let box = rectangle(10, 0, 20, 10)
        let scene = Scene([
            .greens: [feature("10", box), feature("9", box)], .roads: [feature("x", box)],
            .plots: [feature("p", rectangle(5, 0, 8, 10))], .buildings: [feature("b", box)],
        ])
        let found = try scene.survey(path((0, 5), (30, 5))).crossings
        #expect(found.map(\.features) == [["p"], ["b"], ["x"], ["9"], ["10"]])
    }
}
