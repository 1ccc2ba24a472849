import Configuration
import PermitPolicy
import Testing
import Vocabulary

@Suite("Fees")
struct FeeTests {
    private let folder = CityFolder()

    private func line(
        _ kind: FeeKind, _ payer: FeePayer = .applicant, tariff: String? = "T-1", formula: String? = "3 × 5"
    ) -> FeeLine {
        FeeLine(
            id: "x", title: Wording(zh: "费", en: "fee"), kind: kind, payer: payer, tariff: tariff,
            formula: formula, amountYuan: 15)
    }

    @Test("R17 application and handling fees to the user are refused; others are not")
    func forbidden() throws {
        let pack = try yantai()
        for kind in FeeKind.allCases {
            let found = pack.problems(of: line(kind))
            let refused = kind == .application || kind == .handling
            #expect(found.kept.map(\.code) == (refused ? ["POL-105"] : []), "\(kind)")
            #expect(pack.problems(of: line(kind, .utility)).isEmpty)
        }
        #expect(pack.problems(of: line(.handling)).kept.first?.message.contains("二(一)3") == true)
    }

    @Test("R18 every line names its tariff and its formula; both are told at once")
    func founded() throws {
        let pack = try yantai()
        #expect(pack.problems(of: line(.service, tariff: nil)).kept.map(\.place.field) == ["tariff"])
        #expect(pack.problems(of: line(.service, tariff: " ")).count == 1)
        let bare = pack.problems(of: line(.reinstatement, .utility, tariff: nil, formula: ""))
        #expect(bare.kept.map(\.code) == ["POL-106", "POL-106"])
    }

    @Test("R17 R18 a pack with such a fee fails its check")
    func packs() throws {
        let found = try folder.problems(
            """
            fees:
              list:
                - {id: a, title: {zh: 手续费, en: handling}, kind: handling, payer: applicant, measure: fixed,
                   tariff: {value: T, source: city}, formula: {zh: 每件, en: each}}
                - {id: b, title: {zh: 占道, en: occupation}, kind: occupation, payer: utility, measure: fixed}
            """, base: "yantai-2020")
        #expect(found.kept.map(\.code) == ["POL-308", "POL-308", "POL-308"])
        #expect(Set(found.kept.compactMap(\.place.line)) == [13, 15])
    }

    @Test("R18 amounts follow the city's rates by surface, with the sum written out; without rates unknown")
    func amounts() throws {
        let text = """
            fees:
              list:
                - id: road-repair
                  title: {zh: 挖掘修复费, en: reinstatement}
                  kind: reinstatement
                  payer: utility
                  permit: ROAD_DIG
                  tariff: {value: 湖价〔2026〕1号, source: city}
                  formula: {zh: 面积 × 单价, en: area × rate}
                  measure: area
                  layer: roads
                  rates:
                    - {surface: asphalt, yuan: 300, source: city}
                    - {surface: paving, yuan: 120.5, source: city}
            """
        let pack = try folder.load(text)
        func lines(_ surfaces: [String?]) throws -> [FeeLine] {
            let touches = surfaces.enumerated().map { index, surface in
                var touch = road("R-\(index)", from: Double(10 * index), to: Double(10 * index + 5))
                touch.surface = surface
                return touch
            }
            return try pack.decide(route(100, touches: touches), on: day("2026-11-22")).fees
        }
        let both = try #require(try lines(["asphalt", "paving"]).first)
        #expect(both.amountYuan == 42 * 300 + 42 * 120.5 && both.missing.isEmpty && !both.review)
        #expect(both.formula == "42 m² × 300 元/m² + 42 m² × 120.5 元/m²" && both.tariff == "湖价〔2026〕1号")
        #expect(pack.problems(of: both).isEmpty)
        let bare = try #require(try lines(["asphalt", nil]).first)
        #expect(bare.amountYuan == nil && bare.missing == ["roads.surface"])
        let other = try #require(try lines(["gravel"]).first)
        #expect(other.amountYuan == nil && other.missing == ["fees.road-repair.rates"])
        let shipped = try yantai().decide(route(touches: [road()]), on: day("2026-11-22")).fees
        #expect(shipped.map(\.id) == ["road-repair"] && shipped.first?.amountYuan == nil)
        #expect(try lines([]).isEmpty)
    }
}
