import Coordinator
import Foundation
import Ledger
import PermitPolicy
import ProjectFile
import Testing
import Vocabulary
import WorkCalendar

/// The views read tables; every one of them must be what folding the events gives.
@Suite("Views from the tables")
struct ViewTests {
    /// Twelve cases at different places of their lives, recorded day by day.
    private func bench() throws -> LedgerBench {
        let bench = try LedgerBench()
        for number in [1, 2, 3, 10] { try file("A\(number)", in: bench) }
        let steps: [(String, String, CaseCommand)] = [
            ("A1-W", "2026-03-03", .chooseRoute(Sample.route(), Sample.decision())),
            ("A2-W", "2026-03-03", .adoptDecision(Sample.decision([]))),
            ("A10-G", "2026-03-03", .adoptDecision(Sample.decision([]))),
            ("A1-W", "2026-03-04", .tellInterface()),
            ("A1-W", "2026-03-05", .submitPermit(try #require(PermitID("A1-W-PLAN")))),
            ("A1-W", "2026-03-06", .acceptPermit(try #require(PermitID("A1-W-PLAN")))),
            (
                "A1-W", "2026-03-09",
                .grantPermit(try #require(PermitID("A1-W-PLAN")), until: day("2026-04-01"))
            ),
            ("A2-W", "2026-03-04", .stopClock(.customer, holder: "乐居公司", evidence: "E")),
            ("A3-G", "2026-03-04", .withdraw(reason: "x")),
            ("A10-G", "2026-03-05", .confirmScheme()), ("A10-G", "2026-03-05", .openValve),
            ("A2-W", "2026-03-10", .resumeClock()), ("A2-W", "2026-03-11", .recordVisit()),
            ("A2-H", "2026-03-11", .assignRepresentativeByHand(name: "王")),
        ]
        for (id, on, command) in steps {
            try bench.ledger.run(
                command, on: try #require(CaseID(id)), effective: day(on),
                CommandContext(
                    today: day("2026-06-30"), recordedAt: try #require(Timestamp("\(on)T02:00:00Z")),
                    actor: "刘"))
        }
        return bench
    }

    /// Filed and recorded on 2 March, with a case of each utility.
    private func file(_ number: String, in bench: LedgerBench) throws {
        let id = try #require(IntakeID(number))
        let application = Application(
            number: id, filedOn: day("2026-03-02"), applicant: "乐居公司", userType: .nonResident,
            plot: "P\(number)", utilities: Utility.allCases, district: "370602",
            conditionsMet: ValveCondition.allCases)
        try bench.ledger.append(
            try Intake.file(
                application, existing: ApplicationState(id: id), cases: [], admissible: { _ in nil },
                try Sample.context("2026-03-02T01:00:00Z")))
    }

    private func states(_ ledger: Ledger) throws -> [CaseState] { try ledger.states(of: ledger.caseIDs()) }

    @Test(
        "the board, its counts and the worklist equal those folded from the events",
        arguments: ["2026-03-11", "2026-03-12", "2026-03-16", "2026-04-01", "2026-04-02", "2026-12-31"])
    func equalsFold(_ text: String) throws {
        let (bench, today) = (try bench(), day(text))
        let states = try states(bench.ledger)
        let board = Board(states, on: today, Sample.calendar)
        let counts = try bench.ledger.lampCounts(by: .stage, ViewFilter(), on: today, .parallel)
        for column in board.columns {
            let own = counts.filter { $0.key == column.stage.rawValue }
            let lights = Dictionary(own.map { ($0.light.rawValue, $0.count) }, uniquingKeysWith: +)
            #expect(lights == column.lights)
            let cards = try bench.ledger.cards(of: column.stage, ViewFilter(), limit: 100, on: today)
            #expect(cards == column.cards)
            let first = try bench.ledger.cards(of: column.stage, ViewFilter(), limit: 1, on: today)
            #expect(first == Array(column.cards.prefix(1)))
        }
        for approval in [ApprovalMode.serial, .parallel, nil] {
            let folded = Worklist.items(of: states, on: today, Sample.calendar, approval)
            let work = try bench.ledger.work(count: 1000, on: today, approval)
            #expect(work.items == folded && work.total == folded.count)
            let few = try bench.ledger.work(count: 3, on: today, approval)
            #expect(few.items == Array(folded.prefix(3)) && few.total == folded.count)
            let limit = today.advanced(by: 2)
            let due = try bench.ledger.work(dueThrough: limit, order: .due, count: 1000, on: today, approval)
            #expect(due.items == Worklist.byDue(folded.filter { $0.due.map { $0 <= limit } ?? false }))
        }
        let measures = try bench.ledger.measures()
        #expect(
            measures.map(ordered) == states.map { ordered(CaseMeasure($0, Sample.calendar)) }.sorted(by: byID)
        )
    }

    /// The same with its spans in an order of their own.
    private func ordered(_ measure: CaseMeasure) -> CaseMeasure {
        var copy = measure
        copy.spans.sort {
            ($0.track.rawValue, $0.name, $0.permit?.rawValue ?? "", $0.after)
                < ($1.track.rawValue, $1.name, $1.permit?.rawValue ?? "", $1.after)
        }
        return copy
    }

    private func byID(_ a: CaseMeasure, _ b: CaseMeasure) -> Bool { a.caseID.rawValue < b.caseID.rawValue }

    @Test("filters let through what they say")
    func filters() throws {
        let (bench, today) = (try bench(), day("2026-03-12"))
        func ids(_ change: (inout ViewFilter) -> Void) throws -> [String] {
            var filter = ViewFilter()
            change(&filter)
            let cards = try CaseStage.allCases.flatMap {
                try bench.ledger.cards(of: $0, filter, limit: 100, on: today)
            }
            let admitted = try states(bench.ledger).filter(filter.admits).filter {
                filter.light == nil || filter.light == $0.light(on: today, Sample.calendar)
            }
            #expect(Set(cards.map(\.caseID)) == Set(admitted.map(\.id)))
            return cards.map(\.caseID.rawValue).sorted()
        }
        #expect(try ids { $0.utility = .heat } == ["A1-H", "A10-H", "A2-H", "A3-H"])
        #expect(try ids { $0.representative = "王" } == ["A2-H"])
        #expect(try ids { $0.light = .red } == ["A1-W", "A2-W"])
        #expect(try ids { $0.stage = .withdrawn } == ["A3-G"])
        #expect(try ids { $0.districts = ["370602"] }.count == 12)
        #expect(try ids { $0.districts = ["370613", "莱山区"] } == [])
        #expect(try ids { $0.company = "无" } == [])
        var held = ViewFilter()
        held.holder = .authority
        #expect(try bench.ledger.work(held, count: 9, on: day("2026-03-08"), .parallel).total == 0)
        held.holder = .desk
        let desk = try bench.ledger.work(held, count: 100, on: today, .parallel)
        #expect(desk.total > 0 && desk.items.allSatisfy { $0.holder == .desk })
    }

    @Test("as of a moment every view is that of a ledger in which nothing later was recorded")
    func past() throws {
        let bench = try bench()
        let end = try bench.ledger.position()
        for moment in [
            "2026-03-03T23:59:59Z", "2026-03-05T01:59:59Z", "2026-03-05T02:00:00Z", "2026-03-10T15:59:59Z",
        ] {
            let moment = try #require(Timestamp(moment))
            let past = bench.ledger.asOf(moment)
            let known = try LedgerBench()
            var entries: [StreamID: [Entry]] = [:]
            for logged in try bench.ledger.entries(after: 0, limit: 1000)
            where logged.entry.recordedAt <= moment {
                entries[logged.entry.stream, default: []].append(logged.entry)
            }
            try known.ledger.append(
                entries.map { Change(stream: $0.key, expectedVersion: 0, entries: $0.value) })
            let today = day("2026-03-12")
            #expect(try past.caseIDs() == known.ledger.caseIDs())
            #expect(try past.cases() == known.ledger.cases())
            #expect(try past.permits() == known.ledger.permits())
            #expect(try past.measures() == known.ledger.measures())
            let (shown, expected) = (
                try past.work(count: 99, on: today, .parallel),
                try known.ledger.work(count: 99, on: today, .parallel)
            )
            #expect(shown.items == expected.items && shown.total == expected.total)
            for id in try past.caseIDs() { #expect(try past.state(of: id) == known.ledger.state(of: id)) }
            #expect(refusal { try past.append(try Sample.filing("B1")) }?.code == "LOG-114")
        }
        #expect(try bench.ledger.position() == end)
    }

    @Test("tables of a version with other columns are known as such, and rebuilt alike")
    func versions() throws {
        let bench = try bench()
        #expect(try !bench.ledger.tablesAreOld())
        let before = try bench.ledger.measures()
        try bench.forge(
            "UPDATE outerline_project SET value = 'x' WHERE key = 'read_tables'; DROP TABLE work_items")
        #expect(try bench.ledger.tablesAreOld())
        try bench.ledger.rebuild()
        #expect(try !bench.ledger.tablesAreOld())
        #expect(try bench.ledger.verify() == [] && bench.ledger.measures() == before)
    }
}
