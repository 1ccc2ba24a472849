import Coordinator
import Testing
import Vocabulary

@Suite("Numbered papers of a case")
struct PaperTests {
    private func paper(
        _ kind: PaperKind, _ subject: String, _ sequence: Int = 1, number: String = "告知〔2026〕0001号"
    ) -> IssuedPaper {
        IssuedPaper(
            kind: kind, number: number, year: 2026, sequence: sequence, subject: subject, content: "# 告知单",
            english: "# Notice", sha256: "ab")
    }

    @Test("a paper is an event of its case and takes its number from the register in the same change")
    func issue() throws {
        var bench = try Fixture.accepted(met: [.inPlotAccepted])
        let ground = try bench.state.paperGround(.oneTime)
        #expect(ground.subject == "notice/1" && ground.since == day("2026-03-02"))
        let issued = paper(.oneTime, ground.subject, 3)
        let changes = try bench.decide(.issuePaper(issued), "2026-03-03")
        #expect(changes.map(\.stream.description) == ["case/A1-W", "register/one_time-2026"])
        #expect(changes.map(\.expectedVersion) == [bench.state.version, 2])
        #expect(
            changes.map { $0.entries.map(\.event) } == [
                [.paperIssued(paper: issued)],
                [.paperNumbered(number: issued.number, by: bench.state.id, subject: "notice/1")],
            ])
        bench.absorb(changes)
        #expect(bench.state.papers == [.init(paper: issued, on: day("2026-03-03"))])
        #expect(bench.state.paper(.oneTime, on: ground)?.paper == issued)
        #expect(
            refusal { _ = try bench.decide(.issuePaper(paper(.oneTime, "notice/1", 4)), "2026-03-04") }
                == "CAS-104")
    }

    @Test("R30 R15 R16 R08 a paper tells only what is so, and not before its day")
    func grounds() throws {
        var bench = try Fixture.accepted()
        for kind in [PaperKind.oneTime, .interface, .commitment, .completion] {
            #expect(refusal { _ = try bench.state.paperGround(kind) } == "CAS-105", "\(kind)")
        }
        #expect(
            refusal { _ = try bench.decide(.issuePaper(paper(.acceptance, "acceptance")), "2026-03-01") }
                == "CAS-103")
        #expect(
            refusal { _ = try bench.decide(.issuePaper(paper(.acceptance, "acceptance")), "2026-12-01") }
                == "CAS-102")
        #expect(
            refusal {
                _ = try bench.decide(.issuePaper(paper(.acceptance, "acceptance", number: " ")), "2026-03-02")
            } == "CAS-114")
        try bench.run(.chooseRoute(Fixture.route(), Fixture.decision()), "2026-03-03")
        try bench.run(.tellInterface(position: "东侧"), "2026-03-04")
        let told = try bench.state.paperGround(.interface)
        try bench.run(.issuePaper(paper(.interface, told.subject)), "2026-03-04")
        try bench.run(.chooseRoute(Fixture.route(2), Fixture.decision()), "2026-03-05")
        #expect(refusal { _ = try bench.state.paperGround(.interface) } == "CAS-105", "the route has changed")
        try bench.run(.tellInterface(position: "东侧"), "2026-03-06")
        #expect(try bench.state.paperGround(.interface).subject != told.subject)
    }

    @Test(
        "registers are streams by kind and year",
        arguments: ["register/one_time-2026", "register/acceptance-1"])
    func registers(_ text: String) { #expect(StreamID(text)?.description == text) }

    @Test(
        "what is no register is refused",
        arguments: [
            "register/", "register/one_time", "register/x-2026", "register/one_time-02026",
            "register/one_time-0",
        ])
    func noRegister(_ text: String) { #expect(StreamID(text) == nil) }
}
