import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Permits of a case")
struct PermitTests {
    @Test("R30 no permit is submitted before the user was told the interface position")
    func interfaceFirst() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        #expect(refusal { _ = try bench.decide(.submitPermit(plan), "2026-03-10") } == "PRM-102")
        #expect(
            try bench.run(.tellInterface(position: "北门"), "2026-03-05") == [.interfaceTold(position: "北门")])
        #expect(refusal { _ = try bench.decide(.submitPermit(plan), "2026-03-04") } == "PRM-102")
        #expect(
            refusal { _ = try bench.decide(.tellInterface(), "2026-03-06") } == "CAS-104",
            "it is told again only after the route has changed")
        #expect(
            try bench.run(.submitPermit(plan), "2026-03-05") == [.permitSubmitted(permit: plan, number: nil)])
        #expect(bench.state.permit(plan)?.stage == .submitted)
        #expect(bench.state.permit(plan)?.submittedOn == day("2026-03-05"))
    }

    @Test("R32 every permit is the franchise utility's; the user and the contractor co-operate")
    func assignee() throws {
        var bench = try Fixture.routed()
        let permit = try #require(bench.state.permits.first)
        #expect(bench.state.assignee(of: permit) == nil)
        try bench.run(.nameContractor(name: "外线建设"), "2026-03-03")
        try bench.run(
            .assignUtility(candidates: [TerritoryCandidate(territory: "T1", company: "自来水公司")]), "2026-03-03")
        for permit in bench.state.permits { #expect(bench.state.assignee(of: permit) == "自来水公司") }
        #expect(bench.state.cooperating == ["乐居公司", "外线建设"])
        let refused: [(PartyRole, String)] = [
            (.applicantUnit, "乐居公司"), (.contractor, "外线建设"), (.franchiseUtility, "乐居公司"),
            (.franchiseUtility, "外线建设"), (.applicantUnit, "第三方公司"), (.contractor, "第三方公司"),
        ]
        for (role, name) in refused {
            #expect(
                refusal { _ = try bench.decide(.assignPermit(permit.id, to: role, name: name), "2026-03-04") }
                    == "PRM-106")
        }
        #expect(
            refusal { _ = try bench.decide(.assignUtilityByHand(company: "乐居公司"), "2026-03-04") } == "PRM-106"
        )
        try bench.run(.assignPermit(permit.id, to: .franchiseUtility, name: "开发区自来水"), "2026-03-04")
        #expect(bench.state.permit(permit.id).flatMap { bench.state.assignee(of: $0) } == "开发区自来水")
    }

    @Test("a permit goes from required to granted, with a supplement between")
    func wholeWay() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        try bench.run(.tellInterface(), "2026-03-04")
        #expect(
            try bench.run(.preparePermit(plan), "2026-03-04") == [.permitPreparationStarted(permit: plan)])
        try bench.run(.submitPermit(plan, number: "受-9"), "2026-03-05")
        #expect(try bench.run(.acceptPermit(plan), "2026-03-06") == [.permitAccepted(permit: plan)])
        try bench.run(.requestSupplement(plan, items: ["现状管线"]), "2026-03-09")
        #expect(bench.state.permit(plan)?.stage == .supplementRequested)
        #expect(bench.state.permit(plan)?.due(Fixture.calendar) == nil)
        #expect(try bench.run(.acceptPermit(plan), "2026-03-11") == [.supplementSupplied(permit: plan)])
        // Accepted Friday 6 March, 5 working days, 9 and 10 March do not count: 11, 12, 13, 16, 17.
        #expect(bench.state.permit(plan)?.due(Fixture.calendar)?.day == day("2026-03-17"))
        let granted = try bench.run(
            .grantPermit(plan, certificate: "建字-1", until: day("2026-09-12")), "2026-03-12")
        #expect(
            granted == [
                .permitGranted(permit: plan, certificate: "建字-1", until: day("2026-09-12"), evidence: nil)
            ])
        #expect(bench.state.permit(plan)?.stage(on: day("2026-09-12")) == .granted)
        #expect(bench.state.permit(plan)?.stage(on: day("2026-09-13")) == .expired)
        #expect(
            bench.state.permit(plan)?.steps.map(\.stage) == [
                .preparing, .submitted, .accepted, .supplementRequested, .accepted, .granted,
            ])
    }

    @Test("a supplement asked before acceptance leads to acceptance")
    func supplementBeforeAcceptance() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        try bench.run(.tellInterface(), "2026-03-04")
        try bench.run(.submitPermit(plan), "2026-03-05")
        try bench.run(.requestSupplement(plan, items: []), "2026-03-06")
        #expect(
            try bench.run(.acceptPermit(plan), "2026-03-09")
                == [.supplementSupplied(permit: plan), .permitAccepted(permit: plan)])
        #expect(bench.state.permit(plan)?.acceptedOn == day("2026-03-09"))
    }

    @Test("steps that do not follow are refused, and the help says from where they do")
    func refusedSteps() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        try bench.run(.tellInterface(), "2026-03-04")
        let early: [CaseCommand] = [
            .acceptPermit(plan), .requestSupplement(plan, items: []), .grantPermit(plan),
            .refusePermit(plan, reason: .other), .extendPermit(plan, until: day("2027-01-01")),
            .requireChange(plan, reason: "x"),
        ]
        for command in early {
            #expect(refusal { _ = try bench.decide(command, "2026-03-05") } == "PRM-104", "\(command)")
        }
        try bench.run(.submitPermit(plan), "2026-03-05")
        for command in [CaseCommand.submitPermit(plan), .grantPermit(plan), .preparePermit(plan)] {
            #expect(refusal { _ = try bench.decide(command, "2026-03-06") } == "PRM-104", "\(command)")
        }
        do {
            _ = try bench.decide(.grantPermit(plan), "2026-03-06")
        } catch let problem as Problem {
            #expect(problem.message == "permit 'A1-W-PLAN' is submitted and cannot be granted")
            #expect(problem.help == "it can be granted when it is: accepted")
        }
    }

    @Test("a date before an earlier step, or after today, is refused")
    func dates() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        try bench.run(.tellInterface(), "2026-03-04")
        try bench.run(.submitPermit(plan), "2026-03-10")
        #expect(refusal { _ = try bench.decide(.acceptPermit(plan), "2026-03-09") } == "PRM-105")
        #expect(refusal { _ = try bench.decide(.acceptPermit(plan), "2026-07-01") } == "CAS-102")
        #expect(try bench.run(.acceptPermit(plan), "2026-03-10") == [.permitAccepted(permit: plan)])
    }

    @Test(
        "serial: a permit is submitted after its prerequisites; parallel: granted with or after them, or on evidence"
    )
    func prerequisites() throws {
        var bench = try Fixture.routed()
        let (plan, dig) = (try bench.permit("PLAN"), try bench.permit("ROAD_DIG"))
        try bench.run(.tellInterface(), "2026-03-04")
        let serial = try Fixture.context("2026-06-30", .serial)
        #expect(refusal { _ = try bench.decide(.submitPermit(dig), "2026-03-05", serial) } == "PRM-103")
        try bench.run(.submitPermit(dig), "2026-03-05")
        try bench.run(.acceptPermit(dig), "2026-03-05")
        #expect(refusal { _ = try bench.decide(.grantPermit(dig), "2026-03-10") } == "PRM-103")
        #expect(refusal { _ = try bench.decide(.grantPermit(dig, evidence: " "), "2026-03-10") } == "CAS-114")
        #expect(
            refusal { _ = try bench.decide(.grantPermit(dig, evidence: "联合意见 3 号"), "2026-03-10") } == nil)
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan)] {
            try bench.run(command, "2026-03-09")
        }
        #expect(refusal { _ = try bench.decide(.grantPermit(dig), "2026-03-08") } == "PRM-103")
        #expect(refusal { _ = try bench.decide(.grantPermit(dig), "2026-03-09") } == nil)
        #expect(
            refusal {
                _ = try bench.decide(.submitPermit(try bench.permit("GREEN_OCCUPY")), "2026-03-05", serial)
            } == nil)
    }

    @Test("a prerequisite whose rule is unverified holds nothing up")
    func unverifiedPrerequisite() throws {
        var bench = try Fixture.accepted()
        let permits = [
            Fixture.requirement(.plan, verdict: .review), Fixture.requirement(.roadDig, after: [.plan]),
        ]
        try bench.run(.chooseRoute(Fixture.route(), Fixture.decision(permits)), "2026-03-03")
        let dig = try bench.permit("ROAD_DIG")
        try bench.run(.tellInterface(), "2026-03-04")
        let serial = try Fixture.context("2026-06-30", .serial)
        for command in [CaseCommand.submitPermit(dig), .acceptPermit(dig), .grantPermit(dig)] {
            try bench.run(command, "2026-03-05", serial)
        }
        #expect(bench.state.permit(dig)?.stage == .granted)
    }

    @Test("a refused permit keeps its coded reason and can be submitted again")
    func refusedAndAgain() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        try bench.run(.tellInterface(), "2026-03-04")
        try bench.run(.submitPermit(plan), "2026-03-05")
        try bench.run(.refusePermit(plan, reason: .notConforming, note: "控规"), "2026-03-06")
        #expect(bench.state.permit(plan)?.refusal == .notConforming)
        try bench.run(.submitPermit(plan), "2026-03-20")
        let permit = try #require(bench.state.permit(plan))
        #expect(permit.stage == .submitted)
        #expect(permit.refusal == nil && permit.decidedOn == nil)
        #expect(permit.steps.map(\.stage) == [.submitted, .refused, .submitted])
    }

    @Test("validity is extended to a later day only")
    func extensions() throws {
        var bench = try Fixture.routed()
        let plan = try bench.permit("PLAN")
        try bench.run(.tellInterface(), "2026-03-04")
        try bench.run(.submitPermit(plan), "2026-03-05")
        try bench.run(.acceptPermit(plan), "2026-03-05")
        #expect(
            refusal { _ = try bench.decide(.grantPermit(plan, until: day("2026-03-05")), "2026-03-06") }
                == "PRM-107")
        try bench.run(.grantPermit(plan, until: day("2026-06-01")), "2026-03-06")
        #expect(
            refusal { _ = try bench.decide(.extendPermit(plan, until: day("2026-06-01")), "2026-05-01") }
                == "PRM-107")
        try bench.run(.extendPermit(plan, until: day("2026-09-01")), "2026-05-01")
        #expect(bench.state.permit(plan)?.stage(on: day("2026-06-30")) == .granted)
    }

    @Test("an unknown permit is not found and the nearest name is offered")
    func unknownPermit() throws {
        let bench = try Fixture.routed()
        do {
            _ = try bench.decide(.acceptPermit(try bench.permit("PLAM")), "2026-03-05")
            Issue.record("it was accepted")
        } catch let problem as Problem {
            #expect(problem.code == "PRM-101")
            #expect(problem.exit == .notFound)
            #expect(problem.help == "did you mean 'A1-W-PLAN'?")
        }
    }
}
