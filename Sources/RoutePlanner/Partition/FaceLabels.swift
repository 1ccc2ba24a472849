import CityModel
import Geometry

/// The rate and the zone of every triangle: faces are the triangles not parted by a segment.
struct FaceLabels {
    private(set) var rate: [Double]
    private(set) var zone: [Int32]
    private(set) var zones = ZoneTable()

    private let surfaces: Surfaces
    /// All polygons that give a label, with the region they belong to; barred ground and the plot have none.
    private var polygons: [Polygon] = []
    private var regionOf: [Int32] = []
    private let tree: PackedTree
    private var featureIndex: [Int: Int] = [:]
    private var zoneIndex: [[Int]: Int32] = [[]: 0]

    init(_ triangulation: Triangulation, _ surfaces: Surfaces) {
        self.surfaces = surfaces
        let count = triangulation.corner.count / 3
        rate = [Double](repeating: .infinity, count: count)
        zone = [Int32](repeating: 0, count: count)
        polygons = surfaces.barredGround + surfaces.target
        regionOf = [Int32](repeating: -1, count: polygons.count)
        for (index, region) in surfaces.open.enumerated() {
            for polygon in region.polygons where polygon.box.overlaps(surfaces.window) {
                polygons.append(polygon)
                regionOf.append(Int32(index))
            }
        }
        tree = PackedTree(polygons.map(\.box))
        indexChargedFeatures()
        labelFaces(triangulation)
    }

    /// Regions of one feature share its charge and its index.
    private mutating func indexChargedFeatures() {
        var known: [String: Int] = [:]
        for (index, region) in surfaces.open.enumerated() where region.entryCharge > 0 {
            let key = region.layer.rawValue + "\u{1F}" + region.feature
            if let feature = known[key] {
                featureIndex[index] = feature
            } else {
                known[key] = zones.features.count
                featureIndex[index] = zones.features.count
                zones.features.append(region)
            }
        }
    }

    private mutating func labelFaces(_ triangulation: Triangulation) {
        let count = rate.count
        var seen = [Bool](repeating: false, count: count)
        var face: [Int] = []
        for start in 0..<count where !seen[start] {
            face.removeAll(keepingCapacity: true)
            face.append(start)
            seen[start] = true
            var head = 0
            var reachesFrame = false
            var best = (triangle: start, width: -1.0)
            while head < face.count {
                let t = face[head]
                head += 1
                let width = triangulation.inscribedWidth(t)
                if width > best.width { best = (t, width) }
                for h in t * 3..<t * 3 + 3 {
                    let g = Int(triangulation.twin[h])
                    if g < 0 { reachesFrame = true }
                    guard g >= 0, triangulation.mark[h] == 0, !seen[g / 3] else { continue }
                    seen[g / 3] = true
                    face.append(g / 3)
                }
            }
            if reachesFrame { continue }
            let (faceRate, faceZone) = label(at: place(triangulation.centroid(best.triangle)))
            for t in face {
                rate[t] = faceRate
                zone[t] = faceZone
            }
        }
        absorbSlivers(triangulation)
    }

    /// Gives strips narrower than ``RouteMeasure/sliver`` the surface beside them: they are noise of the data, such as
    /// hairlines of open ground between two greens, and no ground to lay a pipe in.
    ///
    /// A strip is a chain of thin triangles, each with its longest edge on the border of dearer open ground.
    private mutating func absorbSlivers(_ triangulation: Triangulation) {
        let width = RouteMeasure.sliver * 1000
        var beside: [Int: Int] = [:]
        for t in rate.indices where rate[t].isFinite {
            let (h, length, height) = triangulation.longestEdge(t)
            guard height < width, length > 2 * width, triangulation.mark[h] != 0 else { continue }
            let other = Int(triangulation.twin[h]) / 3
            if triangulation.twin[h] >= 0, rate[other].isFinite, rate[other] > rate[t] { beside[t] = other }
        }
        var hasChanged = true
        while hasChanged {
            let open = beside.keys.filter { t in
                (t * 3..<t * 3 + 3).contains { h in
                    let (a, b) = (triangulation.origin(h), triangulation.target(h))
                    return triangulation.mark[h] == 0
                        && triangulation.points[a].distance(to: triangulation.points[b]) > 2 * width
                        && beside[Int(triangulation.twin[h]) / 3] == nil
                }
            }
            for t in open { beside[t] = nil }
            hasChanged = !open.isEmpty
        }
        let labels = beside.map { ($0.key, rate[$0.value], zone[$0.value]) }
        for (t, newRate, newZone) in labels {
            rate[t] = newRate
            zone[t] = newZone
        }
    }

    private func place(_ gridPoint: Point) -> Point {
        Point(surfaces.origin.x + gridPoint.x / 1000, surfaces.origin.y + gridPoint.y / 1000)
    }

    /// Barred ground goes before all, then the lowest rank, then the dearest rate.
    private mutating func label(at point: Point) -> (Double, Int32) {
        let spot = Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
        var rank = Int.max
        var best = surfaces.openRate
        var charged: [Int] = []
        for item in tree.items(in: spot) {
            let region = Int(regionOf[item])
            if region >= 0, surfaces.open[region].rank > rank { continue }
            guard polygons[item].locate(point) != .outside else { continue }
            guard region >= 0 else { return (.infinity, 0) }
            if surfaces.open[region].rank < rank {
                rank = surfaces.open[region].rank
                best = surfaces.open[region].rate
                charged = []
            }
            best = max(best, surfaces.open[region].rate)
            if let feature = featureIndex[region], !charged.contains(feature) { charged.append(feature) }
        }
        return (best, zoneNumber(charged.sorted()))
    }

    private mutating func zoneNumber(_ members: [Int]) -> Int32 {
        if let known = zoneIndex[members] { return known }
        let number = Int32(zones.members.count)
        zones.members.append(members)
        zoneIndex[members] = number
        return number
    }
}

extension Triangulation {
    func centroid(_ t: Int) -> Point {
        let (a, b, c) = (points[origin(t * 3)], points[origin(t * 3 + 1)], points[origin(t * 3 + 2)])
        return Point((a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3)
    }

    /// The longest side of a triangle with its length and the height on it, in grid steps.
    func longestEdge(_ t: Int) -> (halfEdge: Int, length: Double, height: Double) {
        var best = (halfEdge: t * 3, length: 0.0)
        for h in t * 3..<t * 3 + 3 {
            let length = points[origin(h)].distance(to: points[target(h)])
            if length > best.length { best = (h, length) }
        }
        let area = abs(side(origin(t * 3), target(t * 3), apex(t * 3)))
        return (best.halfEdge, best.length, best.length > 0 ? area / best.length : 0)
    }

    /// The radius of the inscribed circle, in grid steps.
    func inscribedWidth(_ t: Int) -> Double {
        let (a, b, c) = (points[origin(t * 3)], points[origin(t * 3 + 1)], points[origin(t * 3 + 2)])
        let around = a.distance(to: b) + b.distance(to: c) + c.distance(to: a)
        return around > 0 ? abs((b - a).cross(c - a)) / around : 0
    }
}
