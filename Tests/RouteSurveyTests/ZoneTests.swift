import CityModel
import Foundation
import Geometry
import RouteSurvey
import Testing

@Suite("Zones of a route")
struct ZoneTests {
    private let west = feature("2", rectangle(0, 0, 100, 100), ["name": .text("芝罘区")])
    private let east = feature("10", rectangle(100, 0, 200, 100), ["name": .text("莱山区")])

    private func zones(_ features: [Feature], _ route: [Point]) throws -> ZoneStretches {
        try Scene([.districts: features]).surveyor().zones(of: route, in: .districts)
    }

    @Test("lengths in each district and outside of all")
    func lengths() throws {
        let zones = try zones([east, west], path((70, 50), (210, 50)))
        #expect(zones.stretches.map(\.feature) == ["2", "10"])
        #expect(zones.stretches.map(\.name) == ["芝罘区", "莱山区"])
        #expect(zones.stretches.map(\.length) == [30, 100] && zones.outside == 10 && !zones.isOutside)
        let bent = try self.zones([east, west], path((90, 50), (110, 50), (110, 60), (90, 60)))
        #expect(bent.stretches.map(\.length) == [20, 30] && bent.outside == 0)
    }

    @Test("a border belongs to both, a touch at a point to none")
    func border() throws {
        let along = try zones([east, west], path((100, 10), (100, 90)))
        #expect(along.stretches.map(\.length) == [80, 80] && along.outside == 0)
        let touch = try zones([west], path((-10, 110), (10, 90), (-10, 70)).map { Point($0.x - 10, $0.y) })
        #expect(touch.isOutside && isNear(touch.outside, 2 * 800.0.squareRoot()))
        let endsOnIt = try zones([west, east], path((50, 50), (100, 50)))
        #expect(endsOnIt.stretches.map(\.feature) == ["2"])
    }

    @Test("a route of length 0 lies where its place lies")
    func place() throws {
        #expect(try zones([west, east], path((50, 50), (50, 50))).stretches.map(\.feature) == ["2"])
        #expect(try zones([west, east], path((100, 50), (100, 50))).stretches.map(\.feature) == ["2", "10"])
        #expect(try zones([west, east], path((300, 50), (300, 50))).isOutside)
    }

    @Test("holes are outside; overlapping and divided zones count each place once")
    func shapes() throws {
        let ring = Polygon(shell: rectangle(0, 0, 100, 100).shell, holes: [rectangle(40, 40, 60, 60).shell])
        let holed = try zones([feature("1", ring)], path((0, 50), (100, 50)))
        #expect(holed.stretches.map(\.length) == [80] && isNear(holed.outside, 20))
        let divided = Feature(
            id: "3", shape: .polygons([rectangle(0, 0, 50, 10), rectangle(50, 0, 100, 10)]))
        #expect(try zones([divided], path((0, 5), (100, 5))).stretches.map(\.length) == [100])
        let overlapping = try zones([west, feature("3", rectangle(50, 0, 150, 100))], path((0, 5), (160, 5)))
        #expect(overlapping.stretches.map(\.length) == [100, 100] && isNear(overlapping.outside, 10))
    }

    @Test("zones are neither crossed nor surfaces; other layers have none")
    func apart() throws {
        let scene = Scene([.districts: [west], .territories: [east], .planningArea: [west]])
        let route = path((-10, 50), (110, 50))
        let survey = try scene.survey(route, strip: 2)
        #expect(survey.crossings.isEmpty && survey.lengthsBySurface == [.openGround: 120])
        let surveyor = try scene.surveyor()
        #expect(try surveyor.zones(of: route, in: .territories).stretches.map(\.length) == [10])
        #expect(try surveyor.zones(of: route, in: .planningArea).outside == 20)
        for layer in [LayerName.roads, .plots] {
            let none = try surveyor.zones(of: route, in: layer)
            #expect(none.isOutside && none.outside == 120)
        }
        #expect(throws: (any Error).self) { try surveyor.zones(of: path((0, 0)), in: .districts) }
    }
}
