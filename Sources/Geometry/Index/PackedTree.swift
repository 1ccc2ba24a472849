/// A static R-tree over boxes, packed along a Hilbert curve.
///
/// Built once from all boxes, then read by any number of tasks: a value of
/// flat arrays. Items are their index in the array given. Equal distances are
/// resolved by the smaller index, so answers never depend on build order of
/// ties. (Packing: Kamel & Faloutsos 1993, "On packing R-trees".)
///
/// - Complexity: building O(n log n); queries O(log n + hits) for scattered data.
public struct PackedTree: Sendable {
    private static let fanout = 16

    /// Boxes of all nodes, leaves first in packed order, then level by level up to the root.
    private var boxes: [Box] = []
    /// For a leaf its item, for an inner node the position of its first child.
    private var indices: [Int32] = []
    /// Where each level ends in `boxes`; the first entry is the leaf count.
    private var levelEnds: [Int] = []

    public let count: Int

    /// Builds the tree; empty boxes are never found.
    public init(_ items: [Box]) {
        count = items.count
        guard !items.isEmpty else { return }
        let extent = items.reduce(Box.empty) { $0.union($1) }
        let order = Self.hilbertOrder(of: items, in: extent)
        boxes.reserveCapacity(count + count / (Self.fanout - 1) + 8)
        for item in order {
            boxes.append(items[Int(item)])
            indices.append(item)
        }
        levelEnds.append(count)
        var start = 0
        while levelEnds[levelEnds.count - 1] - start > 1 {
            let end = levelEnds[levelEnds.count - 1]
            for first in stride(from: start, to: end, by: Self.fanout) {
                var box = Box.empty
                for child in first..<min(first + Self.fanout, end) { box = box.union(boxes[child]) }
                boxes.append(box)
                indices.append(Int32(first))
            }
            start = end
            levelEnds.append(boxes.count)
        }
    }

    /// The box around all items; the empty box if there are none.
    public var extent: Box { boxes.last ?? .empty }

    /// Calls `body` with every item whose box overlaps `box`, in no promised order.
    public func forEach(in box: Box, _ body: (Int) -> Void) {
        guard count > 0, extent.overlaps(box) else { return }
        withUnsafeNodes { boxes, indices in
            // A node on the stack has at most its siblings beside it, so this is deep enough.
            let depth = levelEnds.count * Self.fanout
            withUnsafeTemporaryAllocation(of: (node: Int, level: Int).self, capacity: depth) { stack in
                var top = 1
                stack[0] = (boxes.count - 1, levelEnds.count - 1)
                while top > 0 {
                    top -= 1
                    let (node, level) = stack[top]
                    if level == 0 {
                        body(Int(indices[node]))
                        continue
                    }
                    let first = Int(indices[node])
                    for child in first..<min(first + Self.fanout, levelEnds[level - 1])
                    where boxes[child].overlaps(box) {
                        if level == 1 {
                            body(Int(indices[child]))
                        } else {
                            stack[top] = (child, level - 1)
                            top += 1
                        }
                    }
                }
            }
        }
    }

    /// The items whose box overlaps `box`, in ascending order.
    public func items(in box: Box) -> [Int] {
        var found: [Int] = []
        forEach(in: box) { found.append($0) }
        if found.count > 1 { found.sort() }
        return found
    }

    /// The item least far from `box` by an exact distance of the caller.
    ///
    /// - Parameters:
    ///   - limit: only items strictly nearer than this, or exactly at `limit` if none is nearer, are considered.
    ///   - distance: the true distance of an item, never below its box's distance; receives the best so far and
    ///     may return `.infinity` when it can tell that the item is farther.
    /// - Returns: nil if the tree is empty or nothing lies within `limit`.
    public func nearest(
        to box: Box, within limit: Double = .infinity, distance: (_ item: Int, _ best: Double) -> Double
    ) -> (item: Int, distance: Double)? {
        guard count > 0 else { return nil }
        var best = limit
        var bestItem = -1
        // Boxes are compared by squares, a little too far: no root for each, and none as near as the best is lost.
        func reach() -> Double { best * best * (1 + 1e-12) }
        var farthest = reach()
        withUnsafeNodes { boxes, indices in
            var queue = CandidateQueue()
            queue.push(
                Candidate(
                    square: boxes[boxes.count - 1].squaredDistance(to: box), node: Int32(boxes.count - 1),
                    level: Int32(levelEnds.count - 1)))
            while let candidate = queue.pop(), candidate.square <= farthest {
                let level = Int(candidate.level)
                if level == 0 {
                    let item = Int(indices[Int(candidate.node)])
                    let exact = distance(item, best)
                    if exact < best || (exact == best && exact.isFinite && (bestItem < 0 || item < bestItem))
                    {
                        best = exact
                        bestItem = item
                        farthest = reach()
                    }
                    continue
                }
                let first = Int(indices[Int(candidate.node)])
                for child in first..<min(first + Self.fanout, levelEnds[level - 1]) {
                    let near = boxes[child].squaredDistance(to: box)
                    if near <= farthest {
                        queue.push(Candidate(square: near, node: Int32(child), level: Int32(level - 1)))
                    }
                }
            }
        }
        return bestItem < 0 ? nil : (bestItem, best)
    }

    private func withUnsafeNodes(_ body: (UnsafeBufferPointer<Box>, UnsafeBufferPointer<Int32>) -> Void) {
        boxes.withUnsafeBufferPointer { boxes in indices.withUnsafeBufferPointer { body(boxes, $0) } }
    }

    // MARK: - Packing

    private static func hilbertOrder(of items: [Box], in extent: Box) -> [Int32] {
        let scaleX = extent.width > 0 ? 65_535 / extent.width : 0
        let scaleY = extent.height > 0 ? 65_535 / extent.height : 0
        var keyed: [(key: UInt32, item: Int32)] = []
        keyed.reserveCapacity(items.count)
        for (item, box) in items.enumerated() {
            let center = box.isEmpty ? extent.center : box.center
            let x = cell((center.x - extent.minX) * scaleX)
            let y = cell((center.y - extent.minY) * scaleY)
            keyed.append((hilbertKey(x, y), Int32(item)))
        }
        keyed.sort { ($0.key, $0.item) < ($1.key, $1.item) }
        return keyed.map(\.item)
    }

    /// The grid cell of a scaled coordinate; what is no number goes to the first one.
    private static func cell(_ scaled: Double) -> UInt32 {
        scaled > 0 ? UInt32(min(scaled, 65_535)) : 0
    }

    /// The place of a cell of the 65 536² grid along the Hilbert curve.
    private static func hilbertKey(_ column: UInt32, _ row: UInt32) -> UInt32 {
        var (x, y, key) = (column, row, UInt32(0))
        var side: UInt32 = 32_768
        while side > 0 {
            let right: UInt32 = (x & side) > 0 ? 1 : 0
            let top: UInt32 = (y & side) > 0 ? 1 : 0
            key = key &+ side &* side &* ((3 &* right) ^ top)
            if top == 0 {
                if right == 1 {
                    x = 65_535 &- x
                    y = 65_535 &- y
                }
                swap(&x, &y)
            }
            side >>= 1
        }
        return key
    }
}

private struct Candidate {
    var square: Double
    var node: Int32
    var level: Int32
}

/// A binary min-heap by distance, then level, then node.
private struct CandidateQueue {
    private var heap: [Candidate] = []

    init() { heap.reserveCapacity(64) }

    private static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
        if a.square != b.square { return a.square < b.square }
        return a.level != b.level ? a.level < b.level : a.node < b.node
    }

    mutating func push(_ candidate: Candidate) {
        heap.append(candidate)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.precedes(heap[child], heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> Candidate? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
            guard Self.precedes(heap[child], heap[parent]) else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return first
    }
}
