import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Worklist, board and lamps")
struct ViewTests {
    private let calendar = Fixture.calendar

    @Test(
        "a lamp is yellow with one day left, or a fifth of a longer budget",
        arguments: [
            (3, 1, TrafficLight.green), (3, 2, .yellow), (3, 3, .yellow), (3, 4, .red), (2, 0, .green),
            (2, 1, .yellow),
            (20, 15, .green), (20, 16, .yellow), (20, 20, .yellow), (20, 21, .red),
        ])
    func lamps(_ budget: Int, _ used: Int, _ lamp: TrafficLight) {
        let accepted = day("2026-03-02")
        let today = used == 0 ? accepted : calendar.working(used, after: accepted)
        let clock = Clock(acceptedOn: accepted, budgetDays: budget)
        #expect(TrafficLight(clock.reading(on: today, calendar: calendar)) == lamp)
    }

    @Test("the worklist says what, with whom, by when and who holds the ball")
    func work() throws {
        var bench = try Fixture.routed()
        try bench.run(.assignUtilityByHand(company: "自来水公司"), "2026-03-03")
        try bench.run(.assignRepresentativeByHand(name: "王"), "2026-03-03")
        try bench.run(.tellInterface(), "2026-03-04")
        let plan = try bench.permit("PLAN")
        try bench.run(.submitPermit(plan), "2026-03-05")
        try bench.run(.acceptPermit(plan), "2026-03-05")
        // PLAN is due on 12 March; the promise was due on 5 March.
        let items = bench.state.work(on: day("2026-03-12"), calendar, .serial)
        #expect(items.map(\.action) == [.submitPermit, .awaitAuthority, .confirmScheme])
        #expect(items.map(\.holder) == [.utility, .authority, .utility])
        #expect(items.map(\.light) == [.none, .yellow, .red])
        #expect(items.map(\.due) == [nil, day("2026-03-12"), day("2026-03-05")])
        #expect(items.allSatisfy { $0.representative == "王" })
        #expect(items[0].permit?.rawValue == "A1-W-GREEN_OCCUPY")
        let parallel = bench.state.work(on: day("2026-03-12"), calendar, .parallel)
        #expect(parallel.filter { $0.action == .submitPermit }.count == 2)
        let sorted = Worklist.items(of: [bench.state], on: day("2026-03-13"), calendar, .serial)
        #expect(sorted.map(\.light) == [.red, .red, .none])
        #expect(sorted.map(\.action) == [.confirmScheme, .awaitAuthority, .submitPermit])
        try bench.run(.requestSupplement(plan, items: ["图"]), "2026-03-06")
        let asked = bench.state.work(on: day("2026-03-12"), calendar, .serial)
        #expect(asked.first { $0.permit == plan }?.action == .answerSupplement)
    }

    @Test("the board has every stage, and its order is that of urgency, not of input")
    func board() throws {
        let one = try Fixture.routed().state
        let two = try Fixture.accepted().state
        var lead = Bench(id: try #require(CaseID("R7-W")))
        lead.absorb(
            try Leads.open(try Fixture.record("R7", .projectRecord, [.water]), cases: [], Fixture.context()))
        let cases = [lead.state, one, two]
        let board = Board(cases, on: day("2026-03-06"), calendar)
        #expect(board == Board(cases.reversed(), on: day("2026-03-06"), calendar))
        #expect(board.columns.map(\.stage) == CaseStage.allCases)
        let scheme = try #require(board.columns.first { $0.stage == .scheme })
        #expect(scheme.cards.map(\.light) == [.red, .none])
        #expect(scheme.cards[0].permits == 3 && scheme.cards[0].permitsOpen == 3)
        #expect(board.columns[0].cards.map(\.caseID) == [lead.state.id])
    }
}

@Suite("Permit programme")
struct ProgrammeTests {
    private let calendar = Fixture.calendar
    private static let source = Fixture.source

    private func step(
        _ kind: String, _ days: Int?, after: [String] = [], unit: DayLimit.Unit = .working
    ) -> Programme.Step {
        Programme.Step(
            id: kind, kind: PermitKind(kind), prerequisites: after.map { PermitKind($0) },
            limit: days.map { DayLimit(days: $0, unit: unit, source: Self.source) })
    }

    @Test("serial: permits follow one another; the longest chain is critical")
    func serial() {
        // From Monday 2 March: PLAN 5 days to 9 March, DIG 3 more to 12 March, GREEN 4 to 6 March.
        let steps = [step("PLAN", 5), step("DIG", 3, after: ["PLAN"]), step("GREEN", 4)]
        let programme = Programme(steps, from: day("2026-03-02"), .serial, calendar)
        #expect(programme.readyToDig == day("2026-03-12"))
        #expect(programme.bars.map(\.start) == [day("2026-03-02"), day("2026-03-09"), day("2026-03-02")])
        #expect(programme.bars.map(\.finish) == [day("2026-03-09"), day("2026-03-12"), day("2026-03-06")])
        #expect(programme.bars.map(\.floatDays) == [0, 0, 4])
        #expect(programme.bars.map(\.critical) == [true, true, false])
    }

    @Test("parallel: all start at once, and each ends with or after what it waits for")
    func parallel() {
        let steps = [step("PLAN", 5), step("DIG", 3, after: ["PLAN"]), step("GREEN", 4)]
        let programme = Programme(steps, from: day("2026-03-02"), .parallel, calendar)
        #expect(programme.readyToDig == day("2026-03-09"))
        #expect(programme.bars.map(\.finish) == [day("2026-03-09"), day("2026-03-09"), day("2026-03-06")])
        #expect(programme.bars.map(\.floatDays) == [0, 0, 1])
    }

    @Test("an unknown limit leaves the day open and names the permit, and those that wait for it")
    func unknown() {
        let steps = [step("RAIL", nil), step("START_WORK", 1, after: ["RAIL"]), step("PLAN", 5)]
        let programme = Programme(steps, from: day("2026-03-02"), .serial, calendar)
        #expect(programme.readyToDig == nil)
        #expect(programme.undetermined == ["RAIL", "START_WORK"])
        #expect(programme.bars[2].finish == day("2026-03-09"))
        #expect(programme.bars.allSatisfy { $0.floatDays == nil && !$0.critical })
    }

    @Test("permits that wait for one another never finish, and the programme says so")
    func cycle() {
        let steps = [step("A", 1, after: ["B"]), step("B", 1, after: ["A"]), step("C", 1)]
        let programme = Programme(steps, from: day("2026-03-02"), .parallel, calendar)
        #expect(programme.readyToDig == nil)
        #expect(programme.undetermined == ["A", "B"])
    }

    @Test("without permits one may dig at once; calendar days are counted as such")
    func edges() {
        #expect(Programme([], from: day("2026-03-02"), .serial, calendar).readyToDig == day("2026-03-02"))
        let heat = Programme([step("BUILD", 7, unit: .calendar)], from: day("2026-03-02"), .serial, calendar)
        #expect(heat.readyToDig == day("2026-03-09"))
        let late = Programme([step("PLAN", 20)], from: day("2026-12-20"), .serial, calendar)
        #expect(late.provisional)
    }

    @Test("brute force: the ready day is the longest chain, and eating all float keeps it")
    func bruteForce() {
        var generator = Seeded(20_260_322)
        for round in 0..<200 {
            let count = Int.random(in: 1...6, using: &generator)
            let steps = (0..<count).map { index in
                step(
                    "K\(index)", Int.random(in: 1...9, using: &generator),
                    after: (0..<index).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }.map {
                        "K\($0)"
                    })
            }
            let start = day("2026-03-02")
            let programme = Programme(steps, from: start, .serial, calendar)
            func longest(_ index: Int, _ delay: [Int: Int]) -> Int {
                let before = steps[index].prerequisites.compactMap { Int($0.rawValue.dropFirst()) }
                let days = (steps[index].limit?.days ?? 0) + delay[index, default: 0]
                return days + (before.map { longest($0, delay) }.max() ?? 0)
            }
            let length = (0..<count).map { longest($0, [:]) }.max() ?? 0
            #expect(programme.readyToDig == calendar.working(length, after: start), "round \(round)")
            for index in 0..<count {
                let float = programme.bars[index].floatDays ?? -1
                let eaten = (0..<count).map { longest($0, [index: float]) }.max() ?? 0
                let over = (0..<count).map { longest($0, [index: float + 1]) }.max() ?? 0
                #expect(eaten == length && over == length + 1, "round \(round), bar \(index)")
            }
        }
    }

    @Test("a case's programme keeps granted permits where they were and lays out the rest from today")
    func ofCase() throws {
        var bench = try Fixture.routed()
        try bench.run(.tellInterface(), "2026-03-03")
        let plan = try bench.permit("PLAN")
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan)] {
            try bench.run(command, "2026-03-03")
        }
        let running = Programme(bench.state, on: day("2026-03-04"), .serial, calendar)
        #expect(running.readyToDig == day("2026-03-17"))
        try bench.run(.grantPermit(plan), "2026-03-04")
        let granted = Programme(bench.state, on: day("2026-03-05"), .serial, calendar)
        #expect(granted.bars.map(\.id) == ["A1-W-GREEN_OCCUPY", "A1-W-PLAN", "A1-W-ROAD_DIG"])
        #expect(granted.bars[1].finish == day("2026-03-04"))
        #expect(granted.readyToDig == day("2026-03-12"))
        let planned = Programme(Fixture.decision(), from: day("2026-03-02"), .serial, calendar)
        #expect(planned.bars.map(\.id) == ["PLAN", "ROAD_DIG", "GREEN_OCCUPY"])
        #expect(planned.readyToDig == day("2026-03-16"))
    }
}
