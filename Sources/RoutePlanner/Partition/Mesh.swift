import Geometry

/// The window cut into triangles, each with one rate; what the search runs on.
///
/// Coordinates are metres relative to `origin`, whole millimetres. Half-edges are those of ``Triangulation``.
final class Mesh {
    let origin: Point
    let points: [Point]
    let corner: [Int32]
    let twin: [Int32]
    let outgoing: [Int32]

    /// Cost per metre inside each triangle; infinite where barred.
    let rate: [Double]
    /// Which set of chargeable features (see ``zones``) each triangle lies in; 0 for none.
    let zone: [Int32]
    let zones: ZoneTable

    /// The edge of each half-edge.
    let edge: [Int32]
    /// One half-edge of each edge, its passable side if there is one.
    let half: [Int32]
    let length: [Double]
    /// Cost per metre along each edge: that of the cheaper side; infinite if both are barred.
    let along: [Double]
    /// The index of the source each edge is part of, or -1.
    let edgeSource: [Int32]
    let edgeIsTarget: [Bool]
    let edgeIsBorder: [Bool]
    let vertexSource: [Int32]
    let vertexIsTarget: [Bool]

    var triangleCount: Int { rate.count }
    var edgeCount: Int { half.count }

    @inline(__always) func next(_ h: Int) -> Int { h % 3 == 2 ? h - 2 : h + 1 }
    @inline(__always) func previous(_ h: Int) -> Int { h % 3 == 0 ? h + 2 : h - 1 }

    @inline(__always) func ends(_ e: Int) -> (Int, Int) {
        let h = Int(half[e])
        return (Int(corner[h]), Int(corner[next(h)]))
    }

    func segment(_ e: Int) -> Segment {
        let (a, b) = ends(e)
        return Segment(points[a], points[b])
    }

    init(
        _ triangulation: Triangulation, origin: Point, faces: FaceLabels, stubs: [Int: Int32]
    ) {
        self.origin = origin
        points = triangulation.points.map { Point($0.x / 1000, $0.y / 1000) }
        corner = triangulation.corner
        twin = triangulation.twin
        outgoing = triangulation.outgoing
        rate = faces.rate
        zone = faces.zone
        zones = faces.zones
        var edges = EdgeTable(triangulation, rate: faces.rate, points: points)
        for (vertex, source) in stubs { edges.offer(source, at: vertex) }
        edge = edges.edge
        half = edges.half
        length = edges.length
        along = edges.along
        edgeSource = edges.source
        edgeIsTarget = edges.isTarget
        edgeIsBorder = edges.isBorder
        vertexSource = edges.vertexSource
        vertexIsTarget = edges.vertexIsTarget
    }
}

/// The edges of a triangulation with what they are part of.
private struct EdgeTable {
    var edge: [Int32]
    var half: [Int32] = []
    var length: [Double] = []
    var along: [Double] = []
    var source: [Int32] = []
    var isTarget: [Bool] = []
    var isBorder: [Bool] = []
    var vertexSource: [Int32]
    var vertexIsTarget: [Bool]

    init(_ triangulation: Triangulation, rate: [Double], points: [Point]) {
        edge = [Int32](repeating: -1, count: triangulation.corner.count)
        vertexSource = [Int32](repeating: -1, count: points.count)
        vertexIsTarget = [Bool](repeating: false, count: points.count)
        for h in triangulation.corner.indices where edge[h] < 0 {
            let g = Int(triangulation.twin[h])
            edge[h] = Int32(half.count)
            let here = rate[h / 3]
            let there = g >= 0 ? rate[g / 3] : .infinity
            if g >= 0 { edge[g] = edge[h] }
            half.append(Int32(there < here ? g : h))
            let (a, b) = (triangulation.origin(h), triangulation.target(h))
            length.append(points[a].distance(to: points[b]))
            along.append(min(here, there))
            let mark = triangulation.mark[h]
            source.append(EdgeMark.source(mark))
            isTarget.append(mark & EdgeMark.target != 0)
            isBorder.append(mark & EdgeMark.border != 0)
            for vertex in [a, b] {
                offer(EdgeMark.source(mark), at: vertex)
                if mark & EdgeMark.target != 0 { vertexIsTarget[vertex] = true }
            }
        }
    }

    /// Of several sources at one place the first, which is the one with the lowest charge, serves.
    mutating func offer(_ candidate: Int32, at vertex: Int) {
        guard candidate >= 0 else { return }
        if vertexSource[vertex] < 0 || candidate < vertexSource[vertex] { vertexSource[vertex] = candidate }
    }
}

/// How the lines of a window mark the edges of its triangulation.
enum EdgeMark {
    static let segment: Int32 = 1
    static let target: Int32 = 2
    static let border: Int32 = 4

    static func source(index: Int) -> Int32 { segment | Int32(index + 1) << 3 }
    /// The source of a mark, or -1.
    static func source(_ mark: Int32) -> Int32 { (mark >> 3) - 1 }

    /// An edge that is part of two things is part of both; of two sources the first stays.
    static func combine(_ a: Int32, _ b: Int32) -> Int32 {
        let flags = (a | b) & 7
        let (first, second) = (a >> 3, b >> 3)
        let source = first == 0 ? second : second == 0 ? first : min(first, second)
        return flags | source << 3
    }
}

/// The sets of chargeable features that faces lie in.
struct ZoneTable {
    /// Features with an entry charge, in order of layer and id.
    var features: [PlanRegion] = []
    /// For each zone its features (indices into ``features``), ascending; zone 0 is empty.
    var members: [[Int]] = [[]]

    var isTrivial: Bool { members.count <= 1 }

    /// What beginning in a zone costs.
    func beginning(in zone: Int32) -> Double { entry(from: 0, to: zone) }

    /// What stepping from one zone into another costs: the charges of the features that are new.
    func entry(from: Int32, to: Int32) -> Double {
        if from == to || to == 0 { return 0 }
        let inside = members[Int(from)]
        return members[Int(to)].reduce(0) { sum, feature in
            inside.contains(feature) ? sum : sum + features[feature].entryCharge
        }
    }
}

extension PlanRegion {
    var entryCharge: Double {
        if case .open(_, let charge) = treatment { charge } else { 0 }
    }

    /// The cost per metre; infinite if barred.
    var rate: Double {
        if case .open(let rate, _) = treatment { rate } else { .infinity }
    }
}
