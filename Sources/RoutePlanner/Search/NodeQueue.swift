/// A binary min-heap of search states by distance, then number.
struct NodeQueue {
    struct Entry {
        var distance: Double
        var state: Int32

        @inline(__always)
        static func < (a: Entry, b: Entry) -> Bool {
            a.distance != b.distance ? a.distance < b.distance : a.state < b.state
        }
    }

    private var heap: [Entry] = []

    var isEmpty: Bool { heap.isEmpty }

    mutating func push(_ distance: Double, _ state: Int32) {
        let entry = Entry(distance: distance, state: state)
        heap.append(entry)
        var child = heap.count - 1
        heap.withUnsafeMutableBufferPointer { heap in
            while child > 0 {
                let parent = (child - 1) >> 1
                guard entry < heap[parent] else { break }
                heap[child] = heap[parent]
                child = parent
            }
            heap[child] = entry
        }
    }

    mutating func pop() -> Entry? {
        guard let top = heap.first, let moved = heap.popLast() else { return nil }
        let count = heap.count
        guard count > 0 else { return top }
        heap.withUnsafeMutableBufferPointer { heap in
            var parent = 0
            while true {
                var child = 2 * parent + 1
                if child >= count { break }
                if child + 1 < count, heap[child + 1] < heap[child] { child += 1 }
                guard heap[child] < moved else { break }
                heap[parent] = heap[child]
                parent = child
            }
            heap[parent] = moved
        }
        return top
    }
}
