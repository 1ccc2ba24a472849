import Foundation
import Geometry
import Testing
import Vocabulary

@Suite("City grids")
struct CityGridTests {
    struct Vector: Sendable {
        var lon: Double
        var lat: Double
        var east: Double
        var north: Double
        init(_ lon: Double, _ lat: Double, _ east: Double, _ north: Double) {
            (self.lon, self.lat, self.east, self.north) = (lon, lat, east, north)
        }
    }

    /// PROJ 9.5.1 (pyproj 3.7.2): `+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=tmerc
    /// +lon_0=120 +x_0=500000 +ellps=GRS80 +step +proj=helmert +x=… +y=… +s=… +theta=…`.
    static let first = CityGrid(
        name: "测试独立坐标系", base: "EPSG:4549", eastM: -573_732.757, northM: -4_107_362.833,
        rotationArcsec: -3075.5, scale: 1.0000125, source: "invented for this test")
    static let second = CityGrid(
        name: "B", base: "EPSG:4549", eastM: 12.345, northM: -678.9, rotationArcsec: 359.25, scale: 0.99998,
        source: "invented for this test")
    static let firstVectors = [
        Vector(121.40, 37.54, -12048.1444, 58889.7394), Vector(121.50, 37.50, -3075.4867, 54719.4312),
        Vector(121.60, 37.39, 6154.2441, 42791.5297), Vector(120.0, 37.0, -134861.3879, -3800.9808),
        Vector(120.74, 37.92, -71327.0747, 99524.6978),
    ]
    static let secondVectors = [
        Vector(121.40, 37.54, 630972.3832, 4155508.1518), Vector(121.50, 37.50, 639874.0662, 4151189.1551),
        Vector(121.60, 37.39, 648903.6080, 4139109.6123), Vector(120.0, 37.0, 507136.3054, 4094873.1026),
        Vector(120.74, 37.92, 572380.2034, 4197123.1992),
    ]

    @Test("four parameters agree with PROJ's helmert, there and back")
    func fourParameters() throws {
        for (grid, vectors) in [(Self.first, Self.firstVectors), (Self.second, Self.secondVectors)] {
            let system = try CoordinateSystem(grid)
            try system.requireMeasurable()
            let transform = try Transform(from: CoordinateSystem("EPSG:4326"), to: system)
            let back = try Transform(from: system, to: CoordinateSystem("EPSG:4326"))
            for vector in vectors {
                let point = try transform.forward(Point(vector.lon, vector.lat))
                #expect(abs(point.x - vector.east) < 0.0002 && abs(point.y - vector.north) < 0.0002)
                let again = try transform.inverse(point)
                #expect(abs(again.x - vector.lon) < 1e-10 && abs(again.y - vector.lat) < 1e-10)
                let other = try back.forward(point)
                #expect(abs(other.x - vector.lon) < 1e-10 && abs(other.y - vector.lat) < 1e-10)
            }
        }
    }

    /// `+proj=tmerc` as given, from `+proj=longlat +ellps=GRS80`, PROJ 9.5.1.
    @Test("a Transverse Mercator of the user's own agrees with PROJ")
    func ownTransverseMercator() throws {
        let systems: [(String, [Vector])] = [
            (
                "+proj=tmerc +lat_0=0 +lon_0=121.4 +k=1 +x_0=500000 +y_0=-4000000 +ellps=GRS80 +units=m",
                [
                    Vector(121.50, 37.50, 508842.5456, 152006.8401),
                    Vector(120.0, 37.0, 375380.2083, 97427.3536),
                ]
            ),
            (
                CoordinateSystem.transverseMercator(
                    centralMeridian: 121.25, latitudeOfOrigin: 37, falseEastM: 60_000, falseNorthM: 0,
                    scale: 1.0000125),
                [
                    Vector(121.40, 37.54, 73256.9077, 59941.9871),
                    Vector(120.74, 37.92, 15156.1199, 102231.3199),
                ]
            ),
        ]
        for (definition, vectors) in systems {
            let system = try CoordinateSystem(definition)
            try system.requireMeasurable()
            let transform = try Transform(from: CoordinateSystem("EPSG:4490"), to: system)
            for vector in vectors {
                let point = try transform.forward(Point(vector.lon, vector.lat))
                #expect(abs(point.x - vector.east) < 0.0002 && abs(point.y - vector.north) < 0.0002)
            }
        }
    }

    /// `pyproj.Geod(ellps="GRS80").inv(121.40, 37.54, 121.50, 37.50)` = 9892.319833906151 m.
    @Test("the ground length does not depend on the grid it is drawn in")
    func groundLength() throws {
        let (a, b) = (Self.firstVectors[0], Self.firstVectors[1])
        let measure = try GroundMeasure(CoordinateSystem(Self.first))
        let length = try measure.distance(Point(a.east, a.north), Point(b.east, b.north))
        #expect(abs(length - 9892.319834) < 0.0003)
        let height = CoordinateSystem.transverseMercator(
            centralMeridian: 121.45, falseEastM: 0, falseNorthM: 0, heightM: 500)
        let raised = try CoordinateSystem(height)
        #expect(abs((raised.parameters.first { $0.key.contains("cale") }?.value ?? 0) - 1.0000783928) < 1e-9)
    }

    @Test("a grid kept as text is the same grid; another parameter is another grid")
    func identity() throws {
        let system = try CoordinateSystem(Self.first)
        let again = try CoordinateSystem(system.definition)
        #expect(again == system)
        #expect(again.isEquivalent(to: system) && system.label == "测试独立坐标系")
        #expect(!system.isEquivalent(to: try CoordinateSystem(Self.second)))
        let base = try CoordinateSystem("EPSG:4549")
        #expect(!system.isEquivalent(to: base) && !base.isEquivalent(to: system))
        try system.requireSameZone(as: base)
        try base.requireSameZone(as: system)
        #expect(code { try system.requireSameZone(as: CoordinateSystem("EPSG:4550")) } == "CRS-104")
        let across = try Transform(from: base, to: system)
        let moved = try across.forward(Point(500_000, 4_096_510.975))
        #expect(abs(moved.x - -134861.388) < 0.001 && abs(moved.y - -3800.981) < 0.001)
    }

    @Test("degenerate parameters are refused, all at once")
    func degenerate() throws {
        var grid = Self.first
        grid.scale = 0
        grid.rotationArcsec = 1e9
        grid.eastM = .nan
        grid.source = " "
        do {
            _ = try CoordinateSystem(grid)
            Issue.record("it was taken")
        } catch let problems as Problems {
            #expect(problems.kept.map(\.code) == Array(repeating: "CRS-109", count: 4))
            #expect(
                Set(problems.kept.compactMap(\.place.field)) == [
                    "scale", "east_m", "rotation_arcsec", "source",
                ])
        }
        var ofDegrees = Self.second
        ofDegrees.base = "EPSG:4490"
        #expect(code { _ = try CoordinateSystem(ofDegrees) } == "CRS-102")
        var nested = Self.second
        nested.base = Self.first.definition
        #expect(code { _ = try CoordinateSystem(nested) } == "CRS-109")
        #expect(code { _ = try CoordinateSystem("{\"name\":\"x\"}") } == "CRS-101")
        for parameters in ["+k=0.5", "+k=12.5", "+x_0=1e12", "+lat_0=0 +k=-1"] {
            let refused = code {
                try CoordinateSystem("+proj=tmerc +lon_0=121.4 \(parameters) +ellps=GRS80")
                    .requireMeasurable()
            }
            #expect(refused == "CRS-109" || refused == "CRS-101", "\(parameters)")
        }
    }

    private func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch let problem as Problem { return problem.code } catch { return "\(error)" }
        return nil
    }
}
