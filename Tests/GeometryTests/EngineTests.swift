import Geometry
import Testing
import Vocabulary

@Suite("Geometry engine")
struct EngineTests {
    let engine = GeometryEngine()
    let square = Shape.polygon(Polygon(Box(minX: 0, minY: 0, maxX: 10, maxY: 10)))

    @Test("a self-crossing polygon is invalid, with place, and can be repaired")
    func validity() throws {
        let bowTie = Shape.polygon(
            Polygon(shell: [Point(0, 0), Point(10, 10), Point(10, 0), Point(0, 10), Point(0, 0)]))
        let invalidity = try #require(try engine.invalidity(of: bowTie))
        #expect(invalidity.reason.contains("Self-intersection"))
        #expect(invalidity.place == Point(5, 5))
        let repaired = try engine.madeValid(bowTie)
        #expect(try engine.invalidity(of: repaired) == nil)
        #expect(abs(repaired.area - 50) < 1e-9)
        #expect(try engine.invalidity(of: square) == nil)
    }

    @Test("short and open rings and pointlike lines are defects")
    func structure() throws {
        let short = Shape.polygon(Polygon(shell: [Point(0, 0), Point(1, 0), Point(0, 0)]))
        let open = Shape.polygon(Polygon(shell: [Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)]))
        #expect(try engine.invalidity(of: short)?.reason == "ring with fewer than four points")
        #expect(try engine.invalidity(of: open)?.reason == "ring is not closed")
        #expect(try engine.invalidity(of: .line([Point(1, 1), Point(1, 1)])) != nil)
        #expect(try engine.madeValid(open).area == 1)
        #expect(try engine.madeValid(short).isEmpty)
        #expect(try engine.invalidity(of: .polygons([])) == nil)
    }

    @Test("overlays and measures")
    func overlays() throws {
        let other = Shape.polygon(Polygon(Box(minX: 5, minY: 5, maxX: 20, maxY: 20)))
        #expect(try engine.intersection(square, other).area == 25)
        #expect(try engine.difference(square, other).area == 75)
        #expect(try engine.union([square, other]).area == 300)
        #expect(
            try engine.intersection(square, .polygon(Polygon(Box(minX: 50, minY: 0, maxX: 60, maxY: 1))))
                .isEmpty)
        #expect(try engine.union([]).isEmpty)
        #expect(try engine.distance(square, .point(Point(13, 14))) == 5)
        #expect(try engine.distance(square, .points([])) == .infinity)
    }

    @Test("a strip has flat ends, a round buffer outside its arc is never too narrow")
    func buffers() throws {
        let strip = try engine.buffer(.line([Point(0, 0), Point(10, 0)]), by: 0.5, style: .strip)
        #expect(abs(strip.area - 10) < 1e-9)
        let disc = try engine.buffer(.point(Point(0, 0)), by: 10, style: .roundOutside)
        for polygon in disc.polygons {
            for i in polygon.shell.indices.dropFirst() {
                #expect(
                    Segment(polygon.shell[i - 1], polygon.shell[i]).distance(to: Point(0, 0)) >= 10 - 1e-9)
            }
        }
    }

    @Test("faces share their nodes and triangles fill them")
    func partition() throws {
        let cross = [[Point(-5, 5), Point(15, 5)], [Point(5, -5), Point(5, 15)]]
        let faces = try engine.faces(of: square.outlines + cross)
        #expect(faces.count == 4)
        #expect(faces.allSatisfy { abs($0.area - 25) < 1e-9 })
        let ring = Polygon(
            shell: square.polygons[0].shell, holes: [Polygon(Box(minX: 4, minY: 4, maxX: 6, maxY: 6)).shell])
        let triangles = try engine.triangles(of: ring)
        #expect(abs(triangles.reduce(0) { $0 + $1.area } - 96) < 1e-9)
    }

    @Test("prepared predicates tell overlap from touch")
    func prepared() throws {
        let prepared = try engine.prepare(square)
        let neighbour = Shape.polygon(Polygon(Box(minX: 10, minY: 0, maxX: 20, maxY: 10)))
        #expect(try prepared.intersects(neighbour))
        #expect(try !prepared.overlapsInterior(of: neighbour))
        #expect(try prepared.overlapsInterior(of: .line([Point(5, 5), Point(50, 5)])))
        #expect(try prepared.covers(.line([Point(0, 0), Point(10, 0)])))
    }

    @Test("well-known binary survives a round trip and refuses what it must")
    func wkb() throws {
        let hole = Polygon(Box(minX: 1, minY: 1, maxX: 2, maxY: 2)).shell
        let shapes: [Shape] = [
            .point(Point(1.5, -2)), .points([Point(0, 0), Point(1, 1)]), .points([]), .lines([]),
            .polygons([]),
            .line([Point(0, 0), Point(1e7, 1e-7)]),
            .lines([[Point(0, 0), Point(1, 1)], [Point(2, 2), Point(3, 3)]]),
            .polygon(Polygon(shell: square.polygons[0].shell, holes: [hole])),
            .polygons(square.polygons + square.polygons),
        ]
        for shape in shapes { #expect(try WKB.decode(WKB.encode(shape)) == shape) }
        let bytes = WKB.encode(shapes[5])
        for length in 0..<bytes.count {
            #expect(throws: Problem.self) { try WKB.decode(Array(bytes.prefix(length))) }
        }
        #expect(throws: Problem.self) { try WKB.decode(bytes + [0]) }
        #expect(throws: Problem.self) { try WKB.decode(WKB.encode(.line([Point(0, 0), Point(.nan, 1)]))) }
        // A collection, a circular string, and a list that announces four thousand million points.
        for type: UInt8 in [7, 8] {
            #expect(throws: Problem.self) { try WKB.decode([1, type, 0, 0, 0, 0, 0, 0, 0]) }
        }
        #expect(throws: Problem.self) { try WKB.decode([1, 2, 0, 0, 0, 255, 255, 255, 255]) }
        // Big-endian POINT Z (1 2 3) of ISO and of EWKB with an SRID.
        let coordinates = [1.0, 2, 3].flatMap { withUnsafeBytes(of: $0.bitPattern.bigEndian, Array.init) }
        #expect(try WKB.decode([0, 0, 0, 0x03, 0xE9] + coordinates) == .point(Point(1, 2)))
        #expect(try WKB.decode([0, 0xA0, 0, 0, 1, 0, 0, 0x10, 0xE6] + coordinates) == .point(Point(1, 2)))
    }
}
