import CityModel
import Foundation
import Geometry
import RouteSurvey
import Testing

@Suite("Features near a route")
struct ProximityTests {
    private func near(_ layer: LayerName, _ features: [Feature], _ route: [Point], _ limit: Double) throws
        -> [Proximity]
    {
        try Scene([layer: features]).surveyor().proximity(of: route, to: layer, within: limit)
    }

    @Test("a highway's control zone: distance, chainage and places by hand")
    func area() throws {
        let highway = feature("7", rectangle(0, 40, 200, 60), ["name": .text("荣乌高速"), "level": .integer(1)])
        let route = path((10, 0), (50, 15), (90, 0))
        let found = try near(.roads, [highway], route, 30)
        let place = try #require(found.first)
        #expect(found.count == 1 && place.feature == "7" && place.name == "荣乌高速" && place.level == 1)
        #expect(isNear(place.distance, 25) && isNear(place.chainage, (40.0 * 40 + 15 * 15).squareRoot()))
        #expect(place.place == Point(50, 15) && place.nearest == Point(50, 40))
        #expect(try near(.roads, [highway], route, 25).count == 1, "exactly at the limit")
        #expect(try near(.roads, [highway], route, 24.999).isEmpty)
    }

    @Test("what the route touches, crosses or lies in is at distance 0, from the first contact on")
    func contact() throws {
        let box = feature("1", rectangle(0, 10, 100, 20))
        func first(_ route: [Point]) throws -> [Double] {
            try near(.greens, [box], route, 5).flatMap { [$0.distance, $0.chainage] }
        }
        #expect(try first(path((50, 0), (50, 30))) == [0, 10])
        #expect(try first(path((50, 12), (50, 18))) == [0, 0])
        #expect(try first(path((50, 15), (50, 15))) == [0, 0])
        #expect(try first(path((-20, 10), (120, 10))) == [0, 20])
        #expect(try first(path((120, 10), (-20, 10))) == [0, 20])
        let holed = Polygon(shell: rectangle(0, 0, 20, 20).shell, holes: [rectangle(4, 4, 16, 16).shell])
        let court = try near(.buildings, [feature("b", holed)], path((9, 10), (11, 10)), 30)
        #expect(isNear(court.first?.distance, 5) && court.first?.chainage == 0, "in the courtyard")
    }

    @Test("lines and points are measured too; equally near places give the first")
    func linesAndPoints() throws {
        let rails = [line("10", path((90, 8), (20, 8))), line("9", path((0, -25), (100, -25)))]
        let found = try near(.railways, rails, path((10, 0), (80, 0)), 30)
        #expect(found.map(\.feature) == ["9", "10"])
        #expect(found.map(\.distance) == [25, 8] && found.map(\.chainage) == [0, 10])
        let tree = Feature(id: "t", shape: .points([Point(40, 3), Point(70, 3)]))
        #expect(try near(.trees, [tree], path((10, 0), (80, 0)), 5).map(\.chainage) == [30])
        #expect(try near(.heritage, [tree], path((10, 0), (80, 0)), 5).map(\.distance) == [3])
        let crossed = try Scene([.heritage: [tree], .trees: [tree]]).survey(path((40, 0), (40, 10)), strip: 2)
        #expect(crossed.crossings.isEmpty, "points are not crossed")
    }

    @Test("nothing near, no layer, odd limits")
    func none() throws {
        let box = feature("1", rectangle(0, 10, 100, 20))
        #expect(try near(.greens, [box], path((0, 0), (10, 0)), -1).isEmpty)
        #expect(try near(.greens, [box], path((0, 0), (10, 0)), .nan).isEmpty)
        #expect(try near(.greens, [box], path((0, 0), (10, 0)), .infinity).map(\.distance) == [10])
        #expect(try Scene().surveyor().proximity(of: path((0, 0), (1, 0)), to: .railways, within: 9).isEmpty)
        #expect(throws: (any Error).self) { try near(.greens, [box], path((0, 0)), 5) }
    }

    @Test("distances equal those of the geometry library", arguments: 0..<20)
    func oracle(seed: UInt64) throws {
        var random = Seeded(seed + 700)
        let scene = RandomScene.make(&random)
        let route = RandomScene.route(&random)
        let surveyor = try scene.surveyor()
        let engine = GeometryEngine()
        for layer in [LayerName.roads, .greens, .lines] {
            let found = try surveyor.proximity(of: route, to: layer, within: 20)
            let features = scene.layers[layer] ?? []
            let expected = try features.compactMap { feature in
                let distance = try engine.distance(.line(route), feature.shape)
                return distance <= 20 ? (feature.id, distance) : nil
            }.sorted { Feature.precedes($0.0, $1.0) }
            #expect(found.map(\.feature) == expected.map(\.0))
            for (a, b) in zip(found, expected) {
                #expect(abs(a.distance - b.1) < 1e-6)
                #expect(abs(a.place.distance(to: a.nearest) - a.distance) < 1e-6)
            }
        }
    }

    @Test("it survives being written and read")
    func json() throws {
        let found = try near(.greens, [feature("1", rectangle(0, 10, 9, 20))], path((1, 0), (9, 0)), 30)
        let data = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode([Proximity].self, from: data) == found)
    }
}
