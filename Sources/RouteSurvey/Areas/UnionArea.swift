import Geometry

/// The area covered by at least one of some small polygons, exactly but for rounding.
///
/// Cuts the plane into slabs at every corner and at every crossing of two edges: within a slab all edges run straight
/// and apart, so the covered height at its middle times its width is its area. Inside is decided by even–odd.
/// - Complexity: O(edges² + slabs × edges); meant for some dozens of edges.
struct UnionArea {
    /// With more edges an overlay is faster.
    static let mostEdges = 120

    private struct Edge {
        var left: Point
        var right: Point
        var polygon: Int

        func y(at x: Double) -> Double {
            left.y + (right.y - left.y) * ((x - left.x) / (right.x - left.x))
        }
    }

    private var edges: [Edge] = []
    private var polygons = 0

    /// Adds a polygon given by its rings, each unclosed.
    mutating func add(_ rings: [[Point]]) {
        for ring in rings {
            guard var previous = ring.last else { continue }
            for point in ring {
                if previous.x < point.x {
                    edges.append(Edge(left: previous, right: point, polygon: polygons))
                } else if point.x < previous.x {
                    edges.append(Edge(left: point, right: previous, polygon: polygons))
                }
                previous = point
            }
        }
        polygons += 1
    }

    var edgeCount: Int { edges.count }

    /// In the square of the unit of the coordinates.
    func area() -> Double {
        let cuts = slabs()
        var area = 0.0
        var heights: [(y: Double, polygon: Int)] = []
        var inside = [Bool](repeating: false, count: polygons)
        for (low, high) in zip(cuts, cuts.dropFirst()) where high > low {
            let middle = (low + high) / 2
            heights.removeAll(keepingCapacity: true)
            for edge in edges where edge.left.x <= low && edge.right.x >= high {
                heights.append((edge.y(at: middle), edge.polygon))
            }
            heights.sort { $0.y < $1.y }
            // Every polygon is entered and left equally often, so all are left at the top.
            var depth = 0
            var bottom = 0.0
            for (y, polygon) in heights {
                inside[polygon].toggle()
                if inside[polygon] {
                    if depth == 0 { bottom = y }
                    depth += 1
                } else {
                    depth -= 1
                    if depth == 0 { area += (y - bottom) * (high - low) }
                }
            }
        }
        return area
    }

    private func slabs() -> [Double] {
        var cuts: [Double] = []
        cuts.reserveCapacity(edges.count * 3)
        for (number, a) in edges.enumerated() {
            cuts.append(a.left.x)
            cuts.append(a.right.x)
            for b in edges[(number + 1)...] {
                let (low, high) = (max(a.left.x, b.left.x), min(a.right.x, b.right.x))
                guard low < high else { continue }
                let (before, after) = (a.y(at: low) - b.y(at: low), a.y(at: high) - b.y(at: high))
                guard before < 0 && after > 0 || before > 0 && after < 0 else { continue }
                cuts.append(low + (high - low) * (before / (before - after)))
            }
        }
        cuts.sort()
        return cuts
    }
}
