import Vocabulary
import WorkCalendar

/// How an application is treated that was accepted with documents pending (容缺受理, R15).
public struct PendingRules: Codable, Hashable, Sendable {
    /// When a pending document is due.
    public enum Deadline: String, Codable, Sendable, CaseIterable {
        /// So many days after acceptance.
        case days
        /// At the site survey.
        case siteSurvey = "site_survey"
        /// At either; the later of the two is the last chance.
        case daysOrSiteSurvey = "days_or_site_survey"
    }

    /// What follows when a pending document is late; always a person's act, never the clock's.
    public enum Consequence: String, Codable, Sendable, CaseIterable {
        /// It stands on the worklist as overdue, nothing else.
        case remind
        /// No further stage is entered before it is there.
        case hold
        /// The application may be given back.
        case giveBack = "give_back"
    }

    /// Whether documents may follow at all.
    public var allowed: Cited<Bool>
    public var deadline: Cited<Deadline>
    /// For the deadlines with days; counted from the acceptance day, which does not count.
    public var days: DayLimit?
    public var consequence: Cited<Consequence>
    /// Whether the promise's clock runs while documents are pending.
    public var clockRuns: Cited<Bool>

    public init(
        allowed: Cited<Bool>, deadline: Cited<Deadline>, days: DayLimit?, consequence: Cited<Consequence>,
        clockRuns: Cited<Bool>
    ) {
        self.allowed = allowed
        self.deadline = deadline
        self.days = days
        self.consequence = consequence
        self.clockRuns = clockRuns
    }

    enum CodingKeys: String, CodingKey {
        case allowed, deadline, days, consequence
        case clockRuns = "clock_runs"
    }

    /// The last day a pending document is in time; nil while it hangs on a survey without a date.
    ///
    /// - Parameters:
    ///   - acceptedOn: the acceptance day, which does not count.
    ///   - surveyOn: the day of the site survey, planned or held; nil if none is.
    public func lastDay(acceptedOn: Day, surveyOn: Day?, _ calendar: WorkCalendar) -> Day? {
        let counted = days.map { limit in
            limit.unit == .working
                ? calendar.due(acceptedOn: acceptedOn, budget: limit.days).day
                : acceptedOn.advanced(by: limit.days)
        }
        switch deadline.value {
        case .days: return counted
        case .siteSurvey: return surveyOn
        case .daysOrSiteSurvey: return [counted, surveyOn].compactMap(\.self).max()
        }
    }
}
