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

/// How rays leave an interval with a linear cost into ground of one rate.
struct Rays {
    /// The cost per metre along the interval.
    let slope: Double
    /// The tangent of the angle of the rays against the interval's normal; infinite if all rays leave from one end, for
    /// the cost changes along the interval faster than the ground's rate.
    let lean: Double

    static let none = Rays()

    private init() { (slope, lean) = (0, .infinity) }

    @inline(__always)
    init(_ cost: LinearCost, length: Double, rate: Double) {
        slope = (cost.b - cost.a) / length
        let sine = slope / rate
        let square = 1 - sine * sine
        lean = square <= 1e-12 ? (slope > 0 ? .infinity : -.infinity) : sine / square.squareRoot()
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
    private let lean: Double

    /// The cost at the end of the interval.
    @inline(__always) var endValue: Double { value + slope * length }
    /// The least cost of the interval.
    @inline(__always) var least: Double { min(value, endValue) }

    @inline(__always)
    init(_ interval: Interval, _ cost: LinearCost, rate: Double) {
        self.init(interval, value: cost.a, Rays(cost, length: interval.length, rate: rate), rate: rate)
    }

    @inline(__always)
    init(_ interval: Interval, value: Double, _ rays: Rays, rate: Double) {
        start = interval.start
        along = interval.along
        length = interval.length
        self.value = value
        slope = rays.slope
        lean = rays.lean
        self.rate = rate
    }

    /// The least cost at a point and the metre of the interval from which it comes.
    @inline(__always)
    func reach(_ p: Point) -> (cost: Double, x: Double) {
        let dx = p.x - start.x
        let dy = p.y - start.y
        let ahead = dx * along.dx + dy * along.dy
        let aside = abs(along.dx * dy - along.dy * dx)
        let best = lean.isFinite ? ahead - lean * aside : lean > 0 ? 0 : length
        let x = min(length, max(0, best))
        let rest = ahead - x
        return (value + slope * x + rate * (aside * aside + rest * rest).squareRoot(), x)
    }
}
