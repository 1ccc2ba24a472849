import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Intake and leads")
struct IntakeTests {
    private func file(
        _ application: Application, cases: [CaseState] = [], existing: ApplicationState? = nil,
        accept: Bool = true, admissible: (ApplicationFacts) -> String? = { _ in nil }
    ) throws -> [Change] {
        try Intake.file(
            application, existing: existing ?? ApplicationState(id: application.number), cases: cases,
            accept: accept, admissible: admissible, Fixture.context())
    }

    @Test("R37 one intake for three utilities gives one case each, with a common parent")
    func split() throws {
        let application = try Fixture.application("2026-7", [.heat, .water, .gas])
        let changes = try file(application)
        #expect(
            changes.map(\.stream.description) == [
                "application/2026-7", "case/2026-7-W", "case/2026-7-G", "case/2026-7-H",
            ])
        #expect(changes.allSatisfy { $0.expectedVersion == 0 })
        for change in changes.dropFirst() {
            guard case .connection(let id) = change.stream else { continue }
            let state = CaseState(id: id, change.entries)
            #expect(state.parent == application.number)
            #expect(state.acceptedOn == application.filedOn)
            #expect(
                change.entries.map(\.event) == [
                    .caseOpened(application: application),
                    .conditionRecorded(condition: .inPlotAccepted, met: true, evidence: nil),
                    .conditionRecorded(condition: .equipmentInstalled, met: true, evidence: nil),
                    .caseAccepted(pending: []),
                ])
        }
        let shuffled = try Fixture.application("2026-7", [.water, .gas, .heat])
        #expect(try file(shuffled).map(\.stream) == changes.map(\.stream))
    }

    @Test("an intake without acceptance waits for it")
    func unaccepted() throws {
        let changes = try file(try Fixture.application(met: []), accept: false)
        let state = CaseState(id: try #require(CaseID("A1-W")), changes.flatMap(\.entries))
        #expect(state.stage == .filed)
        #expect(state.clock == nil)
    }

    @Test("R01 R02 what the pack does not admit is refused for each utility, with its reason")
    func inadmissible() throws {
        let application = try Fixture.application("A1", [.water, .gas])
        do {
            _ = try file(application) { $0.utility == "gas" ? "not new" : nil }
            Issue.record("it was filed")
        } catch let problems as Problems {
            #expect(problems.kept.map(\.code) == ["CAS-106"])
            #expect(problems.kept.first?.message == "application 'A1' for gas: not new")
        }
    }

    @Test("all that is wrong with an intake is told at once")
    func allProblems() throws {
        var application = try Fixture.application("A1", [.water, .water], filedOn: "2026-07-01", plot: " ")
        application.applicant = ""
        #expect(refusal { _ = try file(application) } == "CAS-107 CAS-107 CAS-107 CAS-102")
        application.utilities = []
        #expect(refusal { _ = try file(application) }?.contains("CAS-107") == true)
    }

    @Test("a number is filed once")
    func twice() throws {
        let application = try Fixture.application()
        let changes = try file(application)
        let filed = ApplicationState(id: application.number, changes.flatMap(\.entries))
        let state = CaseState(id: try #require(CaseID("A1-W")), changes.flatMap(\.entries))
        #expect(filed.cases == [state.id])
        #expect(refusal { _ = try file(application, cases: [state], existing: filed) } == "CAS-108 CAS-108")
    }

    @Test("R26 a non-resident project record opens a lead per utility; a resident's opens none")
    func leads() throws {
        let record = try Fixture.record()
        let changes = try Leads.open(record, cases: [], Fixture.context())
        #expect(changes.map(\.stream.description) == ["case/R7-W", "case/R7-G"])
        let state = CaseState(id: try #require(CaseID("R7-W")), changes.flatMap(\.entries))
        #expect(state.stage == .earlyWorks)
        let work = state.work(on: day("2026-04-21"), Fixture.calendar, .parallel)
        let contact = try #require(work.first { $0.action == .contactUser })
        #expect(contact.due == day("2026-04-20"))
        #expect(contact.light == .red)
        let resident = try Fixture.record("R8", userType: .resident)
        #expect(refusal { _ = try Leads.open(resident, cases: [], Fixture.context()) } == "CAS-109")
        #expect(refusal { _ = try Leads.open(record, cases: [state], Fixture.context()) } == "CAS-108")
    }

    @Test("R34 a lead is due at the planning permit, not at the construction permit")
    func leadDue() throws {
        for (planning, due) in [("2026-04-20", day("2026-04-20") as Day?), (nil, nil)] {
            let changes = try Leads.open(try Fixture.record(planning: planning), cases: [], Fixture.context())
            let state = CaseState(id: try #require(CaseID("R7-W")), changes.flatMap(\.entries))
            #expect(state.leadDue == due)
            let codes = state.findings(on: day("2026-03-03"), Fixture.calendar).map(\.code)
            #expect(codes.contains("CAS-206") == (due == nil))
        }
    }

    @Test("R23 works begin before anybody applies, and the application takes them up")
    func preconstruction() throws {
        let opened = try Leads.open(
            try Fixture.record("R7", .ownInitiative, [.water]), cases: [], Fixture.context())
        var bench = Bench(id: try #require(CaseID("R7-W")))
        bench.absorb(opened)
        try bench.run(.chooseRoute(Fixture.route(), Fixture.decision()), "2026-03-05")
        try bench.run(.tellInterface(), "2026-03-06")
        let plan = try bench.permit("PLAN")
        try bench.run(.submitPermit(plan), "2026-03-09")
        #expect(refusal { _ = try bench.decide(.accept(), "2026-03-10") } == "CAS-105")
        #expect(refusal { _ = try bench.decide(.stopClock(.design, holder: "x"), "2026-03-10") } == "CAS-105")

        let application = try Fixture.application(
            "A9", [.water, .gas], filedOn: "2026-05-06", preconstruction: "R7")
        #expect(Intake.cases(of: application).map(\.rawValue) == ["A9-G", "A9-W", "R7-G", "R7-W"])
        let changes = try file(application, cases: [bench.state])
        #expect(changes.map(\.stream.description) == ["application/A9", "case/R7-W", "case/A9-G"])
        #expect(changes[1].expectedVersion == bench.state.version)
        bench.absorb(changes)
        #expect(bench.state.acceptedOn == day("2026-05-06"))
        #expect(bench.state.parent.rawValue == "A9")
        #expect(bench.state.permit(plan)?.stage == .submitted)

        let other = try Fixture.application("A10", [.water], preconstruction: "R7")
        #expect(refusal { _ = try file(other, cases: [bench.state]) } == "CAS-108")
    }

    @Test("an application for another plot does not take up a pre-construction case")
    func otherPlot() throws {
        let opened = try Leads.open(try Fixture.record(), cases: [], Fixture.context())
        let lead = CaseState(id: try #require(CaseID("R7-W")), opened.flatMap(\.entries))
        let application = try Fixture.application("A9", plot: "P2", preconstruction: "R7")
        #expect(refusal { _ = try file(application, cases: [lead]) } == "CAS-107")
    }

    @Test("R35 an advance notice is a trigger with number and date, also of a resident, and awaits no result")
    func notice() throws {
        let record = try Fixture.record("N3", .advanceNotice, [.gas], userType: .resident)
        let changes = try Leads.open(record, cases: [], Fixture.context())
        #expect(
            changes.map { $0.entries.map(\.event) } == [
                [
                    .leadOpened(record: record, due: day("2026-04-20")), .noticeFiled(number: record.number),
                ]
            ])
        var bench = Bench(id: try #require(CaseID("N3-G")))
        bench.absorb(changes)
        #expect(bench.state.notice == record.number)
        #expect(bench.state.noticeFiledOn == day("2026-03-02"))
        #expect(
            refusal { _ = try bench.decide(.fileNotice(number: record.number), "2026-03-03") } == "CAS-104")
        let actions = bench.state.work(on: day("2026-03-03"), Fixture.calendar, .parallel).map(\.action)
        #expect(!actions.contains(.awaitAuthority))
    }

    @Test("R36 after the notice the tasks of each utility are tracked in their order")
    func tasks() throws {
        let record = try Fixture.record("N3", .advanceNotice, [.water])
        var bench = Bench(id: try #require(CaseID("N3-W")))
        bench.absorb(try Leads.open(record, cases: [], Fixture.context()))
        #expect(refusal { _ = try bench.decide(.recordTask(.design), "2026-03-03") } == "CAS-111")
        try bench.run(.recordTask(.contacted), "2026-03-03")
        #expect(refusal { _ = try bench.decide(.recordTask(.contacted), "2026-03-04") } == "CAS-104")
        #expect(refusal { _ = try bench.decide(.recordTask(.needKnown), "2026-03-02") } == "CAS-103")
        try bench.run(.recordTask(.needKnown), "2026-03-04")
        try bench.run(.recordTask(.design), "2026-03-05")
        try bench.run(
            .chooseRoute(Fixture.route(), Fixture.decision([Fixture.requirement(.plan)])), "2026-03-05")
        #expect(refusal { _ = try bench.decide(.recordTask(.permits), "2026-03-20") } == "PRM-102")
        try bench.run(.tellInterface(), "2026-03-05")
        #expect(refusal { _ = try bench.decide(.recordTask(.permits), "2026-03-20") } == "CAS-111")
        let plan = try bench.permit("PLAN")
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan), .grantPermit(plan)] {
            try bench.run(command, "2026-03-10")
        }
        #expect(refusal { _ = try bench.decide(.recordTask(.permits), "2026-03-09") } == "CAS-103")
        try bench.run(.recordTask(.permits), "2026-03-10")
        try bench.run(.recordTask(.built), "2026-04-10")
        #expect(bench.state.tasks.count == EarlyTask.allCases.count)
    }
}
