import CityModel
import Geometry

/// What one search looked at, to be drawn: for people who want to see why a route was found, or not.
///
/// Coordinates are those of the project. Everything is in one order that does not depend on the order of the input.
public struct SearchPicture: Sendable, Hashable {
    /// A face of the partition: ground of one rate.
    public struct Face: Sendable, Hashable {
        public var polygons: [Polygon]
        /// Cost per metre; nil where barred.
        public var rate: Double?
        /// The features that lie there, such as `roads 12`; `open ground` where none does.
        public var label: String
    }

    public struct Triangle: Sendable, Hashable {
        /// Three points, counter-clockwise.
        public var points: [Point]
        public var rate: Double?
    }

    /// A piece of an edge, with what it costs at least to come to its two ends from the red line.
    public struct Front: Sendable, Hashable {
        public var start: Point
        public var end: Point
        public var costAtStart: Double
        public var costAtEnd: Double
    }

    /// The last window.
    public var window: Box
    public var faces: [Face]
    public var triangles: [Triangle]
    /// The wave of least costs from the red line, as far as it went; every ``frontStep``-th piece.
    public var fronts: [Front]
    public var frontStep: Int
    /// The way the wave took, through the middles of pieces; empty if it took none.
    public var coarse: [Point]
}

extension RoutePlanner {
    /// How many pieces of the wave a picture shows at most.
    private static let mostFronts = 6000

    /// Plans one route as ``plan(_:fetch:)`` does and draws the last window it looked at.
    ///
    /// - Returns: the same outcome, and nil for the picture if no window was cut into triangles: no source in reach, or
    ///   a plot that touches its source.
    public func picture(
        _ request: PlanRequest, fetch: (Box) throws -> PlanScene
    ) throws -> (outcome: PlanOutcome, picture: SearchPicture?) {
        var last: (mesh: Mesh, surfaces: Surfaces)?
        let outcome = try plan(request, fetch: fetch) { last = ($0, $1) }
        guard let (mesh, surfaces) = last else { return (outcome, nil) }
        var picture = SearchPicture(
            window: surfaces.window, faces: try faces(mesh, surfaces), triangles: [], fronts: [],
            frontStep: 1,
            coarse: [])
        picture.triangles = (0..<mesh.triangleCount).map { t in
            SearchPicture.Triangle(points: mesh.corners(t), rate: mesh.rate[t].isFinite ? mesh.rate[t] : nil)
        }
        draw(&picture, mesh, surfaces, request.limits, outcome)
        return (outcome, picture)
    }

    /// The first wave of the search, as it is when nothing below the route's cost is left.
    private func draw(
        _ picture: inout SearchPicture, _ mesh: Mesh, _ surfaces: Surfaces, _ limits: PlanLimits,
        _ outcome: PlanOutcome
    ) {
        let set = IntervalSet(mesh, spacing: limits.spacing, limit: limits.pointsPerEdge)
        let sources = Terminals.sources(mesh, charges: surfaces.sources.map(\.charge))
        var wave = Wave(mesh, VertexWedges(mesh), set, from: Terminals.redLine(mesh))
        let goal = wave.first(at: sources, budget: limits.nodeBudget)
        if let goal, let chain = wave.path(from: goal, end: sources) {
            picture.coarse = chain.nodes.map { mesh.placed($0.point) }
        }
        var ceiling = Double.infinity
        if case .route(let route) = outcome { ceiling = route.cost }
        _ = wave.spread(below: ceiling, budget: limits.nodeBudget)
        var fronts: [SearchPicture.Front] = []
        for (index, piece) in set.items.enumerated() {
            let (there, back) = (wave.labels[2 * index], wave.labels[2 * index + 1])
            let least = there.least <= back.least ? there : back
            guard !least.isNone, least.a.isFinite, least.b.isFinite, least.least < ceiling else { continue }
            fronts.append(
                SearchPicture.Front(
                    start: mesh.placed(piece.start), end: mesh.placed(piece.end), costAtStart: least.a,
                    costAtEnd: least.b))
        }
        picture.frontStep = max(1, (fronts.count + Self.mostFronts - 1) / Self.mostFronts)
        picture.fronts = stride(from: 0, to: fronts.count, by: picture.frontStep).map { fronts[$0] }
    }

    /// Connected triangles of one rate and one set of features, as polygons.
    private func faces(_ mesh: Mesh, _ surfaces: Surfaces) throws -> [SearchPicture.Face] {
        let labels = FaceNames(surfaces)
        let names = (0..<mesh.triangleCount).map { t in
            labels.name(at: mesh.placed(mesh.middle(t)), isPassable: mesh.rate[t].isFinite)
        }
        var seen = [Bool](repeating: false, count: mesh.triangleCount)
        var faces: [SearchPicture.Face] = []
        for first in 0..<mesh.triangleCount where !seen[first] {
            var members = [first]
            seen[first] = true
            var head = 0
            while head < members.count {
                let t = members[head]
                head += 1
                for h in t * 3..<t * 3 + 3 {
                    let g = Int(mesh.twin[h])
                    guard g >= 0, !seen[g / 3], mesh.rate[g / 3] == mesh.rate[t], names[g / 3] == names[t]
                    else {
                        continue
                    }
                    seen[g / 3] = true
                    members.append(g / 3)
                }
            }
            let rings = members.sorted().map { t -> Shape in
                let corners = mesh.corners(t)
                return .polygon(Polygon(shell: corners + [corners[0]]))
            }
            faces.append(
                SearchPicture.Face(
                    polygons: try engine.union(rings).polygons,
                    rate: mesh.rate[first].isFinite ? mesh.rate[first] : nil, label: names[first]))
        }
        return faces
    }
}

/// What lies at a place, in words.
private struct FaceNames {
    private var polygons: [Polygon] = []
    private var names: [String] = []
    private var grow: [Double] = []
    private let tree: PackedTree

    init(_ surfaces: Surfaces) {
        for region in surfaces.barred + surfaces.open {
            for polygon in region.polygons {
                polygons.append(polygon)
                names.append("\(region.layer.rawValue) \(region.feature)")
                grow.append(region.grow)
            }
        }
        for polygon in surfaces.target {
            polygons.append(polygon)
            names.append("plot")
            grow.append(0)
        }
        let reach = zip(polygons, grow).map { $0.box.grown(by: $1) }
        tree = PackedTree(reach)
    }

    func name(at point: Point, isPassable: Bool) -> String {
        var found: [String] = []
        for item in tree.items(in: Box([point])) where polygons[item].distance(to: point) <= grow[item] {
            if !found.contains(names[item]) { found.append(names[item]) }
        }
        // Barred ground without a feature: the rim of one, or what lies beyond the window.
        if found.isEmpty { return isPassable ? "open ground" : "rim" }
        return found.joined(separator: ", ")
    }
}

extension Mesh {
    /// A point of the mesh in the project's coordinates.
    fileprivate func placed(_ point: Point) -> Point { point + (origin - Point(0, 0)) }

    fileprivate func corners(_ t: Int) -> [Point] {
        (t * 3..<t * 3 + 3).map { placed(points[Int(corner[$0])]) }
    }

    fileprivate func middle(_ t: Int) -> Point {
        let (a, b, c) = (
            points[Int(corner[t * 3])], points[Int(corner[t * 3 + 1])], points[Int(corner[t * 3 + 2])]
        )
        return Point((a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3)
    }
}
