import Configuration
import PermitPolicy
import Testing
import Vocabulary

@Suite("Permits of yantai-2020")
struct PermitTests {
    private func decide(_ facts: RouteFacts, on today: String = "2026-11-22") throws -> PolicyDecision {
        try yantai().decide(facts, on: day(today))
    }

    @Test("R31 each hit brings its permits, no hit none")
    func kinds() throws {
        #expect(try decide(route(planning: false)).kinds == [])
        #expect(try decide(route()).kinds == ["PLAN"])
        #expect(
            try decide(route(touches: [road()], planning: false)).kinds == [
                "ROAD_DIG", "ROAD_ATTACH", "TRAFFIC",
            ])
        #expect(try decide(route(touches: [touch("greens")])).kinds == ["PLAN", "GREEN_OCCUPY"])
        #expect(try decide(route(touches: [touch("water")])).kinds == ["PLAN", "RIVER"])
        #expect(try decide(route(touches: [touch("buildings")])).kinds == ["PLAN"])
    }

    @Test("R31 every trigger carries chainage, length and area")
    func triggers() throws {
        let dig = try decide(route(touches: [road(), road("R-2", from: 30, to: 40)])).permit(.roadDig)
        #expect(dig.triggers.map(\.features) == [["R-1"], ["R-2"]])
        #expect(dig.triggers.first?.fromM == 10 && dig.triggers.first?.toM == 25)
        #expect(dig.triggers.first?.lengthM == 15 && dig.triggers.first?.areaM2 == 42)
        #expect(dig.basis.contains { $0.article == "art. 30" && $0.level == .law })
        #expect(dig.statutoryDays?.days == 20 && dig.statutoryDays?.unit == .working)
    }

    @Test("the disturbed strip alone calls for digging and green permits, not for attachment")
    func strip() throws {
        let decision = try decide(
            route(touches: [road(kind: .strip, from: 0, to: 20), touch("greens", kind: .strip)]))
        #expect(decision.kinds == ["PLAN", "ROAD_DIG", "TRAFFIC", "GREEN_OCCUPY"])
        #expect(try decision.permit(.roadDig).triggers.first?.note?.en == "only the disturbed strip touches")
    }

    @Test("trenchless turns digging into occupation and attachment, with traffic consent")
    func trenchless() throws {
        let decision = try decide(route(touches: [road(method: .trenchless, openedOn: day("2026-01-01"))]))
        #expect(decision.kinds == ["PLAN", "ROAD_OCCUPY", "ROAD_ATTACH", "TRAFFIC"])
        #expect(decision.moratoria.map(\.status) == [.notDug])
    }

    @Test("R31 without a planning_area layer PLAN is required with a note, outside the area it is not")
    func planning() throws {
        var layers = allLayers
        layers.remove("planning_area")
        let plan = try decide(route(layers: layers, planning: nil)).permit(.plan)
        #expect(plan.verdict == .required && plan.missing == ["planning_area"])
        #expect(plan.triggers.first?.note != nil && plan.triggers.first?.toM == 45)
        #expect(try !decide(route(planning: false)).kinds.contains("PLAN"))
    }

    @Test("a missing layer answers UNKNOWN by name and makes no permit")
    func missingLayer() throws {
        let decision = try decide(route(layers: ["planning_area", "roads", "water"]))
        #expect(decision.kinds == ["PLAN"])
        #expect(
            decision.undecided.map(\.kind.rawValue) == [
                "GREEN_OCCUPY", "TREE", "RAIL", "HERITAGE", "BUILD", "OTHER_LINE", "TEMP_LAND",
            ])
        #expect(
            decision.undecided.first?.verdict == .unknown && decision.undecided.first?.missing == ["greens"])
        #expect(decision.findings.contains { $0.code == "POL-201" && $0.subjects == ["greens"] })
    }

    @Test("a road of unknown administration is taken for a city road, with review and the attribute named")
    func unknownAdministration() throws {
        let decision = try decide(route(touches: [road(administration: nil)]))
        let dig = try decision.permit(.roadDig)
        #expect(dig.verdict == .required && dig.review && dig.missing == ["roads.administration"])
        #expect(decision.undecided.map(\.kind.rawValue) == ["HIGHWAY", "BUILD", "NIGHT", "TEMP_LAND"])
        #expect(decision.findings.contains { $0.code == "POL-202" && $0.subjects == ["R-1"] })
        #expect(try !decide(route(touches: [road()])).permit(.roadDig).review)
    }

    @Test("a highway brings HIGHWAY instead of the city road permits")
    func highway() throws {
        let decision = try decide(route(touches: [road(administration: .provincial)]))
        #expect(decision.kinds == ["PLAN", "HIGHWAY"])
        #expect(decision.moratoria.isEmpty)
    }

    @Test(
        "control zones by administration, with their margin",
        arguments: [
            (RoadAdministration.national, 20.0, true, true), (.national, 20.0000000001, true, true),
            (.national, 20.02, false, false), (.national, 12, true, false), (.provincial, 15.5, false, false),
            (.county, 9.9, true, false), (.township, 5.2, false, false), (.expressway, 29, true, false),
            (.city, 1, false, false),
        ])
    func controlZone(administration: RoadAdministration, distance: Double, needed: Bool, review: Bool) throws
    {
        let near = ProximityFact(
            layer: "roads", feature: "H-1", administration: administration, distanceM: distance, atM: 12)
        let decision = try decide(route(proximities: [near]))
        #expect(decision.kinds.contains("HIGHWAY") == needed)
        guard needed else { return }
        let highway = try decision.permit(.highway)
        #expect(highway.review == review)
        #expect(highway.margins.first?.value == distance)
        #expect(highway.triggers.first?.features == ["H-1"] && highway.triggers.first?.fromM == 12)
    }

    @Test("bridges and tunnels are marked for review")
    func level() throws {
        #expect(try decide(route(touches: [road(level: 1)])).permit(.roadDig).review)
        #expect(try !decide(route(touches: [road(level: 0)])).permit(.roadDig).review)
    }

    @Test("prerequisites name only permits of the decision")
    func prerequisites() throws {
        let barred = road(openedOn: try day("2026-01-01"))
        #expect(try decide(route(touches: [barred])).permit(.roadDig).prerequisites == [.moratorium, .plan])
        #expect(try decide(route(touches: [road()], planning: false)).permit(.roadDig).prerequisites == [])
    }

    @Test("R03 planning and excavation permits stand side by side for one line")
    func bothSides() throws {
        let kinds = try decide(route(touches: [road()])).kinds
        #expect(kinds.contains("PLAN") && kinds.contains("ROAD_DIG"))
    }

    @Test("R32 the franchise utility applies for every permit, applicant and contractor co-operate")
    func franchise() throws {
        let pack = try yantai()
        let decision = try decide(route(touches: [road(), touch("greens")]))
        #expect(decision.permits.count == 5)
        for permit in decision.permits {
            #expect(permit.applicant == .franchiseUtility)
            #expect(permit.cooperating == [.applicantUnit, .contractor])
        }
        #expect(pack.assignmentProblem(.roadDig, to: .applicantUnit)?.code == "POL-103")
        #expect(pack.assignmentProblem(.roadDig, to: .contractor) != nil)
        #expect(pack.assignmentProblem(.roadDig, to: .franchiseUtility) == nil)
    }

    @Test("R41 each permit has an authority of the pack's table, traffic police among them")
    func authorities() throws {
        let decision = try decide(route(touches: [road(), touch("greens")]))
        #expect(
            decision.permits.map(\.authority.id) == [
                "370602/planning", "370602/municipal", "370602/municipal", "370602/traffic_police",
                "370602/greening",
            ])
        #expect(try decision.permit(.traffic).authority.title.zh == "芝罘区公安机关交通管理部门")
        #expect(decision.permits.allSatisfy { !$0.authority.assumption })
    }

    @Test("two districts bring two permits of a kind, the whole route one PLAN to be confirmed")
    func districts() throws {
        var facts = route(touches: [
            road(district: "370602"), road("R-2", from: 30, to: 40, district: "370613"),
        ])
        facts.districts = [zhifu, DistrictFact(id: "370613", name: "莱山区")]
        let decision = try decide(facts)
        let digs = decision.permits.filter { $0.kind == .roadDig }
        #expect(digs.map(\.authority.district) == ["370602", "370613"])
        #expect(digs.map { $0.triggers.flatMap(\.features) } == [["R-1"], ["R-2"]])
        let plans = decision.permits.filter { $0.kind == .plan }
        #expect(plans.map(\.authority.district) == ["370613"] && plans.allSatisfy(\.review))
    }

    @Test("a district outside the table keeps its name; old codes find their area")
    func otherDistrict() throws {
        var facts = route()
        facts.districts = [DistrictFact(id: "D7", name: "示例区")]
        var decision = try decide(facts)
        #expect(try decision.permit(.plan).authority.title.zh == "示例区自然资源和规划主管部门")
        #expect(decision.findings.contains { $0.code == "POL-205" })
        facts.districts = [DistrictFact(id: "370684")]
        decision = try decide(facts)
        #expect(try decision.permit(.plan).authority.id == "370614/planning")
        #expect(try !decision.permit(.plan).review)
        facts.districts = [DistrictFact(id: "D9", name: "开发区")]
        decision = try decide(facts)
        #expect(try decision.permit(.plan).authority.id == "370676/planning")
        #expect(try decision.permit(.plan).authority.assumption && decision.permit(.plan).review)
        facts.districts = []
        decision = try decide(facts)
        #expect(try decision.permit(.plan).missing == ["districts"])
        #expect(try decision.permit(.plan).authority.district == nil)
    }
}
