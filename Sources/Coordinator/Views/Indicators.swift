import PermitPolicy
import Vocabulary
import WorkCalendar

/// What a supervisor asks of many cases on one day (R04, R05, R40, R42).
public struct Indicators: Codable, Sendable, Hashable {
    public var today: Day
    public var total: IndicatorRow
    /// By service area of the policy pack, in its order; then districts it does not know; then cases without one.
    public var byDistrict: [IndicatorRow]
    public var byUtility: [IndicatorRow]
    /// Working days in each stage, in order of the stages.
    public var stages: [DayShare]
    /// Working days by who held the promise, and by who held the permits.
    public var holders: [DayShare]
    public var permitHolders: [DayShare]
    /// Open cases whose promise is broken, most overdue first.
    public var overdue: [OverdueCase]
    public var sample: CaseSample?

    enum CodingKeys: String, CodingKey {
        case today, total, stages, holders, overdue, sample
        case byDistrict = "by_district"
        case byUtility = "by_utility"
        case permitHolders = "permit_holders"
    }
}

/// Cases in numbers.
public struct IndicatorRow: Codable, Sendable, Hashable {
    /// The district's code or the utility; nil for cases without a district, and for the total.
    public var key: String?
    public var title: Wording?
    /// True for a district the policy pack does not know.
    public var unknown = false
    public var cases = 0
    public var open = 0
    public var supplied = 0
    public var withdrawn = 0
    /// Emergency repairs that are done.
    public var repaired = 0
    public var overdue = 0
    /// Supplied cases with a promise, and how many of them kept it.
    public var promised = 0
    public var onTime = 0
    /// `onTime / promised`; nil without a promise.
    public var onTimeRate: Double?
    /// Averages over supplied cases, in working days; nil if there is none.
    public var averageNetDays: Double?
    public var averageGrossDays: Double?
    /// Cases whose applicant came not at all, once, more often (R04).
    public var visits0 = 0
    public var visits1 = 0
    public var visitsMore = 0
    /// Averages over all cases (R05): permits handled, documents asked of the applicant, stages, yuan.
    public var averagePermits: Double?
    public var averageDocuments: Double?
    public var averageSteps: Double?
    public var averageFees: Double?
    public var permits = 0
    public var permitsOpen = 0

    enum CodingKeys: String, CodingKey {
        case key, title, unknown, cases, open, supplied, withdrawn, repaired, overdue, promised, permits
        case onTime = "on_time"
        case onTimeRate = "on_time_rate"
        case averageNetDays = "average_net_days"
        case averageGrossDays = "average_gross_days"
        case visits0 = "visits_0"
        case visits1 = "visits_1"
        case visitsMore = "visits_more"
        case averagePermits = "average_permits"
        case averageDocuments = "average_documents"
        case averageSteps = "average_steps"
        case averageFees = "average_fees"
        case permitsOpen = "permits_open"
    }
}

/// How many working days went into one stage, or to one holder.
public struct DayShare: Codable, Sendable, Hashable {
    public var name: String
    /// Cases (or permits) that were there at all.
    public var count: Int
    public var days: Int
    /// `days / count`.
    public var average: Double
}

/// An open case whose promise is broken.
public struct OverdueCase: Codable, Sendable, Hashable {
    public var caseID: CaseID
    public var utility: Utility
    public var district: String?
    public var company: String?
    public var stage: CaseStage
    public var due: Day
    /// Working days after the due day.
    public var daysLate: Int

    enum CodingKeys: String, CodingKey {
        case utility, district, company, stage, due
        case caseID = "case"
        case daysLate = "days_late"
    }
}

extension Indicators {
    /// - Parameters:
    ///   - measures: in any order.
    ///   - sampling: how many cases to draw, and the seed; nil draws none.
    /// - Complexity: O(n log n).
    public init(
        _ measures: [CaseMeasure], areas: AuthorityRules, sampling: CaseSample.Request? = nil, on today: Day,
        _ calendar: WorkCalendar
    ) {
        let measures = measures.map { (key: naturalKey($0.caseID.rawValue), measure: $0) }
            .sorted { $0.key < $1.key }.map(\.measure)
        func row(_ key: String?, _ title: Wording?, _ measures: [CaseMeasure]) -> IndicatorRow {
            IndicatorRow(key, title, measures, today, calendar)
        }
        self.today = today
        total = row(nil, nil, measures)
        byDistrict = areas.grouped(measures, by: \.district).map { group in
            var row = row(group.code, group.title, group.members)
            row.unknown = group.unknown
            return row
        }
        byUtility = Utility.allCases.map { utility in
            row(
                utility.rawValue, Wording(zh: utility.zh, en: utility.rawValue),
                measures.filter { $0.caseID.utility == utility })
        }
        func shares(_ track: CaseSpan.Track, _ order: [String]) -> [DayShare] {
            DayShare.shares(of: measures, track, order, today, calendar)
        }
        stages = shares(.stage, CaseStage.allCases.map(\.rawValue))
        holders = shares(.promise, SpanHolder.allCases.map(\.rawValue))
        permitHolders = shares(.permit, SpanHolder.allCases.map(\.rawValue))
        overdue = measures.filter { $0.isOverdue(on: today) }.compactMap { measure in
            measure.due.map { OverdueCase(measure, due: $0, today, calendar) }
        }.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element)
        sample = sampling.map { CaseSample($0, from: measures.map(\.caseID)) }
    }
}

extension OverdueCase {
    fileprivate init(_ measure: CaseMeasure, due: Day, _ today: Day, _ calendar: WorkCalendar) {
        caseID = measure.caseID
        utility = measure.caseID.utility
        district = measure.district
        company = measure.company
        stage = measure.stage
        self.due = due
        daysLate = calendar.workingDays(after: due, through: today)
    }
}

extension DayShare {
    fileprivate static func shares(
        of measures: [CaseMeasure], _ track: CaseSpan.Track, _ order: [String], _ today: Day,
        _ calendar: WorkCalendar
    ) -> [DayShare] {
        var days: [String: Int] = [:]
        var counts: [String: Int] = [:]
        for measure in measures {
            var seen: Set<String> = []
            for span in measure.spans where span.track == track && span.after <= today {
                days[span.name, default: 0] += span.days(on: today, calendar)
                if seen.insert("\(span.name) \(span.permit?.rawValue ?? "")").inserted {
                    counts[span.name, default: 0] += 1
                }
            }
        }
        return order.compactMap { name in
            counts[name].map { count in
                let sum = days[name] ?? 0
                return DayShare(name: name, count: count, days: sum, average: Double(sum) / Double(count))
            }
        }
    }
}

extension IndicatorRow {
    init(
        _ key: String?, _ title: Wording?, _ measures: [CaseMeasure], _ today: Day, _ calendar: WorkCalendar
    ) {
        self.key = key
        self.title = title
        var (net, gross, documents, steps, fees) = (0, 0, 0, 0, 0.0)
        for measure in measures {
            cases += 1
            switch measure.stage {
            case .withdrawn: withdrawn += 1
            case .repaired: repaired += 1
            case .supplied:
                supplied += 1
                net += measure.netDays(on: today, calendar)
                gross += measure.grossDays(on: today, calendar)
            default: open += 1
            }
            if measure.isOverdue(on: today) { overdue += 1 }
            if measure.isPromiseDone { promised += 1 }
            if measure.isOnTime { onTime += 1 }
            switch measure.visits {
            case 0: visits0 += 1
            case 1: visits1 += 1
            default: visitsMore += 1
            }
            permits += measure.permits
            permitsOpen += measure.permitsOpen
            documents += measure.documents
            steps += measure.steps
            fees += measure.fees
        }
        func average(_ sum: Double, _ count: Int) -> Double? { count > 0 ? sum / Double(count) : nil }
        onTimeRate = average(Double(onTime), promised)
        averageNetDays = average(Double(net), supplied)
        averageGrossDays = average(Double(gross), supplied)
        averagePermits = average(Double(permits), cases)
        averageDocuments = average(Double(documents), cases)
        averageSteps = average(Double(steps), cases)
        averageFees = average(fees, cases)
    }
}
