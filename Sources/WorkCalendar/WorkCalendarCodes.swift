import Vocabulary

/// The codes of this target, for the catalogue.
public enum WorkCalendarCodes {
    public static let all: [ErrorCode] = [
        .stopEndsBeforeStart, .calendarRange, .calendarDuplicate, .calendarShrinks,
    ]
}

extension ErrorCode {
    public static let stopEndsBeforeStart = ErrorCode(
        "CAL-101", exit: .badInput, "a stop ends before it starts",
        "A stop runs from the day it starts to the day the clock resumes. Give a resume day that is not earlier."
    )
    public static let calendarRange = ErrorCode(
        "CAL-102", exit: .badInput, "a calendar range is empty or outside its coverage",
        "A holiday or make-up day must lie inside the announced part of the calendar, and end no earlier than it starts."
    )
    public static let calendarShrinks = ErrorCode(
        "CAL-104", exit: .badInput, "a new calendar announces less than the one in use",
        "A calendar that takes the place of another covers at least the same days; what was announced is not taken back."
    )
    public static let calendarDuplicate = ErrorCode(
        "CAL-103", exit: .badInput, "a calendar day is given twice or contradicts another",
        "A day is a holiday or a make-up working day, once. A make-up working day lies on a Saturday or Sunday."
    )
}
