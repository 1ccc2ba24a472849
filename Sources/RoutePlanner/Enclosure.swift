import CityModel
import Geometry
import Vocabulary

/// What stands between a plot and the sources when no way leads from one to the other.
struct Enclosure {
    /// True if the ground that can be reached from the plot reaches the window's border.
    private(set) var plotReachesBorder = false
    private(set) var sourcesReachBorder = false
    private(set) var plotBlockers: [Unreachable.Blocker] = []
    private(set) var sourceBlockers: [Unreachable.Blocker] = []

    init(_ mesh: Mesh, _ surfaces: Surfaces) {
        let around = Flood(mesh, from: { mesh.edgeIsTarget[$0] }, vertices: { mesh.vertexIsTarget[$0] })
        plotReachesBorder = around.reachesBorder
        plotBlockers = Self.blockers(around, mesh, surfaces)
        let beside = Flood(
            mesh, from: { mesh.edgeSource[$0] >= 0 }, vertices: { mesh.vertexSource[$0] >= 0 })
        sourcesReachBorder = beside.reachesBorder
        sourceBlockers = Self.blockers(beside, mesh, surfaces)
    }

    /// The barred regions whose keep-off touches one of the places where the flood ended.
    private static func blockers(
        _ flood: Flood, _ mesh: Mesh, _ surfaces: Surfaces
    ) -> [Unreachable.Blocker] {
        let polygons = surfaces.barred.flatMap { region in region.polygons.map { ($0, region) } }
        let slack = 2 * Surfaces.rim
        let tree = PackedTree(polygons.map { $0.0.box.grown(by: $0.1.grow * 1.01 + slack) })
        var found: Set<Unreachable.Blocker> = []
        for e in flood.shore {
            let middle = mesh.segment(e).point(at: 0.5) + (mesh.origin - Point(0, 0))
            tree.forEach(in: Box([middle])) { item in
                let (polygon, region) = polygons[item]
                let blocker = Unreachable.Blocker(layer: region.layer, feature: region.feature)
                guard !found.contains(blocker), polygon.distance(to: middle) <= region.grow * 1.01 + slack
                else { return }
                found.insert(blocker)
            }
        }
        return found.sorted(by: precedes)
    }

    static func precedes(_ a: Unreachable.Blocker, _ b: Unreachable.Blocker) -> Bool {
        a.layer == b.layer ? Feature.precedes(a.feature, b.feature) : a.layer.rawValue < b.layer.rawValue
    }

    func refusal(_ request: PlanRequest, _ facts: SearchFacts) -> Unreachable {
        let code: ErrorCode
        let message: String
        let blockers: [Unreachable.Blocker]
        if !plotReachesBorder {
            (code, blockers) = (.walledIn, plotBlockers)
            message = "plot \(request.plot) is enclosed by \(Self.list(plotBlockers))"
        } else if !sourcesReachBorder {
            (code, blockers) = (.sourcesWalledIn, sourceBlockers)
            message =
                "every \(request.utility.rawValue) source within \(Int(request.limits.reach)) m of plot "
                + "\(request.plot) is enclosed by \(Self.list(sourceBlockers))"
        } else {
            (code, blockers) = (.windowIncomplete, plotBlockers)
            message = "no legal way to plot \(request.plot) within \(Int(request.limits.reach)) m of it"
        }
        return Unreachable(code: code.id, message: message, blockers: blockers, search: facts)
    }

    /// `buildings 12, 15, plots 7 and 3 more`.
    static func list(_ blockers: [Unreachable.Blocker]) -> String {
        if blockers.isEmpty { return "barred ground" }
        let shown = 8
        var text = ""
        var layer: LayerName?
        for blocker in blockers.prefix(shown) {
            if !text.isEmpty { text += ", " }
            text += blocker.layer == layer ? blocker.feature : "\(blocker.layer.rawValue) \(blocker.feature)"
            layer = blocker.layer
        }
        return blockers.count > shown ? "\(text) and \(blockers.count - shown) more" : text
    }
}

/// The open ground that can be reached from some edges, and where it ends.
private struct Flood {
    private(set) var reachesBorder = false
    /// The edges where barred ground begins, ascending.
    private(set) var shore: [Int] = []

    init(_ mesh: Mesh, from isSeed: (Int) -> Bool, vertices isSeedVertex: (Int) -> Bool) {
        var reached = [Bool](repeating: false, count: mesh.triangleCount)
        var pile: [Int] = []
        var isShore = [Bool](repeating: false, count: mesh.edgeCount)
        for h in mesh.corner.indices {
            let e = Int(mesh.edge[h])
            let touches = isSeed(e) || isSeedVertex(Int(mesh.corner[h]))
            guard touches else { continue }
            if mesh.rate[h / 3].isFinite {
                if !reached[h / 3] { pile.append(h / 3) }
                reached[h / 3] = true
            } else if isSeed(e) {
                isShore[e] = true
            }
        }
        while let t = pile.popLast() {
            for h in t * 3..<t * 3 + 3 {
                let e = Int(mesh.edge[h])
                if mesh.edgeIsBorder[e] { reachesBorder = true }
                let g = Int(mesh.twin[h])
                guard g >= 0, !reached[g / 3] else { continue }
                guard mesh.rate[g / 3].isFinite else {
                    isShore[e] = true
                    continue
                }
                reached[g / 3] = true
                pile.append(g / 3)
            }
        }
        shore = isShore.indices.filter { isShore[$0] }
    }
}

extension Polygon {
    /// The distance of a point to the polygon in metres; 0 inside.
    func distance(to point: Point) -> Double {
        if locate(point) != .outside { return 0 }
        var best = Double.infinity
        for ring in rings {
            for i in ring.indices.dropFirst() {
                best = min(best, Segment(ring[i - 1], ring[i]).distance(to: point))
            }
        }
        return best
    }
}
