import Vocabulary

/// A random sample of cases for inspection (抽样调查, R42): the same seed draws the same cases.
public struct CaseSample: Codable, Sendable, Hashable {
    public struct Request: Codable, Sendable, Hashable {
        public var count: Int
        public var seed: UInt64

        public init(count: Int, seed: UInt64) {
            self.count = count
            self.seed = seed
        }
    }

    public var seed: UInt64
    /// How many cases it was drawn from.
    public var from: Int
    /// In order of id.
    public var cases: [CaseID]

    /// Draws without replacement; all of them if there are not more than asked for.
    ///
    /// Every case has a number that depends on its id and the seed only, and the cases with the least numbers are
    /// drawn: the order of the input is of no matter, and a case that comes later changes the sample only if it is
    /// drawn itself. The numbers are FNV-1a of the id, mixed with the seed by the finaliser of SplitMix64 (Steele,
    /// Lea and Flood 2014).
    public init(_ request: Request, from ids: [CaseID]) {
        seed = request.seed
        from = ids.count
        let start = Self.mixed(request.seed &+ 0x9E37_79B9_7F4A_7C15)
        let numbered = ids.map { (number: Self.mixed(start ^ Self.hash($0.rawValue)), id: $0) }
        let drawn = numbered.sorted { $0.number != $1.number ? $0.number < $1.number : $0.id < $1.id }
        cases = drawn.prefix(max(0, request.count)).map(\.id).sorted()
    }

    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
