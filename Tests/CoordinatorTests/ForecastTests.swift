import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Programme of a case: assumptions, what-if, promise, validity")
struct ForecastTests {
    private let calendar = Fixture.calendar

    private func told() throws -> Bench {
        var bench = try Fixture.routed()
        try bench.run(.tellInterface(), "2026-03-03")
        return bench
    }

    private func programme(
        _ bench: Bench, _ on: String, _ mode: ApprovalMode? = nil,
        whatIf: [PermitID: Programme.WhatIf] = [:]
    ) -> Programme {
        Programme(bench.state, on: day(on), mode, calendar, whatIf: whatIf)
    }

    @Test("the pack's approval mode is followed unless the desk says otherwise")
    func mode() throws {
        var bench = try Fixture.accepted()
        var decision = Fixture.decision()
        decision.approval = .serial
        try bench.run(.chooseRoute(Fixture.route(), decision), "2026-03-03")
        try bench.run(.tellInterface(), "2026-03-03")
        // PLAN and GREEN_OCCUPY five days to the 10th; ROAD_DIG five more when it has to wait.
        #expect(programme(bench, "2026-03-03").readyToDig == day("2026-03-17"))
        #expect(programme(bench, "2026-03-03").mode == .serial)
        #expect(programme(bench, "2026-03-03", .parallel).readyToDig == day("2026-03-10"))
        var context = try Fixture.context()
        context.approval = nil
        let dig = try bench.permit("ROAD_DIG")
        #expect(refusal { _ = try bench.decide(.submitPermit(dig), "2026-03-04", context) } == "PRM-103")
        context.approval = .parallel
        #expect(refusal { _ = try bench.decide(.submitPermit(dig), "2026-03-04", context) } == nil)
    }

    @Test("every open permit says which limit was used and where it comes from")
    func assumptions() throws {
        var bench = try Fixture.accepted()
        let permits = [
            Fixture.requirement(.plan), Fixture.requirement(.river, days: nil),
            Fixture.requirement(.traffic, verdict: .review),
        ]
        try bench.run(.chooseRoute(Fixture.route(), Fixture.decision(permits)), "2026-03-03")
        try bench.run(.tellInterface(), "2026-03-03")
        let plan = try bench.permit("PLAN")
        let open = programme(bench, "2026-03-03")
        #expect(open.bars.map(\.assumption.kind) == [.promisedLimit, .statutoryLimit])
        #expect(open.bars.map(\.assumption.limit?.days) == [5, 20])
        #expect(open.bars.allSatisfy { $0.assumption.text.en.contains("test law art. 1") })
        #expect(bench.state.permitsOutsideProgramme.map(\.id.kind) == [.traffic])
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan)] {
            try bench.run(command, "2026-03-03")
        }
        #expect(programme(bench, "2026-03-04").bars.first?.finish == day("2026-03-10"))
        let late = try #require(programme(bench, "2026-03-12").bars.first)
        #expect(late.assumption.kind == .overdue && late.finish == day("2026-03-12"))
        try bench.run(.requestSupplement(plan, items: ["图"]), "2026-03-05")
        // One day used; supplied today, four remain.
        #expect(programme(bench, "2026-03-12").bars.first?.finish == day("2026-03-17"))
        try bench.run(.acceptPermit(plan), "2026-03-12")
        try bench.run(.grantPermit(plan), "2026-03-13")
        let granted = try #require(programme(bench, "2026-03-16").bars.first)
        #expect(granted.assumption.kind == .granted && granted.finish == day("2026-03-13"))
    }

    @Test("what if GREEN_OCCUPY is granted on day 4: is the promise kept?")
    func whatIf() throws {
        let bench = try told()
        let ids = try ["PLAN", "ROAD_DIG", "GREEN_OCCUPY"].map { try bench.permit($0) }
        // The promise ends on 5 March; every permit takes five days to the 10th.
        let asItIs = bench.state.forecast(programme(bench, "2026-03-03"), calendar)
        #expect(asItIs.answer == .broken && asItIs.due == day("2026-03-05"))
        #expect(asItIs.readyToDig == day("2026-03-10") && asItIs.remainingDays == -3)
        func answer(_ green: Programme.WhatIf, _ others: Programme.WhatIf) -> PromiseForecast {
            let changed = programme(
                bench, "2026-03-03", whatIf: [ids[0]: others, ids[1]: others, ids[2]: green])
            return bench.state.forecast(changed, calendar)
        }
        let onDay4 = answer(.day(4), .day(2))
        #expect(onDay4.readyToDig == day("2026-03-09") && onDay4.answer == .broken)
        let onDay2 = answer(.day(2), .day(2))
        #expect(onDay2.readyToDig == day("2026-03-05") && onDay2.answer == .kept)
        #expect(onDay2.remainingDays == 0)
        #expect(answer(.on(day("2026-03-06")), .day(1)).answer == .broken)
    }

    @Test("a stop for the government's approval ends on the ready day; another stop leaves the answer open")
    func stops() throws {
        var bench = try told()
        try bench.run(.stopClock(.governmentApproval, holder: "审批局"), "2026-03-04")
        let approval = bench.state.forecast(programme(bench, "2026-03-05"), calendar)
        // Ready on the 12th; 3 March is used, 12, 13 and so on remain.
        #expect(approval.readyToDig == day("2026-03-12"))
        #expect(approval.answer == .kept && approval.due == day("2026-03-13"))
        #expect(approval.reasons.count == 2)
        try bench.run(.stopClock(.customer, holder: "业主"), "2026-03-05")
        #expect(bench.state.forecast(programme(bench, "2026-03-05"), calendar).answer == .unknown)
        var late = try told()
        try late.run(.stopClock(.governmentApproval, holder: "审批局"), "2026-03-09")
        // The budget was used up before the clock stood.
        #expect(late.state.forecast(programme(late, "2026-03-09"), calendar).answer == .broken)
    }

    @Test("R22 heat: nothing is promised, and the forecast says so in the policy's words")
    func heat() throws {
        var bench = try Fixture.accepted()
        try bench.run(.chooseRoute(Fixture.route(), Fixture.decision(budget: nil)), "2026-03-03")
        let forecast = bench.state.forecast(programme(bench, "2026-03-03"), calendar)
        #expect(forecast.answer == .notPromised && forecast.due == nil)
        #expect(forecast.reasons.map(\.en) == ["budget"])
        let lead = CaseState(id: bench.state.id)
        #expect(
            lead.forecast(Programme([], from: day("2026-03-03"), .serial, calendar), calendar).answer
                == .unknown)
    }

    @Test("a what-if does not precede what a permit follows, and leaves grants as they are")
    func whatIfOrder() throws {
        var bench = try told()
        let (plan, dig) = (try bench.permit("PLAN"), try bench.permit("ROAD_DIG"))
        let early = programme(bench, "2026-03-03", whatIf: [dig: .on(day("2026-03-04"))])
        let bar = try #require(early.bars.first { $0.id == dig.rawValue })
        #expect(bar.finish == day("2026-03-10") && bar.assumption.kind == .whatIf)
        #expect(bar.assumption.text.en.contains("not before"))
        #expect(bar.after == [plan.rawValue])
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan)] {
            try bench.run(command, "2026-03-04")
        }
        let granted = programme(bench, "2026-03-05", whatIf: [plan: .on(day("2026-03-30"))])
        #expect(granted.bars.first { $0.id == plan.rawValue }?.finish == day("2026-03-04"))
        #expect(programme(bench, "2026-03-05").criticalPath == ["A1-W-GREEN_OCCUPY", "A1-W-ROAD_DIG"])
    }

    @Test(
        "a permit that lapses before the dig is a finding; on its last day it still holds",
        arguments: [("2026-03-10", true), ("2026-03-11", false)])
    func validity(until: String, lapses: Bool) throws {
        var bench = try told()
        let plan = try bench.permit("PLAN")
        for command in [
            CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan, until: day(until)),
        ] {
            try bench.run(command, "2026-03-04")
        }
        // ROAD_DIG and GREEN_OCCUPY take five days from the 4th, to the 11th.
        let programme = programme(bench, "2026-03-04")
        #expect(programme.readyToDig == day("2026-03-11"))
        let findings = bench.state.findings(of: programme, on: day("2026-03-04"))
        #expect(findings.map(\.code) == (lapses ? ["PRM-204"] : []))
        if lapses { #expect(findings.first?.message.contains("2026-03-11") == true) }
    }

    @Test(
        "without an end the grant takes the policy's validity, marked as derived; it lapses before a later dig"
    )
    func derivedEnd() throws {
        var short = Fixture.requirement(.plan)
        short.validity = PermitValidity(months: 1, source: Fixture.source)
        var unverified = Fixture.requirement(.greenOccupy)
        unverified.validity = PermitValidity(months: 1, source: Citation(law: "memory", level: .unverified))
        var long = Fixture.requirement(.roadDig, days: 30)
        long.statutoryDays = nil
        var bench = try Fixture.accepted()
        try bench.run(
            .chooseRoute(Fixture.route(), Fixture.decision([short, unverified, long])), "2026-03-03")
        try bench.run(.tellInterface(), "2026-03-03")
        let (plan, green) = (try bench.permit("PLAN"), try bench.permit("GREEN_OCCUPY"))
        let before = programme(bench, "2026-03-04")
        #expect(bench.state.findings(of: before, on: day("2026-03-04")).map(\.code) == ["PRM-204"])
        for permit in [plan, green] {
            for command in [CaseCommand.submitPermit(permit), .acceptPermit(permit), .grantPermit(permit)] {
                try bench.run(command, "2026-03-04")
            }
        }
        #expect(bench.state.permit(plan)?.validUntil == day("2026-04-04"))
        #expect(bench.state.permit(plan)?.validUntilDerived == true)
        #expect(bench.state.permit(green)?.validUntil == nil, "what is not verified sets no end")
        let programme = programme(bench, "2026-03-04")
        #expect(programme.readyToDig.map { $0 > day("2026-04-04") } == true)
        let findings = bench.state.findings(of: programme, on: day("2026-03-04"))
        #expect(findings.map(\.code) == ["PRM-204"])
        #expect(findings.first?.message.contains("1 months (test law art. 1)") == true)
        try bench.run(.extendPermit(plan, until: day("2026-12-01")), "2026-03-05")
        #expect(bench.state.permit(plan)?.validUntilDerived == false)
    }

    @Test(
        "a validity of months ends on the same day of the month, or on that month's last",
        arguments: [
            ("2026-11-05", 24, "2028-11-05"), ("2026-01-31", 1, "2026-02-28"),
            ("2027-11-30", 3, "2028-02-29"),
            ("2026-12-31", 6, "2027-06-30"), ("2026-12-01", 1, "2027-01-01"),
        ])
    func months(from: String, months: Int, to: String) {
        let validity = PermitValidity(months: months, source: Fixture.source)
        #expect(validity.lastDay(grantedOn: day(from)) == day(to))
    }

    @Test("a cycle is an error that names its permits, without those that only wait for it; nothing hangs")
    func cycle() throws {
        var bench = try Fixture.accepted()
        let permits = [
            Fixture.requirement(.plan, after: [.roadDig]), Fixture.requirement(.roadDig, after: [.plan]),
            Fixture.requirement(.greenOccupy, after: [.roadDig]), Fixture.requirement(.river, days: nil),
        ]
        try bench.run(.chooseRoute(Fixture.route(), Fixture.decision(permits)), "2026-03-03")
        let programme = programme(bench, "2026-03-03")
        #expect(programme.readyToDig == nil && programme.criticalPath.isEmpty)
        #expect(programme.cycle == ["A1-W-PLAN", "A1-W-ROAD_DIG"])
        #expect(programme.undetermined == ["A1-W-GREEN_OCCUPY", "A1-W-PLAN", "A1-W-ROAD_DIG"])
        #expect(bench.state.findings(of: programme, on: day("2026-03-03")).map(\.code) == ["PRM-203"])
        let forecast = bench.state.forecast(programme, calendar)
        #expect(forecast.answer == .unknown && forecast.reasons.first?.en.contains("A1-W-PLAN") == true)
    }

    @Test("a hundred permits in a ring and a hundred in a chain are laid out at once")
    func large() {
        func steps(_ ring: Bool) -> [Programme.Step] {
            (0..<100).map { index in
                let before = index == 0 ? (ring ? [PermitKind("K99")] : []) : [PermitKind("K\(index - 1)")]
                return Programme.Step(
                    id: "K\(index)", kind: PermitKind("K\(index)"), prerequisites: before,
                    limit: DayLimit(days: 1, unit: .working, source: Fixture.source))
            }
        }
        let ring = Programme(steps(true), from: day("2026-03-02"), .serial, calendar)
        #expect(ring.cycle.count == 100 && ring.readyToDig == nil)
        let chain = Programme(steps(false).reversed(), from: day("2026-03-02"), .serial, calendar)
        #expect(chain.readyToDig == calendar.working(100, after: day("2026-03-02")))
        #expect(chain.criticalPath.first == "K0" && chain.criticalPath.count == 100)
    }
}
