import Foundation
import Testing
import Vocabulary
import WorkCalendar

/// A generator whose numbers follow from its seed alone (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// The clock as a clerk would keep it: a timeline in minutes, walked day by day.
///
/// It shares nothing with the code under test but the numbers of days: no stretches, no tables, no sorting. A stop is
/// two moments; a day counts if it lies after the acceptance day, its calendar marks it, and at its cut-off minute no
/// stop is under way.
private struct Clerk {
    struct Stop {
        var start: Int
        var end: Int?
        var isCancelled = false
    }

    var accepted = 0
    var budget = 0
    var cutOff = 1020
    var stops: [Stop] = []
    /// By day from the epoch of the test.
    var works: [Bool] = []

    private func stands(_ day: Int) -> Bool {
        let moment = day * 1440 + cutOff
        for stop in stops where !stop.isCancelled {
            if stop.start <= moment && (stop.end == nil || moment < (stop.end ?? 0)) { return true }
        }
        return false
    }

    /// Working days after acceptance up to `day`, and those of them that count.
    func walk(through day: Int) -> (gross: Int, consumed: Int) {
        var (gross, consumed, current) = (0, 0, accepted)
        while current < day {
            current += 1
            guard works[current] else { continue }
            gross += 1
            if !stands(current) { consumed += 1 }
        }
        return (gross, consumed)
    }

    /// The day on which the budget is used up; nil if it is not before the calendar of the test ends.
    func due() -> Int? {
        var (consumed, current) = (0, accepted)
        if budget == 0 {
            while current < works.count {
                if works[current] && !stands(current) { return current }
                current += 1
            }
            return nil
        }
        while current + 1 < works.count {
            current += 1
            if works[current] && !stands(current) {
                consumed += 1
                if consumed == budget { return current }
            }
        }
        return nil
    }
}

/// A calendar under both views.
private struct TestCalendar: Sendable {
    let calendar: WorkCalendar
    /// By day from the epoch.
    let works: [Bool]

    static let epoch = Day(2030, 1, 1) ?? Day(number: 0)
    static let length = 365

    /// A year with random days off and random worked weekends.
    init(_ random: inout Seeded) throws {
        var holidays: [CalendarData.Holiday] = []
        var makeUps: [CalendarData.MakeUpDay] = []
        var works = (0..<Self.length).map { !Self.epoch.advanced(by: $0).isWeekend }
        var day = random.below(20)
        while day < Self.length - 12 {
            let end = day + random.below(9)
            let (from, to) = (Self.epoch.advanced(by: day), Self.epoch.advanced(by: end))
            holidays.append(.init(name: "off", from: from, to: to))
            for off in day...end { works[off] = false }
            for worked in (end + 1)..<(end + 8) where worked < Self.length {
                let candidate = Self.epoch.advanced(by: worked)
                if candidate.isWeekend && random.below(4) == 0 {
                    makeUps.append(.init(name: "worked", day: candidate))
                    works[worked] = true
                }
            }
            day = end + 8 + random.below(25)
        }
        self.works = works
        calendar = try WorkCalendar(
            CalendarData(
                first: Self.epoch, announcedUntil: Self.epoch.advanced(by: Self.length - 1),
                holidays: holidays, makeUpDays: makeUps))
    }
}

@Suite("Random histories of a clock")
struct HistoryTests {
    private static let calendars: [TestCalendar] = {
        var random = Seeded(state: 2030)
        do { return try (0..<12).map { _ in try TestCalendar(&random) } } catch { return [] }
    }()

    /// One history: both books are kept side by side and compared after every entry.
    private struct History {
        var random: Seeded
        var clerk = Clerk()
        var clock: Clock
        var calendar: TestCalendar
        var open: Set<Int> = []
        var entries = 0

        init(seed: UInt64, _ calendars: [TestCalendar]) {
            random = Seeded(state: seed)
            calendar = calendars[random.below(calendars.count)]
            clerk.works = calendar.works
            clerk.accepted = 5 + random.below(60)
            clerk.budget = random.below(12)
            clerk.cutOff = [1020, 720, 0, 1439][random.below(4)]
            clock = Clock(
                acceptedOn: TestCalendar.epoch.advanced(by: clerk.accepted), budgetDays: clerk.budget)
        }

        private func day(_ moment: Int) -> Day {
            CutOff(minute: clerk.cutOff).effectiveDay(
                of: TestCalendar.epoch.advanced(by: moment / 1440), minute: moment % 1440)
        }

        /// Often near the cut-off, where mistakes live.
        private mutating func moment(after: Int) -> Int {
            let day = after / 1440 + random.below(14)
            let minute =
                random.below(3) == 0
                ? min(1439, max(0, clerk.cutOff - 1 + random.below(3))) : random.below(1440)
            return max(after, day * 1440 + minute)
        }

        mutating func step(_ calendars: [TestCalendar]) throws {
            entries += 1
            switch random.below(10) {
            case 0..<4: try start()
            case 4..<6: try resume()
            case 6..<8: try correct()
            case 8: try cancel()
            default:
                calendar = calendars[random.below(calendars.count)]
                clerk.works = calendar.works
            }
        }

        private mutating func start() throws {
            let start = moment(after: clerk.accepted * 1440)
            let id = clerk.stops.count
            clerk.stops.append(.init(start: start, end: nil))
            open.insert(id)
            let causes = StopCause.allCases
            try clock.stops.add(
                Stop(
                    id: String(id), cause: causes[random.below(causes.count)], holder: "x",
                    startedOn: day(start)))
        }

        private mutating func resume() throws {
            guard let id = open.sorted().first(where: { _ in random.below(2) == 0 }) else { return }
            let end = moment(after: clerk.stops[id].start)
            clerk.stops[id].end = end
            open.remove(id)
            _ = try clock.stops.resume(String(id), on: day(end))
        }

        private mutating func correct() throws {
            guard !clerk.stops.isEmpty else { return }
            let id = random.below(clerk.stops.count)
            guard !clerk.stops[id].isCancelled else { return }
            let start = moment(after: clerk.accepted * 1440)
            let end = random.below(5) == 0 ? nil : moment(after: start)
            clerk.stops[id].start = start
            clerk.stops[id].end = end
            if end == nil { open.insert(id) } else { open.remove(id) }
            _ = try clock.stops.correct(
                String(id), startedOn: day(start), resumedOn: end.map(day), madeOn: day(start), reason: "x")
        }

        private mutating func cancel() throws {
            guard !clerk.stops.isEmpty else { return }
            let id = random.below(clerk.stops.count)
            clerk.stops[id].isCancelled = true
            open.remove(id)
            guard let stop = clock.stops.stops.first(where: { $0.id == String(id) }) else { return }
            _ = try clock.stops.correct(
                stop.id, startedOn: stop.startedOn, resumedOn: stop.resumedOn, cancelled: true,
                madeOn: stop.startedOn, reason: "x")
        }

        /// What differs between the two books; nil if nothing does.
        mutating func difference() -> String? {
            let through = clerk.accepted + random.below(70)
            let today = TestCalendar.epoch.advanced(by: through)
            let reading = clock.reading(on: today, calendar: calendar.calendar)
            let (gross, consumed) = clerk.walk(through: through)
            if reading.grossDays != gross { return "gross \(reading.grossDays), clerk \(gross)" }
            if reading.netDays != consumed { return "consumed \(reading.netDays), clerk \(consumed)" }
            if reading.remainingDays != clerk.budget - consumed { return "remaining" }
            if reading.stoppedByCause.reduce(0, { $0 + $1.days }) != gross - consumed { return "causes" }
            let due = clerk.due()
            let day = due.map { TestCalendar.epoch.advanced(by: $0) }
            // Beyond the year of the test the two books need not agree.
            if let found = reading.due, found >= TestCalendar.epoch.advanced(by: TestCalendar.length) {
                return day == nil ? nil : "due \(found), clerk \(day?.description ?? "none")"
            }
            if reading.due != day {
                return "due \(reading.due?.description ?? "none"), clerk \(day?.description ?? "none")"
            }
            return reading.overdue == (due.map { through > $0 } ?? false) ? nil : "overdue"
        }
    }

    @Test("10 000 histories give the same consumed, remaining and due values as a clerk's walk, day by day")
    func histories() throws {
        let calendars = Self.calendars
        try #require(calendars.count == 12)
        var (entries, dues, corrections) = (0, 0, 0)
        for seed in 0..<10_000 {
            var history = History(seed: UInt64(seed) &* 7_919, calendars)
            for _ in 0..<(1 + seed % 9) { try history.step(calendars) }
            if let difference = history.difference() {
                Issue.record("seed \(seed): \(difference)")
                return
            }
            entries += history.entries
            if history.clerk.due() != nil { dues += 1 }
            corrections += history.clock.stops.stops.reduce(0) { $0 + $1.corrections.count }
        }
        // The histories are worth something: many stops, corrections, and both kinds of end.
        #expect(entries > 40_000 && corrections > 5_000 && (3_000..<9_500).contains(dues))
    }
}
