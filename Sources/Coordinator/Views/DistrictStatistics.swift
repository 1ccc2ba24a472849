import PermitPolicy
import Vocabulary
import WorkCalendar

/// The cases of one district in numbers (R40).
public struct DistrictRow: Codable, Sendable, Hashable {
    /// The code of the service area; nil for cases whose district nobody named.
    public var district: String?
    public var title: Wording?
    public var cases = 0
    /// Neither supplied nor withdrawn.
    public var open = 0
    public var supplied = 0
    public var withdrawn = 0
    /// Open cases whose promise is broken on the day of the desk.
    public var overdue = 0
    /// Supplied cases that had a promise, and how many of them kept it.
    public var promised = 0
    public var onTime = 0
    /// Working days the clock ran, on average over supplied cases; nil if there is none.
    public var averageNetDays: Double?
    /// Permits that are not closed, and those of them that are not granted either.
    public var permits = 0
    public var permitsOpen = 0

    enum CodingKeys: String, CodingKey {
        case district, title, cases, open, supplied, withdrawn, overdue, promised, permits
        case onTime = "on_time"
        case averageNetDays = "average_net_days"
        case permitsOpen = "permits_open"
    }
}

/// Cases grouped by the service areas of the policy pack.
public enum DistrictStatistics {
    /// One row per area of the pack in its order, also without cases; then districts it does not know, by name; then
    /// the cases without a district, if there are any.
    public static func rows(
        of cases: some Sequence<CaseState>, areas: AuthorityRules, on today: Day, _ calendar: WorkCalendar
    ) -> [DistrictRow] {
        let groups = Dictionary(grouping: cases.filter(\.exists)) { state in
            state.district.map { areas.area($0)?.code ?? $0 }
        }
        let known = areas.areas.map(\.code)
        let others = groups.keys.compactMap(\.self).filter { !known.contains($0) }.sorted()
        let rows = (known + others).map { code in
            row(code, areas.area(code)?.title, groups[code] ?? [], today, calendar)
        }
        guard let unnamed = groups[nil] else { return rows }
        return rows + [row(nil, nil, unnamed, today, calendar)]
    }

    private static func row(
        _ district: String?, _ title: Wording?, _ cases: [CaseState], _ today: Day, _ calendar: WorkCalendar
    ) -> DistrictRow {
        var row = DistrictRow(district: district, title: title)
        var days = 0
        for state in cases {
            let reading = state.reading(on: today, calendar)
            let late = reading?.overdue ?? false
            row.cases += 1
            switch state.stage {
            case .withdrawn: row.withdrawn += 1
            case .repaired: break
            case .supplied:
                row.supplied += 1
                days += reading?.netDays ?? 0
                if reading?.budgetDays != nil { row.promised += 1 }
                if reading?.budgetDays != nil, !late { row.onTime += 1 }
            default:
                row.open += 1
                if late { row.overdue += 1 }
            }
            row.permits += state.permits.filter { $0.stage != .closed }.count
            row.permitsOpen += state.permits.filter(\.isOpen).count
        }
        if row.supplied > 0 { row.averageNetDays = Double(days) / Double(row.supplied) }
        return row
    }
}
