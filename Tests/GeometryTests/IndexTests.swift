import Geometry
import Testing

/// A seeded generator (SplitMix64), so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("Packed tree")
struct IndexTests {
    private func boxes(_ count: Int, _ random: inout Seeded) -> [Box] {
        (0..<count).map { _ in
            let x = Double.random(in: 0...1000, using: &random)
            let y = Double.random(in: 0...1000, using: &random)
            return Box(
                minX: x, minY: y, maxX: x + .random(in: 0...20, using: &random),
                maxY: y + .random(in: 0...20, using: &random))
        }
    }

    @Test("queries and nearest equal brute force", arguments: [0, 1, 2, 15, 16, 17, 256, 257, 3000])
    func bruteForce(count: Int) {
        var random = Seeded(UInt64(count) + 7)
        let boxes = boxes(count, &random)
        let tree = PackedTree(boxes)
        for query in self.boxes(50, &random) {
            #expect(tree.items(in: query) == boxes.indices.filter { boxes[$0].overlaps(query) })
            let expected = boxes.indices.map { (boxes[$0].distance(to: query), $0) }.min { $0 < $1 }
            let found = tree.nearest(to: query) { item, _ in boxes[item].distance(to: query) }
            #expect(found?.item == expected?.1)
            #expect(found?.distance == expected?.0)
        }
    }

    @Test("a limit keeps what lies exactly on it and nothing beyond")
    func limit() {
        let tree = PackedTree([Box(minX: 3, minY: 0, maxX: 4, maxY: 1)])
        let origin = Box([Point(0, 0)])
        #expect(tree.nearest(to: origin, within: 3) { _, _ in 3 }?.item == 0)
        #expect(tree.nearest(to: origin, within: 2.999) { _, _ in 3 } == nil)
    }

    @Test("segment distances equal a dense sampling")
    func segments() {
        var random = Seeded(42)
        func segment() -> Segment {
            func point() -> Point {
                Point(.random(in: 0...10, using: &random), .random(in: 0...10, using: &random))
            }
            return Segment(point(), point())
        }
        for _ in 0..<200 {
            let (a, b) = (segment(), segment())
            let pair = a.nearest(to: b)
            #expect(abs(pair.onSelf.distance(to: pair.onOther) - pair.distance) < 1e-9)
            #expect(a.distance(to: pair.onSelf) < 1e-9 && b.distance(to: pair.onOther) < 1e-9)
            for step in 0...20 {
                #expect(b.distance(to: a.point(at: Double(step) / 20)) >= pair.distance - 1e-9)
            }
        }
    }

    @Test("a point is inside, on the border or outside, holes included")
    func locate() {
        let polygon = Polygon(
            shell: Polygon(Box(minX: 0, minY: 0, maxX: 10, maxY: 10)).shell,
            holes: [Polygon(Box(minX: 4, minY: 4, maxX: 6, maxY: 6)).shell])
        #expect(polygon.locate(Point(2, 2)) == .inside)
        #expect(polygon.locate(Point(5, 5)) == .outside)
        #expect(polygon.locate(Point(4, 5)) == .boundary)
        #expect(polygon.locate(Point(10.0005, 5), tolerance: 0.001) == .boundary)
        #expect(polygon.locate(Point(11, 0)) == .outside)
        #expect(polygon.area == 96)
        #expect(polygon.perimeter == 48)
    }
}
