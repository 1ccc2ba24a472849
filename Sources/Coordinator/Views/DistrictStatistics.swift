import PermitPolicy
import Vocabulary
import WorkCalendar

/// The cases of one district in numbers (R40).
public struct DistrictRow: Codable, Sendable, Hashable {
    /// The code of the service area; nil for cases whose district nobody named.
    public var district: String?
    public var title: Wording?
    /// True for a district the policy pack does not know.
    public var unknown: Bool
    public var cases: Int
    /// Neither supplied nor withdrawn.
    public var open: Int
    public var supplied: Int
    public var withdrawn: Int
    /// Open cases whose promise is broken on the day of the desk.
    public var overdue: Int
    /// Supplied cases that had a promise, and how many of them kept it.
    public var promised: Int
    public var onTime: Int
    /// Working days the clock ran, on average over supplied cases; nil if there is none.
    public var averageNetDays: Double?
    /// Permits that are not closed, and those of them that are not granted either.
    public var permits: Int
    public var permitsOpen: Int

    enum CodingKeys: String, CodingKey {
        case district, title, unknown, cases, open, supplied, withdrawn, overdue, promised, permits
        case onTime = "on_time"
        case averageNetDays = "average_net_days"
        case permitsOpen = "permits_open"
    }

    init(_ row: IndicatorRow) {
        district = row.key
        title = row.title
        unknown = row.unknown
        cases = row.cases
        open = row.open
        supplied = row.supplied
        withdrawn = row.withdrawn
        overdue = row.overdue
        promised = row.promised
        onTime = row.onTime
        averageNetDays = row.averageNetDays
        permits = row.permits
        permitsOpen = row.permitsOpen
    }
}

/// Cases grouped by the service areas of the policy pack.
public enum DistrictStatistics {
    /// One row per area of the pack in its order, also without cases; then districts it does not know, by name; then
    /// the cases without a district, if there are any.
    public static func rows(
        of cases: some Sequence<CaseMeasure>, areas: AuthorityRules, on today: Day, _ calendar: WorkCalendar
    ) -> [DistrictRow] {
        areas.grouped(cases, by: \.district).map { group in
            var row = IndicatorRow(group.code, group.title, group.members, today, calendar)
            row.unknown = group.unknown
            return DistrictRow(row)
        }
    }
}
