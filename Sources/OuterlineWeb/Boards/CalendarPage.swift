import Coordinator
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Outerline
import PermitPolicy
import Vocabulary

/// What is due, as a month: working days, days off and make-up days apart; a day has a page of its own.
struct CalendarPage: PageModel {
    static let template = "calendar"
    var title: String
    var filter: ViewFilterModel
    var heading: String
    var previous: String
    var following: String
    var current: String
    /// Monday first.
    var weekdays: [String]
    var days: [DayCell]
    var total: Int
    var isEmpty: Bool
    /// A day of the month lies beyond the announced calendar.
    var isProvisional: Bool
    /// The list of one day, instead of the month.
    var day: DayList?

    struct DayCell: Sendable, Hashable {
        var day: String
        var number: Int
        var weekday: String
        /// Names of its looks in the style sheet.
        var looks: String
        var isToday: Bool
        var inMonth: Bool
        /// 休 or 班 with the name, as the State Council announces them.
        var mark: String?
        var items: [ItemLine]
        var hasItems: Bool
        var count: Int
        var rest: Int
        var hasRest: Bool
        var address: String
    }

    struct DayList: Sendable, Hashable {
        var heading: String
        var mark: String?
        var items: [ItemLine]
        var isEmpty: Bool
        var rest: Int
        var hasRest: Bool
        var month: String
    }

    /// Items of a day in the month, and on its own page.
    private static let (few, many) = (3, 300)

    @Sendable static func show(_ desk: DeskRequest) async throws -> Response {
        let query = try ViewQuery(desk, more: ["month", "day"])
        let single = try day(desk.query.text("day"))
        let month = try month(desk.query.text("month"), desk.today)
        let (scope, phrases, host, today) = (desk.scope, desk.phrases, desk.site.host, desk.today)
        let model = try await desk.project { project in
            let within = try project.knownScope(scope)
            let filter = try query.filter(project, within)
            let days = single.map { $0...$0 } ?? month.grid
            let due = try host.memory.value(desk.viewState, "due \(days) \(filter)") {
                try project.dueDays(days, filter, items: single == nil ? few : many)
            }
            let shown = ViewFilterModel(
                query, try desk.choices(project, within), within, phrases, action: "/calendar",
                withHolders: true)
            return CalendarPage(due, month, single, query, shown, phrases, today: today)
        }
        return desk.page(model)
    }

    private static func day(_ text: String?) throws -> Day? {
        guard let text else { return nil }
        if let day = Day(text) { return day }
        throw Problem(
            .formInvalid, "'\(text.prefix(40))' is no day", at: .init(field: "day"), help: "write 2026-11-22")
    }

    private static func month(_ text: String?, _ today: Day) throws -> Month {
        guard let text else { return Month(of: today) }
        if let month = Month(text) { return month }
        throw Problem(
            .formInvalid, "'\(text.prefix(40))' is no month", at: .init(field: "month"), help: "write 2026-11"
        )
    }

    private init(
        _ due: [AgendaDay], _ month: Month, _ single: Day?, _ query: ViewQuery, _ filter: ViewFilterModel,
        _ phrases: Phrases, today: Day
    ) {
        title = phrases["calendar"]
        self.filter = filter
        heading = phrases.text(
            "month_of", ["year": "\(month.year)", "month": phrases["month_\(month.month)"]])
        previous = query.address("/calendar", [("month", month.moved(by: -1).text)])
        following = query.address("/calendar", [("month", month.moved(by: 1).text)])
        current = query.address("/calendar")
        weekdays = (1...7).map { phrases["weekday_\($0)"] }
        days = single == nil ? due.map { DayCell($0, month, query, phrases, today: today) } : []
        total = due.reduce(0) { $0 + (month.holds($1.day) ? $1.count : 0) }
        isEmpty = total == 0
        isProvisional = due.contains(where: \.isProvisional)
        day = single.flatMap { single in
            due.first.map { DayList($0, single, query, phrases) }
        }
    }
}

/// A month of the calendar.
struct Month: Sendable, Hashable {
    var year: Int
    var month: Int

    init(of day: Day) { (year, month) = (day.year, day.month) }

    /// Reads `2026-11`, of the years 1900 to 2199.
    init?(_ text: String) {
        guard text.utf8.count == 7, let day = Day("\(text)-01"), (1900...2199).contains(day.year) else {
            return nil
        }
        self.init(of: day)
    }

    var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
    var first: Day { Day(year, month, 1) ?? Day(number: 0) }

    func moved(by months: Int) -> Month {
        let number = year * 12 + month - 1 + months
        return Month(of: Day(number / 12, number % 12 + 1, 1) ?? first)
    }

    func holds(_ day: Day) -> Bool { day.year == year && day.month == month }

    /// From the Monday on or before its first day to the Sunday on or after its last.
    var grid: ClosedRange<Day> {
        let last = moved(by: 1).first.advanced(by: -1)
        return first.advanced(by: 1 - first.weekday)...last.advanced(by: 7 - last.weekday)
    }
}

extension CalendarPage.DayCell {
    fileprivate init(
        _ due: AgendaDay, _ month: Month, _ query: ViewQuery, _ phrases: Phrases, today: Day
    ) {
        day = due.day.description
        number = due.day.dayOfMonth
        weekday = phrases["weekday_\(due.day.weekday)"]
        isToday = due.day == today
        inMonth = month.holds(due.day)
        looks = [
            due.isWorking ? "working" : "off", inMonth ? "" : "outside", isToday ? "today" : "",
            due.count == 0 ? "free" : "",
        ].filter { !$0.isEmpty }.joined(separator: " ")
        mark = due.mark(phrases)
        items = due.items.map { ItemLine($0, phrases) }
        hasItems = !items.isEmpty
        count = due.count
        rest = due.count - items.count
        hasRest = rest > 0
        address = query.address("/calendar", [("day", day)])
    }
}

extension CalendarPage.DayList {
    fileprivate init(_ due: AgendaDay, _ day: Day, _ query: ViewQuery, _ phrases: Phrases) {
        heading = "\(day) \(phrases["weekday_\(day.weekday)"])"
        mark = due.mark(phrases)
        items = due.items.map { ItemLine($0, phrases) }
        isEmpty = items.isEmpty
        rest = due.count - items.count
        hasRest = rest > 0
        month = query.address("/calendar", [("month", Month(of: day).text)])
    }
}

extension AgendaDay {
    /// What a day off or a make-up day is called; nil for ordinary days.
    fileprivate func mark(_ phrases: Phrases) -> String? {
        guard let name else { return nil }
        return isWorking
            ? phrases.text("make_up_day", ["name": name]) : phrases.text("day_off", ["name": name])
    }
}
