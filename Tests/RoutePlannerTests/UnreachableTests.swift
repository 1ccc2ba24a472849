import CityModel
import Geometry
import RoutePlanner
import Testing
import Vocabulary

@Suite("Plots without a route")
struct UnreachableTests {
    @Test("a plot in a closed courtyard names the buildings around it")
    func courtyard() throws {
        let map = AsciiMap("mmmmmmm\n.......\n.#####.\n.#...#.\n.#.P.#.\n.#...#.\n.#####.\n.......")
        let refusal = try #require(try map.refusal())
        #expect(refusal.code == "RTE-102")
        #expect(refusal.blockers.allSatisfy { $0.layer == .buildings })
        // Two long walls and three pairs of side walls, drawn as eight runs.
        #expect(refusal.blockers.map(\.feature) == ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8"])
        #expect(refusal.message.contains("buildings B1, B2"))
    }

    @Test("a gate makes the courtyard reachable")
    func gate() throws {
        let map = AsciiMap("mmmmmmm\n.......\n.#####.\n.#...#.\n.#.P.#.\n.#...#.\n.##.##.\n.......")
        #expect(try map.route() != nil)
    }

    @Test("a plot whose red line is covered on all sides")
    func covered() throws {
        let refusal = try #require(try AsciiMap("mmm\n...\nOOO\nOPO\nOOO").refusal())
        #expect(refusal.code == "RTE-102")
        #expect(refusal.blockers.map(\.layer).contains(.plots))
        #expect(refusal.blockers.count == 4)
    }

    @Test("no source within the search limit")
    func noSource() throws {
        let map = AsciiMap("P....\n.....")
        #expect(try map.refusal(PlanLimits(reach: 500))?.code == "RTE-101")
        let far = AsciiMap("P" + String(repeating: ".", count: 60) + "s")
        #expect(try far.refusal(PlanLimits(reach: 300))?.code == "RTE-101")
        #expect(try far.route(PlanLimits(reach: 700)) != nil)
    }

    @Test("sources that are walled in themselves")
    func sources() throws {
        let refusal = try #require(try AsciiMap("###..\n#s#..\n###.P").refusal(PlanLimits(reach: 200)))
        #expect(refusal.code == "RTE-103")
        #expect(refusal.blockers.map(\.feature) == ["B1", "B2", "B3", "B4"])
    }

    @Test("a spent node budget is an answer, not an error")
    func budget() throws {
        let refusal = try #require(
            try AsciiMap("mmmmm\n.....\n.....\n..P..").refusal(PlanLimits(nodeBudget: 3)))
        #expect(refusal.code == "RTE-104")
    }

    @Test("a plot without area and rates that are no rates are refused")
    func badInput() throws {
        let flat = PlanRequest(
            utility: .water, plot: "7", target: [Polygon(shell: [Point(0, 0), Point(1, 0), Point(0, 0)])])
        #expect(throws: Problem.self) {
            try RoutePlanner().plan(flat) { _ in PlanScene(sources: [], regions: []) }
        }
        var map = AsciiMap("mmm\nRRR\n.P.")
        map.rates["R"] = 0
        #expect(throws: Problems.self) { try map.plan() }
    }
}
