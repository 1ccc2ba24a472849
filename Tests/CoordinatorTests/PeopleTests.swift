import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Assignment")
struct PeopleTests {
    private let one = TerritoryCandidate(territory: "T2", company: "自来水公司")
    private let other = TerritoryCandidate(territory: "T10", company: "开发区自来水")

    @Test("one territory decides; none or several are listed, not guessed")
    func utility() throws {
        var bench = try Fixture.accepted()
        #expect(
            try bench.run(.assignUtility(candidates: []), "2026-03-02")
                == [.utilityLeftOpen(reason: "no_territory", candidates: [])])
        #expect(
            try bench.run(.assignUtility(candidates: [other, one]), "2026-03-02")
                == [.utilityLeftOpen(reason: "several_territories", candidates: [one, other])])
        #expect(bench.state.company == nil)
        #expect(bench.state.companyOpenReason == "several_territories")
        #expect(try bench.run(.assignUtility(candidates: [one, other]), "2026-03-02") == [])
        #expect(bench.state.findings(on: day("2026-03-03"), Fixture.calendar).map(\.code).contains("CAS-201"))
        try bench.run(.assignUtilityByHand(company: "开发区自来水"), "2026-03-03")
        #expect(bench.state.company == "开发区自来水")
        #expect(bench.state.companyOpenReason == nil)
        #expect(try bench.run(.assignUtility(candidates: [one, other]), "2026-03-04") == [])
    }

    @Test("two territories of one company are no conflict")
    func sameCompany() throws {
        var bench = try Fixture.accepted()
        let twin = TerritoryCandidate(territory: "T3", company: one.company)
        #expect(
            try bench.run(.assignUtility(candidates: [twin, one]), "2026-03-02")
                == [.utilityAssigned(company: one.company, territory: "T2")])
    }

    @Test("R38 a case has exactly one representative; the unassigned are listed; hand-overs stay in the log")
    func representative() throws {
        var bench = try Fixture.accepted()
        let table = [
            Representative(name: "王", district: "370602"), Representative(name: "李", district: "370611"),
            Representative(name: "赵", company: "新奥", district: "370602"),
        ]
        #expect(
            try bench.run(.assignRepresentative(table: []), "2026-03-02")
                == [.representativeLeftOpen(reason: "no_match", candidates: [])])
        #expect(bench.state.findings(on: day("2026-03-03"), Fixture.calendar).map(\.code).contains("CAS-202"))
        let two = table + [Representative(name: "孙")]
        #expect(
            try bench.run(.assignRepresentative(table: two), "2026-03-02")
                == [.representativeLeftOpen(reason: "several_matches", candidates: ["孙", "王"])])
        #expect(
            try bench.run(.assignRepresentative(table: table), "2026-03-02") == [
                .representativeAssigned(name: "王")
            ])
        #expect(try bench.run(.assignRepresentative(table: two), "2026-03-03") == [])
        try bench.run(.assignRepresentativeByHand(name: "孙"), "2026-03-05")
        #expect(
            refusal { _ = try bench.decide(.assignRepresentativeByHand(name: "孙"), "2026-03-06") }
                == "CAS-104")
        #expect(bench.state.representative == "孙")
        #expect(bench.state.handOvers.map(\.name) == ["王", "孙"])
        #expect(bench.state.handOvers.map(\.on) == [day("2026-03-02"), day("2026-03-05")])
        #expect(
            !bench.state.findings(on: day("2026-03-06"), Fixture.calendar).map(\.code).contains("CAS-202"))
    }
}
