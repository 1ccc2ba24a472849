import CityModel
import Geometry
import RouteSurvey
import Testing

@Suite("Crossings of lines")
struct LineCrossingTests {
    private func chainages(_ lines: [Feature], _ route: [Point]) throws -> [Double] {
        try Scene([.lines: lines]).survey(route, strip: 2).crossings.map(\.from)
    }

    @Test("a line is crossed at a point, with its angle, level and no area")
    func plain() throws {
        let railway = line("k", path((0, 10), (30, 40)), ["name": .text("蓝烟铁路"), "level": .integer(1)])
        let found = try Scene([.railways: [railway]]).survey(path((10, 0), (10, 50)), strip: 2).crossings
        let crossing = try #require(found.first)
        #expect(found.count == 1 && crossing.layer == .railways && crossing.name == "蓝烟铁路")
        #expect(crossing.runs(20, 20) && crossing.entry == Point(10, 20) && crossing.level == 1)
        #expect(isNear(crossing.angle, 45) && crossing.area == nil && crossing.kind == .crosses)
    }

    @Test("a crossing at a shared vertex of the line, of the route, or of both is one")
    func sharedVertex() throws {
        let bent = line("1", path((0, 10), (10, 10), (20, 15)))
        #expect(try chainages([bent], path((10, 0), (10, 20))) == [10])
        let straight = line("1", path((0, 10), (20, 10)))
        #expect(try chainages([straight], path((10, 0), (10, 10), (12, 20))) == [10])
        #expect(try chainages([bent], path((10, 0), (10, 10), (12, 20))) == [10])
        let other = line("2", path((0, 10), (10, 10), (20, 12)))
        #expect(try chainages([bent, other], path((10, 0), (10, 10), (12, 20))) == [10, 10])
    }

    @Test("a line that comes back is crossed at each place, whatever its direction")
    func twice() throws {
        let hairpin = path((5, 0), (5, 10), (2, 10), (2, 0))
        #expect(try chainages([line("1", hairpin)], path((0, 5), (20, 5))) == [2, 5])
        #expect(try chainages([line("1", hairpin.reversed())], path((0, 5), (20, 5))) == [2, 5])
    }

    @Test("a route that starts or ends on a line does not cross it")
    func ends() throws {
        let main = line("1", path((0, 10), (20, 10)))
        #expect(try chainages([main], path((10, 10), (10, 30))) == [])
        #expect(try chainages([main], path((10, 0), (10, 10))) == [])
        #expect(try chainages([main], path((20, 10), (20, 30))) == [])
    }

    @Test("lines that meet on the route are each crossed; a line along the route is met where it joins")
    func meeting() throws {
        let lines = [line("1", path((0, 0), (10, 10))), line("2", path((10, 10), (20, 30)))]
        #expect(try chainages(lines, path((10, 0), (10, 20))) == [10, 10])
        let alongside = line("1", path((0, 0), (5, 5), (8, 5), (12, 12)))
        #expect(try chainages([alongside], path((0, 5), (20, 5))) == [5, 8])
    }

    @Test("a crossing through a vertex is found at any place on the map", arguments: 0..<200)
    func vertexAtLargeCoordinates(seed: UInt64) throws {
        var random = Seeded(seed)
        let base = Point(623_732, 4_157_362)
        func point() -> Point {
            Point(
                base.x + .random(in: -50...50, using: &random), base.y + .random(in: -50...50, using: &random)
            )
        }
        let (a, b) = (point(), point())
        let vertex = a.interpolated(to: b, at: .random(in: 0.1...0.9, using: &random))
        let across = (b - a).left * 0.3
        let bent = [
            vertex + across, vertex, Point(vertex.x - across.dx + 3, vertex.y - across.dy - 2),
        ]
        let found = try Scene([.lines: [line("1", bent)]]).survey([a, b], strip: 0, in: "EPSG:4549").crossings
        #expect(found.count == 1)
    }
}
