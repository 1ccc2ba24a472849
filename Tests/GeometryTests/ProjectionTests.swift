import Foundation
import Geometry
import Testing
import Vocabulary

@Suite("Coordinate systems")
struct ProjectionTests {
    /// domain/crs.md §5, computed with PROJ 9.5.1.
    static let vectors: [(lon: Double, lat: Double, code: Int, east: Double, north: Double)] = [
        (120.0, 37.0, 4549, 500_000.000, 4_096_510.975),
        (121.40, 37.54, 4549, 623_732.757, 4_157_362.833),
        (121.40, 37.54, 4550, 358_590.015, 4_157_644.883),
        (121.50, 37.50, 4549, 632_642.127, 4_153_059.261),
        (121.50, 37.50, 4550, 367_357.873, 4_153_059.261),
        (121.60, 37.39, 4549, 641_692.875, 4_140_995.222),
        (121.60, 37.39, 4550, 376_019.735, 4_140_713.572),
    ]

    @Test("longitude and latitude become east and north, in that order", arguments: vectors)
    func transform(vector: (lon: Double, lat: Double, code: Int, east: Double, north: Double)) throws {
        let target = try CoordinateSystem("EPSG:\(vector.code)")
        for source in ["EPSG:4490", "EPSG:4326"] {
            let transform = try Transform(from: CoordinateSystem(source), to: target)
            let point = try transform.forward(Point(vector.lon, vector.lat))
            #expect(abs(point.x - vector.east) < 0.0006)
            #expect(abs(point.y - vector.north) < 0.0006)
            let back = try transform.inverse(point)
            #expect(abs(back.x - vector.lon) < 1e-11 && abs(back.y - vector.lat) < 1e-11)
        }
    }

    /// domain/crs.md §5: geodesic direct, azimuth 45° from (121.40, 37.54).
    @Test(
        "ground length undoes the scale of the zone",
        arguments: [(20.0, 20.0038), (200, 200.0377), (1000, 1000.1896)])
    func groundLength(ground: Double, grid: Double) throws {
        let system = try CoordinateSystem("EPSG:4549")
        let measure = try GroundMeasure(system)
        // Walk north-east on the grid by the grid length the table gives; the azimuth of grid north there is 0.85°.
        let start = Point(623_732.757, 4_157_362.833)
        let angle = (45.0 - 0.8533) * .pi / 180
        let end = Point(start.x + grid * sin(angle), start.y + grid * cos(angle))
        #expect(abs(try measure.distance(start, end) - ground) < 0.0001)
    }

    @Test("a project is kept in a projected metric system only")
    func measurable() throws {
        for definition in [
            "EPSG:4549", "EPSG:4550", "EPSG:4528", "EPSG:26910", "EPSG:3763", "EPSG:6677",
            "+proj=tmerc +lat_0=0 +lon_0=121.4 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m",
        ] {
            try CoordinateSystem(definition).requireMeasurable()
        }
        #expect(code { try CoordinateSystem("EPSG:4326").requireMeasurable() } == "CRS-102")
        #expect(code { try CoordinateSystem("EPSG:4490").requireMeasurable() } == "CRS-102")
        #expect(code { try CoordinateSystem("EPSG:2263").requireMeasurable() } == "CRS-102")
        #expect(code { try CoordinateSystem("EPSG:3857").requireMeasurable() } == "CRS-103")
        #expect(code { try CoordinateSystem("ESRI:102100").requireMeasurable() } == "CRS-103")
        #expect(code { _ = try CoordinateSystem("EPSG:1") } == "CRS-101")
        #expect(code { _ = try CoordinateSystem("") } == "CRS-101")
        #expect(code { _ = try CoordinateSystem("中文") } == "CRS-101")
    }

    @Test("two zones never mix, the same zone under another name does")
    func zones() throws {
        let project = try CoordinateSystem("EPSG:4549")
        for other in ["EPSG:4550", "EPSG:4528", "EPSG:32651", "EPSG:2385"] {
            #expect(code { try project.requireSameZone(as: CoordinateSystem(other)) } == "CRS-104")
        }
        try project.requireSameZone(as: project)
        try project.requireSameZone(as: CoordinateSystem(project.wkt))
        try project.requireSameZone(as: CoordinateSystem("EPSG:4326"))
        try project.requireSameZone(as: CoordinateSystem("EPSG:3857"))
    }

    @Test("old datums have no exact way to CGCS2000", arguments: ["EPSG:4610", "EPSG:4214"])
    func ballpark(code definition: String) throws {
        let target = try CoordinateSystem("EPSG:4549")
        #expect(code { _ = try Transform(from: CoordinateSystem(definition), to: target) } == "CRS-105")
    }

    @Test("a city's own Transverse Mercator takes WGS 84 and CGCS2000 data, an old ellipsoid does not")
    func ownSystem() throws {
        let tail = "+proj=tmerc +lat_0=0 +lon_0=121.4 +k=1 +x_0=500000 +y_0=0 +units=m"
        let own = try CoordinateSystem("\(tail) +ellps=GRS80")
        for definition in ["EPSG:4326", "EPSG:4490"] {
            let point = try Transform(from: CoordinateSystem(definition), to: own).forward(
                Point(121.4, 37.54))
            #expect(abs(point.x - 500_000) < 0.001)
        }
        let old = try CoordinateSystem("\(tail) +ellps=krass")
        #expect(code { _ = try Transform(from: CoordinateSystem("EPSG:4490"), to: old) } == "CRS-105")
    }

    private func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch let problem as Problem { return problem.code } catch { return "\(error)" }
        return nil
    }
}
