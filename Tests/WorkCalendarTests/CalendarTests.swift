import Testing
import Vocabulary
import WorkCalendar

/// A week's calendar of its own: 2030-05-01…05-05 off, Saturday 2030-05-11 worked.
func smallCalendar() throws -> WorkCalendar {
    try WorkCalendar(
        CalendarData(
            first: day("2030-01-01"), announcedUntil: day("2030-12-31"),
            holidays: [.init(name: "劳动节", from: day("2030-05-01"), to: day("2030-05-05"))],
            makeUpDays: [.init(name: "劳动节调休上班", day: day("2030-05-11"))],
            fixedStatutory: [.init(name: "国庆节", month: 10, day: 1, days: 3)],
            datedStatutory: [.init(name: "春节", from: day("2031-01-22"), to: day("2031-01-25"))]))
}

func day(_ text: String) throws -> Day { try #require(Day(text)) }

@Suite("Working days")
struct CalendarTests {
    @Test("holidays, make-up days, weekends and their names")
    func days() throws {
        let calendar = try smallCalendar()
        #expect(!calendar.isWorking(try day("2030-05-01")))
        #expect(calendar.name(try day("2030-05-01")) == "劳动节")
        #expect(calendar.isWorking(try day("2030-05-06")))
        #expect(calendar.name(try day("2030-05-06")) == nil)
        #expect(calendar.isWorking(try day("2030-05-11")))
        #expect(calendar.name(try day("2030-05-11")) == "劳动节调休上班")
        #expect(!calendar.isWorking(try day("2030-05-12")))
    }

    @Test("statutory days apply outside the announced part only, and are provisional")
    func provisional() throws {
        let calendar = try smallCalendar()
        // 1 October 2030 is a Tuesday inside the announced part, which gives it no holiday.
        #expect(calendar.isWorking(try day("2030-10-01")))
        #expect(!calendar.isProvisional(try day("2030-12-31")))
        #expect(calendar.isProvisional(try day("2031-01-01")))
        #expect(!calendar.isWorking(try day("2031-10-01")))
        #expect(calendar.name(try day("2031-10-03")) == "国庆节")
        #expect(!calendar.isWorking(try day("2031-01-22")))
        #expect(calendar.isProvisional(try day("2029-12-31")))
    }

    @Test("far from the announced part days are still answered, as provisional")
    func farAway() throws {
        let calendar = try smallCalendar()
        #expect(!calendar.isWorking(try day("2060-10-01")))
        #expect(calendar.isWorking(try day("2060-10-04")))
        let due = calendar.due(acceptedOn: try day("2060-09-30"), budget: 1)
        #expect(due == DueDay(day: try day("2060-10-04"), provisional: true))
        #expect(calendar.workingDays(after: try day("2060-09-30"), through: try day("2060-10-04")) == 1)
    }

    @Test("a budget of zero is due on the acceptance day, or the next working day")
    func zeroBudget() throws {
        let calendar = try smallCalendar()
        #expect(calendar.due(acceptedOn: try day("2030-05-07"), budget: 0).day == (try day("2030-05-07")))
        #expect(calendar.due(acceptedOn: try day("2030-05-04"), budget: 0).day == (try day("2030-05-06")))
    }

    @Test("counting by table agrees with counting day by day", arguments: 0..<40)
    func countsAgree(seed: Int) throws {
        let calendar = try smallCalendar()
        let from = try day("2027-06-01").advanced(by: seed * 97 % 1400)
        let through = from.advanced(by: seed * 31 % 300)
        var slow = 0
        var current = from
        while current < through {
            current = current.advanced(by: 1)
            if calendar.isWorking(current) { slow += 1 }
        }
        #expect(calendar.workingDays(after: from, through: through) == slow)
        if slow > 0 {
            let last = calendar.working(slow, after: from)
            #expect(calendar.isWorking(last))
            #expect(last <= through)
            #expect(calendar.workingDays(after: from, through: last) == slow)
        }
    }

    @Test("a calendar that contradicts itself is refused with all of it")
    func refused() throws {
        let data = CalendarData(
            first: try day("2030-01-01"), announcedUntil: try day("2030-12-31"),
            holidays: [
                .init(name: "a", from: try day("2030-05-03"), to: try day("2030-05-01")),
                .init(name: "b", from: try day("2029-12-31"), to: try day("2030-01-01")),
            ],
            makeUpDays: [.init(name: "c", day: try day("2030-05-06"))])
        #expect(data.problems().countByCode == ["CAL-102": 2, "CAL-103": 1])
        #expect(throws: Problems.self) { try WorkCalendar(data) }
    }
}
