/// A small deterministic random generator (Steele, Lea and Flood 2014, "Fast
/// splittable pseudorandom number generators").
///
/// Each thing that is drawn has its own generator, seeded by what it is, so
/// that the city does not depend on the order things are made in.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    /// - Parameters:
    ///   - seed: of the whole city.
    ///   - topic: what is drawn; different topics of one place do not correlate.
    ///   - place: which one it is, such as column and row.
    init(seed: UInt64, _ topic: Topic, _ place: Int...) {
        state = seed
        state = next() ^ topic.rawValue
        for part in place { state = next() ^ UInt64(bitPattern: Int64(part)) }
        _ = next()
    }

    /// The published sequence of a state.
    init(state: UInt64) { self.state = state }

    enum Topic: UInt64 {
        case columnWidth = 1, rowHeight, node, road, main, block, plot, stub, green, application
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in `0 ..< 1`.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number in `low ..< high`.
    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// A whole number in a range that is not empty.
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(unit() * Double(range.upperBound - range.lowerBound + 1))
    }

    /// True with a probability.
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// One of some things; `things` must not be empty.
    mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[whole(0...things.count - 1)] }
}
