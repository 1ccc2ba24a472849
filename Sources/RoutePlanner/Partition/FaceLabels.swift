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
        var isBarred = false
        tree.forEach(in: spot) { item in
            let region = Int(regionOf[item])
            if isBarred || (region >= 0 && surfaces.open[region].rank > rank) { return }
            guard polygons[item].locate(point) != .outside else { return }
            guard region >= 0 else {
                isBarred = true
                return
            }
            if surfaces.open[region].rank < rank {
                rank = surfaces.open[region].rank
                best = surfaces.open[region].rate
                charged = []
            }
            best = max(best, surfaces.open[region].rate)
            if let feature = featureIndex[region], !charged.contains(feature) { charged.append(feature) }
        }
        return isBarred ? (.infinity, 0) : (best, zoneNumber(charged.sorted()))
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

    /// The radius of the inscribed circle, in grid steps.
    func inscribedWidth(_ t: Int) -> Double {
        let (a, b, c) = (points[origin(t * 3)], points[origin(t * 3 + 1)], points[origin(t * 3 + 2)])
        let around = a.distance(to: b) + b.distance(to: c) + c.distance(to: a)
        return around > 0 ? abs((b - a).cross(c - a)) / around : 0
    }
}
