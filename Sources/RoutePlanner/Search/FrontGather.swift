import Geometry

/// What is behind a front: the labels of the other two edges of the triangle it comes from, and of the edge itself where
/// the ground behind is cheaper, along which a route may run before it goes on.
///
/// Of two ways from one edge to another that cross, each may be changed for the uncrossed ones without loss (Monge),
/// so the best intervals behind two points of an edge enclose the best ones of all points between them.
///
/// Lists are kept from one front to the next and only emptied: nothing is allocated for a front.
struct FrontGather {
    /// The ends of the intervals of the edge, each once.
    private var points: [Point] = []
    /// What the points cost by way of what is behind.
    private var costs: [Double] = []
    /// For each interval of the edge the number of its start among `points`; its end is the next.
    private var startOf: [Int32] = []
    private var behind: [Behind] = []
    /// The intervals behind that have a label, edge by edge, walked along with the points; fees included.
    private var emitters: [Emitter] = []
    /// The ends of the intervals behind, with what they cost.
    private var knots: [Knot] = []
    /// For each of `emitters` its first knot; its other is the next.
    private var knotOf: [Int32] = []
    /// For each edge behind and each point the best of `emitters`.
    private var best: [Int32] = []
    private var first = 0
    /// Cost per metre of the triangle behind.
    private(set) var rate = Double.infinity

    /// An edge behind, by its first emitter and first entry in `best`.
    private struct Behind {
        var emitters: Int
        var best: Int
    }

    private struct Knot {
        var point: Point
        var cost: Double
    }

    /// The costs of the points by way of the other edges of the triangle behind alone, which stand first in `behind`.
    private var directCosts: [Double] = []
    private var directCount = 0

    /// What is told of the ends of the edge by way of the triangle behind.
    var costAtStart: Double { directCosts.first ?? .infinity }
    var costAtEnd: Double { directCosts.last ?? .infinity }

    // MARK: - Collecting

    /// Begins with the edge whose front is to be told.
    mutating func begin(_ intervals: IntervalSet, _ e: Int, rate: Double) {
        let range = intervals.range(e)
        first = range.lowerBound
        self.rate = rate
        points.removeAll(keepingCapacity: true)
        startOf.removeAll(keepingCapacity: true)
        behind.removeAll(keepingCapacity: true)
        emitters.removeAll(keepingCapacity: true)
        knots.removeAll(keepingCapacity: true)
        knotOf.removeAll(keepingCapacity: true)
        best.removeAll(keepingCapacity: true)
        costs.removeAll(keepingCapacity: true)
        if !directCosts.isEmpty { directCosts.removeAll(keepingCapacity: true) }
        directCount = 0
        for i in range {
            if i == range.lowerBound || intervals.items[i - 1].to != intervals.items[i].from {
                points.append(intervals.items[i].start)
            }
            startOf.append(Int32(points.count - 1))
            points.append(intervals.items[i].end)
        }
        for _ in points { costs.append(.infinity) }
    }

    /// Adds an interval of an edge behind, the next along the way the points are walked.
    ///
    /// - Parameter isReversed: whether the way leads from the interval's end to its start.
    @inline(__always)
    mutating func add(_ emitter: Emitter, _ interval: Interval, isReversed: Bool) {
        let (from, to) = isReversed ? (interval.end, interval.start) : (interval.start, interval.end)
        let (here, there) =
            isReversed ? (emitter.endValue, emitter.value) : (emitter.value, emitter.endValue)
        if let last = knots.last, last.point == from, behind.last?.emitters != emitters.count {
            knots[knots.count - 1].cost = min(last.cost, here)
        } else {
            knots.append(Knot(point: from, cost: here))
        }
        knotOf.append(Int32(knots.count - 1))
        knots.append(Knot(point: to, cost: there))
        emitters.append(emitter)
    }

    mutating func beginEdge() { behind.append(Behind(emitters: emitters.count, best: best.count)) }

    /// Finds which of the intervals added since ``beginEdge()`` is best for each point.
    mutating func endEdge() {
        guard let edge = behind.last else { return }
        guard edge.emitters < emitters.count else {
            behind.removeLast()
            return
        }
        for _ in points { best.append(-1) }
        let last = emitters.count - 1
        emitters.withUnsafeBufferPointer { emitters in
            points.withUnsafeBufferPointer { points in
                best.withUnsafeMutableBufferPointer { best in
                    costs.withUnsafeMutableBufferPointer { costs in
                        let search = Assignment(
                            emitters: emitters, points: points, costs: costs,
                            best: UnsafeMutableBufferPointer(rebasing: best[edge.best...]))
                        search.assign(0, points.count - 1, edge.emitters, last)
                    }
                }
            }
        }
    }

    /// Ends what comes straight from the triangle behind.
    mutating func endDirect(isNeeded: Bool) {
        directCount = behind.count
        if isNeeded { directCosts.append(contentsOf: costs) }
    }

    private struct Assignment {
        let emitters: UnsafeBufferPointer<Emitter>
        let points: UnsafeBufferPointer<Point>
        let costs: UnsafeMutableBufferPointer<Double>
        let best: UnsafeMutableBufferPointer<Int32>

        /// The best interval for the point in the middle, then for the points on both sides of it.
        func assign(_ low: Int, _ high: Int, _ from: Int, _ to: Int) {
            guard low <= high else { return }
            let middle = (low + high) / 2
            let point = points[middle]
            var (least, place) = (Double.infinity, from)
            for k in from...to {
                let cost = emitters[k].reach(point).cost
                if cost < least { (least, place) = (cost, k) }
            }
            best[middle] = Int32(place)
            costs[middle] = min(costs[middle], least)
            assign(low, middle - 1, from, place)
            assign(middle + 1, high, place, to)
        }
    }

    // MARK: - Lines

    /// What is told of the ends of an interval of the edge.
    @inline(__always)
    func top(_ i: Int) -> LinearCost {
        let start = Int(startOf[i - first])
        return LinearCost(a: costs[start], b: costs[start + 1])
    }

    /// The same by way of the triangle behind alone.
    func directTop(_ i: Int) -> LinearCost {
        guard directCount > 0 else { return .none }
        let start = Int(startOf[i - first])
        return LinearCost(a: directCosts[start], b: directCosts[start + 1])
    }

    /// Which end of an interval keeps its cost when a line is lowered.
    ///
    /// At a vertex the line keeps its cost: labels that sink there would sink one another in circles.
    enum Pivot {
        case none
        case start
        case end
    }

    /// A line that lies nowhere above the given one, nor above what is told of an interval.
    ///
    /// - Parameters:
    ///   - isLevel: whether the line has to be level, which lets nothing sink in circles.
    ///   - isDirect: whether only what comes straight from the triangle behind tells.
    func below(
        _ top: LinearCost, _ i: Int, _ interval: Interval, _ pivot: Pivot, isLevel: Bool, isDirect: Bool
    ) -> LinearCost {
        let start = Int(startOf[i - first])
        let count = isDirect ? directCount : behind.count
        if isLevel { return level(interval, start, top.least, among: count) }
        var line = top
        if pivot != .none {
            for _ in 0..<12 {
                let deepest = deepest(interval, start, line, among: count)
                guard deepest.excess < -1e-8 else { break }
                let y = pivot == .start ? deepest.y : interval.length - deepest.y
                guard y > 1e-9 * interval.length else { break }
                if pivot == .start {
                    line.b += deepest.excess * interval.length / y
                } else {
                    line.a += deepest.excess * interval.length / y
                }
            }
        }
        let excess = deepest(interval, start, line, among: count).excess
        if excess < 0 {
            line.a += excess
            line.b += excess
        }
        if line.least < top.least { raise(&line, interval, start, top.least, among: count) }
        return line
    }

    /// No label may fall below all that is behind it, or labels could sink in circles: then a level line serves.
    private func raise(
        _ line: inout LinearCost, _ interval: Interval, _ start: Int, _ top: Double, among count: Int
    ) {
        var floor = top
        for k in 0..<count {
            let (from, to) = enclosing(k, start)
            for place in from...to { floor = min(floor, emitters[place].least) }
        }
        if line.least < floor { line = level(interval, start, top, among: count) }
    }

    /// The level line that touches what is told from below.
    private func level(_ interval: Interval, _ start: Int, _ top: Double, among count: Int) -> LinearCost {
        let level = top + deepest(interval, start, LinearCost(a: top, b: top), among: count).excess
        return LinearCost(a: level, b: level)
    }

    /// The best intervals of an edge behind for a point and the next; all that is best between lies between them.
    @inline(__always)
    private func enclosing(_ k: Int, _ start: Int) -> (Int, Int) {
        let at = behind[k].best + start
        return (Int(min(best[at], best[at + 1])), Int(max(best[at], best[at + 1])))
    }

    /// Where what is told lies deepest below a line, or least above it.
    ///
    /// Along rays from the vertex two edges share all is linear, so the ends of intervals tell for all their points.
    private func deepest(
        _ interval: Interval, _ start: Int, _ line: LinearCost, among count: Int
    ) -> (excess: Double, y: Double) {
        var result = (excess: 0.0, y: 0.0)
        let mirror = Emitter(interval, LinearCost(a: -line.a, b: -line.b), rate: rate)
        knots.withUnsafeBufferPointer { knots in
            for k in 0..<count {
                let (from, to) = enclosing(k, start)
                for place in Int(knotOf[from])...Int(knotOf[to]) + 1 {
                    let told = mirror.reach(knots[place].point)
                    let excess = told.cost + knots[place].cost
                    if excess < result.excess { result = (excess, told.x) }
                }
            }
        }
        return result
    }
}
