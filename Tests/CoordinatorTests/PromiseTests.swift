import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("The promise")
struct PromiseTests {
    private let calendar = Fixture.calendar

    @Test("R21 the clock stops with reason, start and end; gross and net days are both shown")
    func stops() throws {
        var bench = try Fixture.routed()
        // Accepted Monday 2 March, three working days: Thursday 5 March.
        #expect(bench.state.due(calendar)?.day == day("2026-03-05"))
        let stopped = try bench.run(
            .stopClock(.governmentApproval, holder: "审批局", evidence: "受理通知书"), "2026-03-04")
        #expect(
            stopped == [
                .clockStopped(stop: "1", cause: .governmentApproval, holder: "审批局", evidence: "受理通知书")
            ])
        // Another authority may hold the ball beside the first; the same one holds it once.
        #expect(bench.state.due(calendar) == nil)
        #expect(bench.state.light(on: day("2026-03-10"), calendar) == .grey)
        #expect(
            refusal { _ = try bench.decide(.stopClock(.governmentApproval, holder: "审批局"), "2026-03-05") }
                == "CAS-112")
        try bench.run(.stopClock(.construction, holder: "施工队"), "2026-03-06")
        #expect(refusal { _ = try bench.decide(.resumeClock(), "2026-03-09") } == "CAS-112")
        #expect(refusal { _ = try bench.decide(.resumeClock(stop: "1"), "2026-03-03") } == "CAS-103")
        try bench.run(.resumeClock(stop: "government_approval"), "2026-03-09")
        try bench.run(.resumeClock(), "2026-03-11")
        #expect(refusal { _ = try bench.decide(.resumeClock(), "2026-03-11") } == "CAS-112")
        // 3 March counts; 4 to 10 March stand (5 working days); 11 and 12 March count.
        #expect(bench.state.due(calendar)?.day == day("2026-03-12"))
        let reading = try #require(bench.state.reading(on: day("2026-03-11"), calendar))
        #expect((reading.grossDays, reading.stoppedDays, reading.netDays) == (7, 5, 2))
        #expect(bench.state.light(on: day("2026-03-13"), calendar) == .red)
        #expect(bench.state.findings(on: day("2026-03-13"), calendar).first?.code == "CAS-205")
    }

    @Test("a stop the pack does not know, or before acceptance, is refused")
    func refusedStops() throws {
        var bench = try Fixture.accepted()
        try bench.run(.adoptDecision(Fixture.decision(stops: [.design])), "2026-03-02")
        #expect(
            refusal { _ = try bench.decide(.stopClock(.customer, holder: "x"), "2026-03-03") } == "CAS-112")
        #expect(refusal { _ = try bench.decide(.stopClock(.design, holder: "x"), "2026-03-01") } == "CAS-103")
        #expect(refusal { _ = try bench.decide(.stopClock(.design, holder: ""), "2026-03-03") } == "CAS-114")
        #expect(refusal { _ = try bench.decide(.stopClock(.design, holder: "x"), "2026-03-03") } == nil)
    }

    @Test("holidays and make-up days move the due day")
    func holidays() throws {
        var bench = Bench(id: try #require(CaseID("A1-W")))
        bench.absorb(
            try Intake.file(
                try Fixture.application(filedOn: "2026-02-13"),
                existing: ApplicationState(id: bench.state.id.intake),
                cases: [], admissible: { _ in nil }, Fixture.context()))
        try bench.run(.adoptDecision(Fixture.decision()), "2026-02-13")
        // Saturday 14 February is a make-up day, 15 to 23 are off: 14, 24, 25.
        #expect(bench.state.due(calendar)?.day == day("2026-02-25"))
    }

    @Test("heat without a limit has a clock but no due day and no lamp")
    func noLimit() throws {
        var bench = try Fixture.accepted()
        try bench.run(.adoptDecision(Fixture.decision(budget: nil)), "2026-03-02")
        #expect(bench.state.due(calendar) == nil)
        #expect(bench.state.light(on: day("2026-05-02"), calendar) == .none)
        #expect(bench.state.reading(on: day("2026-03-04"), calendar)?.grossDays == 2)
    }

    @Test(
        "R43 the valve stays shut until both conditions hold, and the missing one is named",
        arguments: [
            ([], ["in_plot_accepted", "equipment_installed"]),
            ([ValveCondition.inPlotAccepted], ["equipment_installed"]),
            ([ValveCondition.equipmentInstalled], ["in_plot_accepted"]),
            (ValveCondition.allCases, []),
        ])
    func valve(_ met: [ValveCondition], _ missing: [String]) throws {
        var bench = try Fixture.accepted(met: met)
        try bench.run(.confirmScheme(), "2026-03-03")
        do {
            let events = try bench.run(.openValve, "2026-03-04")
            #expect(missing.isEmpty)
            #expect(events == [.valveOpened])
            #expect(bench.state.supply == "water_on")
            #expect(bench.state.stage == .supplied)
        } catch let problem as Problem {
            #expect(problem.code == "CAS-110")
            for condition in ValveCondition.allCases {
                #expect(problem.message.contains(condition.rawValue) == missing.contains(condition.rawValue))
            }
            #expect(bench.state.valveOpenedOn == nil)
        }
    }

    @Test("R44 conditions not met: accepted as pending with one notice; the case waits until both hold")
    func waiting() throws {
        var bench = try Fixture.accepted(met: [])
        #expect(bench.state.acceptedPending)
        #expect(bench.state.notices.map(\.items) == [["in_plot_accepted", "equipment_installed"]])
        try bench.run(.confirmScheme(), "2026-03-03")
        #expect(bench.state.stage == .waiting)
        try bench.run(.recordCondition(.inPlotAccepted), "2026-03-04")
        #expect(bench.state.stage == .waiting)
        try bench.run(.recordCondition(.equipmentInstalled), "2026-03-05")
        #expect(bench.state.stage == .valveOpening)
        try bench.run(.recordCondition(.inPlotAccepted, met: false, evidence: "leak"), "2026-03-06")
        #expect(bench.state.stage == .waiting)
        #expect(refusal { _ = try bench.decide(.openValve, "2026-03-06") } == "CAS-110")
        #expect(
            refusal { _ = try bench.decide(.recordCondition(.inPlotAccepted, met: false), "2026-03-06") }
                == "CAS-105")
    }

    @Test("the scheme is a step of the three-step class only")
    func scheme() throws {
        var bench = try Fixture.accepted()
        #expect(refusal { _ = try bench.decide(.openValve, "2026-03-03") } == "CAS-110")
        try bench.run(
            .adoptDecision(Fixture.decision([], stages: ["acceptance", "valve_opening"], budget: 2)),
            "2026-03-02")
        #expect(refusal { _ = try bench.decide(.confirmScheme(), "2026-03-03") } == "CAS-105")
        #expect(bench.state.stage == .valveOpening)
        #expect(try bench.run(.openValve, "2026-03-03") == [.valveOpened])
    }

    @Test("R15 R16 pending documents have a day; a second notice for a stage is flagged")
    func pending() throws {
        var bench = Bench(id: try #require(CaseID("A1-W")))
        let owed = [
            PendingDocument(document: "营业执照", dueOn: day("2026-03-06")),
            PendingDocument(document: "授权书", dueOn: nil),
        ]
        bench.absorb(
            try Intake.file(
                try Fixture.application(pending: owed), existing: ApplicationState(id: bench.state.id.intake),
                cases: [], admissible: { _ in nil }, Fixture.context()))
        #expect(bench.state.documentsPending == owed)
        #expect(bench.state.notices.map(\.items) == [["营业执照", "授权书"]])
        #expect(!bench.state.findings(on: day("2026-03-06"), calendar).map(\.code).contains("CAS-204"))
        #expect(bench.state.findings(on: day("2026-03-07"), calendar).map(\.code).contains("CAS-204"))
        try bench.run(.supplyDocument("营业执照"), "2026-03-09")
        #expect(!bench.state.findings(on: day("2026-03-10"), calendar).map(\.code).contains("CAS-204"))
        #expect(refusal { _ = try bench.decide(.supplyDocument("营业执照"), "2026-03-09") } == "CAS-105")
        #expect(!bench.state.findings(on: day("2026-03-10"), calendar).map(\.code).contains("CAS-203"))
        try bench.run(.issueNotice(stage: "acceptance", items: ["总平面图"]), "2026-03-10")
        #expect(bench.state.findings(on: day("2026-03-10"), calendar).map(\.code).contains("CAS-203"))
    }

    @Test("R28 the information note to the user is dated")
    func informed() throws {
        var bench = try Fixture.accepted()
        #expect(refusal { _ = try bench.decide(.informUser(content: " "), "2026-03-03") } == "CAS-114")
        try bench.run(.informUser(content: "后续报装申请事项"), "2026-03-03")
        #expect(bench.state.informedOn == day("2026-03-03"))
    }

    @Test("R33 work inside the red line stands apart from the outer line in length, cost and owner")
    func extensionService() throws {
        var bench = try Fixture.routed()
        let before = bench.state.route
        let service = ExtensionService(work: "庭院管网", lengthM: 120.5, cost: 8000, owner: "乐居公司")
        #expect(
            try bench.run(.recordExtension(service), "2026-03-04") == [
                .extensionServiceRecorded(service: service)
            ])
        #expect(bench.state.extensionServices == [service])
        #expect(bench.state.route == before)
        #expect(bench.state.route?.groundLengthM == 42.125)
        var wrong = service
        wrong.lengthM = -1
        #expect(refusal { _ = try bench.decide(.recordExtension(wrong), "2026-03-04") } == "CAS-115")
        wrong = service
        wrong.owner = ""
        #expect(refusal { _ = try bench.decide(.recordExtension(wrong), "2026-03-04") } == "CAS-114")
    }

    @Test("R08 R39 commitments and activities are tracked; after the connection a follow-up visit is due")
    func service() throws {
        var bench = try Fixture.accepted()
        try bench.run(.makeCommitment("补交图纸", checkOn: day("2026-03-20")), "2026-03-03")
        #expect(
            refusal { _ = try bench.decide(.checkCommitment("另一个", kept: true), "2026-03-20") } == "CAS-105")
        try bench.run(.checkCommitment("补交图纸", kept: false), "2026-03-20")
        #expect(bench.state.commitments.first?.kept == false)
        try bench.run(.confirmScheme(), "2026-03-20")
        try bench.run(.openValve, "2026-03-20")
        #expect(bench.state.work(on: day("2026-03-21"), calendar, .parallel).map(\.action) == [.followUp])
        #expect(refusal { _ = try bench.decide(.tellInterface(), "2026-03-23") } == "CAS-105")
        try bench.run(.logActivity(.followUpVisit), "2026-03-23")
        #expect(bench.state.work(on: day("2026-03-24"), calendar, .parallel) == [])
        try bench.run(.recordVisit(), "2026-03-24")
        #expect(bench.state.visits == 1)
    }

    @Test("R17 R18 a fee the pack refuses is not charged by the case either")
    func refusedFee() throws {
        var bench = try Fixture.accepted()
        let no = Problem(.feeForbidden, "no handling fee")
        #expect(
            refusal { _ = try bench.decide(.chargeFee(Fixture.fee, problems: [no]), "2026-03-03") }
                == "POL-105")
        try bench.run(.chargeFee(Fixture.fee, problems: []), "2026-03-03")
        #expect(bench.state.fees.map(\.fee.id) == ["service"])
    }

    @Test(
        "R15 where the pack lets the clock stand while something is pending, it runs again once all is there")
    func pendingStopsClock() throws {
        var bench = Bench(id: try #require(CaseID("A1-W")))
        let owed = [PendingDocument(document: "授权书", dueOn: nil)]
        bench.absorb(
            try Intake.file(
                try Fixture.application(pending: owed, met: [.inPlotAccepted]),
                existing: ApplicationState(id: bench.state.id.intake), cases: [], clockRuns: false,
                admissible: { _ in nil }, Fixture.context()))
        #expect(bench.state.stops.stops.map(\.cause) == [.customer])
        try bench.run(.supplyDocument("授权书"), "2026-03-04")
        #expect(bench.state.stops.stops.first?.resumedOn == nil, "the equipment is still missing")
        try bench.run(.recordCondition(.equipmentInstalled), "2026-03-06")
        #expect(bench.state.stops.stops.first?.resumedOn == day("2026-03-06"))
        #expect(bench.state.reading(on: day("2026-03-06"), calendar)?.netDays == 1)
    }
}
