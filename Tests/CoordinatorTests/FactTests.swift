import Coordinator
import PermitPolicy
import Testing
import Vocabulary

@Suite("Facts a person states")
struct FactTests {
    private func night() -> PolicyDecision {
        Fixture.decision(Fixture.chain + [Fixture.requirement(PermitKind("NIGHT"))])
    }

    @Test("a fact is stated, put right and withdrawn; who, when and on what evidence is known")
    func life() throws {
        var bench = try Fixture.routed()
        try bench.run(
            .stateFacts([FactStatement("night_work", true)], evidence: "交警函7", nil), "2026-03-04")
        #expect(
            bench.state.stated == [
                StatedFact(
                    field: "night_work", value: .flag(true), by: "liu", on: day("2026-03-04"),
                    evidence: "交警函7")
            ])
        try bench.run(
            .stateFacts(
                [FactStatement("night_work", false), FactStatement("investment_yuan", .amount(250_000))],
                evidence: "合同", nil), "2026-03-05")
        #expect(bench.state.stated.map(\.field) == ["investment_yuan", "night_work"])
        #expect(bench.state.stated.last?.value == .flag(false))
        try bench.run(.stateFacts([FactStatement("night_work", nil)], evidence: "误报", nil), "2026-03-06")
        #expect(bench.state.stated.map(\.field) == ["investment_yuan"])
    }

    @Test("permits follow as they do after a change of route: new ones are required, others fall away")
    func permits() throws {
        var bench = try Fixture.routed()
        let decision = night()
        try bench.run(.stateFacts([FactStatement("night_work", true)], evidence: "函", decision), "2026-03-04")
        let id = try bench.permit("NIGHT")
        #expect(bench.state.permit(id)?.stage == .required && bench.state.decision == decision)
        try bench.run(
            .stateFacts([FactStatement("night_work", false)], evidence: "函2", Fixture.decision()),
            "2026-03-05")
        #expect(bench.state.permit(id)?.stage == .closed)
        #expect(bench.state.permit(id)?.closingReason == .notNeeded)
        #expect(
            bench.state.permits.filter { $0.stage == .required }.count == 3, "the others stay as they are")
    }

    @Test("what is no statement is refused and changes nothing")
    func refused() throws {
        var bench = try Fixture.routed()
        func code(_ facts: [FactStatement], _ evidence: String = "函") -> String? {
            refusal { _ = try bench.decide(.stateFacts(facts, evidence: evidence, nil), "2026-03-04") }
        }
        #expect(code([]) == "CAS-114")
        #expect(code([FactStatement("night_work", true)], " ") == "CAS-114")
        #expect(code([FactStatement("night_work", nil)]) == "CAS-105")
        #expect(code([FactStatement("a", true), FactStatement("a", false)]) == "CAS-115")
        for amount in [-1, Double.infinity, .nan] {
            #expect(code([FactStatement("investment_yuan", .amount(amount))]) == "CAS-115")
        }
        try bench.run(.withdraw(reason: "sold"), "2026-03-05")
        #expect(code([FactStatement("night_work", true)]) == "CAS-105", "the case is closed")
    }

    @Test("the interface position is told again only after the route has changed")
    func interfaceNews() throws {
        var bench = try Fixture.routed()
        try bench.run(.tellInterface(position: "北门"), "2026-03-04")
        #expect(refusal { _ = try bench.decide(.tellInterface(position: "南门"), "2026-03-05") } == "CAS-104")
        #expect(bench.state.interfacePosition == "北门")
        try bench.run(.chooseRoute(Fixture.route(2), Fixture.decision()), "2026-03-05")
        try bench.run(.tellInterface(position: "南门"), "2026-03-06")
        #expect(bench.state.interfacePosition == "南门" && bench.state.interfaceToldOn == day("2026-03-04"))
        #expect(refusal { _ = try bench.decide(.tellInterface(), "2026-03-07") } == "CAS-104")
    }
}
