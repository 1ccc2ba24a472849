import CityModel
import Foundation
import Geometry
import RouteSurvey
import Testing

@Suite("Properties of surveys")
struct PropertyTests {
    @Test("reversing the route mirrors everything", arguments: 0..<30)
    func reversed(seed: UInt64) throws {
        var random = Seeded(seed + 100)
        let surveyor = try RandomScene.make(&random).surveyor()
        let route = RandomScene.route(&random)
        let there = try surveyor.survey(route, stripWidth: 3)
        let back = try surveyor.survey(route.reversed(), stripWidth: 3)
        #expect(abs(there.groundLength - back.groundLength) < 1e-6)
        #expect(there.crossings.count == back.crossings.count)
        for crossing in there.crossings {
            let mirror = back.crossings.first { other in
                other.layer == crossing.layer && other.features == crossing.features
                    && abs(other.from - (back.gridLength - crossing.to)) < 1e-6
                    && abs(other.to - (back.gridLength - crossing.from)) < 1e-6
            }
            guard let mirror else {
                Issue.record("no mirror of \(crossing)")
                continue
            }
            #expect(mirror.kind == crossing.kind && mirror.level == crossing.level)
            #expect(mirror.entry.distance(to: crossing.exit) < 1e-6)
            #expect(abs((mirror.area ?? 0) - (crossing.area ?? 0)) < 0.05)
            #expect(abs((mirror.angle ?? 0) - (crossing.angle ?? 0)) < 1e-6, "\(mirror) \(crossing)")
        }
        for surface in Surface.allCases {
            #expect(
                isNear(back.lengthsBySurface[surface] ?? 0, there.lengthsBySurface[surface] ?? 0, 1e-6))
        }
    }

    @Test("the order of features does not matter, to the last byte", arguments: 0..<10)
    func shuffled(seed: UInt64) throws {
        var random = Seeded(seed + 200)
        let scene = RandomScene.make(&random)
        let mixed = Scene(scene.layers.mapValues { $0.shuffled(using: &random) })
        // A window with other features around gives another tree, and the same answer.
        var wider = mixed
        for number in 0..<60 {
            let far = Point(2000 + Double(number) * 50, 1000)
            wider.layers[.roads, default: []].append(
                feature("1\(number)0000", RandomScene.star(far, 3...30, &random)))
        }
        let route = RandomScene.route(&random)
        func bytes(_ scene: Scene) throws -> Data {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return try encoder.encode(scene.survey(route, strip: 3))
        }
        let expected = try bytes(scene)
        #expect(try bytes(mixed) == expected)
        #expect(try bytes(wider) == expected)
    }

    @Test("splitting straight pieces changes nothing", arguments: 0..<30)
    func split(seed: UInt64) throws {
        var random = Seeded(seed + 300)
        let surveyor = try RandomScene.make(&random).surveyor()
        let route = seed % 2 == 0 ? Array(RandomScene.route(&random).prefix(2)) : RandomScene.route(&random)
        var pieces = [route[0]]
        for (a, b) in zip(route, route.dropFirst()) {
            let cuts = (0..<4).map { _ in Double.random(in: 0...1, using: &random) }.sorted()
            pieces += cuts.map { a.interpolated(to: b, at: $0) } + [b]
        }
        let whole = try surveyor.survey(route, stripWidth: 3)
        let split = try surveyor.survey(pieces, stripWidth: 3)
        #expect(abs(whole.gridLength - split.gridLength) < 1e-9)
        #expect(abs(whole.groundLength - split.groundLength) < 1e-6)
        #expect(whole.crossings.count == split.crossings.count)
        for (a, b) in zip(whole.crossings, split.crossings) {
            #expect(a.features == b.features && a.kind == b.kind, "\(a) \(b)")
            #expect(a.runs(b.from, b.to))
            #expect(abs((a.area ?? 0) - (b.area ?? 0)) < (route.count == 2 ? 1e-6 : 0.05))
        }
        for (surface, length) in whole.lengthsBySurface {
            #expect(isNear(split.lengthsBySurface[surface], length))
        }
    }

    @Test("far from the origin of the grid everything stays the same", arguments: 0..<20)
    func largeCoordinates(seed: UInt64) throws {
        var random = Seeded(seed + 400)
        let scene = RandomScene.make(&random)
        let route = RandomScene.route(&random)
        func moved(_ point: Point) -> Point { Point(point.x + 623_732, point.y + 4_157_362) }
        let near = try scene.survey(route, strip: 3)
        let far = try scene.mapPoints(moved).survey(route.map(moved), strip: 3, in: "EPSG:4549")
        #expect(near.crossings.count == far.crossings.count)
        for (a, b) in zip(near.crossings, far.crossings) {
            #expect(a.layer == b.layer && a.features == b.features && a.kind == b.kind)
            #expect(a.runs(b.from, b.to, tolerance: 1e-6))
            #expect(moved(a.entry).distance(to: b.entry) < 1e-6)
            #expect(abs((a.area ?? 0) - (b.area ?? 0)) < 0.05)
        }
        #expect(abs(near.gridLength - far.gridLength) < 1e-6)
    }

    @Test("ids are ordered by number, then by their bytes")
    func idOrder() {
        let sorted = ["b", "10", "9", "a10", "-2", "a9", "09", "99999999999999999999", "é", "e\u{301}", "路"]
            .sorted(by: Feature.precedes)
        #expect(
            sorted.map { Array($0.utf8) }
                == ["-2", "09", "9", "10", "99999999999999999999", "a10", "a9", "b", "e\u{301}", "é", "路"]
                .map { Array($0.utf8) })
    }
}
