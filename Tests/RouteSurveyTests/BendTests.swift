import Geometry
import RouteSurvey
import Testing

@Suite("Bends")
struct BendTests {
    @Test("angles and straights of a line, by hand")
    func byHand() {
        // 10 m east, 5 m north (a right angle), 5 m north-east (45°), on for 3 m the same way (no bend).
        let step = 5 / 2.0.squareRoot()
        let line = [
            Point(0, 0), Point(10, 0), Point(10, 0), Point(10, 5), Point(10 + step, 5 + step),
            Point(10 + step * 1.6, 5 + step * 1.6),
        ]
        let bends = Bend.all(along: line, least: 0.001)
        #expect(bends.map(\.number) == [1, 2])
        #expect(bends.map(\.at) == [10, 15])
        #expect(bends.map(\.position) == [Point(10, 0), Point(10, 5)])
        #expect(abs(bends[0].angle - 90) < 1e-9 && abs(bends[1].angle - 45) < 1e-9)
        #expect(bends[0].before == 10 && bends[0].after == 5)
        #expect(bends[1].before == 5 && abs(bends[1].after - 8) < 1e-9)
    }

    @Test("what turns less than the least angle is no bend, and the straight goes on through it")
    func slight() {
        let line = [Point(0, 0), Point(10, 0), Point(20, 0.1), Point(20, 10)]
        #expect(Bend.all(along: line).count == 2)
        let bends = Bend.all(along: line, least: 2)
        #expect(bends.count == 1)
        #expect(abs(bends[0].before - (10 + 100.01.squareRoot())) < 1e-9)
    }

    @Test("turning back is 180°; a straight, a point and nothing have no bends")
    func degenerate() {
        #expect(Bend.all(along: [Point(0, 0), Point(5, 0), Point(2, 0)]).map(\.angle) == [180])
        #expect(Bend.all(along: [Point(0, 0), Point(5, 0)]).isEmpty)
        #expect(Bend.all(along: [Point(1, 1), Point(1, 1)]).isEmpty)
        #expect(Bend.all(along: []).isEmpty)
        #expect(Bend.all(along: [Point(0, 0), Point(5, 0), Point(9, 0)]).isEmpty)
    }
}
