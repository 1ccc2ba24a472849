import Geometry
import RouteSurvey
import Testing

@Suite("How far a line leaves the corridor of another")
struct LineDepartureTests {
    private func points(_ pairs: [(Double, Double)]) -> [Point] {
        // Where projected coordinates lie, so that rounding is what it is in use.
        pairs.map { Point(620_000 + $0.0, 4_156_000 + $0.1) }
    }

    private func departure(
        _ line: [(Double, Double)], _ permitted: [(Double, Double)], _ halfWidth: Double
    ) throws -> LineDeparture {
        try #require(LineDeparture(of: points(line), from: points(permitted), halfWidth: halfWidth))
    }

    @Test("the same line, one with more vertices, and one drawn backwards leave nothing")
    func same() throws {
        let line = [(0.0, 0.0), (100, 0), (100, 50)]
        for other in [line, [(0, 0), (40, 0), (100, 0), (100, 50)], Array(line.reversed())] {
            let found = try departure(other, line, 0)
            #expect(found.outside < 1e-6 && found.farthest < 1e-6)
        }
    }

    @Test("parallel at a distance: all inside up to the edge itself, all outside a millimetre beyond")
    func parallel() throws {
        let line = [(0.0, 0.0), (100, 0)]
        let shifted = [(0.0, 1.0), (100, 1)]
        #expect(try departure(shifted, line, 1).outside == 0)
        let beyond = try departure(shifted, line, 0.999)
        #expect(abs(beyond.outside - 100) < 1e-6 && abs(beyond.farthest - 1) < 1e-9)
    }

    @Test("a detour counts from where it crosses the edge; the corridor is round at its corners and ends")
    func detour() throws {
        let line = [(0.0, 0.0), (100, 0)]
        // Out at 45° to 10 m, along 20 m, back: outside from 2 m on, so 2·(√128 …) + 20.
        let found = try departure([(0, 0), (30, 0), (40, 10), (60, 10), (70, 0), (100, 0)], line, 2)
        #expect(abs(found.outside - (2 * 8 * 2.0.squareRoot() + 20)) < 1e-6)
        #expect(abs(found.farthest - 10) < 1e-9)
        // Straight on past the end: the corridor ends a half width beyond it.
        #expect(abs(try departure([(0, 0), (110, 0)], line, 2).outside - 8) < 1e-6)
        // A corner of 90° cut at 45° with legs of 3 m: its middle is 1.5 m from both legs.
        let corner = [(0.0, 0.0), (10, 0), (10, 10)]
        let cut = try departure([(0, 0), (7, 0), (10, 3), (10, 10)], corner, 1.5)
        #expect(cut.outside < 1e-9 && abs(cut.farthest - 1.5) < 0.02)
        #expect(try departure([(0, 0), (7, 0), (10, 3), (10, 10)], corner, 1).outside > 1)
    }

    @Test("against points counted along the line, for random lines")
    func brute() throws {
        var state: UInt64 = 7
        func random(_ span: Double) -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53) * span
        }
        for _ in 0..<20 {
            let line = (0..<4).map { _ in (random(60), random(60)) }
            let permitted = (0..<4).map { _ in (random(60), random(60)) }
            let halfWidth = 1 + random(10)
            let found = try departure(line, permitted, halfWidth)
            let (own, other) = (points(line), points(permitted))
            var (outside, farthest) = (0.0, 0.0)
            for index in own.indices.dropFirst() {
                let segment = Segment(own[index - 1], own[index])
                let steps = Int(segment.length / 0.01) + 1
                for step in 0..<steps {
                    let point = segment.point(at: (Double(step) + 0.5) / Double(steps))
                    let distance =
                        other.indices.dropFirst().map {
                            Segment(other[$0 - 1], other[$0]).distance(to: point)
                        }.min() ?? 0
                    farthest = max(farthest, distance)
                    if distance > halfWidth { outside += segment.length / Double(steps) }
                }
            }
            #expect(abs(found.outside - outside) < 0.2)
            #expect(abs(found.farthest - farthest) < max(0.02, farthest / 50))
        }
    }

    @Test("an empty line is compared with nothing; a point is a line of no length")
    func degenerate() throws {
        #expect(LineDeparture(of: [], from: points([(0, 0)]), halfWidth: 1) == nil)
        #expect(LineDeparture(of: points([(0, 0)]), from: [], halfWidth: 1) == nil)
        let point = try departure([(3, 4)], [(0, 0)], 1)
        #expect(point.outside == 0 && abs(point.farthest - 5) < 1e-9)
    }
}
