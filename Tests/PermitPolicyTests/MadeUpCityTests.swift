import Configuration
import Foundation
import PermitPolicy
import Testing
import Vocabulary

/// Lakeside: a city nobody has heard of, with limits, permits, classes and bodies of its own.
private let lakeside = """
    valid_until: 2027-12-31
    promise:
      classes:
        - id: quick
          title: {zh: 快, en: quick}
          stages: [{id: acceptance, zh: 受理, en: acceptance}]
          budgets: {heat: {value: 7, source: city}, water: {value: 1, source: rumour}}
          source: city
      without_outer_line: {class: quick, source: city}
      with_outer_line: {class: quick, source: city}
      no_limit: {zh: 无, en: none, source: city}
    roads:
      moratorium:
        opened_years: {value: 1, source: city}
        last_day_barred: {value: false, source: city}
      unknown_level_is_ground: {value: false, source: city}
      seasonal_bans:
        - {id: winter, zh: 冬季, en: winter, from: "12-15", to: "02-15", roads: [R-1], source: city}
      annual_plan:
        report_by: {value: "09-30", source: city}
        length_from_m: {value: 12, source: city}
        bars_permit: {value: true, source: city}
    permits:
      - kind: ROAD_DIG
        promised: {days: 4, unit: calendar, source: city}
        validity: {months: 6, extensions: 1, extension_months: 3, source: city}
        duties: [{id: sweep, zh: 清扫, en: sweep the road, when: after_completion, source: city}]
      - kind: LAKE_SHORE
        title: {zh: 湖岸, en: Lake shore consent}
        authority: lake
        authority_by_grade:
          municipal: {role: harbour, source: city}
          county: {role: government, source: rumour}
        triggers:
          - touch: {layer: water, categories: [lake]}
          - near: {layer: buildings, from: strip, within_m: {value: 3, source: city}}
        basis: [{source: city}]
      - kind: GOSSIP
        title: {zh: 听说, en: Gossip}
        authority: lake
        triggers: [{excavation: true}]
        basis: [{source: rumour}]
    dependencies:
      - {before: LAKE_SHORE, after: ROAD_DIG, source: city}
    thresholds:
      - id: short-trench
        title: {zh: 短, en: short trench}
        utilities: [water]
        measure: trench_length
        limit: {value: 80, source: city}
        also: [{measure: area, layer: greens, limit: {value: 10, source: city}}]
        effect: exempt
        permits: [PLAN]
        excluded_layers: [heritage]
    authorities:
      roles:
        - {id: lake, zh: 湖管局, en: lake office, source: city}
        - {id: harbour, zh: 港务局, en: harbour office, source: city}
      areas: [{code: L1, zh: 湖东, en: East Shore, source: city}]
      bodies:
        - {area: L1, role: traffic_police, zh: 湖东交警大队, en: East Shore traffic police, source: city}
    clock: {approval: {value: parallel, source: city}}
    duties: [{id: sign, zh: 立牌, en: put up a sign, when: before_start, within: {days: 3, unit: working}, source: city}]
    """

@Suite("A made-up city is data alone")
struct MadeUpCityTests {
    private let folder = CityFolder()

    private func decide(_ facts: RouteFacts, on date: String = "2026-11-22") throws -> PolicyDecision {
        var facts = facts
        facts.districts = [DistrictFact(id: "L1")]
        return try folder.load(lakeside).decide(facts, on: day(date))
    }

    @Test("classes and budgets; an unverified budget is for review")
    func promise() throws {
        let heat = try decide(route(300, utility: .heat)).promise
        #expect(heat.classID == "quick" && heat.budgetDays == 7 && heat.stages.count == 1 && !heat.review)
        #expect(try decide(route(300)).promise.verdict == .review)
    }

    @Test("permits, limits, validity, duties and bodies of its own; rumours are for review")
    func permits() throws {
        var lake = touch("water")
        lake.category = "lake"
        lake.grade = "municipal"
        let decision = try decide(route(300, touches: [road(), lake]))
        #expect(
            decision.kinds == ["PLAN", "ROAD_DIG", "ROAD_ATTACH", "TRAFFIC", "RIVER", "LAKE_SHORE"])
        let dig = try decision.permit(.roadDig)
        #expect(dig.promisedDays?.days == 4 && dig.promisedDays?.unit == .calendar)
        #expect(dig.validity?.months == 6 && dig.duties.last?.id == "sweep")
        #expect(dig.prerequisites == [PermitKind("LAKE_SHORE"), .plan])
        #expect(try decision.permit(PermitKind("LAKE_SHORE")).authority.id == "L1/harbour")
        #expect(try decision.permit(PermitKind("GOSSIP")).verdict == .review)
        #expect(decision.duties.map(\.id).contains("sign"))
        lake.grade = "county"
        let county = try decide(route(300, touches: [lake]))
        #expect(
            try county.permit(PermitKind("LAKE_SHORE")).authority.id == "L1/lake", "a rumour decides nothing")
    }

    @Test("R41 the city's own bodies are competent, traffic police among them")
    func bodies() throws {
        let traffic = try decide(route(300, touches: [road()])).permit(.traffic)
        #expect(traffic.authority.title.zh == "湖东交警大队" && !traffic.authority.assumption)
        let dig = try decide(route(300, touches: [road()])).permit(.roadDig)
        #expect(dig.authority.title.zh == "湖东市政工程行政主管部门")
    }

    @Test("R31 distances, categories and unknown bridges follow the pack's settings")
    func triggers() throws {
        let shore = PermitKind("LAKE_SHORE")
        func near(_ distance: Double) throws -> Bool {
            let building = ProximityFact(layer: "buildings", feature: "B", distanceM: distance, atM: 1)
            return try decide(route(300, proximities: [building], layers: allLayers.union(["buildings"])))
                .permits.contains { $0.kind == shore && $0.verdict == .required }
        }
        #expect(try near(3) && !near(3.001))
        var pond = touch("water")
        pond.category = "pond"
        #expect(try !decide(route(300, touches: [pond])).kinds.contains("LAKE_SHORE"))
        let open = try decide(route(300, touches: [road()])).undecided
        #expect(open.first { $0.kind == PermitKind("BRIDGE") }?.missing == ["roads.bridge"])
        #expect(
            try !decide(route(300, touches: [road(level: 0)])).undecided.contains {
                $0.kind == PermitKind("BRIDGE")
            })
    }

    @Test(
        "several limits at once: both are met, or the permit stays",
        arguments: [
            (80.0, 10.0, true), (80.001, 10.0, false), (80.0, 10.001, false), (79.999, 9.999, true),
        ])
    func limits(length: Double, area: Double, exempt: Bool) throws {
        var green = touch("greens")
        green.areaM2 = area
        let decision = try decide(route(length, touches: [green]))
        #expect(try (decision.permit(.plan).verdict == .exempt) == exempt)
        #expect(decision.thresholds.first?.met == exempt && decision.thresholds.first?.also.count == 1)
        green.areaM2 = nil
        #expect(try decide(route(length, touches: [green])).permit(.plan).verdict == .required)
        let zone = touch("heritage", kind: .strip)
        #expect(try decide(route(10, touches: [zone])).permit(.plan).verdict == .required, "excluded layer")
    }

    @Test(
        "the winter ban runs over New Year, for the listed road alone",
        arguments: [
            ("2026-12-14", "R-1", "FREE", nil), ("2026-12-15", "R-1", "BARRED", "2027-02-15"),
            ("2027-02-15", "R-1", "BARRED", "2027-02-15"), ("2027-02-16", "R-1", "FREE", nil),
            ("2027-01-10", "R-2", nil, nil),
        ] as [(String, String, String?, String?)])
    func season(date: String, road id: String, status: String?, until: String?) throws {
        let decision = try decide(route(300, touches: [road(id)]), on: date)
        #expect(decision.seasons.first?.status.rawValue == status)
        #expect(decision.seasons.first?.barredUntil == (try until.map(day)))
        #expect(decision.findings.contains { $0.code == "POL-203" } == (status == "BARRED"))
    }

    @Test("the yearly plan: at its limit it asks, a person answers")
    func plan() throws {
        var facts = route(300, touches: [road(from: 10, to: 22)])
        let asked = try #require(try decide(facts).digPlan)
        #expect(asked.needed == true && asked.planned == nil && asked.barsPermit)
        #expect(asked.reportBy == YearDay(month: 9, day: 30))
        #expect(try decide(facts).findings.contains { $0.code == "POL-208" })
        facts.overrides = [
            OverrideRecord(
                field: "in_annual_plan", value: true, by: "li", on: try day("2026-10-01"), reason: "line 7")
        ]
        #expect(try decide(facts).digPlan?.planned == true)
        #expect(try !decide(facts).findings.contains { $0.code == "POL-208" })
        #expect(try decide(route(300, touches: [road(from: 10, to: 21.999)])).digPlan?.needed == false)
    }

    @Test(
        "moratorium of one year, its last day free here",
        arguments: [("2026-05-31", "BARRED"), ("2026-06-01", "FREE")])
    func moratorium(date: String, status: String) throws {
        let facts = route(300, touches: [road(openedOn: try day("2025-06-01"))])
        #expect(try decide(facts, on: date).moratoria.map(\.status.rawValue) == [status])
    }

    @Test("its period: the first and last day count, and a pack outside is told")
    func validity() throws {
        let pack = try folder.load(lakeside)
        for (date, inForce) in [
            ("2025-12-31", false), ("2026-01-01", true), ("2027-12-31", true), ("2028-01-01", false),
        ] {
            #expect((pack.validity(on: try day(date)) == .inForce) == inForce, "\(date)")
            let told = try decide(route(), on: date).findings.contains { $0.code == "POL-204" }
            #expect(told != inForce, "\(date)")
        }
    }

    @Test("of two versions of a city the one in force counts, the later where both are")
    func versions() throws {
        let old = try folder.load("valid_until: 2026-06-30", name: "bay-2026")
        var new = try folder.load("", name: "bay-2027")
        new.validFrom = try day("2026-06-01")
        let packs = [new, old]
        #expect(old.city == "bay" && new.city == "bay")
        func found(_ date: String) throws -> String? {
            packs.inForce("bay-2026", on: try day(date))?.reference.name
        }
        #expect(try found("2025-12-31") == nil)
        #expect(try found("2026-05-31") == "bay-2026")
        #expect(try found("2026-06-01") == "bay-2027")
        #expect(try found("2026-07-01") == "bay-2027")
    }

    @Test("undefined roles of grades and steps, bad days and bad steps fail the check, all at once")
    func problems() throws {
        let found = try folder.problems(
            """
            roads:
              seasonal_bans: [{id: a, zh: 一, en: one, from: "02-30", to: "03-01", source: city}]
            permits:
              - kind: PLAN
                authority_by_grade: {municipal: {role: mayor, source: city}}
                authority_steps: [{measure: area, role: queen, source: city}]
                triggers: [{stated: {field: f, question: {zh: 一, en: one}, with: [NOWHERE]}}]
              - kind: TREE
                triggers: [{near: {layer: trees, within_m: {value: -1, source: city}}}, {utility: [steam]}]
            """)
        let codes = Set(found.kept.map { "\($0.place.line ?? 0) \($0.code)" })
        #expect(codes == ["12 CFG-105", "14 POL-303", "19 CFG-105"])
        #expect(found.count == 6)
    }
}

@Suite("Comparing packs and decisions")
struct ComparisonTests {
    private let folder = CityFolder()

    @Test("values that differ, by path, with their sources; a pack does not differ from itself")
    func values() throws {
        let national = try PolicyPack.load("national")
        #expect(try national.differences(to: national).isEmpty)
        let city = try folder.load(
            """
            roads: {moratorium: {opened_years: {value: 9, source: city, article: art. 4}}}
            permits: [{kind: PLAN, promised: {days: 6, unit: working, source: city}}]
            """)
        let found = try national.differences(to: city).filter { $0.path != "validFrom" }
        #expect(
            found.map(\.path) == [
                "permits.PLAN.promisedDays.days", "permits.PLAN.promisedDays.unit",
                "roads.moratorium.openedYears",
            ])
        let years = try #require(found.last)
        #expect(years.before == "5" && years.after == "9" && years.sourceAfter == "湖城规定 art. 4")
        #expect(found.first?.before == nil && found.first?.after == "6")
        let back = try city.differences(to: national).first { $0.path == years.path }
        #expect(back?.before == "9" && back?.after == "5")
    }

    @Test(
        "the same value by another clause, and the same rule in other Chinese words, are told apart from values"
    )
    func wordings() throws {
        let national = try PolicyPack.load("national")
        #expect(try national.wordingDifferences(to: national).isEmpty)
        let city = try folder.load(
            """
            roads: {moratorium: {opened_years: {value: 5, source: city, article: art. 4}}}
            permits:
              - {kind: PLAN, title: {zh: 规划许可, en: Construction project planning permit (pipeline)}}
              - kind: ROAD_OCCUPY
                basis: [{source: city, article: art. 9}]
              - {kind: GREEN_OCCUPY, promised: {days: 6, unit: working, source: city}}
            duties:
              - {id: line-enquiry, zh: 开工前查询既有管线, en: enquire existing lines with their owners, when: before_start, source: safety-regulation, article: art. 6}
            """)
        let found = try national.wordingDifferences(to: city)
        try #require(
            found.map(\.path) == [
                "duties.line-enquiry.title.zh", "permits.PLAN.title.zh", "permits.ROAD_OCCUPY.basis",
                "roads.moratorium.openedYears.source",
            ])
        #expect(found[1].after == "规划许可" && found[2].after == "湖城规定 art. 9")
        #expect(found[2].before == "城市道路管理条例(2019) art. 31")
        #expect(found[3].before?.contains("art. 33") == true && found[3].after == "湖城规定 art. 4")
        let values = try national.differences(to: city).map(\.path).filter { $0 != "validFrom" }
        #expect(values.allSatisfy { $0.hasPrefix("permits.GREEN_OCCUPY") }, "\(values)")
        #expect(try city.wordingDifferences(to: national).map(\.before) == found.map(\.after))
    }

    @Test("class, budget, permits, procedure and limit of one route")
    func decisions() throws {
        let facts = route(260, touches: [road(openedOn: try day("2018-01-01"), from: 10, to: 190)])
        func decide(_ pack: String) throws -> PolicyDecision {
            try PolicyPack.load(pack).decide(facts, on: day("2026-11-22"))
        }
        let yantai = try decide("yantai-2020")
        #expect(yantai.changes(to: yantai).isEmpty)
        let xinmi = yantai.changes(to: try decide("xinmi-2022"))
        #expect(xinmi.classBefore == "three-stage" && xinmi.classAfter == "no-promise" && xinmi.budgetChanged)
        #expect(xinmi.added.isEmpty && xinmi.removed.isEmpty)
        let dig = try #require(xinmi.changed.first { $0.kind == .roadDig })
        #expect(dig.what == ["procedure", "limit"] && dig.after == "required, filing, 2 working days")
        let jinan = yantai.changes(to: try decide("jinan-2015"))
        #expect(jinan.added == ["MORATORIUM 370602/government"] && jinan.removed.isEmpty)
        #expect(try decide("jinan-2015").changes(to: yantai).removed == ["MORATORIUM 370602/government"])
    }
}
