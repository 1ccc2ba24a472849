import Drawing
import Foundation
import Geometry
import Testing

@testable import Reports

/// Several sheets along a route.
struct SplitTests {
    @Test("Match lines of neighbouring sheets are one line on the ground, through the route where both end")
    func matchLinesMeet() throws {
        for options in [
            SheetOptions(), SheetOptions(paper: .a4), SheetOptions(paper: .a4, isLandscape: false),
        ] {
            let sheets = PlanSheets(try Scenes.long(), options).sheets
            #expect(sheets.count >= 3)
            for (one, next) in zip(sheets, sheets.dropFirst()) {
                #expect(one.part.to == next.part.from)
                let end = try #require(one.matchLines.last)
                let start = try #require(next.matchLines.first)
                #expect(end.other == next.index + 1 && start.other == one.index + 1)
                #expect(end.chainage == start.chainage)
                let (a, b) = (one.view.ground(end.line.0), one.view.ground(end.line.1))
                for spot in [start.line.0, start.line.1] {
                    let place = next.view.ground(spot)
                    let off = abs((b - a).unit.cross(place - a))
                    #expect(off < 0.001, "the second line lies on the first, in metres")
                }
                // Both routes end on it.
                for place in [one.path.last, next.path.first].compactMap(\.self) {
                    #expect(abs((b - a).unit.cross(place - a)) < 0.001)
                }
            }
        }
    }

    @Test("Parts follow one another without a gap, and every part lies on its sheet, whatever the route")
    func partsCover() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<60 {
            var point = Scenes.origin
            var route = [point]
            var heading = Double.random(in: 0..<6.28, using: &random)
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                heading += Double.random(in: -1.2...1.2, using: &random)
                let step = Double.random(in: 3...160, using: &random)
                point = Point(point.x + step * cos(heading), point.y + step * sin(heading))
                route.append(point)
            }
            let options = SheetOptions(
                paper: Bool.random(using: &random) ? .a3 : .a4, isLandscape: Bool.random(using: &random),
                scale: [nil, 200, 500, 1000].randomElement(using: &random) ?? nil)
            let frame = SheetFrame(options)
            let split = SheetSplit(route: route, plot: Box([point]), crossings: [], map: frame.map)
            let parts = split.parts(scale: options.scale)
            let length = zip(route, route.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
            #expect(parts.first?.from == 0)
            #expect(abs((parts.last?.to ?? 0) - length) < 1e-9)
            for (one, next) in zip(parts, parts.dropFirst()) { #expect(one.to == next.from) }
            for part in parts {
                for place in split.path(part.from, part.to) {
                    #expect(frame.map.inset(8).contains(part.view.spot(place)))
                }
                #expect(abs(part.view.turn) <= 90)
            }
        }
    }

    @Test("No match line lies in a crossed road")
    func notInRoads() {
        let frame = SheetFrame(SheetOptions())
        let route = [Scenes.at(0, 0), Scenes.at(600, 0)]
        let free = SheetSplit(route: route, plot: Box(route), crossings: [], map: frame.map).parts(scale: 500)
        let cut = free[0].to
        let road = (cut - 5)...(cut + 7)
        let split = SheetSplit(route: route, plot: Box(route), crossings: [road], map: frame.map)
        for part in split.parts(scale: 500).dropLast() { #expect(!road.contains(part.to)) }
    }

    @Test("Clipping keeps what is inside: a line through, a line away, a ring around everything")
    func clipping() {
        let frame = Frame(x: 0, y: 0, width: 10, height: 10)
        #expect(frame.clipped(line: [Spot(-5, 5), Spot(15, 5)]) == [[Spot(0, 5), Spot(10, 5)]])
        #expect(frame.clipped(line: [Spot(-5, -1), Spot(15, -1)]).isEmpty)
        #expect(frame.clipped(line: [Spot(5, 5), Spot(20, 5), Spot(20, 8), Spot(5, 8)]).count == 2)
        let around = frame.clipped(ring: [Spot(-9, -9), Spot(30, -9), Spot(30, 30), Spot(-9, 30)])
        #expect(Set(around) == Set(frame.corners))
        #expect(frame.clipped(ring: [Spot(20, 20), Spot(30, 20), Spot(30, 30)]).isEmpty)
        #expect(frame.clipped(line: [Spot(.nan, 1), Spot(3, 3)]).isEmpty)
    }
}

/// Small and the same everywhere.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
