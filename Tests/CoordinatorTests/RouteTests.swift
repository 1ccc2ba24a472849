import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Route and stub")
struct RouteTests {
    @Test("a route brings its decision and one permit per requirement; authorities of one kind are numbered")
    func permits() throws {
        var bench = try Fixture.accepted()
        let east = Fixture.requirement(.roadDig, authority: "370602/municipal")
        let west = Fixture.requirement(.roadDig, authority: "370611/municipal")
        let waived = Fixture.requirement(.roadOccupy, verdict: .exempt)
        let decision = Fixture.decision([Fixture.requirement(.plan), east, west, waived])
        let events = try bench.run(.chooseRoute(Fixture.route(), decision), "2026-03-03")
        #expect(
            events == [
                .routeChosen(route: Fixture.route()), .decisionMade(decision: decision),
                .permitRequired(permit: try bench.permit("PLAN"), requirement: Fixture.requirement(.plan)),
                .permitRequired(permit: try bench.permit("ROAD_DIG"), requirement: east),
                .permitRequired(permit: try bench.permit("ROAD_DIG-2"), requirement: west),
            ])
        #expect(bench.state.permits.map(\.id.rawValue) == ["A1-W-PLAN", "A1-W-ROAD_DIG", "A1-W-ROAD_DIG-2"])
    }

    @Test(
        "R24 a chosen route reserves its stub, another choice or withdrawal frees it, the open valve uses it")
    func stub() throws {
        var bench = try Fixture.accepted()
        let first = try bench.decide(.chooseRoute(Fixture.route(), Fixture.decision([])), "2026-03-03")
        #expect(first.map(\.stream.description) == ["case/A1-W", "stub/S1"])
        #expect(first.last?.entries.map(\.event) == [.stubReserved(by: bench.state.id)])
        bench.absorb(first)
        #expect(bench.stubs["S1"]?.use == .reserved(by: bench.state.id))
        try bench.run(.chooseRoute(Fixture.route(2, from: "stubs", "S2"), Fixture.decision([])), "2026-03-04")
        #expect(bench.stubs["S1"]?.use == .free)
        #expect(bench.stubs["S2"]?.use == .reserved(by: bench.state.id))
        try bench.run(.withdrawRoute(reason: "replanned"), "2026-03-05")
        #expect(bench.stubs["S2"]?.use == .free)
        try bench.run(.chooseRoute(Fixture.route(), Fixture.decision([])), "2026-03-06")
        try bench.run(.confirmScheme(), "2026-03-06")
        try bench.run(.openValve, "2026-03-09")
        #expect(bench.stubs["S1"]?.use == .used(by: bench.state.id))
    }

    @Test("R24 a stub another case holds is refused")
    func stubTaken() throws {
        let bench = try Fixture.accepted()
        let other = try #require(CaseID("B2-W"))
        let context = try Fixture.context()
        let entry = Entry(
            stream: .stub("S1"), event: .stubReserved(by: other), effectiveOn: day("2026-03-01"),
            recordedAt: context.recordedAt, actor: "liu")
        let taken = StubState(id: "S1", [entry])
        #expect(taken.version == 1)
        #expect(
            refusal {
                _ = try bench.state.decide(
                    .chooseRoute(Fixture.route(), Fixture.decision()), on: day("2026-03-03"), stubs: [taken],
                    context)
            } == "CAS-113")
        #expect(
            refusal {
                _ = try bench.state.decide(
                    .chooseRoute(Fixture.route(1, from: "mains", "S1"), Fixture.decision()),
                    on: day("2026-03-03"),
                    stubs: [taken], context)
            } == nil)
    }

    @Test("a changed route raises 'change required' on what authorities have and drops what is not needed")
    func changedRoute() throws {
        var bench = try Fixture.routed()
        let (plan, dig, green) = (
            try bench.permit("PLAN"), try bench.permit("ROAD_DIG"), try bench.permit("GREEN_OCCUPY")
        )
        try bench.run(.tellInterface(), "2026-03-04")
        try bench.run(.submitPermit(plan), "2026-03-05")
        let next = Fixture.decision([
            Fixture.requirement(.plan), Fixture.requirement(.roadDig, after: [.plan]),
        ])
        let same = try bench.decide(.chooseRoute(Fixture.route(), Fixture.decision()), "2026-03-06")
        #expect(same.first?.entries.count == 2)
        let events = try bench.run(.chooseRoute(Fixture.route(3), next), "2026-03-06")
        #expect(
            Array(events.dropFirst(2)) == [
                .permitChangeRequired(permit: plan, reason: "route_changed"),
                .permitClosed(permit: green, reason: .notNeeded),
            ])
        #expect(bench.state.permit(plan)?.stage == .changeRequired)
        #expect(bench.state.permit(dig)?.stage == .required)
        #expect(bench.state.interfaceOutdated)
        #expect(refusal { _ = try bench.decide(.tellInterface(), "2026-03-07") } == nil)
        try bench.run(.submitPermit(plan), "2026-03-07")
        let back = try bench.run(.chooseRoute(Fixture.route(4), Fixture.decision()), "2026-03-08")
        #expect(back.contains(.permitRequired(permit: green, requirement: Fixture.requirement(.greenOccupy))))
        #expect(bench.state.permit(green)?.stage == .required)
    }

    @Test("a withdrawn route closes what was not submitted and leaves the rest to be changed")
    func withdrawnRoute() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        try bench.run(.tellInterface(), "2026-03-04")
        try bench.run(.submitPermit(plan), "2026-03-05")
        try bench.run(.withdrawRoute(reason: "plot sold"), "2026-03-06")
        #expect(bench.state.permits.map(\.stage) == [.closed, .changeRequired, .closed])
        #expect(bench.state.decision == nil)
        #expect(refusal { _ = try bench.decide(.withdrawRoute(reason: "again"), "2026-03-07") } == "CAS-105")
    }

    @Test("a route of another utility, or a kind no id can carry, is refused")
    func refusedRoutes() throws {
        let bench = try Fixture.accepted()
        let gas = Fixture.route(1, utility: .gas)
        #expect(
            refusal { _ = try bench.decide(.chooseRoute(gas, Fixture.decision()), "2026-03-03") } == "CAS-105"
        )
        let odd = Fixture.decision([Fixture.requirement(PermitKind("road-dig"))])
        #expect(
            refusal { _ = try bench.decide(.chooseRoute(Fixture.route(), odd), "2026-03-03") } == "PRM-108")
    }

    @Test("a withdrawn case closes its permits, frees its stub and takes no more commands")
    func withdrawnCase() throws {
        var bench = try Fixture.routed()
        let events = try bench.run(.withdraw(reason: "sold"), "2026-03-05")
        #expect(events.count == 4)
        #expect(bench.state.stage == .withdrawn)
        #expect(bench.stubs["S1"]?.use == .free)
        #expect(refusal { _ = try bench.decide(.recordVisit(), "2026-03-06") } == "CAS-105")
        #expect(bench.state.work(on: day("2026-03-06"), Fixture.calendar, .parallel) == [])
    }

    @Test("a case that does not exist is not found")
    func unknownCase() throws {
        let bench = Bench(id: try #require(CaseID("Z9-W")))
        #expect(refusal { _ = try bench.decide(.recordVisit(), "2026-03-06") } == "CAS-101")
    }

    @Test("a plan is stale for the layers imported after it")
    func stale() throws {
        var project = ProjectState()
        let context = try Fixture.context()
        func run(_ command: ProjectCommand) throws {
            for entry in try project.decide(command, on: day("2026-03-01"), context).flatMap(\.entries) {
                project.apply(entry)
            }
        }
        let rules = RuleSource(name: "yantai-2020", version: "1", sha256: "ab")
        let roads = LayerImport(layer: "roads", file: "r.shp", sha256: "1", crs: "EPSG:4549", count: 3)
        #expect(refusal { try run(.recordImport(roads)) } == "CAS-105")
        try run(.create(name: "芝罘", crs: "EPSG:4549", policy: rules))
        #expect(refusal { try run(.create(name: "x", crs: "y", policy: nil)) } == "CAS-104")
        try run(.adoptPolicy(rules))
        #expect(project.version == 1)
        try run(.recordImport(roads))
        let base = project.version
        #expect(project.layers(importedAfter: base) == [])
        try run(.recordImport(roads))
        #expect(project.layers(importedAfter: base) == ["roads"])
        #expect(project.imports["roads"]?.record == roads)
    }
}
