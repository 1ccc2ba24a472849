import Configuration
import Foundation
import PermitPolicy
import Testing
import Vocabulary

@Suite("Thresholds")
struct ThresholdTests {
    private static let source = Citation(law: "示例", level: .web)

    private func pack(
        _ measure: ThresholdRule.Measure = .roadLength, limit: Double = 200,
        effect: ThresholdEffect = .filing,
        level: EvidenceLevel = .web, excluded: [RoadAdministration] = [], layer: String? = nil
    ) throws -> PolicyPack {
        var pack = try yantai()
        var source = Self.source
        source.level = level
        pack.thresholds = [
            ThresholdRule(
                id: "filing-200", title: Wording(zh: "备案", en: "filing only"), utilities: [.water],
                measure: measure, layer: layer, limit: Cited(limit, source: source), effect: effect,
                permits: [.roadDig, .plan], excludedAdministrations: excluded,
                promisedDays: DayLimit(days: 2, unit: .working, source: source))
        ]
        return pack
    }

    private func decide(_ pack: PolicyPack, roadLength: Double, utility: Utility = .water) throws
        -> PolicyDecision
    {
        try pack.decide(
            route(400, utility: utility, touches: [road(from: 0, to: roadLength)]), on: day("2026-11-22"))
    }

    @Test("met: the effect, the promised days and the margin in words")
    func met() throws {
        let decision = try decide(pack(), roadLength: 187.41)
        let dig = try decision.permit(.roadDig)
        #expect(
            dig.effect == .filing && dig.verdict == .required && dig.promisedDays?.days == 2 && !dig.review)
        #expect(dig.margins.first?.text.en == "187.41 m of 200 m in municipal road, margin 12.59 m")
        #expect(decision.thresholds.first?.met == true)
        #expect(try decision.permit(.traffic).effect == nil)
    }

    @Test(
        "the unrounded value decides; near the limit REVIEW stands beside the effect",
        arguments: [
            (200.0, true, true), (200.001, false, true), (200.051, false, false), (199.94, true, false),
        ])
    func boundary(length: Double, met: Bool, review: Bool) throws {
        let dig = try decide(pack(), roadLength: length).permit(.roadDig)
        #expect((dig.effect == .filing) == met)
        #expect(dig.review == review)
    }

    @Test("a value barely over the limit is shown with enough decimals to see it")
    func decimals() throws {
        let dig = try decide(pack(), roadLength: 200.001).permit(.roadDig)
        #expect(dig.margins.first?.text.en == "200.0010 m of 200 m in municipal road, over by 0.0010 m")
    }

    @Test("an exemption waives the permit and frees those that waited for it")
    func exempt() throws {
        let decision = try decide(pack(effect: .exempt), roadLength: 100)
        #expect(try decision.permit(.plan).verdict == .exempt)
        #expect(decision.kinds == ["ROAD_ATTACH", "TRAFFIC"])
        #expect(try decision.permit(.roadDig).prerequisites == [])
    }

    @Test("an unverified threshold changes nothing but asks for review")
    func unverified() throws {
        let dig = try decide(pack(effect: .exempt, level: .unverified), roadLength: 100).permit(.roadDig)
        #expect(dig.verdict == .required && dig.effect == nil && dig.review && dig.promisedDays == nil)
    }

    @Test("excluded roads shut a threshold off; other utilities do not see it")
    func excluded() throws {
        let national = road("N", administration: .national, from: 300, to: 310)
        let facts = route(400, touches: [road(), national])
        let decision = try pack(excluded: [.national]).decide(facts, on: day("2026-11-22"))
        #expect(decision.thresholds.first?.met == false)
        #expect(try decision.permit(.roadDig).effect == nil)
        #expect(try decide(pack(), roadLength: 100, utility: .gas).thresholds.isEmpty)
    }

    @Test("each measure reads its own length")
    func measures() throws {
        var facts = route(
            100,
            touches: [
                road(), road("R-2", method: .trenchless, from: 40, to: 60), touch("greens"),
                road("R-3", kind: .strip, from: 60, to: 90),
            ])
        facts.diameterMm = 110
        let expected: [(ThresholdRule.Measure, Double)] = [
            (.routeLength, 100), (.roadLength, 35), (.trenchLength, 80), (.roadTrenchLength, 15),
            (.diameter, 110),
            (.area, 28),
        ]
        for (measure, value) in expected {
            let decision = try pack(measure, layer: "greens").decide(facts, on: day("2026-11-22"))
            #expect(decision.thresholds.first?.margin?.value == value, "\(measure)")
        }
        facts.diameterMm = nil
        let unknown = try pack(.diameter).decide(facts, on: day("2026-11-22")).thresholds.first
        #expect(unknown?.margin == nil && unknown?.met == nil)
    }

    @Test("a rule on an unverified basis is for review only")
    func unverifiedPermit() throws {
        var pack = try yantai()
        let index = try #require(pack.permits.firstIndex { $0.kind == .greenOccupy })
        pack.permits[index].basis = [Citation(law: "听说", level: .unverified)]
        let decision = try pack.decide(route(touches: [touch("greens")]), on: day("2026-11-22"))
        #expect(try decision.permit(.greenOccupy).verdict == .review)
        #expect(decision.kinds == ["PLAN"])
        #expect(decision.findings.contains { $0.code == "POL-207" })
    }
}

@Suite("Decision as a document")
struct DocumentTests {
    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test("facts and decision survive coding, with snake_case keys and units")
    func coding() throws {
        let facts = route(touches: [road(), touch("greens")])
        let text = try encoded(facts)
        #expect(text.contains(#""ground_length_m":45"#) && text.contains(#""opened_on":"2000-01-01""#))
        #expect(try JSONDecoder().decode(RouteFacts.self, from: Data(text.utf8)) == facts)
        let decision = try yantai().decide(facts, on: day("2026-11-22"))
        let document = try encoded(decision)
        #expect(document.contains(#""class":"three-stage""#) && document.contains(#""kind":"ROAD_DIG""#))
        #expect(try JSONDecoder().decode(PolicyDecision.self, from: Data(document.utf8)) == decision)
    }

    @Test("the same facts give the same bytes")
    func deterministic() throws {
        let pack = try yantai()
        let facts = route(
            touches: [road(administration: nil), touch("greens")], layers: ["roads", "x", "y"])
        let first = try encoded(pack.decide(facts, on: day("2026-11-22")))
        for _ in 0..<5 {
            var again = facts
            again.layers = Set(["y", "roads", "x"])
            #expect(try encoded(yantai().decide(again, on: day("2026-11-22"))) == first)
        }
    }

    @Test("the order of the facts decides nothing", arguments: 0..<20)
    func order(seed: UInt64) throws {
        var generator = Seeded(state: seed)
        var facts = route(
            touches: [
                road(district: "370602"),
                road("R-2", administration: nil, from: 30, to: 40, district: "370613"),
                road("R-3", kind: .strip, openedOn: nil, from: 10, to: 25), touch("greens"), touch("water"),
                road("R-4", openedOn: try day("2026-01-01"), from: 41, to: 44, level: 1),
            ],
            proximities: [
                ProximityFact(
                    layer: "roads", feature: "H-1", administration: .national, distanceM: 4, atM: 3),
                ProximityFact(
                    layer: "roads", feature: "H-2", administration: .county, distanceM: 9.98, atM: 1),
            ])
        let expected = try yantai().decide(facts, on: day("2026-11-22"))
        facts.touches.shuffle(using: &generator)
        facts.proximities.shuffle(using: &generator)
        #expect(try yantai().decide(facts, on: day("2026-11-22")) == expected)
    }

    @Test("a day outside the pack's validity is a finding")
    func validity() throws {
        let before = try yantai().decide(route(), on: day("2020-03-19"))
        #expect(before.findings.contains { $0.code == "POL-204" })
        #expect(
            try !yantai().decide(route(), on: day("2020-03-20")).findings.contains { $0.code == "POL-204" })
    }
}

@Suite("Scope")
struct ScopeTests {
    private func problems(
        user: String = "resident", utility: String = "water", kind: String = "new_installation",
        commercial: Bool = false
    ) throws -> Problems {
        try yantai().admissibility(
            of: ApplicationFacts(
                userType: user, utility: utility, installation: kind, commercialSupporting: commercial))
    }

    @Test("R01 user type, utility and kind of business are checked, all at once")
    func scope() throws {
        #expect(try problems().isEmpty)
        #expect(try problems(user: "non_resident", utility: "heat").isEmpty)
        let all = try problems(user: "government", utility: "power", kind: "renaming")
        #expect(all.count == 3 && all.kept.allSatisfy { $0.code == "POL-101" && $0.exit == .badInput })
        #expect(all.kept.map(\.place.field) == ["user_type", "utility", "installation"])
        #expect(all.kept[1].message.contains("power") && all.kept[1].help == "covered: water, gas, heat")
    }

    @Test("R02 a commercial supporting facility is rejected")
    func commercial() throws {
        let refused = try problems(commercial: true)
        #expect(refused.kept.map(\.code) == ["POL-102"])
    }
}
