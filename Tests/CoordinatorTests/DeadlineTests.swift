import Coordinator
import PermitPolicy
import Testing
import Vocabulary
import WorkCalendar

@Suite("Deadlines, their clocks and another calendar")
struct DeadlineTests {
    private let calendar = Fixture.calendar

    /// The same with 5 and 6 March off and Saturday 7 March worked.
    private func moved() throws -> WorkCalendar {
        var data = calendar.data
        data.holidays.append(.init(name: "临时", from: day("2026-03-05"), to: day("2026-03-06")))
        data.makeUpDays.append(.init(name: "调休", day: day("2026-03-07")))
        return try WorkCalendar(data)
    }

    private func running() throws -> Bench {
        var bench = try Fixture.routed()
        try bench.run(.tellInterface(), "2026-03-03")
        let plan = try bench.permit("PLAN")
        for command in [CaseCommand.submitPermit(plan), .acceptPermit(plan)] {
            try bench.run(command, "2026-03-03")
        }
        return bench
    }

    @Test("each permit has a statutory and a promised clock, from the limits of its rule")
    func permitClocks() throws {
        let bench = try running()
        let plan = try #require(bench.state.permit(bench.permit("PLAN")))
        let clocks = plan.clocks(on: day("2026-03-06"), calendar)
        #expect(clocks.map(\.kind) == [.statutory, .promised])
        #expect(clocks.map(\.limit.days) == [20, 5])
        #expect(clocks.map(\.reading?.due) == [day("2026-03-31"), day("2026-03-10")])
        #expect(clocks.map(\.reading?.netDays) == [3, 3])
        #expect(clocks.map(\.reading?.remainingDays) == [17, 2])
        let late = plan.clocks(on: day("2026-03-11"), calendar)
        #expect(late.map(\.light) == [.green, .red] && late.map(\.reading?.overdue) == [false, true])
        let waiting = try #require(bench.state.permit(bench.permit("ROAD_DIG")))
        #expect(waiting.clocks(on: day("2026-03-06"), calendar).map(\.reading) == [nil, nil])
        #expect(waiting.clocks(on: day("2026-03-06"), calendar).map(\.light) == [.none, .none])
    }

    @Test("the time of a supplement counts for no clock of the permit")
    func supplement() throws {
        var bench = try running()
        let id = try bench.permit("PLAN")
        try bench.run(.requestSupplement(id, items: ["图"]), "2026-03-05")
        let asked = try #require(bench.state.permit(id))
        #expect(asked.due(calendar) == nil)
        #expect(asked.clocks(on: day("2026-03-20"), calendar).map(\.light) == [.grey, .grey])
        try bench.run(.acceptPermit(id), "2026-03-10")
        // 4 March counts, 5, 6 and 9 stand; 10 to 13 count.
        #expect(bench.state.permit(id)?.due(calendar)?.day == day("2026-03-13"))
    }

    @Test("another calendar moves exactly the deadlines that run, old and new told")
    func anotherCalendar() throws {
        let bench = try running()
        let other = try moved()
        // Promise: 3, 4, 5 March; now 3, 4, 7. Promised limit: 4, 5, 6, 9, 10; now 4, 7, 9, 10, 11. Statutory: one later.
        #expect(
            bench.state.deadlines(movedBy: other, from: calendar).map {
                "\($0.subject) \($0.kind.rawValue) \($0.from.day) \($0.to.day)"
            } == [
                "A1-W promise 2026-03-05 2026-03-07", "A1-W-PLAN statutory 2026-03-31 2026-04-01",
                "A1-W-PLAN promised 2026-03-10 2026-03-11",
            ])
        #expect(bench.state.deadlines(movedBy: calendar, from: calendar).isEmpty)
        var stopped = bench
        try stopped.run(.stopClock(.design, holder: "院"), "2026-03-04")
        #expect(
            stopped.state.deadlines(movedBy: other, from: calendar).map(\.kind) == [.statutory, .promised])
        try stopped.run(.withdraw(reason: "sold"), "2026-03-05")
        #expect(stopped.state.deadlines(movedBy: other, from: calendar).isEmpty)
    }

    @Test("a day that only becomes certain is told as such")
    func certain() throws {
        var data = calendar.data
        data.announcedUntil = day("2026-03-03")
        data.holidays.removeAll { $0.to > day("2026-03-03") }
        data.makeUpDays.removeAll { $0.day > day("2026-03-03") }
        let early = try WorkCalendar(data)
        let bench = try Fixture.routed()
        let change = try #require(bench.state.deadlines(movedBy: calendar, from: early).first)
        #expect(change.from == DueDay(day: day("2026-03-05"), provisional: true))
        #expect(change.to == DueDay(day: day("2026-03-05"), provisional: false) && !change.isMoved)
    }

    @Test("a change of the calendar is an event with reason and list; the same calendar is none")
    func event() throws {
        var project = ProjectState()
        let context = try Fixture.context()
        let created = try project.decide(
            .create(name: "芝罘", crs: "EPSG:4549", policy: nil), on: day("2026-03-02"), context)
        for entry in created.flatMap(\.entries) { project.apply(entry) }
        let old = RuleSource(name: "calendar.yaml", version: "1", sha256: "aa")
        let new = RuleSource(name: "2027.yaml", version: "2", sha256: "bb")
        let list = try running().state.deadlines(movedBy: try moved(), from: calendar)
        let command = ProjectCommand.changeCalendar(new, from: old, reason: "国办发明电", moved: list)
        let changes = try project.decide(command, on: day("2026-03-04"), context)
        #expect(
            changes.flatMap(\.entries).map(\.event) == [
                .calendarChanged(calendar: new, previous: old, reason: "国办发明电", moved: list)
            ])
        for entry in changes.flatMap(\.entries) { project.apply(entry) }
        #expect(project.calendar == new)
        let again = ProjectCommand.changeCalendar(new, from: new, reason: "again", moved: [])
        #expect(try project.decide(again, on: day("2026-03-05"), context).isEmpty)
        let bare = ProjectCommand.changeCalendar(old, from: new, reason: " ", moved: [])
        #expect(refusal { _ = try project.decide(bare, on: day("2026-03-05"), context) } == "CAS-114")
    }
}
