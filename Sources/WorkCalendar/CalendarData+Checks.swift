import Vocabulary

extension CalendarData {
    /// What contradicts itself: empty ranges, days outside the coverage, a make-up day on a weekday or holiday.
    public func problems() -> Problems {
        var problems = Problems()
        if announcedUntil < first {
            problems.add(
                Problem(
                    .calendarRange, "the calendar ends on \(announcedUntil), before it starts on \(first)"))
        }
        var holidayDays: Set<Day> = []
        for holiday in holidays {
            guard holiday.from <= holiday.to, holiday.from >= first, holiday.to <= announcedUntil else {
                problems.add(
                    Problem(
                        .calendarRange,
                        "holiday \(holiday.name) \(holiday.from)…\(holiday.to) is empty or outside \(first)…\(announcedUntil)"
                    ))
                continue
            }
            for day in holiday.from...holiday.to where !holidayDays.insert(day).inserted {
                problems.add(Problem(.calendarDuplicate, "\(day) belongs to two holidays"))
            }
        }
        var seen: Set<Day> = []
        for makeUp in makeUpDays {
            let day = makeUp.day
            if day < first || day > announcedUntil {
                problems.add(
                    Problem(.calendarRange, "make-up day \(day) is outside \(first)…\(announcedUntil)"))
            }
            if !day.isWeekend || holidayDays.contains(day) || !seen.insert(day).inserted {
                problems.add(
                    Problem(.calendarDuplicate, "make-up day \(day) is a weekday, a holiday or given twice"))
            }
        }
        for fixed in fixedStatutory
        where Day(2001, fixed.month, fixed.day) == nil || !(1...31).contains(fixed.days) {
            problems.add(
                Problem(.calendarRange, "statutory day \(fixed.name) has no valid month, day and length"))
        }
        if fixedStatutory.reduce(0, { $0 + $1.days }) > 100 {
            problems.add(
                Problem(.calendarRange, "more than 100 fixed statutory days a year leave no days to work"))
        }
        if lights.yellowDays < 0 || !(0...1).contains(lights.yellowShare) {
            problems.add(
                Problem(.calendarRange, "the yellow light needs a number of days from 0 and a share of 0 … 1")
            )
        }
        for holiday in datedStatutory where holiday.from > holiday.to {
            problems.add(Problem(.calendarRange, "statutory day \(holiday.name) ends before it starts"))
        }
        return problems
    }
}
