import Configuration
import PermitPolicy
import Testing
import Vocabulary

func day(_ text: String) throws -> Day { try #require(Day(text)) }

func yantai() throws -> PolicyPack { try PolicyPack.load("yantai-2020") }

let allLayers: Set<String> = [
    "roads", "greens", "water", "planning_area", "districts", "stubs", "mains", "trees", "railways",
    "heritage",
    "lines",
]
let zhifu = DistrictFact(id: "370602", name: "芝罘区")

/// A route of `length` ground metres from a free stub with known capacity, in one district, inside the planning area.
func route(
    _ length: Double = 45, utility: Utility = .water, direct: Bool = true, touches: [TouchFact] = [],
    proximities: [ProximityFact] = [], layers: Set<String> = allLayers, planning: Bool? = true
) -> RouteFacts {
    RouteFacts(
        utility: utility, userType: .nonResident, groundLengthM: length, gridLengthM: length,
        source: direct
            ? SourceFacts(layer: "stubs", feature: "S-1", isFree: true, capacityKnown: true, inService: true)
            : SourceFacts(layer: "mains", feature: "M-1", capacityKnown: true, inService: true),
        stripWidthM: 2.8, inPlanningArea: planning, touches: touches, proximities: proximities,
        districts: [zhifu], layers: layers)
}

func road(
    _ id: String = "R-1", kind: TouchFact.Kind = .crosses, method: TouchFact.Method = .openCut,
    administration: RoadAdministration? = .city, openedOn: Day? = Day(2000, 1, 1), repairedOn: Day? = nil,
    from: Double = 10, to: Double = 25, district: String? = nil, level: Int? = nil
) -> TouchFact {
    TouchFact(
        layer: "roads", features: [id], name: nil, kind: kind, method: method, fromM: from, toM: to,
        lengthM: to - from, groundLengthM: to - from, areaM2: 42, district: district,
        administration: administration, openedOn: openedOn, repairedOn: repairedOn, level: level)
}

func touch(_ layer: String, kind: TouchFact.Kind = .crosses, method: TouchFact.Method = .openCut) -> TouchFact
{
    TouchFact(
        layer: layer, features: ["\(layer)-1"], kind: kind, method: method, fromM: 30, toM: 40, lengthM: 10,
        groundLengthM: 10, areaM2: 28)
}

extension PolicyDecision {
    /// The kinds to obtain, in order.
    var kinds: [String] { permits.filter { $0.verdict == .required }.map(\.kind.rawValue) }

    func permit(_ kind: PermitKind) throws -> PermitRequirement {
        try #require(permits.first { $0.kind == kind })
    }
}

extension PromiseDecision {
    var codes: [String] { reasons.map(\.code) }
}

/// A generator whose numbers follow from its seed (splitmix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
