import Vocabulary

/// Which days are working days in China, as the State Council announces them.
///
/// Inside the announced part (``CalendarData/first`` …
/// ``CalendarData/announcedUntil``) a day works if it is a make-up day, or a
/// Monday to Friday that is no holiday. Outside it the weekend rule and the
/// statutory days alone decide, and every answer is provisional. Both dates
/// and rule come from a calendar file with its sources; this type is pure.
public struct WorkCalendar: Sendable {
    public let data: CalendarData
    /// `counts[i]` = working days from the table's start before day `start + i`.
    let start: Day
    let counts: [Int32]
    let namesByDay: [Int: String]
    let makeUpDays: Set<Int>

    /// Builds the calendar.
    ///
    /// - Throws: ``Problems`` with all that ``CalendarData/problems()`` finds.
    /// - Complexity: O(days covered).
    public init(_ data: CalendarData) throws {
        try data.problems().throwIfAny()
        self.data = data
        namesByDay = Self.names(data)
        makeUpDays = Set(data.makeUpDays.map(\.day.number))
        start = data.first.advanced(by: -Self.margin)
        let length = max(0, data.announcedUntil.number - data.first.number) + 1 + 2 * Self.margin
        var counts: [Int32] = [0]
        counts.reserveCapacity(length + 1)
        for offset in 0..<length {
            let day = start.advanced(by: offset)
            let working = Self.works(day, named: namesByDay[day.number] != nil, makeUp: makeUpDays)
            counts.append((counts.last ?? 0) + (working ? 1 : 0))
        }
        self.counts = counts
    }

    /// Whether people work on `day`; provisional outside the announced part.
    ///
    /// - Complexity: O(1).
    public func isWorking(_ day: Day) -> Bool {
        let offset = day.number - start.number
        if offset >= 0, offset < counts.count - 1 { return counts[offset + 1] > counts[offset] }
        return Self.works(day, named: name(day) != nil, makeUp: makeUpDays)
    }

    /// The name of the holiday or of the make-up day, such as `春节` or `春节（调休上班）`; nil for an ordinary day.
    public func name(_ day: Day) -> String? {
        if let name = namesByDay[day.number] { return name }
        if day >= data.first, day <= data.announcedUntil { return nil }
        return data.fixedStatutory.first { $0.covers(day) }?.name
    }

    /// Whether `day` lies outside the announced part.
    public func isProvisional(_ day: Day) -> Bool { day < data.first || day > data.announcedUntil }

    // MARK: - Internal

    /// Days of the table before and after the announced part; a speed-up, not a limit.
    private static let margin = 1100

    private static func works(_ day: Day, named: Bool, makeUp: Set<Int>) -> Bool {
        makeUp.contains(day.number) || (!day.isWeekend && !named)
    }

    private static func names(_ data: CalendarData) -> [Int: String] {
        var names: [Int: String] = [:]
        func add(_ holiday: CalendarData.Holiday, where applies: (Day) -> Bool) {
            guard holiday.from <= holiday.to else { return }
            for day in holiday.from...holiday.to where applies(day) { names[day.number] = holiday.name }
        }
        let announced = { (day: Day) in day >= data.first && day <= data.announcedUntil }
        for holiday in data.datedStatutory { add(holiday) { !announced($0) } }
        for offset in -margin...(max(0, data.announcedUntil.number - data.first.number) + margin) {
            let day = data.first.advanced(by: offset)
            guard !announced(day), names[day.number] == nil else { continue }
            if let fixed = data.fixedStatutory.first(where: { $0.covers(day) }) {
                names[day.number] = fixed.name
            }
        }
        for holiday in data.holidays { add(holiday, where: announced) }
        for makeUp in data.makeUpDays { names[makeUp.day.number] = makeUp.name }
        return names
    }
}

extension WorkCalendar: Hashable {
    public static func == (a: WorkCalendar, b: WorkCalendar) -> Bool { a.data == b.data }
    public func hash(into hasher: inout Hasher) { hasher.combine(data) }
}

extension CalendarData.FixedHoliday {
    func covers(_ day: Day) -> Bool {
        guard let first = Day(day.year, month, self.day) else { return false }
        return day >= first && day < first.advanced(by: days)
    }
}
