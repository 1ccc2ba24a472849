import Geometry

/// A cost at both ends of an interval, linear between them.
struct LinearCost {
    var a: Double
    var b: Double

    static let none = LinearCost(a: .infinity, b: .infinity)
    @inline(__always) var isNone: Bool { a == .infinity }
    @inline(__always) var least: Double { min(a, b) }

    /// Lowers both ends to another line's where that is lower.
    @inline(__always)
    mutating func sink(to a: Double, _ b: Double) {
        self.a = min(self.a, a)
        self.b = min(self.b, b)
    }
}

/// What it costs to go on from an interval with a linear cost, straight across ground of one rate.
///
/// The cost at metre `x` of the interval is `value + slope * x`. To a point `p` it is the least of
/// `value + slope * x + rate * |p - x|`: a convex function of `p`, for the term is convex in `x` and `p` together.
struct Emitter {
    let start: Point
    let along: Vector
    let length: Double
    let value: Double
    let slope: Double
    let rate: Double
    /// The tangent of the angle at which rays leave the interval, against its normal.
    private let lean: Double
    /// Whether all rays leave from one end, for the cost falls along the interval faster than the ground's rate.
    private let isSteep: Bool

    var end: Point { start + along * length }
    /// The least cost of the interval.
    var least: Double { min(value, value + slope * length) }

    static let none = Emitter()

    private init() {
        start = Point(0, 0)
        along = Vector(0, 0)
        (length, value, slope, rate, lean, isSteep) = (0, .infinity, 0, 0, 0, true)
    }

    @inline(__always)
    init(_ interval: Interval, _ cost: LinearCost, rate: Double) {
        start = interval.start
        along = interval.along
        length = interval.length
        value = cost.a
        slope = (cost.b - cost.a) / interval.length
        self.rate = rate
        let sine = slope / rate
        let square = 1 - sine * sine
        isSteep = square <= 1e-12
        lean = isSteep ? 0 : sine / square.squareRoot()
    }

    /// The least cost at a point and the metre of the interval from which it comes.
    @inline(__always)
    func reach(_ p: Point) -> (cost: Double, x: Double) {
        let dx = p.x - start.x
        let dy = p.y - start.y
        let ahead = dx * along.dx + dy * along.dy
        let aside = abs(along.dx * dy - along.dy * dx)
        let best = isSteep ? (slope > 0 ? 0 : length) : ahead - lean * aside
        let x = min(length, max(0, best))
        let rest = ahead - x
        return (value + slope * x + rate * (aside * aside + rest * rest).squareRoot(), x)
    }
}
