import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Views that hold for days to come")
struct StandingViewTests {
    private let calendar = Fixture.calendar

    /// Cases at random points of random lives; the generator knows no rule, refusals are passed over.
    private func lives() throws -> [(state: CaseState, last: Day)] {
        try (0..<80).map { seed in
            var generator = Seeded(UInt64(seed) &* 104_729 &+ 1)
            var bench = try Fixture.accepted(met: seed % 2 == 0 ? ValveCondition.allCases : [])
            var today = day("2026-03-02")
            if seed % 4 > 0 {
                try bench.run(.chooseRoute(Fixture.route(from: "mains", "M1"), longPromise), "2026-03-02")
                try bench.run(.tellInterface(), "2026-03-02")
            }
            for _ in 0..<Int.random(in: 0...90, using: &generator) {
                today = today.advanced(by: Int.random(in: 0...1, using: &generator))
                _ = try? bench.run(try command(bench, today, &generator), today.description)
            }
            let own = bench.log.filter { $0.stream == .connection(bench.state.id) }
            return (bench.state, own.map(\.effectiveOn).max() ?? today)
        }
    }

    /// Thirty working days, so that lamps have time to change.
    private var longPromise: PolicyDecision { Fixture.decision(budget: 30) }

    private func command(
        _ bench: Bench, _ today: Day, _ generator: inout Seeded
    ) throws -> CaseCommand {
        let permit = try bench.state.permits.randomElement(using: &generator)?.id ?? bench.permit("PLAN")
        let commands: [CaseCommand] = [
            .chooseRoute(Fixture.route(from: "mains", "M1"), longPromise), .tellInterface(),
            .submitPermit(permit), .submitPermit(permit), .acceptPermit(permit), .acceptPermit(permit),
            .requestSupplement(permit, items: ["图"]), .refusePermit(permit, reason: .other),
            .grantPermit(permit, until: today.advanced(by: Int.random(in: 0...40, using: &generator))),
            .grantPermit(permit), .stopClock(.design, holder: "x"), .stopClock(.customer, holder: "y"),
            .resumeClock(), .resumeClock(), .confirmScheme(), .recordCondition(.inPlotAccepted),
            .recordCondition(.equipmentInstalled), .recordVisit(), .openValve,
            .makeCommitment("c", checkOn: today.advanced(by: 9)), .assignUtilityByHand(company: "水"),
        ]
        return commands.randomElement(using: &generator) ?? .recordVisit()
    }

    @Test("the course of a lamp is the lamp of every later day")
    func courses() throws {
        var seen: Set<TrafficLight> = []
        for (state, last) in try lives() {
            let course = LightCourse(from: last, due: state.due(calendar)?.day) {
                state.light(on: $0, calendar)
            }
            for offset in 0...60 {
                let day = last.advanced(by: offset)
                #expect(course.light(on: day) == state.light(on: day, calendar))
                seen.insert(state.light(on: day, calendar))
            }
            #expect(course.light(on: last.advanced(by: -1)) == nil)
        }
        #expect(seen.isSuperset(of: [.green, .yellow, .red, .grey]))
    }

    @Test(
        "standing work shown on a day is the worklist of that day",
        arguments: [ApprovalMode.parallel, .serial, nil])
    func standing(_ approval: ApprovalMode?) throws {
        var lapsed = 0
        for (state, last) in try lives() {
            let standing = state.standingWork(from: last, calendar)
            for offset in 0...60 {
                let day = last.advanced(by: offset)
                let shown = standing.filter { $0.isShown(on: day, approval) }.map { standing in
                    var item = standing.item
                    item.light = standing.course.light(on: day) ?? .none
                    return item
                }
                let work = state.work(on: day, calendar, approval)
                #expect(Set(shown) == Set(work) && shown.count == work.count)
                lapsed += work.filter { $0.action == .renewPermit }.count
            }
        }
        #expect(lapsed > 0, "no permit ever lapsed")
    }

    @Test("the spans of the promise are what its clock reads, on every day")
    func promiseSpans() throws {
        for (state, last) in try lives() {
            for offset in 0...30 {
                let today = last.advanced(by: offset)
                guard let reading = state.reading(on: today, calendar) else { continue }
                let measure = CaseMeasure(state, calendar)
                #expect(measure.netDays(on: today, calendar) == reading.netDays)
                #expect(measure.grossDays(on: today, calendar) == reading.grossDays)
            }
        }
    }

    @Test("stages follow one another without gaps and end with the case")
    func stageSpans() throws {
        for (state, _) in try lives() {
            let stages = state.spans.filter { $0.track == .stage }
            for (one, next) in zip(stages, stages.dropFirst()) { #expect(one.through == next.after) }
            #expect(stages.last?.through == state.valveOpenedOn)
            if state.valveOpenedOn == nil { #expect(stages.last?.name == state.stage.rawValue) }
        }
    }

    /// By hand: told on the 3rd, submitted on the 5th, asked on the 9th, answered on the 12th, granted on the 16th.
    @Test("a permit's days are divided between utility and authority")
    func permitSpans() throws {
        var bench = try Fixture.routed()
        try bench.run(.tellInterface(), "2026-03-03")
        let plan = try bench.permit("PLAN")
        try bench.run(.submitPermit(plan), "2026-03-05")
        try bench.run(.acceptPermit(plan), "2026-03-06")
        try bench.run(.requestSupplement(plan, items: ["图"]), "2026-03-09")
        try bench.run(.acceptPermit(plan), "2026-03-12")
        try bench.run(.grantPermit(plan), "2026-03-16")
        let spans = bench.state.spans.filter { $0.permit == plan }
        #expect(spans.map(\.name) == ["utility", "authority", "utility", "authority"])
        #expect(spans.map { $0.days(on: day("2026-03-31"), calendar) } == [2, 2, 3, 2])
        #expect(spans.map { $0.days(on: day("2026-03-11"), calendar) } == [2, 2, 2, 0])
    }

    @Test("R42 the sample depends on seed and ids alone, and a later case disturbs it only if it is drawn")
    func sample() throws {
        let ids = try (1...500).map { try #require(CaseID("A\($0)-W")) }
        let request = CaseSample.Request(count: 20, seed: 7)
        let sample = CaseSample(request, from: ids)
        #expect(sample.cases.count == 20 && sample.from == 500 && Set(sample.cases).count == 20)
        #expect(CaseSample(request, from: ids.reversed()) == sample)
        #expect(CaseSample(.init(count: 20, seed: 8), from: ids).cases != sample.cases)
        let more = CaseSample(request, from: ids + [try #require(CaseID("B1-G"))]).cases
        #expect(more.filter(sample.cases.contains).count >= 19)
        #expect(CaseSample(.init(count: 999, seed: 7), from: ids).cases == ids)
        // Every case is drawn about equally often: 500 seeds draw 20 of 500, 20 times each on average.
        var drawn: [CaseID: Int] = [:]
        for seed in 0..<500 {
            for id in CaseSample(.init(count: 20, seed: UInt64(seed)), from: ids).cases {
                drawn[id, default: 0] += 1
            }
        }
        #expect(drawn.values.max() ?? 0 < 45 && drawn.count == 500)
    }

    @Test("a natural key orders ids as people do")
    func naturalKeys() throws {
        let words = [
            "A", "A0", "A1", "A2", "A10", "A010", "AB", "B", "A1-W", "A1-G", "A1-W-2", "京A9", "京A10", "2",
            "10",
        ]
        for one in words {
            for other in words where one != other {
                let (a, b) = (naturalKey(one), naturalKey(other))
                if let left = IntakeID(one), let right = IntakeID(other), a != b {
                    #expect((a.utf8.lexicographicallyPrecedes(b.utf8)) == (left < right), "\(one) \(other)")
                }
            }
        }
    }
}
