import Geometry

extension AreaIndex {
    /// A polygon that covers the same ground as a part inside a box, with few corners outside of it; nil if none.
    ///
    /// For overlays near the box only. Its rings may run along the box's sides more than once, as those of a ring
    /// clipped after Sutherland and Hodgman do; GEOS' overlay takes such rings for its own clipping too.
    /// - Complexity: O(edges of the part / ``chunk`` + edges near the box).
    func polygon(_ part: Part, near box: Box) -> Polygon? {
        var clipped: [[Point]] = []
        for (number, ring) in part.rings.enumerated() {
            let points = clip(outline(rings[ring], near: box), to: box)
            if points.count >= 4 {
                clipped.append(points)
            } else if number == 0 {
                return nil
            }
        }
        return clipped.first.map { Polygon(shell: $0, holes: Array(clipped.dropFirst())) }
    }

    /// A closed ring that winds around every point of the box as often as `ring`.
    ///
    /// A run of edges whose common box misses `box` is replaced by one edge between its ends.
    func outline(_ ring: Ring, near box: Box) -> [Point] {
        var result: [Point] = []
        var run = Box.empty
        var chunkIndex = ring.firstChunk
        for first in stride(from: ring.start, to: ring.end - 1, by: Self.chunk) {
            let chunk = chunks[chunkIndex]
            chunkIndex += 1
            if chunk.overlaps(box) {
                result.append(contentsOf: points[first..<min(first + Self.chunk, ring.end - 1)])
                run = .empty
                continue
            }
            let longer = run.union(chunk)
            if run.isEmpty || longer.overlaps(box) {
                result.append(points[first])
                run = chunk
            } else {
                run = longer
            }
        }
        if let first = result.first { result.append(first) }
        return result
    }

    private func clip(_ ring: [Point], to box: Box) -> [Point] {
        var points = Array(ring.dropLast())
        points = clippedRing(points) { $0.x - box.minX }
        points = clippedRing(points) { box.maxX - $0.x }
        points = clippedRing(points) { $0.y - box.minY }
        points = clippedRing(points) { box.maxY - $0.y }
        return points.isEmpty ? [] : points + points.prefix(1)
    }
}

/// The part of an unclosed ring on the side where `depth` is not negative (Sutherland and Hodgman 1974).
///
/// Clipping a concave ring leaves bridges of no width along the side, so its area stays exact.
func clippedRing(_ ring: [Point], _ depth: (Point) -> Double) -> [Point] {
    guard var previous = ring.last else { return [] }
    var result: [Point] = []
    result.reserveCapacity(ring.count + 4)
    var before = depth(previous)
    for point in ring {
        let now = depth(point)
        if (before < 0) != (now < 0) {
            result.append(previous.interpolated(to: point, at: before / (before - now)))
        }
        if now >= 0 { result.append(point) }
        previous = point
        before = now
    }
    return result
}
